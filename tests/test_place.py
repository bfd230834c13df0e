"""Comparisons of places: the same, inside, apart, unknown."""

from __future__ import annotations

import pytest

from claims.records import Claim, Mention, Span
from reconcile.judge.place import compare_places
from tests.factory import claim


def told(text: str, *places: str) -> Claim:
    """A claim with these places as mentions."""
    found = []
    for place in places:
        start = text.index(place)
        found.append(Mention("place", Span(start, start + len(place)), place, place))
    return claim(text, mentions=tuple(found))


@pytest.mark.parametrize(
    ("left", "right", "score", "detail"),
    [
        ("Hanoi", "Vietnam", 1.0, "Hanoi liegt in Vietnam"),
        ("Österreich", "Graz", 1.0, "Graz liegt in Österreich"),
        ("München", "Bayern", 1.0, "München liegt in Bayern"),
        ("Lwiw", "Lemberg", 1.0, "Lwiw = Lemberg"),
        ("Lyon", "Genua", -1.0, "Lyon / Genua"),
        ("Frankreich", "Italien", -1.0, "Frankreich / Italien"),
        ("Bayern", "Kaukasus", 0.0, ""),
        ("Lyon", "Hinterobersdorf", 0.0, ""),
    ],
)
def test_two_places_of_one_event(left: str, right: str, score: float, detail: str) -> None:
    found = compare_places(told(f"Er sprach in {left}.", left), told(f"Er sprach in {right}.", right))
    assert (found.score, found.detail) == (score, detail)


def test_places_that_are_not_where_it_happened_exclude_nothing() -> None:
    assert compare_places(told("Er kam aus Lyon.", "Lyon"), told("Er sprach in Genua.", "Genua")).score == 0


def test_several_places_in_one_claim_exclude_nothing() -> None:
    left = told("Er sprach in Lyon und in Rom.", "Lyon", "Rom")
    assert compare_places(left, told("Er sprach in Genua.", "Genua")).score == 0
