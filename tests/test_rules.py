"""Each rule on a minimal pair: one pair on which it proposes, its twin on which it must not."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from claims.dates import find_times
from claims.quantities import find_quantities
from claims.records import Claim
from reconcile.judge.evidence import Entailment, gather
from reconcile.judge.explain import explain, in_language, messages, reservation, values
from reconcile.judge.kinds import contradiction
from reconcile.judge.rules import RULES, may_conflict, of_another_moment, propose, toll_may_have_moved
from reconcile.judge.scope import scopes
from reconcile.records import Signal
from tests.factory import at, claim, pair, person, said

ROOT = Path(__file__).parents[1]
MESSAGES = ROOT / "reconcile" / "judge" / "messages.toml"
SOURCES = (
    *(ROOT / "reconcile" / "judge").glob("*.py"),
    ROOT / "reconcile" / "participants.py",
    ROOT / "claims" / "records.py",
)


def counted(text: str, source: str, **fields: object) -> Claim:
    """A claim with the quantities that are found in its text."""
    return claim(text, source, mentions=find_quantities(text, "de"), **fields)


def rule_of(left: Claim, right: Claim) -> str:
    decision = propose(gather(pair(left, right)))
    return decision.rule if decision else ""


QUOTE = "„Diese Brücke hätte schon vor Jahren gesperrt werden müssen“"


def test_the_same_words_in_two_mouths_conflict():
    left, right = said(f"{QUOTE}, sagte Vera Holm.", "Vera Holm"), said(f"{QUOTE}, sagte Jan Wirth.", "Jan Wirth", "B")
    assert rule_of(left, right) == "same_quote_other_mouth"
    assert rule_of(left, said(f"{QUOTE}, sagte Holm.", "Vera Holm", "B")) != "same_quote_other_mouth"


def test_two_speakers_never_conflict():
    left = said("Es kamen 8000 Menschen.", "Polizei", mentions=find_quantities("Es kamen 8000 Menschen.", "de"))
    right = said(
        "Es kamen 15000 Menschen.", "Veranstalter", "B", mentions=find_quantities("Es kamen 15000 Menschen.", "de")
    )
    assert rule_of(left, right) == "different_speakers"
    assert not may_conflict(gather(pair(left, right)))


def test_a_plan_and_its_outcome_do_not_conflict():
    plan = claim("Am Abend soll der Vertrag unterzeichnet werden.", modality="planned", published=at(3, 9))
    done = claim("Der Vertrag wurde am Abend unterzeichnet.", "B", published=at(3, 22))
    assert rule_of(plan, done) == "planned_then_done"
    assert rule_of(replace(plan, modality="asserted"), done) != "planned_then_done"


def test_what_is_only_possible_contradicts_nothing():
    maybe = claim("Eine Schließung des Werks ist nicht ausgeschlossen.", modality="possible")
    assert rule_of(maybe, claim("Eine Schließung des Werks ist nicht geplant.", "B")) == "possible_not_certain"


def test_a_claim_of_another_moment_is_known_by_its_first_words():
    arrival, before = (
        claim("Ada Holm traf am Abend in Riga ein."),
        claim("Vor ihrem Besuch reiste Holm nach Wilna.", "B"),
    )
    assert of_another_moment(gather(pair(arrival, before)))
    assert not of_another_moment(gather(pair(arrival, claim("Holm kam am Abend in Riga an.", "B"))))
    assert not of_another_moment(gather(pair(claim("Zuvor sprach sie mit Jan Wirth."), before)))


def test_who_was_hit_may_change_between_two_reports():
    early, late = (
        claim("Verletzt wurde niemand.", published=at(3, 8)),
        claim("Das Dach hielt.", "B", published=at(3, 20)),
    )
    assert toll_may_have_moved(gather(pair(early, late)))
    assert not toll_may_have_moved(gather(pair(early, replace(late, published=at(3, 8)))))
    assert not toll_may_have_moved(gather(pair(early, replace(late, published=None))))
    assert not toll_may_have_moved(gather(pair(replace(early, quote="Der Rat tagte."), late)))


def test_a_toll_that_rose_is_an_update_and_one_that_fell_is_not():
    early = counted("Bei dem Unglück starben sieben Menschen.", "A", published=at(3, 8))
    late = counted("Bei dem Unglück starben neun Menschen.", "B", published=at(4, 8))
    assert rule_of(early, late) == "toll_rose"
    assert rule_of(replace(early, published=at(5, 8)), late) == "numbers_differ"


def test_a_figure_of_the_moment_may_rise_whatever_it_counts():
    early = counted("Dem Ausschuss liegen bisher 11.000 Seiten vor.", "A", published=at(3, 8))
    late = counted("Dem Ausschuss liegen 13.000 Seiten vor.", "B", published=at(4, 8))
    assert rule_of(early, late) == "toll_rose"
    final = counted("Dem Ausschuss liegen 11.000 Seiten vor.", "A", published=at(3, 8))
    assert rule_of(final, late) == "numbers_differ"


def test_exact_counts_conflict_and_rounded_ones_agree():
    left = counted("Der Rat stimmte mit 63 Stimmen dafür.", "A")
    assert rule_of(left, counted("Der Rat stimmte mit 65 Stimmen dafür.", "B")) == "numbers_differ"
    assert rule_of(left, counted("Der Rat stimmte mit gut 60 Stimmen dafür.", "B")) != "numbers_differ"


def test_a_part_is_no_contradiction_of_its_whole():
    whole = counted("Insgesamt wurden 46 Fahrgäste verletzt.", "A")
    part = counted("Davon wurden zwölf Fahrgäste schwer verletzt.", "B")
    assert rule_of(whole, part) != "numbers_differ"


def test_different_parts_of_one_whole_conflict():
    left = counted("Vier der sieben Waggons entgleisten.", "A")
    assert rule_of(left, counted("Drei der sieben Waggons entgleisten.", "B")) == "numbers_differ"
    assert rule_of(left, counted("Drei der acht Waggons entgleisten.", "B")) != "numbers_differ"
    assert rule_of(left, counted("Drei Waggons mit sieben Türen entgleisten.", "B")) != "numbers_differ"


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("Der Rat kommt am Montag zusammen.", set()),
        ("Die Stadträte, die zusammenkommen, entscheiden.", set()),
        ("Die Familien bekommen zusammen 340.000 Euro.", {"wider"}),
        ("Straße und Halle kosten 41 Millionen Euro, beides zusammengerechnet.", {"wider"}),
        ("Allein Polen stimmte dagegen.", set()),
        ("Allein im März kamen 40 Fälle dazu.", {"part"}),
        ("Die Anlage war zuletzt im April geprüft worden.", {"earlier"}),
        ("The line had last been examined in April.", {"earlier"}),
        ("The last train left at ten.", set()),
    ],
)
def test_words_that_limit_a_claim(text, limits):
    assert set(scopes(claim(text))) == limits


def test_contrary_outcomes_conflict():
    left = claim("Der Gemeinderat hat den Antrag angenommen.")
    assert rule_of(left, claim("Der Gemeinderat hat den Antrag abgelehnt.", "B")) == "outcomes_oppose"
    assert rule_of(left, claim("Der Gemeinderat stimmte dem Antrag zu.", "B")) != "outcomes_oppose"


def test_reversed_order_conflicts():
    left = claim("Noch vor dem Anpfiff gerieten die Fans vor dem Stadion aneinander.")
    assert (
        rule_of(left, claim("Erst nach dem Abpfiff gerieten die Fans vor dem Stadion aneinander.", "B"))
        == "order_reversed"
    )
    assert rule_of(left, claim("Die Fans gerieten vor dem Stadion aneinander.", "B")) != "order_reversed"


def test_a_denial_in_the_same_words_conflicts():
    left = claim("Die Ministerin besuchte das Lager am Stadtrand.")
    right = claim("Die Ministerin besuchte das Lager am Stadtrand nicht.", "B", polarity="negated")
    assert rule_of(left, right) == "one_denies"
    assert rule_of(left, replace(right, polarity="affirmed")) == ""


def test_rules_are_symmetric_documented_and_explained_in_both_languages():
    a = counted("Der Rat stimmte mit 63 Stimmen dafür.", "A", published=at(3))
    b = counted("Der Rat stimmte mit 65 Stimmen dafür.", "B", published=at(3))
    assert rule_of(a, b) == rule_of(b, a)
    for rule in RULES:
        assert rule.__doc__
        for lang in ("de", "en"):
            assert rule.__name__ in messages(lang)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_an_explanation_names_both_values_and_what_would_undo_it(lang):
    left, right = counted("Es gab 63 Stimmen dafür.", "A"), counted("Es gab 65 Stimmen dafür.", "B")
    evidence = gather(pair(left, right))
    decision = propose(evidence)
    assert decision is not None
    text = explain(decision, evidence, lang)
    assert "63" in text
    assert "65" in text
    assert decision.values == ("63 Stimmen", "65 Stimmen")
    assert reservation(decision, lang) in text
    assert reservation(decision, lang)


def test_a_german_report_explains_a_denial_and_a_plan_in_german():
    left = claim("Die Ministerin besuchte das Lager am Stadtrand.")
    denied = gather(pair(left, replace(left, id="c_2", source="B", polarity="negated")))
    decision = propose(denied)
    assert decision is not None
    assert decision.rule == "one_denies"
    assert values(decision, denied, "de") == ("bejaht", "verneint")
    assert values(decision, denied, "en") == ("affirmed", "negated")
    assert "(bejaht / verneint)" in explain(decision, denied, "de")
    planned = gather(pair(left, replace(left, id="c_2", source="B", modality="planned")))
    plan = propose(planned)
    assert plan is not None
    assert "(geschehen / geplant)" in explain(plan, planned, "de")
    assert "(asserted / planned)" in explain(plan, planned, "en")


def test_words_of_an_article_are_not_translated():
    lists = Signal("participants", 0.0, "open list (“among others”): only left Ada Planned; only right Jan Wirth")
    found = replace(
        gather(pair(claim("X."), claim("Y.", "B"))), signals=(lists, Signal("roles", -1.0, "planned / negated"))
    )
    assert in_language(lists.detail, found, "de") == (
        "offene Liste (“among others”): nur links Ada Planned; nur rechts Jan Wirth"
    )
    assert in_language("planned / negated", found, "de") == "planned / negated"
    assert in_language(lists.detail, found, "en") == lists.detail


def test_what_a_comparison_says_in_its_own_words_has_german_words():
    """A phrase that a comparison no longer uses would stay in the catalogue unseen."""
    said_by_comparisons = "".join(path.read_text("utf-8") for path in SOURCES)
    for phrases in tomllib.loads(MESSAGES.read_text("utf-8"))["details"]["de"].values():
        for phrase in phrases:
            assert phrase.strip() in said_by_comparisons


def test_an_unnamed_conflict_shows_the_values_of_the_signal_that_decides():
    text = "Am Montag um neun traf Ada Holm allein ein."
    other = "Am Dienstag um zehn traf Ada Holm mit Jan Wirth ein."
    left = claim(text, published=at(4), mentions=find_times(text, "de", at(4)))
    right = claim(other, "B", published=at(4), mentions=find_times(other, "de", at(4)))
    evidence = gather(pair(left, right))
    assert evidence.score("time") < 0
    assert all(contradiction(evidence).values)
    lists = tuple(Signal("participants", -1.0, "lists") if s.name == "participants" else s for s in evidence.signals)
    decision = contradiction(replace(evidence, signals=lists))
    assert (decision.kind, decision.values) == ("participants_closed", ("", ""))


def test_entailment_becomes_a_signal_and_keeps_both_directions():
    read = Entailment(0.9, 0.4, 0.1, 0.2, agreeing=0.5, conflicting=0.2, unrelated=0.1)
    evidence = gather(pair(claim("Es regnet."), claim("Es gießt.", "B")), read)
    assert evidence.signal("entailment").score == pytest.approx(0.3)
    assert evidence.entailment.related == pytest.approx(0.9)
    assert (evidence.entailment.mutual, evidence.entailment.one_way) == (0.4, 0.9)


def test_a_shared_person_is_enough_to_relate_two_outcomes():
    text, other = "Vera Holm wurde freigesprochen.", "Vera Holm wurde zu zwei Jahren Haft verurteilt."
    left = claim(text, mentions=(person("Vera Holm", text, "e"),))
    right = claim(other, "B", mentions=(person("Vera Holm", other, "e"),))
    assert rule_of(left, right) == "outcomes_oppose"
