"""Quantities in text: floors on the phrase lists, minimal pairs for each rule, properties of every mention."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.amounts.words import english_number, german_number
from claims.quantities import find_quantities
from claims.records import Quantity
from tests.phrases import quantity_is_right, share

FLOORS = [("dev", "de", 1.0), ("dev", "en", 1.0), ("held", "de", 0.97), ("held", "en", 0.95)]


def only(text: str, language: str = "de") -> Quantity:
    """The one quantity of a text."""
    found = find_quantities(text, language)
    assert len(found) == 1, [mention.text for mention in found]
    value = found[0].value
    assert isinstance(value, Quantity)
    return value


@pytest.mark.parametrize(("part", "language", "floor"), FLOORS)
def test_phrases_are_read_as_often_as_pinned(part: str, language: str, floor: float) -> None:
    right, total = share("quantities.csv", part, quantity_is_right, language)
    assert total >= 24
    assert right / total >= floor


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("dreieinhalb", 3.5),
        ("anderthalb", 1.5),
        ("einundzwanzig", 21),
        ("dreitausendfünfhundert", 3500),
        ("dreissig", 30),
    ],
)
def test_german_number_words_are_numbers(word: str, value: float) -> None:
    assert german_number(word) == value


@pytest.mark.parametrize("word", ["achtung", "zweifel", "vierer", "dreist", "hundertschaft"])
def test_german_words_that_begin_like_a_number_are_none(word: str) -> None:
    assert german_number(word) is None


@pytest.mark.parametrize(
    ("phrase", "value"), [("a hundred and twenty-five", 125), ("three thousand", 3000), ("forty", 40)]
)
def test_english_number_phrases_are_numbers(phrase: str, value: float) -> None:
    assert english_number(phrase) == value


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("1.234,5 Tonnen", "de", 1234.5),
        ("1,234.5 tonnes", "en", 1234.5),
        ("1'234 Tonnen", "de", 1234.0),
        ("12\u202f500 tonnes", "fr", 12500.0),
        ("3,5 Mio. Euro", "de", 3.5e6),
        ("3.5m euros", "en", 3.5),
        ("€3.5m", "en", 3.5e6),
    ],
)
def test_separators_and_scales_follow_the_language(text: str, language: str, value: float) -> None:
    assert only(text, language).value == value


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("63 Häuser", 63, 63),
        ("8500 Häuser", 8450, 8550),
        ("rund 8500 Häuser", 8075, 8925),
        ("knapp 300 Häuser", 255, 300),
        ("gut 300 Häuser", 300, 345),
        ("mindestens 12 Häuser", 12, float("inf")),
        ("weniger als 50 Häuser", 0, 50),
        ("2,4 Milliarden Euro", 2.35e9, 2.45e9),
        ("120 Stimmen", 120, 120),
        ("30 bis 40 Häuser", 30, 40),
    ],
)
def test_the_range_follows_bound_and_roundness(text: str, low: float, high: float) -> None:
    found = only(text)
    assert (found.low, found.high) == pytest.approx((low, high))


@pytest.mark.parametrize(
    ("with_it", "without"),
    [
        ("Er sprach über 40 Häuser.", "Er sprach über vier Häuser."),
        ("Unter 200 Bewerbern waren Frauen.", "Unter zwei Bewerbern war keine Frau."),
    ],
)
def test_a_preposition_is_no_bound_before_a_small_count(with_it: str, without: str) -> None:
    assert find_quantities(with_it, "de")[0].value.bound in ("more_than", "less_than")  # type: ignore[union-attr]
    assert find_quantities(without, "de")[0].value.bound == "exact"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "text",
    [
        "Nach § 129a wird ermittelt.",
        "Artikel 5 gilt.",
        "Die G20 tagte.",
        "In der 2. Bundesliga spielt Köln.",
        "Auf der A 9 staut es sich.",
        "Am 4. Mai 2021 um 16.20 Uhr begann es.",
        "Seit 2019 ist sie im Amt.",
        "Ein Mann kam.",
        "Der Zug nach Gleis 7 fährt.",
        "Er nahm sich in Acht.",
    ],
)
def test_names_dates_and_articles_are_no_quantities(text: str) -> None:
    assert find_quantities(text, "de") == ()


def test_a_year_is_told_from_a_count_by_what_follows() -> None:
    assert find_quantities("2024 sank der Umsatz.", "de") == ()
    assert only("2024 Menschen kamen.").counted == "menschen"


def test_votes_are_for_and_against_and_a_score_is_neither() -> None:
    votes = [m.value.counted for m in find_quantities("Der Rat stimmte mit 8 zu 5 Stimmen zu.", "de")]  # type: ignore[union-attr]
    goals = [m.value.unit for m in find_quantities("Kiel siegte 2:1.", "de")]  # type: ignore[union-attr]
    assert votes == ["ja-stimmen", "nein-stimmen"]
    assert goals == ["score", "score"]


def test_per_cent_and_percentage_points_are_two_units() -> None:
    assert only("um zwei Prozent").unit == "percent"
    assert only("um zwei Prozentpunkte").unit == "percentage_point"


def test_a_part_and_its_whole_are_two_quantities() -> None:
    found = [(m.text, m.value.counted) for m in find_quantities("Drei der neun Boote sanken.", "de")]  # type: ignore[union-attr]
    assert found == [("Drei", "boote"), ("neun Boote", "boote")]


def test_from_to_stays_two_amounts_but_a_range_is_one() -> None:
    assert [m.value.value for m in find_quantities("von 20 auf 25 Prozent", "de")] == [20, 25]  # type: ignore[union-attr]
    assert only("von 20 bis 25 Prozent").value == 22.5


@pytest.mark.parametrize(
    ("text", "language", "value", "unit"),
    [
        ("vier Stunden und 50 Minuten", "de", 290, "minute"),
        ("jeder fünfte Zug", "de", 0.2, "share"),
        ("seven in ten voters", "en", 0.7, "share"),
        ("drei viertel Prozentpunkte", "de", 0.75, "percentage_point"),
        ("zwei Grad unter null", "de", -2, "degree"),
        ("eine Viertelstunde", "de", 0.25, "hour"),
        ("120 million pounds", "en", 120e6, "GBP"),
        ("12 pounds", "en", 12, "pound"),
    ],
)
def test_amounts_told_in_other_ways(text: str, language: str, value: float, unit: str) -> None:
    found = only(text, language)
    assert found.value == pytest.approx(value)
    assert found.unit == unit


@pytest.mark.parametrize(("text", "age"), [("Eva Brandt (62) kam.", True), ("Eva Brandt (2062) kam.", False)])
def test_a_number_behind_a_full_name_is_an_age(text: str, age: bool) -> None:
    assert [m.value.unit for m in find_quantities(text, "de")] == (["age"] if age else [])  # type: ignore[union-attr]


@pytest.mark.parametrize("language", ["fr", "es", "it", "nl", "pt"])
def test_other_languages_read_digits_with_units(language: str) -> None:
    assert only("12 km", language).unit == "km"


def test_french_number_words_are_read() -> None:
    assert only("deux mille trois cents personnes", "fr").value == 2300


@given(st.text(alphabet="0123456789 .,:%€Ab'’-\n", max_size=60), st.sampled_from(["de", "en", "fr", "xx"]))
def test_any_text_gives_ordered_verbatim_mentions_with_sound_ranges(text: str, language: str) -> None:
    found = find_quantities(text, language)
    for mention in found:
        assert mention.span.of(text) == mention.text
        assert isinstance(mention.value, Quantity)
        assert mention.value.low <= mention.value.value <= mention.value.high
    ends = [(m.span.start, m.span.end) for m in found]
    assert all(a[1] <= b[0] for a, b in pairwise(ends))


@given(st.integers(min_value=0, max_value=999_999))
def test_grouped_digits_mean_the_same_number_in_every_notation(number: int) -> None:
    grouped = f"{number:,}"
    assert only(f"{grouped.replace(',', '.')} Tonnen").value == number
    assert only(f"{grouped} tonnes", "en").value == number
    assert only(f"{grouped.replace(',', chr(39))} Tonnen").value == number
