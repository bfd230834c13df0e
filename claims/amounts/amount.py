"""One amount before its bound is read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit and counted noun at code points [start, end).

    `step` is the place value of the last stated digit. `low` and `high` are set where the wording itself gives a range.
    """

    start: int
    end: int
    value: float
    step: float
    unit: str = ""
    counted: str = ""
    ordinal: bool = False
    low: float | None = None
    high: float | None = None
