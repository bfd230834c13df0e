"""The quality gate: measure, compare with the pinned floors, fail when a figure fell. Usage: bench/gate.py [--raise]

Two sets of stories are run and scored as one, `test` (7) and `writers` (18, by two writers who have written nothing else here):
a floor for every verdict and every kind of labelled pair. Floors (bench/floors.json) only rise: `--raise` writes
figures that are higher and never lowers one. A figure may fall short of its floor by `EPSILON`, that of a kind by one pair, for
onnxruntime rounds a little differently on other processors; so a kind of a single pair is only printed. The floors name the
checksum of the labelled stories they were measured on; other stories need new floors.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
from pathlib import Path
from typing import Any

from bench.extraction import extraction_figures
from bench.names import figures as name_scores
from bench.names import score_rows
from bench.stories import figures, right_by_kind, score_folder
from reconcile.names import MATCH

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
EPSILON = 0.01
"""Of the verdict with the fewest labelled pairs (157 agree) one is less than a hundredth: a borderline pair may tip on another
machine."""
ROUNDING = 1e-4
"""Floors are written with four digits."""
ONE_ROW = {"stories.conflict_precision": 0.02}
"""What one of about 50 rows weighs that are reported as conflicts."""
LOWER_IS_BETTER = frozenset({"stories.trap_false_alarms"})
COUNTS = frozenset({"pairs", "findings"})
MEASURED = (HERE / "gold" / "test", HERE / "gold" / "writers")


def measure() -> tuple[dict[str, float], dict[str, float]]:
    """Every figure by its dotted name, and what one pair weighs in those of few pairs."""
    tally = score_folder(*MEASURED)
    kinds = right_by_kind(tally)
    groups: dict[str, dict[str, float]] = {
        "stories": figures(tally),
        "kinds": {kind: round(right / total, 4) for kind, (right, total) in kinds.items()},
        "extraction": extraction_figures(HERE / "gold"),
        "names": name_figures(HERE / "cases" / "names.csv"),
    }
    weights = {f"kinds.{kind}": 1 / total for kind, (_, total) in kinds.items()}
    found = {
        f"{group}.{name}": value
        for group, values in groups.items()
        for name, value in values.items()
        if name not in COUNTS
    }
    return found, {**ONE_ROW, **weights}


def name_figures(cases: Path) -> dict[str, float]:
    """F1 of the comparison of names, per schema."""
    with cases.open(encoding="utf-8", newline="") as handle:
        counts = score_rows(list(csv.DictReader(handle)), MATCH, errors=False)
    return {f"f1_{schema.lower()}": round(name_scores(count)[2], 4) for schema, count in sorted(counts.items())}


def checksum() -> str:
    """One hash over everything that the figures are measured on."""
    digest = hashlib.sha256()
    read_for_claims = {path.parent for path in (HERE / "gold").rglob("claims.*.csv")}
    folders = sorted({*MEASURED, HERE / "cases", *read_for_claims})
    for path in sorted({p for folder in folders for p in folder.rglob("*") if p.is_file()}):
        digest.update(path.relative_to(HERE).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def holds(name: str, value: float, floor: float, slack: float = EPSILON) -> bool:
    """Whether a figure is at its floor, or at its ceiling where less is better."""
    room = slack + ROUNDING
    return value <= floor + room if name in LOWER_IS_BETTER else value >= floor - room


def raised(old: dict[str, float], new: dict[str, float]) -> dict[str, float]:
    """The better of both, figure by figure."""
    better = {name: (min if name in LOWER_IS_BETTER else max) for name in new}
    return {name: better[name](value, old.get(name, value)) for name, value in new.items()}


def main() -> int:
    """Print every figure beside its floor; 1 when one fell or the stories changed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--raise", dest="lift", action="store_true", help="pin figures that are better than their floor"
    )
    args = parser.parse_args()
    stored: dict[str, Any] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {}
    same_stories = stored.get("checksum") == checksum()
    floors: dict[str, float] = stored.get("floors", {}) if same_stories or not args.lift else {}
    found, weights = measure()
    fallen = [
        name
        for name, floor in floors.items()
        if not holds(name, found.get(name, 0.0), floor, weights.get(name, EPSILON))
    ]
    for name, value in found.items():
        mark = "FELL" if name in fallen else ""
        print(f"{name:42} {value:.4f}  floor {floors.get(name, 0.0):.4f} {mark}")
    if args.lift:
        kept = {"checksum": checksum(), "floors": raised(floors, found)}
        FLOORS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
        return 0
    if not same_stories:
        print("the labelled stories changed: measure again and pin with --raise")
        return 1
    print(f"{len(found) - len(fallen)} passed, {len(fallen)} failed")
    return int(bool(fallen))


if __name__ == "__main__":
    raise SystemExit(main())
