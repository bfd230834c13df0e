"""Minimal pairs for negation and modality."""

from __future__ import annotations

import pytest

from tests.recorded import claims_of


@pytest.mark.parametrize(
    ("text", "language", "polarity"),
    [
        ("Der Minister kommt.", "de", "affirmed"),
        ("Der Minister kommt nicht.", "de", "negated"),
        ("Es gab keine Verletzten.", "de", "negated"),
        ("Es gab Verletzte.", "de", "affirmed"),
        ("Niemand wurde verletzt.", "de", "negated"),
        ("Weder der Minister noch der Kanzler kam.", "de", "negated"),
        ("Nicht nur der Minister kam.", "de", "affirmed"),
        ("Der Verein spielte ohne Torwart.", "de", "affirmed"),
        ("Der Verein hatte kaum Zuschauer.", "de", "negated"),
        ("Keine zehn Minuten dauerte das Treffen.", "de", "affirmed"),
        ("Der Plan ist nicht unumstritten.", "de", "affirmed"),
        ("The minister did not come.", "en", "negated"),
        ("The minister came.", "en", "affirmed"),
        ("Nobody was hurt.", "en", "negated"),
        ("There were no injuries.", "en", "negated"),
        ("Not only the minister came.", "en", "affirmed"),
        ("No more than ten people came.", "en", "affirmed"),
        ("The team played without a goalkeeper.", "en", "affirmed"),
        ("No llegó nadie.", "es", "negated"),
        ("We never had control, not for one minute.", "en", "negated"),
        ("Die nicht beteiligten Vereine kamen.", "de", "affirmed"),
    ],
)
def test_polarity(text: str, language: str, polarity: str) -> None:
    assert [claim.polarity for claim in claims_of(text, language)] == [polarity]


@pytest.mark.parametrize(
    ("text", "language", "modality"),
    [
        ("Der Minister reist nach Riga.", "de", "asserted"),
        ("Der Minister soll nach Riga reisen.", "de", "planned"),
        ("Der Minister will nach Riga reisen.", "de", "planned"),
        ("Der Minister wird nach Riga reisen.", "de", "planned"),
        ("Vor dem Sommer wird niemand das Lager verlassen.", "de", "planned"),
        ("Neue Ministerin wird Ida Lang.", "de", "planned"),
        ("Das Lager wird geräumt.", "de", "asserted"),
        ("Die Lage wird schlechter.", "de", "asserted"),
        ("Der Minister soll nach Riga gereist sein.", "de", "reported"),
        ("Der Minister könnte nach Riga reisen.", "de", "possible"),
        ("Der Minister reist möglicherweise nach Riga.", "de", "possible"),
        ("Der Minister wurde in Riga empfangen.", "de", "asserted"),
        ("Der Minister würde nach Riga reisen.", "de", "possible"),
        ("The minister will travel to Riga.", "en", "planned"),
        ("The minister is due to travel to Riga.", "en", "planned"),
        ("The minister may travel to Riga.", "en", "possible"),
        ("The minister travelled to Riga.", "en", "asserted"),
        ("The minister is expected on Monday.", "en", "planned"),
        ("The minister expects a long night.", "en", "asserted"),
    ],
)
def test_modality(text: str, language: str, modality: str) -> None:
    assert [claim.modality for claim in claims_of(text, language)] == [modality]


def test_a_negated_exclusion_is_possible_and_affirmed() -> None:
    found = claims_of("Ein Streik ist nicht ausgeschlossen.")[0]
    assert (found.polarity, found.modality) == ("affirmed", "possible")
    assert "double_negation" in found.marks
    found = claims_of("Officials did not rule out a strike.", "en")[0]
    assert (found.polarity, found.modality) == ("affirmed", "possible")


def test_an_exclusion_is_a_denial() -> None:
    found = claims_of("Die Firma schloss einen Verkauf aus.")[0]
    assert (found.polarity, found.modality) == ("affirmed", "denied")


def test_a_near_negation_is_marked() -> None:
    assert "near_negation" in claims_of("Der Verein hatte kaum Zuschauer.")[0].marks


def test_a_negation_in_a_clause_of_its_own_does_not_reach_the_other() -> None:
    found = claims_of("Der Minister kam, obwohl er nicht eingeladen war.")
    assert [claim.polarity for claim in found] == ["affirmed", "negated"]
