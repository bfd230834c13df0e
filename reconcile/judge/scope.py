"""Is the same thing counted or told? One claim may be of an earlier time, a wider area, an average, a part, or a first stage."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from claims.records import Claim
from reconcile.judge.words import lexicon
from reconcile.records import Signal

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@cache
def cues() -> Mapping[str, re.Pattern[str]]:
    """The word lists of lexicon/scope_cues.toml, compiled."""
    return {name: re.compile(r"\b(?:" + "|".join(parts) + ")") for name, parts in lexicon("scope_cues").items()}


def scopes(claim: Claim) -> dict[str, str]:
    """The limits that a claim's wording sets, each with the words that set it; a past year counts as `earlier`."""
    text = claim.text.casefold()
    found = {name: match.group().strip() for name, pattern in cues().items() if (match := pattern.search(text))}
    now = claim.published.year if claim.published else None
    past = [year for year in _YEAR.findall(text) if now is not None and int(year) < now]
    if past:
        found.setdefault("earlier", past[0])
    return found


def compare_scopes(left: Claim, right: Claim) -> Signal:
    """-1 when one claim is limited (to an earlier time, an average, a part …) and the other is not; 1 when both alike."""
    a, b = scopes(left), scopes(right)
    lone = sorted(a.keys() ^ b.keys())
    if lone:
        words = a.get(lone[0]) or b[lone[0]]
        return Signal("scope", -1.0, f"“{words}” on one side only")
    return Signal("scope", 1.0, ", ".join(sorted(a))) if a else Signal("scope", 0.0)
