"""Quotations are found with mixed marks and without the closing one."""

from __future__ import annotations

import pytest

from claims.quotes import find_quotes
from claims.records import Span
from claims.segment import split_sentences


def quotes(text: str, language: str = "de") -> list[str]:
    whole = Span(0, len(text))
    found = find_quotes(text, split_sentences(text, whole, language), language)
    assert all(whole.covers(quote.span) and quote.span.covers(quote.inner) for quote in found)
    return [quote.inner.of(text) for quote in found]


@pytest.mark.parametrize("marks", ["„“", "„”", '„"', "“”", '""', "«»", "»«"])
def test_every_pair_of_marks_is_a_quotation(marks: str) -> None:
    assert quotes(f"Sie sagte: {marks[0]}Das Tor ist zu.{marks[1]} Er ging.") == ["Das Tor ist zu."]


def test_an_unclosed_quotation_ends_before_its_cue() -> None:
    assert quotes("„Das Tor war den ganzen Tag zu, sagte der Wirt am Abend.") == ["Das Tor war den ganzen Tag zu"]
    assert quotes('"The gate was shut all day, the landlord said.', "en") == ["The gate was shut all day"]


def test_an_unclosed_quotation_ends_with_its_sentence() -> None:
    assert quotes("Er nannte den Plan „einen Irrweg. Danach ging er.") == ["einen Irrweg."]


def test_a_second_opening_mark_closes_the_first_quotation() -> None:
    assert quotes("Er sprach von „Pech. Sie sprach von „Glück“.") == ["Pech.", "Glück"]


def test_a_quotation_can_hold_several_sentences() -> None:
    assert quotes("„Wir gehen. Ihr bleibt“, sagte er.") == ["Wir gehen. Ihr bleibt"]


@pytest.mark.parametrize(
    "text", ["The harbour's gates and ships' bells rang.", "Das war's für heut'.", "Rock 'n' Roll"]
)
def test_apostrophes_open_nothing(text: str) -> None:
    assert quotes(text, "en") == []


def test_a_name_in_marks_is_one_quotation() -> None:
    assert quotes("Der Verein „Hafen bleibt“ und das Blatt „Kurier“ sind dabei.") == ["Hafen bleibt", "Kurier"]
