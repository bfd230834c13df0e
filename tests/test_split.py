"""Clauses: every predication stands alone, what only narrows another down stays with it."""

from __future__ import annotations

import pytest

from claims.records import Claim
from tests.recorded import claims_of


def quotes(text: str, language: str = "de") -> list[str]:
    return [claim.quote for claim in claims_of(text, language)]


def texts(text: str, language: str = "de") -> list[str]:
    return [claim.text for claim in claims_of(text, language)]


def one(text: str, part: str, language: str = "de") -> Claim:
    return next(claim for claim in claims_of(text, language) if part in claim.quote)


def test_coordinated_verbs_are_two_claims_with_the_shared_subject() -> None:
    text = "Die Feuerwehr löschte den Brand und rettete drei Katzen."
    assert quotes(text) == ["Die Feuerwehr löschte den Brand", "rettete drei Katzen"]
    assert texts(text)[1] == "Die Feuerwehr rettete drei Katzen."


def test_a_shared_auxiliary_is_filled_in() -> None:
    text = "Der Fahrer wurde verhört und am Abend entlassen."
    assert texts(text)[1] == "Der Fahrer wurde am Abend entlassen."
    text = "The driver was questioned and released."
    assert texts(text, "en")[1] == "The driver was released."


def test_coordinated_nouns_stay_one_claim() -> None:
    assert len(claims_of("Am Treffen nahmen Maria Koller, Paul Steiner und der Bürgermeister teil.")) == 1


def test_a_relative_clause_is_a_claim_about_what_it_describes() -> None:
    text = "Der Dampfer, der seit Mai im Dock lag, fährt wieder."
    assert texts(text) == ["Der Dampfer fährt wieder.", "Der Dampfer lag seit Mai im Dock."]


def test_a_relative_clause_without_named_antecedent_is_none() -> None:
    assert len(claims_of("Anyone who was near the harbour is asked to call the police.", "en")) == 1


def test_a_time_clause_is_a_fact_a_condition_is_none() -> None:
    assert len(claims_of("Das Boot sank, nachdem der Motor ausgefallen war.")) == 2
    assert len(claims_of("Das Boot sinkt, wenn der Motor ausfällt.")) == 1


def test_a_cause_is_a_claim_and_stays_with_what_it_explains() -> None:
    found = quotes("Die Brücke ist gesperrt, weil ein Pfeiler gerissen ist.")
    assert found == ["Die Brücke ist gesperrt, weil ein Pfeiler gerissen ist", "weil ein Pfeiler gerissen ist"]


def test_german_subordinate_clauses_are_put_in_main_order() -> None:
    assert "Der Motor war ausgefallen." in texts("Das Boot sank, nachdem der Motor ausgefallen war.")


def test_the_content_of_a_verb_of_saying_stands_alone() -> None:
    assert quotes("Die Stadt teilte mit, dass das Bad geschlossen bleibt.") == ["dass das Bad geschlossen bleibt"]


def test_the_content_of_other_verbs_stays_with_them() -> None:
    assert len(claims_of("Der Trainer schloss nicht aus, dass der Torwart spielt.")) == 1


def test_an_apposition_with_detail_is_a_claim() -> None:
    text = "Anna Lorenz, früher Leiterin des Hafenamtes, tritt heute zurück."
    assert "Anna Lorenz ist früher Leiterin des Hafenamtes." in texts(text)


def test_a_comparison_is_no_time_clause() -> None:
    assert len(claims_of("Der Umbau kostet mehr, als die Stadt einnimmt.")) == 1
    assert len(claims_of("He looked as if he had seen a ghost.", "en")) == 1


def test_a_condition_that_opens_with_its_verb_stays_whole() -> None:
    assert len(claims_of("Steigt der Pegel weiter, so wird die Brücke gesperrt.")) == 1


def test_a_main_clause_behind_a_comma_is_no_relative_clause() -> None:
    text = "Der Minister lobte die Einigung, die Firma dagegen klagte."
    assert texts(text)[1] == "Die Firma dagegen klagte."


def test_a_relative_clause_takes_the_article_of_its_pronoun() -> None:
    assert "Die Leiterin führt das Amt seit Mai." in texts("Er sprach mit der Leiterin, die das Amt seit Mai führt.")


def test_a_separable_verb_is_parted_in_second_place() -> None:
    text = "Der Vertrag, der dem Sender vorliegt, endet im Mai."
    assert "Der Vertrag liegt dem Sender vor." in texts(text)


def test_an_inserted_cue_does_not_part_the_subject_from_its_verb() -> None:
    assert texts("Foul play, she added, could not be ruled out.", "en") == ["Foul play could not be ruled out."]


def test_words_before_a_colon_are_no_claim() -> None:
    assert quotes("Sicher ist: Der Tunnel wird teurer.") == ["Der Tunnel wird teurer"]


@pytest.mark.parametrize(
    ("text", "language", "lemma", "subject", "object_"),
    [
        ("Der Verein entließ den Trainer.", "de", "entlassen", "Der Verein", "den Trainer"),
        ("Der Trainer wurde vom Verein entlassen.", "de", "entlassen", "Verein", "Der Trainer"),
        ("The club sacked the coach.", "en", "sack", "The club", "the coach"),
        ("The coach was sacked by the club.", "en", "sack", "the club", "The coach"),
        ("Die Frau kündigte einen Umbau an.", "de", "ankündigen", "Die Frau", "einen Umbau"),
    ],
)
def test_active_and_passive_give_the_same_roles(
    text: str, language: str, lemma: str, subject: str, object_: str
) -> None:
    predicate = claims_of(text, language)[0].predicate
    assert predicate is not None
    assert (predicate.lemma, predicate.object) == (lemma, object_)
    assert predicate.subject.endswith(subject)


def test_a_perfect_with_sein_is_no_passive() -> None:
    predicate = claims_of("Der Zug ist am Montag entgleist.")[0].predicate
    assert predicate is not None
    assert (predicate.passive, predicate.subject) == (False, "Der Zug")


def test_abstaining_is_told_from_containing() -> None:
    abstain = one("Der Verband hat sich der Stimme enthalten.", "enthalten").predicate
    contain = one("Der Vertrag hat eine Klausel enthalten.", "enthalten").predicate
    assert abstain is not None
    assert contain is not None
    assert (abstain.lemma, contain.lemma) == ("sich enthalten", "enthalten")
