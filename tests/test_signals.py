"""Signals of voice, mood, outcome, order, cause, roles and words: minimal pairs, and symmetry of all of them."""

from datetime import UTC, datetime
from itertools import product

import pytest

from claims.records import Predicate
from reconcile.judge.evidence import COMPARISONS
from reconcile.judge.order import compare_causes, compare_order
from reconcile.judge.outcome import compare_outcomes, contrary_outcome
from reconcile.judge.roles import compare_actors, compare_roles
from reconcile.judge.tolls import counts_toll
from reconcile.judge.voice import (
    compare_modality,
    compare_polarity,
    compare_quotations,
    compare_report_times,
    compare_speakers,
    hours_between,
    quotations,
    relate_speakers,
)
from reconcile.judge.words import compare_words, content_words
from tests.factory import at, claim, person, said

SENTENCES = [
    "Der Stadtrat hat die Steuer am Montag angenommen.",
    "Die Räte lehnten die Abgabe noch vor der Sommerpause ab.",
    "Wegen eines Kurzschlusses fiel der Strom aus.",
    "Drei Menschen wurden verletzt.",
    "„Wir geben nicht auf, solange hier noch jemand wohnt“, sagte Ines Thoma.",
]


@pytest.mark.parametrize("compare", COMPARISONS, ids=lambda compare: compare.__name__)
def test_every_comparison_is_symmetric_in_range_and_documented(compare):
    for a, b in product(SENTENCES, SENTENCES):
        left, right = claim(a, "A", published=at(3)), claim(b, "B", published=at(4))
        one, two = compare(left, right), compare(right, left)
        assert one.score == two.score
        assert -1.0 <= one.score <= 1.0
    assert compare.__doc__


@pytest.mark.parametrize(
    ("left", "right", "score"),
    [
        ("Der Antrag wurde angenommen.", "Der Antrag wurde abgelehnt.", -1.0),
        ("Der Antrag wurde angenommen.", "Die Räte stimmten dem Antrag zu.", 1.0),
        ("Der Kurs stieg um drei Punkte.", "Der Kurs ist um drei Punkte gesunken.", -1.0),
        ("Alle blieben unverletzt.", "Zwei Gäste wurden verletzt.", -1.0),
        ("Die Brücke ist gesperrt.", "Es schneit.", 0.0),
    ],
)
def test_outcomes(left, right, score):
    assert compare_outcomes(claim(left), claim(right, "B")).score == score


def test_counts_of_two_bodies_are_two_voices():
    organisers = claim("Nach Zählung der Veranstalter kamen 6.000 Menschen.")
    police = claim("3.500 Demonstranten zählte die Polizei.", "B")
    assert relate_speakers(organisers, police) == "different"
    assert relate_speakers(police, said("Es waren 3.600.", "Polizei", "C")) == "same"
    assert relate_speakers(claim("Die Polizei räumte den Platz."), police) == "one"


def test_a_state_may_change_between_two_reports_and_an_outcome_may_not():
    first, next_day = datetime(2025, 3, 1, 9, tzinfo=UTC), datetime(2025, 3, 2, 9, tzinfo=UTC)
    held, freed = "Der Mann sitzt in Untersuchungshaft.", "Der Mann wurde freigelassen."
    assert compare_outcomes(claim(held, published=first), claim(freed, "B", published=first)).score == -1.0
    assert compare_outcomes(claim(held, published=first), claim(freed, "B", published=next_day)).score == 0.0
    assert compare_outcomes(claim(held), claim(freed, "B")).score == 0.0
    died, lives = "Der Fahrer starb im Führerstand.", "Der Fahrer wurde lebend geborgen."
    assert compare_outcomes(claim(died, published=first), claim(lives, "B", published=next_day)).score == -1.0


def test_a_negated_outcome_counts_as_the_other():
    denied = claim("Der Antrag wurde nicht angenommen.", polarity="negated")
    assert compare_outcomes(denied, claim("Der Antrag wurde angenommen.", "B")).score == -1.0
    assert compare_outcomes(denied, claim("Der Antrag wurde abgelehnt.", "B")).score == 1.0


def test_order_and_cause():
    before, after = claim("Noch vor dem Anpfiff flogen Flaschen."), claim("Erst nach dem Abpfiff flogen Flaschen.", "B")
    assert compare_order(before, after).score == -1.0
    assert compare_order(before, claim("Flaschen flogen.", "B")).score == 0.0
    cable = claim("Wegen eines defekten Kabels brannte es.")
    arson = claim("Ausgelöst hat das Feuer ein Brandstifter.", "B")
    assert compare_causes(cable, arson).score == -1.0
    assert compare_causes(cable, claim("Das defekte Kabel war die Ursache, weil das Kabel schmorte.", "B")).score == 1.0


def test_the_same_speaker_is_known_by_a_shorter_name():
    one = said("Es reicht.", "Ministerin Paula Wendt")
    assert relate_speakers(one, said("Es reicht nicht.", "Paula Wendt", "B")) == "same"
    assert relate_speakers(one, said("Es reicht nicht.", "Jonas Krol", "B")) == "different"
    assert relate_speakers(one, claim("Es reicht nicht.", "B")) == "one"
    assert compare_speakers(one, said("Nein.", "Jonas Krol", "B")).score == -1.0


@pytest.mark.parametrize(
    ("german", "english", "relation"),
    [
        ("Polizei", "police", "same"),
        ("irischen Ermittlern", "Investigators", "same"),
        ("Verwaltung", "the rail administration", "same"),
        ("Bahnverwaltung", "the rail administration", "one"),
        ("Sozialministeriums", "ministry", "same"),
        ("Sozialministeriums", "Ministry of Finance", "one"),
        ("iranische Regierung", "US government", "one"),
        ("Regierung", "government", "same"),
        ("Hersteller", "company", "same"),
        ("Polizei", "police union", "different"),
        ("Gewerkschaft der Polizei", "police", "different"),
        ("Feuerwehr", "police", "different"),
        ("Sprecher des Ministeriums", "ministry", "same"),
        ("Regierungssprecherin", "government spokesman", "same"),
        ("Pressesprecher der Polizei", "spokeswoman for the police", "same"),
        ("Sprecher", "spokesman", "different"),
        ("Hersteller", "Ada Brandt", "different"),
    ],
)
def test_a_body_without_a_name_is_itself_in_another_language(german, english, relation):
    left, right = said("Es reicht.", german), said("It is enough.", english, "B", language="en")
    assert relate_speakers(left, right) == relate_speakers(right, left) == relation


def test_in_one_language_a_body_is_known_by_its_words():
    assert relate_speakers(said("Ja.", "Bahnverwaltung"), said("Nein.", "Hafenverwaltung", "B")) == "different"


def test_a_shortened_quotation_is_the_same_and_another_sentence_is_not():
    long = claim("„Wir werden jeden Stein umdrehen, bis wir ihn gefunden haben“, sagte Kroll.")
    short = claim("Kroll versprach, „jeden Stein umdrehen, bis wir ihn gefunden haben“ zu wollen.", "B")
    other = claim("„Wir werden heute Abend gemeinsam nach Hause fahren können“, sagte Kroll.", "B")
    assert compare_quotations(long, short).score == 1.0
    assert compare_quotations(long, other).score == 0.0


def test_polarity_and_modality_tell_what_differs():
    yes, no = claim("Er kam."), claim("Er kam nicht.", "B", polarity="negated")
    assert compare_polarity(yes, no).score == -1.0
    assert compare_modality(yes, claim("Er soll kommen.", "B", modality="planned")).score == -1.0
    assert compare_modality(yes, claim("Er sei gekommen.", "B", modality="reported")).score == 1.0


def test_report_times_fall_with_distance_and_are_silent_without_a_date():
    noon, evening, later = (claim("X.", published=at(3, h)) for h in (12, 14, 14))
    assert compare_report_times(noon, evening).score == 1.0
    assert compare_report_times(noon, claim("X.", published=at(9))).score == -1.0
    assert compare_report_times(noon, claim("X.")).score == 0.0
    assert hours_between(noon, later) == 2.0


def test_agent_and_patient_swapped_is_contrary():
    text = "Ana Ruiz schlug Petra Lind."
    people = (person("Ana Ruiz", text), person("Petra Lind", text))
    left = claim(text, mentions=people, predicate=Predicate("schlagen", "Ana Ruiz", "Petra Lind"))
    swapped = claim(text, "B", mentions=people, predicate=Predicate("schlagen", "Petra Lind", "Ana Ruiz"))
    same = claim(text, "B", mentions=people, predicate=Predicate("schlagen", "Ana Ruiz", "Petra Lind", passive=True))
    assert compare_roles(left, swapped).score == -1.0
    assert compare_roles(left, same).score == 1.0
    assert compare_actors(left, swapped).score == 1.0


def test_words_fold_inflection_and_leave_stop_words_out():
    assert content_words("Die Häuser und die Brücken", "de") == content_words("Haus, Brücke", "de")
    assert compare_words(claim("Die Brücke brennt."), claim("Brennende Brücken.", "B")).score > 0
    assert compare_words(claim("Und die der das."), claim("Brücke.", "B")).score == 0.0


@pytest.mark.parametrize(
    ("text", "counts"), [("Zwölf Tote wurden geborgen.", True), ("Zwölf Stühle standen da.", False)]
)
def test_only_counts_that_grow_are_tolls(text, counts):
    made = claim(text)
    assert counts_toll(made, person("Zwölf", text)) is counts


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        (
            "„Wir wollen diese Brücke behalten“, sagte Weber am Montagabend in Celle.",
            ("Wir wollen diese Brücke behalten",),
        ),
        (
            "“We don’t want this bridge to close”, the spokesman said on Monday.",
            ("We don’t want this bridge to close",),
        ),
        ("„Das ‚Wunder von Celle‘ war harte Arbeit“, sagte er.", ("Das ‚Wunder von Celle‘ war harte Arbeit",)),
        ("»Das Wasser kennt keine Grenzen«, so die Ministerin.", ("Das Wasser kennt keine Grenzen",)),
        ("« L'eau ne connaît pas de passeport », dit-il.", ("L'eau ne connaît pas de passeport",)),
        ("die Brücke muss bleiben“, sagte der Sprecher am Montagabend.", ()),
        ("„Die Brücke muss unbedingt bleiben", ("Die Brücke muss unbedingt bleiben",)),
    ],
)
def test_quotations_end_where_their_mark_ends(text, quoted):
    assert quotations(claim(text)) == quoted


def test_contrary_outcomes_and_orders_show_the_words_of_each_side():
    left, right = claim("Der Rat lehnte den Antrag ab."), claim("Der Rat nahm den Antrag an.", "B")
    assert contrary_outcome(left, right)[1:] == contrary_outcome(right, left)[:0:-1]
    before, after = claim("Zuvor sprach er."), claim("Danach sprach er.", "B")
    assert compare_order(before, after).detail == "zuvor / danach"
    assert compare_order(after, before).detail == "danach / zuvor"


def test_sharp_s_is_found_in_folded_text():
    assert compare_outcomes(claim("Er saß am Tisch."), claim("Er blieb dem Treffen fern.", "B")).score == -1.0
