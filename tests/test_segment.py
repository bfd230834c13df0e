"""Sentences and their kinds: nothing is lost, and what is no prose is told apart."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.records import Article, Span
from claims.segment import segment
from tests.recorded import article

SENTENCES = (
    "Der Hafen von Split bleibt geschlossen.",
    "„Das ist zu spät“, sagte Jelena Horvat.",
    "Die 2. Bundesliga startet am 3. August.",
    "Dr. Anton Berger sprach z. B. über Mieten.",
    "Rund 1.200 Menschen kamen nach Graz.",
    "Er rief: „Wir bleiben!“",
    "Am Abend fiel Strom aus (Stand 18.30 Uhr).",
)


def lines(text: str, language: str = "de") -> list[tuple[str, str]]:
    made = article(text, language)
    return [(sentence.kind, sentence.span.of(text)) for sentence in segment(made)]


def prose(text: str, language: str = "de") -> list[str]:
    return [line for kind, line in lines(text, language) if kind == "prose"]


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(SENTENCES), st.booleans()), min_size=1, max_size=8))
def test_glued_sentences_are_parted_like_spaced_ones(parts: list[tuple[str, bool]]) -> None:
    text = "".join(sentence + ("" if glued else " ") for sentence, glued in parts)
    assert prose(text) == [sentence for sentence, _ in parts]


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=300))
def test_spans_are_in_order_apart_and_hold_every_visible_character(text: str) -> None:
    spans = [sentence.span for sentence in segment(article(text))]
    assert all(left.end <= right.start for left, right in pairwise(spans))
    covered = {index for span in spans for index in range(span.start, span.end)}
    bullets = set("-–—*•·▪►>")
    assert all(char.isspace() or char in bullets for index, char in enumerate(text) if index not in covered)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Er wohnt in der St. Pauli-Straße.Dort brannte es.", 2),
        ("Sie nutzt z.B. Holz. Das reicht.", 2),
        ("Die Firma A.Huber liefert.", 1),
        ("Mehr steht auf www.Beispiel.at zum Lesen.", 1),
        ("„Es reicht.“Danach ging er.", 2),
        ("„Geht jetzt!“ rief sie.", 1),
        ("Der Verein Hafen bleibt! zählte 300 Gäste.", 1),
        ("Es kamen 300.Niemand wurde verletzt.", 2),
    ],
)
def test_a_full_stop_ends_a_sentence_only_where_one_ends(text: str, count: int) -> None:
    assert len(prose(text)) == count


def test_headings_stand_between_blank_lines_without_final_punctuation() -> None:
    text = "Der Zug fuhr los.\n\nÄrger im Depot\n\nDanach hielt er.\n\nWer zahlt das?\n\nDie Stadt zahlt."
    assert [kind for kind, _ in lines(text)] == ["prose", "subheading", "prose", "subheading", "prose"]


def test_a_long_line_without_full_stop_is_prose() -> None:
    text = (
        "Der Zug fuhr am Montag um acht Uhr früh aus dem neuen Hauptbahnhof der Stadt Linz langsam in Richtung Wels los"
    )
    assert [kind for kind, _ in lines(text)] == ["prose"]


def test_a_wrapped_paragraph_is_not_cut_at_line_ends() -> None:
    text = "Der Bürgermeister von Krems hat am Montag den\nneuen Steg über den Fluss eröffnet, der lange\ngesperrt war."
    assert len(prose(text)) == 1


@pytest.mark.parametrize(
    ("line", "language", "kind"),
    [
        ("Von Anna Berger", "de", "byline"),
        ("By Ruth Cole and Sam Page", "en", "byline"),
        ("Foto: Karl Huber/apa", "de", "caption"),
        ("Lesen Sie auch: Der Hafen bleibt zu", "de", "teaser"),
        ("Read more about the harbour", "en", "teaser"),
        ("Rückfragehinweis: Presseamt der Stadt Linz", "de", "contact"),
        ("Tel.: +43 1 555 0100", "de", "contact"),
        ("4. Juni 2025 | Lesezeit: 2 Minuten | Von Cem Albayrak", "de", "dateline"),
        ("6 June 2025", "en", "dateline"),
        ("HARBOUR RADIO, Mornings with Ann Poe Wednesday 31 January 2024", "en", "dateline"),
        ("Toronto Dispatch | Feb. 5, 2023 | 6:40 a.m.", "en", "dateline"),
        ("12.30 Uhr.", "de", "dateline"),
        ("Sie öffnet am 1. Januar 2027.", "de", "prose"),
        ("Am 3. Mai 2024 trat er ab.", "de", "prose"),
        ("The treaty expired on 4 May 2024.", "en", "prose"),
        ("70 zu 47 Stimmen.", "de", "prose"),
        ("Stand: 02.05.2024 17:10 Uhr", "de", "dateline"),
    ],
)
def test_lines_around_the_prose_are_told_apart(line: str, language: str, kind: str) -> None:
    first, last = ("Der Zug fuhr los.", "Er kam an.") if language == "de" else ("The train left.", "It arrived.")
    assert lines(f"{first}\n\n{line}\n\n{last}", language)[1] == (kind, line)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("LINZ. Der Zug fuhr los.", "Der Zug fuhr los."),
        ("Graz (apa) – Der Zug fuhr los.", "Der Zug fuhr los."),
        ("OSLO, Norway — The train left.", "The train left."),
    ],
)
def test_a_dateline_is_parted_from_the_first_sentence(text: str, rest: str) -> None:
    assert prose(text, "en" if "train" in text else "de") == [rest]


def test_a_short_sentence_is_no_dateline() -> None:
    assert prose("Es brennt. Die Feuerwehr kam.") == ["Es brennt.", "Die Feuerwehr kam."]


def test_a_question_is_no_claim_but_a_sentence_about_one_is() -> None:
    text = "Wer hat das Tor offen gelassen? „Wer war das?“, fragte der Wirt."
    assert [kind for kind, _ in lines(text)] == ["question", "prose"]


def test_the_header_is_a_headline() -> None:
    text = "Hafen zu\n\nDer Hafen ist zu."
    made = Article("a_1", "O", "Hafen zu", text, Span(8, len(text)), None, "", "de", "a.txt")
    assert [sentence.kind for sentence in segment(made)] == ["headline", "prose"]
