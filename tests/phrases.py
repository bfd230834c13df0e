"""Score `find_times` and `find_quantities` against the phrase lists beside this file; run it to see what is missed.

Columns of times.csv: `start` and `end` are the least that the interval must hold, `earliest` and `latest` the most that
it may (empty: exactly start to end); `none` no time may be found, `open` none may be anchored, `length` a duration whose
seconds stand in `end`. Columns of quantities.csv: an empty `counted` or `bound` is not looked at; `none` finds nothing.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from claims.dates import find_times
from claims.quantities import find_quantities
from claims.records import Quantity, TimeExpression

HERE = Path(__file__).parent
PUBLISHED = datetime(2025, 6, 12, 18, 0)
Row = dict[str, str]


def rows(name: str, part: str) -> list[Row]:
    with (HERE / name).open(encoding="utf-8") as lines:
        return [row for row in csv.DictReader(lines) if row["part"] == part]


def time_is_right(row: Row) -> bool:
    found = [m.value for m in find_times(row["text"], row["language"], PUBLISHED)]
    times = [time for time in found if isinstance(time, TimeExpression)]
    if row["start"] == "none":
        return not times
    if row["start"] == "open":
        return all(time.start is None for time in times)
    if row["start"] == "length":
        return any(time.granularity == "duration" and time.seconds == float(row["end"]) for time in times)
    return any(_fits(time, row) for time in times)


def _fits(time: TimeExpression, row: Row) -> bool:
    if time.start is None or time.end is None or time.relation != row["relation"]:
        return False
    start, end = datetime.fromisoformat(row["start"]), datetime.fromisoformat(row["end"])
    earliest = datetime.fromisoformat(row["earliest"]) if row["earliest"] else start
    latest = datetime.fromisoformat(row["latest"]) if row["latest"] else end
    minute = timedelta(minutes=1)
    return earliest <= time.start <= start and end <= time.end <= latest + minute


def quantity_is_right(row: Row) -> bool:
    found = [m.value for m in find_quantities(row["text"], row["language"])]
    quantities = [value for value in found if isinstance(value, Quantity)]
    if row["value"] == "none":
        return not quantities
    return any(_same(value, row) for value in quantities)


def _same(value: Quantity, row: Row) -> bool:
    wanted = float(row["value"])
    return (
        abs(value.value - wanted) <= 1e-3 * max(1.0, abs(wanted))
        and value.unit == row["unit"]
        and value.ordinal == (row["ordinal"] == "yes")
        and (not row["counted"] or value.counted == row["counted"])
        and (not row["bound"] or value.bound == row["bound"])
    )


def share(name: str, part: str, right: Callable[[Row], bool], language: str = "") -> tuple[int, int]:
    """How many rows of a part are right, of how many."""
    chosen = [row for row in rows(name, part) if language in ("", row["language"])]
    return sum(right(row) for row in chosen), len(chosen)


if __name__ == "__main__":
    shown = sys.argv[1:] or ["dev"]
    for name, right in (("times.csv", time_is_right), ("quantities.csv", quantity_is_right)):
        for part in ("dev", "held"):
            print(name, part, *(f"{each} {share(name, part, right, each)}" for each in ("de", "en")))
            for row in rows(name, part) if part in shown else ():
                if not right(row):
                    find = (
                        find_times(row["text"], row["language"], PUBLISHED)
                        if name == "times.csv"
                        else find_quantities(row["text"], row["language"])
                    )
                    print("  ", list(row.values()), *(f"\n        {m.text!r} {m.value}" for m in find))
