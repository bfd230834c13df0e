"""Tokens: what stays together, what is cut, and that every token stands where it says."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.tokens import tokenise


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in tokenise(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Am 9. Juni um 16.20 Uhr", ["Am", "9.", "Juni", "um", "16.20", "Uhr"]),
        ("1.234,56 Euro, 120'000 Franken", ["1.234,56", "Euro", ",", "120'000", "Franken"]),
        ("z. B. Dr. Müller-Lüdenscheidt.", ["z.", "B.", "Dr.", "Müller-Lüdenscheidt", "."]),
        ("„Das ist's“, sagte Putin’s Sprecher.", ["„", "Das", "ist's", "“", ",", "sagte", "Putin’s", "Sprecher", "."]),
        ("3,5 Mio. Euro für 80-Jährige", ["3,5", "Mio.", "Euro", "für", "80-Jährige"]),
        ("in the U.S. on Jan. 3", ["in", "the", "U.S.", "on", "Jan.", "3"]),
        ("am 20.06.2024 18:39 Uhr", ["am", "20.06.2024", "18:39", "Uhr"]),
        ("die 1. Bundesliga, der 4. Tag", ["die", "1.", "Bundesliga", ",", "der", "4.", "Tag"]),
        ("Es war 2024.", ["Es", "war", "2024", "."]),
        ("don't, O'Neill, l'Union", ["don't", ",", "O'Neill", ",", "l'Union"]),
    ],
)
def test_words_numbers_and_abbreviations(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(st.text(max_size=200))
def test_tokens_cover_all_but_spaces_in_order(text: str) -> None:
    bounds = tokenise(text)
    assert all(start < end for start, end in bounds)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(bounds))
    covered = {place for start, end in bounds for place in range(start, end)}
    assert all(place in covered for place, char in enumerate(text) if not char.isspace())


@given(st.text(max_size=60), st.text(max_size=60))
def test_bounds_are_relative_to_the_whole_text(before: str, text: str) -> None:
    inside = tokenise(before + text, len(before))
    assert all(len(before) <= start < end <= len(before) + len(text) for start, end in inside)
