"""What a bound word and the roundness of a number say about the amount that is meant.

A round number is understood with a halo (Krifka 2007, "Approximate interpretation of number words"; Lasersohn 1999,
"Pragmatic halos"): "8500" is stated in hundreds. Comparative bounds are open on one side (Cummins, Sauerland and Solt
2012 find that hearers expect no more than the next round number; that is no fact, so it is left open here).
"""

from __future__ import annotations

import math
import re
from functools import cache

from claims.amounts.lexicon import alternatives, bound_phrases
from claims.records import Bound

_NEVER = re.compile(r"\b(?:never|nie|niemals|not|n't)\b(?:\s+\w+){0,2}\s+$", re.IGNORECASE)
UNBOUNDED = math.inf
_LOOSE = (0.05, 0.15)
"""Least and greatest share of the value that "about" may mean; between them, half of the stated place value."""
_HALO = 0.05
"""Greatest share of the value that the roundness of an unmarked count may hide."""
LARGEST_EXACT = 20
"""Counts up to this one are exact even if round: ten people are ten."""
_HALO_MEASURED = 0.10
"""The same for measures and scaled numbers ("3 Millionen", "20 Kilometer")."""


@cache
def _before(language: str) -> re.Pattern[str]:
    phrases = alternatives(bound_phrases(language))
    article = r"(?:\s+(?:ein(?:e[nmrs]?)?|den|die|the|an?|von))?"
    return re.compile(rf"(?<![\w-])(?:{phrases}){article}\s*[(„\"]?$", re.IGNORECASE)


@cache
def _start(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(bound_phrases(language))})", re.IGNORECASE)


def bound_before(text: str, position: int, language: str) -> tuple[Bound, int]:
    """The bound that ends at `position` and where it starts; `("exact", position)` if there is none."""
    if not bound_phrases(language):
        return "exact", position
    match = _before(language).search(text, max(0, position - 40), position)
    if match is None:
        return "exact", position
    phrase = _start(language).match(text, match.start())
    found = bound_phrases(language)[re.sub(r"\s+", " ", phrase[0].lower())] if phrase else "exact"
    if found == "more_than" and _NEVER.search(text[: match.start()]):
        found = "at_most"
    outer, start = bound_before(text, match.start(), language)
    if outer != "exact" and found in ("exact", "about"):  # "mehr als rund", "bis zu etwa"
        return outer, start
    return found, match.start()


def allowed(value: float, step: float, bound: Bound, counted: bool) -> tuple[float, float]:
    """The closed range that the wording allows; `counted` for plain counts, which are exact unless round.

    `step` is the place value of the last stated digit. Zero and negative values keep their sign.
    """
    size = abs(value)
    loose = min(max(step / 2, _LOOSE[0] * size), _LOOSE[1] * size)
    halo = _halo(size, step, counted)
    low, high = {
        "exact": (value - halo, value + halo),
        "about": (value - loose, value + loose),
        "almost": (value - loose, value),
        "over": (value, value + loose),
        "at_least": (value, UNBOUNDED),
        "more_than": (value, UNBOUNDED),
        "at_most": (min(0.0, value), value),
        "less_than": (min(0.0, value), value),
    }[bound]
    return low, high


def _halo(size: float, step: float, counted: bool) -> float:
    """Half of the last stated place, at most a small share of the value; nothing for counts such as 63."""
    if counted and (step < 10 or size <= LARGEST_EXACT):
        return 0.0
    return min(step / 2, (_HALO if counted else _HALO_MEASURED) * size)


def allowed_share(value: float, step: float, bound: Bound) -> tuple[float, float]:
    """The range of a share in words, between 0 and 1: "ein Drittel" is said of 30 to 36 per cent."""
    halo = min(step / 2, value / 4)
    low, high = {
        "almost": (value - 2 * halo, value),
        "over": (value, value + 2 * halo),
        "at_least": (value, 1.0),
        "more_than": (value, 1.0),
        "at_most": (0.0, value),
        "less_than": (0.0, value),
    }.get(bound, (value - halo, value + halo))
    return max(0.0, low), min(1.0, high)


_PREPOSITION = re.compile(r"(?:über|unter|um die|an die|over|under|above|below)\b", re.IGNORECASE)
_SPEECH = re.compile(
    r"(?:talk|sp[eo]ak|spoke|ask|warn|said|complain|concern|think|thought|worr|question|report|story|stories)\w*\s+$"
)


def is_preposition(text: str, position: int) -> bool:
    """Whether the word at `position` may as well be a preposition: "über drei Themen", "talks about two ships"."""
    if re.compile(r"about\b").match(text, position):
        return _SPEECH.search(text[:position]) is not None
    return _PREPOSITION.match(text, position) is not None
