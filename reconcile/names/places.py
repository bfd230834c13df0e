"""Compare two names of places: exonyms from a table, else spelling alone, with little tolerance."""

from __future__ import annotations

from functools import cache, lru_cache

from reconcile.names.fold import fold, joined, split_words
from reconcile.names.likeness import DIFFERENT, Likeness
from reconcile.names.resources import read_table
from reconcile.names.spelling import compare_words


@cache
def _places() -> dict[str, frozenset[str]]:
    places: dict[str, set[str]] = {}
    for row in read_table("exonyms.csv"):
        for name in row["names"].split("|"):
            places.setdefault(joined(name), set()).add(row["place"])
    return {name: frozenset(found) for name, found in places.items()}


def place_ids(name: str) -> frozenset[str]:
    """The places of the table that go by this name, empty if it is not in it."""
    return _places().get(joined(name), frozenset())


@lru_cache(maxsize=200_000)
def compare_places(left: str, right: str) -> Likeness:
    """How alike two names of places are; an exonym counts as the same place."""
    one, two = split_words(left), split_words(right)
    if not one or not two:
        return DIFFERENT
    if "".join(one) == "".join(two):
        return Likeness(1.0, "same spelling" if fold(left) == fold(right) else "same but for accents and hyphens", len(one))
    if not place_ids(left).isdisjoint(place_ids(right)):
        return Likeness(0.97, "names of one place in different languages", len(one))
    if place_ids(left) and place_ids(right):
        return Likeness(0.3, "two places of the table", 0)
    if len(one) != len(two):
        return DIFFERENT
    found = [compare_words(a, b) for a, b in zip(one, two, strict=True)]
    worst = min(found, key=lambda likeness: likeness.score)
    return Likeness(worst.score, worst.reason, len(one))
