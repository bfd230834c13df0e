"""Times in text: floors on the phrase lists, minimal pairs for each rule, properties of every mention."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.dates import clock_range, find_times
from claims.records import TimeExpression
from tests.phrases import PUBLISHED, share, time_is_right

FLOORS = [("dev", "de", 1.0), ("dev", "en", 1.0), ("held", "de", 0.97), ("held", "en", 0.95)]
WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")


def only(text: str, language: str = "de", published: datetime | None = PUBLISHED) -> TimeExpression:
    """The one time of a text."""
    found = find_times(text, language, published)
    assert len(found) == 1, [mention.text for mention in found]
    assert isinstance(found[0].value, TimeExpression)
    return found[0].value


def day(text: str, language: str = "de", published: datetime = PUBLISHED) -> date:
    """The one day that a text names."""
    found = only(text, language, published)
    assert found.start is not None
    assert found.end is not None
    assert found.start.date() == found.end.date()
    return found.start.date()


@pytest.mark.parametrize(("part", "language", "floor"), FLOORS)
def test_phrases_are_read_as_often_as_pinned(part: str, language: str, floor: float) -> None:
    right, total = share("times.csv", part, time_is_right, language)
    assert total >= 24
    assert right / total >= floor


@given(st.sampled_from(range(7)), st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1)))
def test_a_bare_weekday_is_the_latest_one_today_included(weekday: int, published: datetime) -> None:
    found = day(f"Der Rat tagte am {WEEKDAYS[weekday]}.", published=published)
    assert found.weekday() == weekday
    assert timedelta(0) <= published.date() - found < timedelta(days=7)


@given(st.sampled_from(range(7)), st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1)))
def test_a_planned_weekday_is_the_next_one_today_included(weekday: int, published: datetime) -> None:
    found = day(f"Der Rat soll am {WEEKDAYS[weekday]} tagen.", published=published)
    assert found.weekday() == weekday
    assert timedelta(0) <= found - published.date() < timedelta(days=7)


@pytest.mark.parametrize(
    ("future", "past"),
    [
        ("Am Montag will sie reisen.", "Am Montag reiste sie."),
        ("Das Boot soll am Montag sinken.", "Das Boot soll am Montag gesunken sein."),
        ("Für Montag ist ein Streik angekündigt.", "Am Montag wurde gestreikt."),
        ("Am Montag beginnt der Prozess.", "Am Montag begann der Prozess."),
    ],
)
def test_the_nearest_verb_tells_past_from_future(future: str, past: str) -> None:
    assert day(future) == date(2025, 6, 16)
    assert day(past) == date(2025, 6, 9)


def test_reported_speech_keeps_the_day_of_the_report_in_the_past() -> None:
    assert day("Officials said on Monday the bridge will be repaired.", "en") == date(2025, 6, 9)


def test_without_a_date_of_the_article_nothing_relative_is_anchored() -> None:
    for phrase in ("am Mittwoch", "gestern", "vor drei Tagen", "im Herbst", "kommende Woche", "am 3. Mai"):
        found = only(f"Es geschah {phrase}.", published=None)
        assert found.start is None
        assert found.anchor == "none"


def test_a_full_date_needs_no_date_of_the_article() -> None:
    assert only("Es geschah am 3. Mai 2021.", published=None).anchor == "absolute"


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Seit Dienstag wird gesucht.", "since"),
        ("Bis Freitag ist zu.", "until"),
        ("Vor dem 1. Mai 2024 galt das nicht.", "before"),
        ("Nach dem 1. Mai 2024 galt das nicht mehr.", "after"),
        ("Am Dienstag wurde gesucht.", "on"),
    ],
)
def test_prepositions_give_the_relation(text: str, relation: str) -> None:
    assert only(text).relation == relation


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("gegen 16.20 Uhr", 965, 995),
        ("um 13:30 Uhr", 810, 810),
        ("kurz vor Mitternacht", 1415, 1439),
        ("um 7 Uhr abends", 1140, 1140),
        ("halb acht am Morgen", 450, 450),
    ],
)
def test_clock_times_are_minutes_of_the_day(text: str, low: int, high: int) -> None:
    assert clock_range(text, "de") == (low, high)


def test_a_bare_hour_in_words_is_open_between_morning_and_evening() -> None:
    assert clock_range("kurz nach sieben", "de") is None
    assert clock_range("shortly after seven in the morning", "en") == (420, 445)


def test_a_clock_time_takes_the_only_day_of_its_sentence() -> None:
    same = find_times("Am Dienstag brach um 16:20 Uhr der Damm.", "de", PUBLISHED)
    other = find_times("Am Dienstag kam Regen. Um 16:20 Uhr brach der Damm.", "de", PUBLISHED)
    assert [m.value.start for m in same][-1] == datetime(2025, 6, 10, 16, 20)  # type: ignore[union-attr]
    assert [m.value.start for m in other][-1] is None  # type: ignore[union-attr]


def test_weekday_and_date_are_one_mention_and_the_date_is_firm() -> None:
    assert day("Am Donnerstag, dem 5. Juni, war Wahl.") == date(2025, 6, 5)


@pytest.mark.parametrize(
    "text", ["Montagsdemos", "Mitternachtssonne", "der Mittwochsclub", "Es war der 31. Juni.", "Schalke 04"]
)
def test_words_that_only_look_like_times_are_none(text: str) -> None:
    assert all(m.value.start is None for m in find_times(text, "de", PUBLISHED))  # type: ignore[union-attr]


def test_english_days_and_months_in_digits_are_read_only_where_unambiguous() -> None:
    assert day("13/10/2025", "en") == date(2025, 10, 13)
    assert only("It ran on 5/6/2025.", "en").start is None


def test_holds_a_length_apart_from_a_point() -> None:
    assert only("Zwei Wochen lang war zu.").seconds == 14 * 86400
    assert only("Vor zwei Wochen war zu.").granularity == "week"


@pytest.mark.parametrize(
    ("language", "text"), [("fr", "le 14 juillet 2021"), ("es", "el 3 de mayo de 2022"), ("it", "il 2 giugno 2020")]
)
def test_other_languages_read_absolute_dates_only(language: str, text: str) -> None:
    assert only(text, language).granularity == "day"
    assert find_times("hier, lunes, ieri", language, PUBLISHED) == ()


@given(st.text(alphabet="MontagDiensu 0123456789.,:Uhrbis-", max_size=60), st.sampled_from(["de", "en"]))
def test_any_text_gives_ordered_verbatim_mentions(text: str, language: str) -> None:
    found = find_times(text, language, PUBLISHED)
    for mention in found:
        assert mention.span.of(text) == mention.text
        value = mention.value
        assert isinstance(value, TimeExpression)
        assert (value.start is None) == (value.end is None)
        assert value.start is None or value.end is None or value.start <= value.end
    assert [m.span.start for m in found] == sorted(m.span.start for m in found)
