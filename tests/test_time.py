"""Comparisons of times: one minimal pair for each rule, and what must hold of any two."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.dates import find_times
from claims.records import Attribution, Claim, Span
from reconcile.judge.time import compare_times, match_times
from tests.factory import claim

THURSDAY = datetime(2025, 6, 12, 18, 0)


def told(text: str, language: str = "de", published: datetime | None = THURSDAY) -> Claim:
    """A claim with the times that its text states."""
    return claim(text, mentions=find_times(text, language, published), language=language, published=published)


@pytest.mark.parametrize(
    ("left", "right", "score"),
    [
        ("Am Mittwoch fiel das Urteil.", "Gestern fiel das Urteil.", 1.0),
        ("Am Mittwoch fiel das Urteil.", "Am Dienstag fiel das Urteil.", -1.0),
        ("Anfang März fiel das Urteil.", "Am 2. März fiel das Urteil.", 1.0),
        ("Anfang März fiel das Urteil.", "Am 28. März fiel das Urteil.", -1.0),
        ("Am Dienstag um 16.20 Uhr brach der Damm.", "Gegen 16:22 Uhr brach am Dienstag der Damm.", 1.0),
        ("Am Dienstag um 16.20 Uhr brach der Damm.", "Am Dienstag um 19 Uhr brach der Damm.", -1.0),
        ("Gegen 16.20 Uhr brach der Damm.", "Um 16:22 Uhr brach der Damm.", 1.0),
        ("Gegen 16.20 Uhr brach der Damm.", "Um 19:40 Uhr brach der Damm.", -1.0),
        ("Um 16.20 Uhr MESZ brach der Damm.", "Um 14.20 Uhr GMT brach der Damm.", 0.0),
        ("Seit Montag ist zu.", "Am Mittwoch war zu.", 0.0),
        ("Ab dem 1. Januar 2027 gilt das.", "Das gilt ab 2028.", -1.0),
        ("Zwei Wochen lang war zu.", "Am Montag war zu.", 0.0),
        ("In der Nacht zum Mittwoch brannte es.", "Am späten Dienstagabend brannte es.", 1.0),
        ("In zwei Jahren wird gebaut.", "2027 wird gebaut.", 0.5),
    ],
)
def test_each_rule_gives_its_score(left: str, right: str, score: float) -> None:
    assert compare_times(told(left), told(right)).score == score


def test_without_dates_of_the_articles_weekdays_are_silent() -> None:
    left, right = told("Am Mittwoch kam er.", published=None), told("Am Dienstag kam er.", published=None)
    assert compare_times(left, right).score == 0


def test_far_apart_in_the_past_is_coarse_and_near_is_not() -> None:
    near = match_times(told("Am Mittwoch sank das Boot."), told("Am Dienstag sank das Boot."))
    far = match_times(told("Am Mittwoch sank das Boot."), told("Im Mai 2023 sank das Boot."))
    years = match_times(told("2023 sank die Zahl."), told("2024 sank die Zahl."))
    assert [match.coarse for match in (*near, *far, *years)] == [False, True, True]


def test_a_deed_that_is_done_once_is_not_coarse() -> None:
    found = match_times(told("Der Turm wurde 1910 eröffnet."), told("Der Turm wurde 1912 eröffnet."))
    assert [match.coarse for match in found] == [False]


def test_two_dates_to_come_are_two_accounts_of_one() -> None:
    found = match_times(
        told("Ab dem 1. Januar 2027 gilt das."), told("Im Mai beschlossen, gilt das ab dem 1. Januar 2028.")
    )
    assert [(match.relation, match.coarse) for match in found] == [("disjoint", False)]


def test_the_time_of_the_saying_is_left_out() -> None:
    text = "Das sagte er am Mittwoch."
    said = Attribution("er", "sagte", Span(4, len(text) - 1), "indirect")
    left = replace(told(text), attribution=said)
    assert match_times(left, told("Es geschah am Dienstag.")) == ()


def test_the_time_of_a_saying_does_not_contradict_the_time_of_a_deed() -> None:
    said = told("Das Boot sank, sagte die Ministerin am Mittwoch.")
    assert compare_times(said, told("Das Boot sank am Dienstag.")).score == 0
    assert compare_times(said, told("Das Boot sank, sagte die Ministerin am Dienstag.")).score == -1


def test_the_detail_holds_both_wordings_and_days() -> None:
    detail = compare_times(told("Am Mittwoch kam er."), told("Am Dienstag kam er.")).detail
    assert detail == "Am Mittwoch gegen Am Dienstag (11.06.2025 / 10.06.2025)"


@given(
    st.dates(datetime(2000, 1, 1).date(), datetime(2040, 1, 1).date()),
    st.dates(datetime(2000, 1, 1).date(), datetime(2040, 1, 1).date()),
)
def test_dates_agree_exactly_when_they_are_the_same_day(one: object, other: object) -> None:
    left, right = (told(f"Es war am {d:%d.%m.%Y}.") for d in (one, other))
    expected = 1.0 if one == other else -1.0
    assert compare_times(left, right).score == expected
    assert compare_times(right, left).score == expected
