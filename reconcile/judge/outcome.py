"""Outcomes that exclude each other: accepted / rejected, rose / fell, present / absent … (lexicon/oppositions.toml)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from claims.records import Claim
from reconcile.judge.voice import hours_between
from reconcile.judge.words import folded, lexicon
from reconcile.records import Signal

STATE_HOURS = 6.0
"""Hours between two reports from which a state (held, closed, in office) may have changed: about one news cycle, by hand."""


Sides = dict[str, tuple[int, str]]
"""For the name of an opposition the side that a claim takes (+1 left, -1 right) and its wording."""


@dataclass(frozen=True, slots=True)
class Opposition:
    """Two sets of wordings of which only one side can be true of the same thing; of a `state` only at the same time."""

    name: str
    left: re.Pattern[str]
    right: re.Pattern[str]
    state: bool = False


@cache
def oppositions() -> tuple[Opposition, ...]:
    """The lexicon, compiled once."""
    return tuple(
        Opposition(entry["name"], _pattern(entry["left"]), _pattern(entry["right"]), bool(entry.get("state")))
        for entry in lexicon("oppositions")["opposition"]
    )


@cache
def states() -> frozenset[str]:
    """Names of the oppositions that may turn round from one report to the next."""
    return frozenset(opposition.name for opposition in oppositions() if opposition.state)


def _pattern(parts: list[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(folded(parts)) + ")")


def outcome_sides(claim: Claim) -> Sides:
    """For each opposition that the claim's wording touches: side (+1 left, -1 right) and the word found.

    A wording on both sides says nothing. A negated claim counts as the other side.
    """
    text, found = claim.quote.casefold(), {}
    sign = -1 if claim.polarity == "negated" else 1
    for opposition in oppositions():
        left, right = opposition.left.search(text), opposition.right.search(text)
        if right is not None and left is not None:
            inside = right.start() <= left.start() and left.end() <= right.end()
            left = None if inside else left
            if left is not None:
                continue
        match = right or left
        if match is not None:
            found[opposition.name] = (sign * (-1 if right is not None else 1), match.group())
    return found


def contrary_outcome(left: Claim, right: Claim) -> tuple[str, str, str] | None:
    """The opposition on whose contrary sides the claims stand, with the wording of each; None where there is none.

    A state that may have changed between two reports says nothing; without report times nobody knows.
    """
    return _contrary(outcome_sides(left), outcome_sides(right), hours_between(left, right))


def _contrary(a: Sides, b: Sides, hours: float | None) -> tuple[str, str, str] | None:
    contrary = {name for name in a.keys() & b.keys() if a[name][0] != b[name][0]}
    if hours is None or abs(hours) >= STATE_HOURS:
        contrary -= states()
    if not contrary:
        return None
    name = min(contrary)
    return name, a[name][1], b[name][1]


def compare_outcomes(left: Claim, right: Claim) -> Signal:
    """-1 when the claims stand on contrary sides of an opposition, 1 on the same side, 0 when they share none."""
    a, b = outcome_sides(left), outcome_sides(right)
    contrary = _contrary(a, b, hours_between(left, right))
    if contrary is not None:
        name, one, other = contrary
        return Signal("outcome", -1.0, f"{name}: “{one}” / “{other}”")
    alike = sorted(name for name in a.keys() & b.keys() if a[name][0] == b[name][0])
    return Signal("outcome", 1.0, alike[0]) if alike else Signal("outcome", 0.0)
