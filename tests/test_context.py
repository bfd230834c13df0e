"""Short names, roles and pronouns are resolved where one antecedent fits, and left open with a mark else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.context import as_subject
from claims.gender import Gender
from claims.short_names import full_name
from tests.recorded import claims_of


def text_of_last(text: str, language: str = "de") -> str:
    return claims_of(text, language)[-1].text


@pytest.mark.parametrize(
    ("name", "full", "expected"),
    [
        ("Moser", {"Eva Moser"}, "Eva Moser"),
        ("Mosers", {"Eva Moser"}, "Eva Moser"),
        ("Tran", {"Tran Van Duc"}, "Tran Van Duc"),
        ("van Dyk", {"Piet van Dyk"}, "Piet van Dyk"),
        ("Moser", {"Eva Moser", "Karl Moser"}, "Moser"),
        ("Huber", {"Eva Moser"}, "Huber"),
        ("Eva Moser", {"Eva Moser"}, "Eva Moser"),
    ],
)
def test_a_short_name_stands_for_the_one_full_name_it_fits(name: str, full: set[str], expected: str) -> None:
    assert full_name(name, full) == expected


@given(st.text(max_size=20), st.sets(st.text(max_size=20), max_size=4))
def test_a_name_is_only_ever_replaced_by_a_known_one(name: str, full: set[str]) -> None:
    assert full_name(name, full) in {name, *full} | {name[:-1], name[:-2]}


def test_a_surname_is_completed() -> None:
    text = "Die Wirtin Eva Moser öffnete das Tor. Moser hatte den Schlüssel."
    assert text_of_last(text) == "Eva Moser hatte den Schlüssel."


def test_a_pronoun_is_replaced_by_the_one_person_before() -> None:
    assert text_of_last("Die Wirtin Eva Moser öffnete das Tor. Sie hatte den Schlüssel.") == (
        "Eva Moser hatte den Schlüssel."
    )
    assert text_of_last("Ruth Cole opened the gate. She had the key.", "en") == "Ruth Cole had the key."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Für den Lokführer kam jede Hilfe zu spät, er starb noch am Abend.", "Der Lokführer starb noch am Abend."),
        ("Retter halfen der Pilotin. Sie lebt.", "Die Pilotin lebt."),
        ("Retter bargen die Pilotin. Sie lebt.", "Die Pilotin lebt."),
    ],
)
def test_what_a_subject_means_is_put_in_the_nominative(text: str, expected: str) -> None:
    assert text_of_last(text) == expected


def test_a_second_english_clause_keeps_its_word_order() -> None:
    text = "The climber had slipped on the way up and never reached the summit."
    assert text_of_last(text, "en") == "The climber never reached the summit."


@pytest.mark.parametrize(
    ("words", "gender", "expected"),
    [
        ("den verletzten Bergmann", "m", "der verletzte Bergmann"),
        ("des Bergmanns aus Ulm", "m", "der Bergmann aus Ulm"),
        ("dem Schloss", "n", "das Schloss"),
        ("einer jungen Pilotin", "f", "eine junge Pilotin"),
        ("einen verletzten Bergmann", "m", "ein verletzter Bergmann"),
        ("einem alten Schloss", "n", "ein altes Schloss"),
        ("den beiden Frauen", "p", "die beiden Frauen"),
        ("der Bergmann", "m", "der Bergmann"),
        ("Ida Lang", "f", "Ida Lang"),
        ("the miner", "m", "the miner"),
    ],
)
def test_a_german_phrase_in_the_nominative(words: str, gender: Gender, expected: str) -> None:
    assert as_subject(words, gender) == expected


def test_two_fitting_persons_leave_a_pronoun_open() -> None:
    found = claims_of("Die Wirtin Eva Moser und die Bäckerin Ida Lang stritten. Sie hatte den Schlüssel.")[-1]
    assert found.text == "Sie hatte den Schlüssel."
    assert "unresolved:sie" in found.marks


def test_a_pronoun_of_the_other_gender_is_left_open() -> None:
    found = claims_of("Die Wirtin Eva Moser öffnete das Tor. Er hatte den Schlüssel.")[-1]
    assert "unresolved:er" in found.marks


def test_a_pronoun_in_what_is_said_is_the_speaker() -> None:
    found = claims_of("Der Wirt Karl Lang sagte, er habe den Schlüssel.")[-1]
    assert found.text == "Karl Lang habe den Schlüssel."


def test_a_role_noun_is_resolved_inside_the_article() -> None:
    found = claims_of("Trainer Jan Holm kam nach Graz. Am Abend lobte der Trainer das Team.")[-1]
    roles = [mention for mention in found.mentions if mention.kind == "role"]
    assert [(role.text, role.name) for role in roles] == [("Trainer", "Jan Holm")]


def test_a_role_of_two_persons_stays_open() -> None:
    text = "Trainer Jan Holm traf Trainer Ole Berg in Graz. Am Abend lobte der Trainer das Team."
    roles = [mention for mention in claims_of(text)[-1].mentions if mention.kind == "role"]
    assert [role.name for role in roles] == [""]


def test_a_surname_that_the_tagger_missed_is_a_mention() -> None:
    found = claims_of("Präsidentin Carla van der Meer landete in Riga. Van der Meer blieb zwei Tage.")[-1]
    assert [mention.name for mention in found.mentions if mention.kind == "person"] == ["Carla van der Meer"]


def test_a_person_called_by_age_is_the_one_before() -> None:
    found = claims_of("Ruth Cole opened the gate. The 34-year-old had the key.", "en")[-1]
    assert found.text == "Ruth Cole had the key."


def test_a_thing_is_meant_only_where_nothing_else_fits() -> None:
    found = claims_of("Die Einigung sieht eine Pause vor. Sie tritt heute in Kraft.")[-1]
    assert "unresolved:sie" in found.marks


def test_what_a_pronoun_means_is_a_mention_at_its_own_place() -> None:
    text = "Die Wirtin Eva Moser öffnete das Tor. Sie hatte den Schlüssel."
    found = claims_of(text)[-1]
    assert [(mention.text, mention.span.of(text)) for mention in found.mentions] == [("Eva Moser", "Eva Moser")]
