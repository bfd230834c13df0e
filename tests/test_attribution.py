"""Who said it: speaker, kind and agency, in the sentence and carried over."""

from __future__ import annotations

import pytest

from claims.records import Claim
from tests.recorded import claims_of


def voices(text: str, language: str = "de") -> list[tuple[str, str, str]]:
    """Quote, speaker and kind of each claim; "-" for the narrator."""
    return [
        (claim.quote, claim.attribution.speaker, claim.attribution.kind)
        if claim.attribution
        else (claim.quote, "-", "-")
        for claim in claims_of(text, language)
    ]


def speakers(text: str, language: str = "de") -> list[str]:
    return [speaker for _, speaker, _ in voices(text, language)]


def last(text: str, language: str = "de") -> Claim:
    return claims_of(text, language)[-1]


@pytest.mark.parametrize(
    ("text", "language", "speaker", "kind"),
    [
        ("„Das Tor bleibt zu“, sagte Wirtin Eva Moser.", "de", "Eva Moser", "direct"),
        ("Eva Moser sagte: „Das Tor bleibt zu.“", "de", "Eva Moser", "direct"),
        ("Das Tor bleibe zu, sagte Eva Moser.", "de", "Eva Moser", "indirect"),
        ("Eva Moser sagte, das Tor bleibe zu.", "de", "Eva Moser", "indirect"),
        ("Wie die Stadt mitteilte, bleibt das Tor zu.", "de", "Stadt", "indirect"),
        ("Laut Polizei blieb das Tor zu.", "de", "Polizei", "according_to"),
        ("Nach Angaben der Feuerwehr blieb das Tor zu.", "de", "Feuerwehr", "according_to"),
        ("Nach Polizeiangaben blieb das Tor zu.", "de", "Polizei", "according_to"),
        ("Der Polizei zufolge blieb das Tor zu.", "de", "Polizei", "according_to"),
        ("Das Tor sei morsch, so die Sprecherin.", "de", "Sprecherin", "according_to"),
        ("The gate stays shut, police said.", "en", "police", "indirect"),
        ('"The gate stays shut," said Ruth Cole.', "en", "Ruth Cole", "direct"),
        ("According to the council, the gate stays shut.", "en", "council", "according_to"),
        ("Ruth Cole said that the gate had been locked.", "en", "Ruth Cole", "indirect"),
    ],
)
def test_every_form_of_attribution_names_its_speaker(text: str, language: str, speaker: str, kind: str) -> None:
    assert [voice[1:] for voice in voices(text, language)] == [(speaker, kind)]


def test_the_cue_is_no_claim_of_its_own() -> None:
    assert [quote for quote, _, _ in voices("Das Tor bleibe zu, sagte Eva Moser.")] == ["Das Tor bleibe zu"]


def test_a_verb_behind_the_cue_belongs_to_the_narrator() -> None:
    text = "„Das Tor bleibt zu“, rief Eva Moser und verließ den Saal."
    assert speakers(text) == ["Eva Moser", "-"]


def test_an_unknown_verb_behind_a_quotation_is_a_cue() -> None:
    assert speakers("„Das Tor bleibt für immer zu“, orakelte Eva Moser.") == ["Eva Moser"]


def test_the_agency_that_carried_a_statement_is_kept() -> None:
    found = last("Das Tor bleibe zu, sagte Eva Moser der Deutschen Presse-Agentur.").attribution
    assert found is not None
    assert (found.speaker, found.agency) == ("Eva Moser", "Deutschen Presse-Agentur")


def test_reported_speech_goes_on_without_a_cue() -> None:
    text = "Das Tor bleibe zu, sagte Eva Moser. Die Stadt habe kein Geld. Der Regen hörte auf."
    assert speakers(text) == ["Eva Moser", "Eva Moser", "-"]


def test_a_quotation_over_two_sentences_has_one_speaker() -> None:
    assert speakers("„Das Tor bleibt zu. Wir haben kein Geld“, sagte Eva Moser.") == ["Eva Moser", "Eva Moser"]


def test_a_konjunktiv_without_cue_is_reported_by_nobody_known() -> None:
    assert voices("Das Tor sei morsch.") == [("Das Tor sei morsch", "", "subjunctive")]
    assert "unnamed_speaker" in last("Das Tor sei morsch.").marks


def test_the_indicative_stays_with_the_narrator() -> None:
    assert speakers("Das Tor ist morsch.") == ["-"]


def test_a_word_in_marks_is_no_speech() -> None:
    assert speakers("Die Band „Blaue Tür“ spielt am Sonntag.") == ["-"]


def test_what_describes_the_speaker_is_the_narrators() -> None:
    text = "Eva Moser, die das Gasthaus führt, sagte, das Tor bleibe zu."
    found = {quote: speaker for quote, speaker, _ in voices(text)}
    assert found == {"die das Gasthaus führt": "-", "das Tor bleibe zu": "Eva Moser"}


def test_nobody_saying_it_is_no_statement() -> None:
    found = claims_of("Niemand sagte, dass das Tor offen ist.")
    assert [(claim.polarity, claim.attribution) for claim in found] == [("negated", None)]


def test_a_denial_keeps_its_content_and_is_denied() -> None:
    found = last("Eva Moser bestreitet, dass das Tor offen war.")
    assert found.modality == "denied"
    assert found.attribution is not None
    assert found.attribution.speaker == "Eva Moser"


def test_a_quotation_behind_a_colon_belongs_to_the_one_person_before_it() -> None:
    text = "Trainer Jan Holm versuchte es mit Humor: „Heute haben elf Bäcker den Ofen angemacht.“"
    assert speakers(text) == ["-", "Jan Holm"]


def test_who_estimates_is_the_speaker() -> None:
    assert speakers("Der Verband beziffert den Schaden auf 40.000 Euro.") == ["Verband"]
    assert speakers("Die Polizei sprach von rund 300 Menschen.") == ["Polizei"]
    assert speakers("Das Museum zählt 40.000 Besucher.") == ["-"]


def test_demnach_points_back_without_naming_anybody() -> None:
    text = "Die Stadt legte einen Bericht vor. Der Umbau dauert demnach zwei Jahre."
    assert voices(text)[-1][2] == "according_to"


def test_a_cue_inside_a_quotation_is_part_of_it() -> None:
    text = '"Nobody told us that the bridge was weak," said Ruth Cole.'
    assert {speaker for _, speaker, _ in voices(text, "en")} == {"Ruth Cole"}


def test_a_passive_of_saying_has_no_speaker() -> None:
    found = last("It is alleged that he stole the bell.", "en")
    assert found.attribution is not None
    assert found.attribution.speaker == ""
