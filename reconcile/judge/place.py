"""Compare the places of two claims: the same place, one inside the other, or two places that exclude each other."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from claims.records import Claim, Mention
from reconcile.judge.spelling import same_name
from reconcile.names.places import place_ids
from reconcile.records import Signal

_LOCATIVE = re.compile(
    r"(?:^|\s)(?:in|im|bei|nahe|at|near)\s+(?:der\s+|dem\s+|the\s+)?(?:[^\W\d_]+(?:en|ischen)\s+)?$", re.IGNORECASE
)
_EXCLUDING = ("city", "country")
"""Only places of these kinds exclude each other: regions overlap, and a city may lie in an unlisted one."""


def compare_places(left: Claim, right: Claim) -> Signal:
    """1 if a place of the one claim is, or contains, a place of the other; -1 if the only place of each excludes the other's.

    Two places exclude each other where both are known, stand behind "in", "at" or the like, and neither holds the other.
    """
    ours, theirs = _places(left), _places(right)
    found = [(relate_places(a, b), a, b) for a in ours for b in theirs]
    german = "de" in (left.language, right.language)
    for a, b in ((a, b) for relation, a, b in found if relation == "same"):
        return Signal("place", 1.0, f"{a.text} = {b.text}")
    for relation, a, b in found:
        if relation in ("inside", "around"):
            inner, outer = (a, b) if relation == "inside" else (b, a)
            return Signal("place", 1.0, f"{inner.text} {'liegt in' if german else 'is in'} {outer.text}")
    if len(found) == 1 and found[0][0] == "apart" and _located(ours[0], left) and _located(theirs[0], right):
        return Signal("place", -1.0, f"{ours[0].text} / {theirs[0].text}")
    return Signal("place", 0.0)


def relate_places(left: Mention, right: Mention) -> str:
    """`same`, `inside` (left in right), `around` (right in left), `apart`, or "unknown" where one is not in the table."""
    if same_name(left, right):
        return "same"
    a, b = _ids(left), _ids(right)
    if a & b:
        return "same"
    if not a or not b:
        return "unknown"
    if any(b & set(_around(place)) for place in a):
        return "inside"
    if any(a & set(_around(place)) for place in b):
        return "around"
    return "apart" if _level(a) == _level(b) and _level(a) in _EXCLUDING else "unknown"


def _places(claim: Claim) -> list[Mention]:
    return [mention for mention in claim.mentions if mention.kind == "place"]


def _name(mention: Mention) -> str:
    return mention.name or mention.text


def _ids(mention: Mention) -> frozenset[str]:
    """The places that a mention may name, in the table of names; a genitive s is tried away."""
    names = {_name(mention), mention.text}
    names |= {name[:-1] for name in names if name.endswith("s") and len(name) > 4}
    found: frozenset[str] = frozenset()
    return found.union(*(place_ids(name) for name in names))


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = files("reconcile.judge").joinpath(f"lexicon/{name}").read_text(encoding="utf-8")
    yield from csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))


@cache
def _parents() -> Mapping[str, tuple[str, ...]]:
    """Every city and region to what it lies in."""
    regions = {row["admin"]: row["region"] for row in _rows("place_regions.csv") if row["admin"]}
    parents: dict[str, tuple[str, ...]] = {row["region"]: (row["country"],) for row in _rows("place_regions.csv")}
    for row in _rows("place_parents.csv"):
        country = f"country:{row['parent'].partition('-')[0]}"
        above = (regions[row["parent"]], country) if row["parent"] in regions else (country,)
        parents.update((f"city:{number}", above) for number in row["cities"].split())
    return parents


def _around(place: str) -> tuple[str, ...]:
    return _parents().get(place, ())


def _level(places: frozenset[str]) -> str:
    kinds = {place.partition(":")[0] for place in places}
    return kinds.pop() if len(kinds) == 1 else "mixed"


def _located(mention: Mention, claim: Claim) -> bool:
    """Whether the claim puts what happened into the place: "in", "bei", "at" stands before it."""
    place = claim.quote.find(mention.text)
    return place >= 0 and _LOCATIVE.search(claim.quote[:place]) is not None
