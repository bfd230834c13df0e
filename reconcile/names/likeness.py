"""What a comparison of two names says: how alike they are, and why."""

from __future__ import annotations

from dataclasses import dataclass

MATCH = 0.7
"""From here two names may well be meant to be the same, typing errors included (screening use, `bench/names.py`)."""

MERGE = 0.88
"""From here the difference is one of spelling alone: transcription, accents, short forms, a slip in a long word."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """`score` in [0, 1], 1 the same; `reason` for a reader; `shared` the number of name parts that were matched."""

    score: float
    reason: str
    shared: int = 0


DIFFERENT = Likeness(0.0, "different names")
