"""Rules on minimal pairs of real sentences: the rule proposes on one pair and is silent where one thing is otherwise.

Each pair is read from both sides: the same rule, verdict and kind, and the values change places.
"""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

import pytest

from claims.extract import extract_claims
from claims.parse import load_parser
from claims.records import Article, Claim, Span
from reconcile.judge.evidence import SILENT, Entailment, Evidence, gather
from reconcile.judge.rules import RULES, SAME_STATEMENT, propose
from tests.factory import pair
from tests.recorded import MODELS

THURSDAY = datetime(2025, 6, 12, 18)
FAR = 0.5
"""A cosine that relates nothing, so that words, names, places and times must."""
SAME = Entailment(agreeing=SAME_STATEMENT + 0.1, unrelated=0.05)
BY_NAME = {rule.__name__: rule for rule in RULES}

Tell = Callable[..., Claim]


@pytest.fixture(scope="module")
def tell() -> Tell:
    """The one claim of a sentence, by the packaged parser."""
    parser = load_parser(MODELS / "syntax", MODELS)

    def told(text: str, language: str = "de", source: str = "A", published: datetime = THURSDAY) -> Claim:
        whole = Span(0, len(text))
        article = Article(f"a_{source}", source, "", text, whole, published, "", language, f"{source}.txt")
        (claim,) = extract_claims(article, parser).claims
        return claim

    return told


class Twins(NamedTuple):
    """A pair on which a rule proposes a kind, and what in place of the right one silences the rule."""

    rule: str
    kind: str
    left: str
    right: str
    other: str
    values: tuple[str, str] = ("", "")
    language: str = "de"


CONFLICTS = ("closed_lists_differ", "actors_swapped", "times_differ")

TWINS = (
    # a part and its whole
    Twins(
        "part_of_whole", "part_whole",
        "46 Fahrgäste wurden verletzt.",
        "Davon wurden zwölf Fahrgäste verletzt.",
        "Dabei wurden zwölf Fahrgäste verletzt.",
        ("46 Fahrgäste", "zwölf Fahrgäste"),
    ),
    Twins(
        "part_of_whole", "part_whole",
        "Insgesamt wurden 46 Fahrgäste verletzt.",
        "Zwölf Fahrgäste wurden verletzt.",
        "Insgesamt wurden zwölf Fahrgäste verletzt.",
        ("46 Fahrgäste", "Zwölf Fahrgäste"),
    ),
    Twins(
        "part_of_whole", "part_whole",
        "Zwölf Fahrgäste wurden verletzt.",
        "Insgesamt wurden 46 Fahrgäste verletzt.",
        "Insgesamt wurden neun Fahrgäste verletzt.",  # a whole is never the smaller number
        ("Zwölf Fahrgäste", "46 Fahrgäste"),
    ),
    Twins(
        "part_of_whole", "part_whole",
        "The storm damaged 60 houses.",
        "The storm damaged fourteen of the houses.",
        "The storm damaged fourteen houses.",
        ("60 houses", "fourteen"), "en",
    ),
    # another period
    Twins(
        "other_period", "scope",
        "Im Mai zählte das Amt 4200 Übernachtungen.",
        "Im April zählte das Amt 3900 Übernachtungen.",
        "Im Mai zählte das Amt 3900 Übernachtungen.",
    ),
    Twins(
        "other_period", "same_words_other_event",
        "Am Dienstag brach der Damm bei Holmstedt.",
        "Im März brach der Damm bei Holmstedt.",
        "Am Mittwoch brach der Damm bei Holmstedt.",
    ),
    Twins(
        "other_period", "same_words_other_event",
        "Am Dienstag brach der Damm bei Holmstedt.",
        "Im März brach der Damm bei Holmstedt.",
        "Im März tagte ein Chor.",  # the period is another, but so is everything else
    ),
    Twins(
        "other_period", "scope",
        "In May the office counted 4,200 complaints.",
        "In April the office counted 3,900 complaints.",
        "In May the office counted 3,900 complaints.",
        language="en",
    ),
    # another scope
    Twins(
        "other_scope", "scope",
        "Das Dorf zählte 4200 Gäste.",
        "Im Vorjahr zählte das Dorf 3900 Gäste.",
        "Das Dorf zählte 3900 Gäste.",
    ),
    Twins(
        "other_scope", "scope",
        "Im Vorjahr zählte das Dorf 3900 Gäste.",
        "Das Dorf zählte 4200 Gäste.",
        "Im Vorjahr zählte das Dorf 4200 Gäste.",
    ),
    Twins(
        "other_scope", "scope",
        "Das Dorf zählte 4200 Gäste.",
        "Im Vorjahr zählte das Dorf 3900 Gäste.",
        "Im Vorjahr zählte das Dorf 4200 Gäste.",  # no numbers that differ
    ),
    Twins(
        "other_scope", "scope",
        "Das Dorf zählte 4200 Gäste.",
        "Im Vorjahr zählte das Dorf 3900 Gäste.",
        "Im Vorjahr zählte das Dorf 4,2 Millionen Gäste.",  # a slip of the zeros is of no other scope
    ),
    Twins(
        "other_scope", "scope",
        "The yard sells 280 boats.",
        "The yard sells 300 boats a month.",
        "The yard sells 300 boats.",
        language="en",
    ),
    # closed lists
    Twins(
        "closed_lists_differ", "participants_closed",
        "An dem Treffen nahmen Vera Lohm und Ida Kern teil.",
        "Nur Vera Lohm und Karl Abel nahmen an dem Treffen teil.",
        "Vera Lohm und Karl Abel nahmen an dem Treffen teil.",
    ),
    Twins(
        "closed_lists_differ", "participants_closed",
        "Nur Vera Lohm und Karl Abel nahmen an dem Treffen teil.",
        "An dem Treffen nahmen Vera Lohm und Ida Kern teil.",
        "An dem Treffen nahmen Vera Lohm und Karl Abel teil.",
    ),
    Twins(
        "closed_lists_differ", "participants_closed",
        "Nur Vera Lohm und Karl Abel nahmen an dem Treffen teil.",
        "An dem Treffen nahmen Vera Lohm und Ida Kern teil.",
        "Damals nahmen an dem Treffen Vera Lohm und Ida Kern teil.",
    ),
    Twins(
        "closed_lists_differ", "participants_closed",
        "An der Spitze der finnischen Delegation stand Vera Lohm.",
        "An der Spitze der finnischen Delegation stand Ida Kern.",
        "An der Spitze der dänischen Delegation stand Ida Kern.",
    ),
    Twins(
        "closed_lists_differ", "participants_closed",
        "Vera Lohm and Ida Kern attended the meeting.",
        "Only Vera Lohm and Karl Abel attended the meeting.",
        "Vera Lohm and Karl Abel attended the meeting.",
        language="en",
    ),
    # open lists
    Twins(
        "open_lists_differ", "participants_open",
        "An dem Treffen nahmen Vera Lohm und Ida Kern teil.",
        "An dem Treffen nahmen unter anderem Vera Lohm und Karl Abel teil.",
        "An dem Treffen nahmen Vera Lohm und Karl Abel teil.",
    ),
    Twins(
        "open_lists_differ", "participants_open",
        "An dem Treffen nahmen unter anderem Vera Lohm und Karl Abel teil.",
        "An dem Treffen nahmen Vera Lohm und Ida Kern teil.",
        "Nur Vera Lohm und Ida Kern nahmen an dem Treffen teil.",
    ),
    Twins(
        "open_lists_differ", "participants_open",
        "An dem Treffen nahmen Vera Lohm und Ida Kern teil.",
        "An dem Treffen nahmen unter anderem Vera Lohm und Karl Abel teil.",
        "An dem Treffen nahmen unter anderem Vera Lohm und Ida Kern teil.",
    ),
    Twins(
        "open_lists_differ", "participants_open",
        "Vera Lohm and Ida Kern attended the meeting.",
        "Among others, Vera Lohm and Karl Abel attended the meeting.",
        "Vera Lohm and Karl Abel attended the meeting.",
        language="en",
    ),
    # doers
    Twins(
        "actors_swapped", "person",
        "Vera Lohm schlug Karl Abel im Finale.",
        "Karl Abel schlug Vera Lohm im Finale.",
        "Karl Abel wurde von Vera Lohm im Finale geschlagen.",
        ("Vera Lohm → Karl Abel", "Karl Abel → Vera Lohm"),
    ),
    Twins(
        "actors_swapped", "person",
        "Ida Kern gründete die Werkstatt.",
        "Vera Lohm gründete die Werkstatt.",
        "Vera Lohm leitete die Werkstatt.",
        ("Ida Kern", "Vera Lohm"),
    ),
    Twins(
        "actors_swapped", "person",
        "Ida Kern gründete die Werkstatt.",
        "Vera Lohm gründete die Werkstatt.",
        "Vera Lohm gründete die Mühle.",
        ("Ida Kern", "Vera Lohm"),
    ),
    Twins(
        "actors_swapped", "person",
        "Ida Kern gründete die Werkstatt.",
        "Vera Lohm gründete die Werkstatt.",
        "Damals gründete Vera Lohm die Werkstatt.",
        ("Ida Kern", "Vera Lohm"),
    ),
    Twins(
        "actors_swapped", "person",
        "Vera Lohm beat Karl Abel in the final.",
        "Karl Abel beat Vera Lohm in the final.",
        "Karl Abel was beaten by Vera Lohm in the final.",
        ("Vera Lohm → Karl Abel", "Karl Abel → Vera Lohm"), "en",
    ),
    # times
    Twins(
        "times_differ", "date",
        "Am Dienstag brach der Damm bei Holmstedt.",
        "Am Mittwoch brach der Damm bei Holmstedt.",
        "Am 10. Juni brach der Damm bei Holmstedt.",
        ("Am Dienstag", "Am Mittwoch"),
    ),
    Twins(
        "times_differ", "date",
        "Am Dienstag brach der Damm bei Holmstedt.",
        "Am Mittwoch brach der Damm bei Holmstedt.",
        "Am Mittwoch tagte ein Chor.",
        ("Am Dienstag", "Am Mittwoch"),
    ),
    Twins(
        "times_differ", "date",
        "Um 16 Uhr brach der Damm bei Holmstedt.",
        "Um 19 Uhr brach der Damm bei Holmstedt.",
        "Um 16.05 Uhr brach der Damm bei Holmstedt.",
        ("Um 16 Uhr", "Um 19 Uhr"),
    ),
    Twins(
        "times_differ", "date",
        "The dam near Holmstedt broke on Tuesday.",
        "The dam near Holmstedt broke on Wednesday.",
        "The dam near Holmstedt broke on 10 June.",
        ("on Tuesday", "on Wednesday"), "en",
    ),
)  # fmt: skip


def assert_proposed(evidence: Evidence, expected: tuple[str, str, str], values: tuple[str, str]) -> None:
    decision = propose(evidence)
    assert decision is not None
    assert (decision.rule, decision.verdict, decision.kind) == expected
    assert decision.values == values


def assert_silent(evidence: Evidence, rule: str) -> None:
    """The rule itself says nothing, not only because another comes first."""
    assert BY_NAME[rule](evidence) is None


def both_ways(left: Claim, right: Claim, entailment: Entailment = SILENT) -> tuple[Evidence, Evidence]:
    return gather(pair(left, right, FAR), entailment), gather(pair(right, left, FAR), entailment)


@pytest.mark.parametrize("twins", TWINS, ids=lambda t: f"{t.rule}: {t.right} | {t.other}")
def test_a_rule_proposes_on_a_pair_and_is_silent_on_its_twin(tell: Tell, twins: Twins) -> None:
    left, right = tell(twins.left, twins.language), tell(twins.right, twins.language, "B")
    expected = (twins.rule, "conflicting" if twins.rule in CONFLICTS else "complementary", twins.kind)
    forward, backward = both_ways(left, right)
    assert_proposed(forward, expected, twins.values)
    assert_proposed(backward, expected, twins.values[::-1])
    for evidence in both_ways(left, tell(twins.other, twins.language, "B")):
        assert_silent(evidence, twins.rule)


HARBOUR = "„Der alte Hafen bleibt für immer geschlossen“, sagte Vera Lohm."
PORT = "“The old port remains closed for good,” said Karl Abel."


def test_one_statement_in_two_languages_and_two_mouths_conflicts(tell: Tell) -> None:
    forward, backward = both_ways(tell(HARBOUR), tell(PORT, "en", "B"), SAME)
    expected = ("same_statement_other_language", "conflicting", "attribution")
    assert_proposed(forward, expected, ("Vera Lohm", "Karl Abel"))
    assert_proposed(backward, expected, ("Karl Abel", "Vera Lohm"))


@pytest.mark.parametrize(
    ("text", "language", "agreeing"),
    [
        pytest.param(PORT, "en", SAME_STATEMENT - 0.1, id="hardly the same statement"),
        pytest.param(PORT.replace("Karl Abel", "Vera Lohm"), "en", SAME.agreeing, id="one mouth"),
        pytest.param("Karl Abel said the old port remains closed for good.", "en", SAME.agreeing, id="not quoted"),
        pytest.param("„Der frühere Hafen öffnet nie wieder“, sagte Karl Abel.", "de", SAME.agreeing, id="one language"),
    ],
)
def test_two_languages_do_not_conflict_over_less(tell: Tell, text: str, language: str, agreeing: float) -> None:
    for evidence in both_ways(tell(HARBOUR), tell(text, language, "B"), Entailment(agreeing=agreeing, unrelated=0.05)):
        assert_silent(evidence, "same_statement_other_language")


def test_the_same_weekday_in_the_next_week_is_no_conflict(tell: Tell) -> None:
    left, text = tell("Am Mittwoch brach der Damm bei Holmstedt."), "Am Mittwoch brach der Damm bei Holmstedt."
    later = tell(text, source="B", published=datetime(2025, 6, 19, 18))
    assert gather(pair(left, later, FAR)).score("time") < 0
    for evidence in both_ways(left, later):
        assert_silent(evidence, "times_differ")


def test_two_deeds_between_two_people_are_no_exchange(tell: Tell) -> None:
    for evidence in both_ways(tell("Vera Lohm schlug Karl Abel."), tell("Karl Abel lobte Vera Lohm.", source="B")):
        assert_silent(evidence, "actors_swapped")


def test_who_met_whom_is_the_same_both_ways_round(tell: Tell) -> None:
    for evidence in both_ways(tell("Vera Lohm traf Karl Abel."), tell("Karl Abel traf Vera Lohm.", source="B")):
        assert_silent(evidence, "actors_swapped")


def test_of_two_parts_the_same_one_decides_both_ways_round(tell: Tell) -> None:
    left = tell("Insgesamt kamen 900 Frauen und 400 Kinder nach Holmstedt.")
    right = tell("Davon kamen 30 Kinder und 70 Frauen nach Holmstedt.", source="B")
    forward, backward = (propose(evidence) for evidence in both_ways(left, right))
    assert forward is not None
    assert backward is not None
    assert (forward.rule, backward.rule) == ("part_of_whole", "part_of_whole")
    assert forward.values == backward.values[::-1]
