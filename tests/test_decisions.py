"""A decision finds its finding again, and never one that it was not made for."""

from dataclasses import replace

import pytest

from claims.identity import content_id
from reconcile.decisions import Decision, carry_over, passages
from tests import factory

LEFT = "Bei dem Brand in der Lagerhalle am Hafen wurden am Abend 63 Menschen verletzt"
RIGHT = "Nach dem Feuer am Hafen zählte die Leitstelle 65 verletzte Menschen"


def _finding(left=LEFT, right=RIGHT, values=("63", "65"), **fields):
    one, two = factory.claim(left, "A"), factory.claim(right, "B", **fields)
    return factory.finding(one, two, "conflicting", values=values)


def _decision(finding, verdict="conflicting", reviewer="Ruth", time="2031-01-01T00:00:00+00:00"):
    return Decision(finding.id, verdict, "", reviewer, time, *passages(finding))


def _other_ids(finding):
    """The same pair from another version of the article: every id is new."""
    one = replace(finding.pair.left, id=content_id("c", "x", finding.pair.left.text))
    two = replace(finding.pair.right, id=content_id("c", "y", finding.pair.right.text))
    return replace(finding, id=content_id("f", one.id, two.id), pair=replace(finding.pair, left=one, right=two))


def test_the_same_finding_keeps_its_decision():
    finding = _finding()
    (standing,) = carry_over([_decision(finding)], [finding]).of(finding)
    assert not standing.moved


def test_the_same_passages_under_new_ids_keep_it_as_moved():
    finding = _finding()
    moved = _other_ids(finding)
    (standing,) = carry_over([_decision(finding)], [moved]).of(moved)
    assert standing.moved


def test_a_pair_the_other_way_round_keeps_it():
    finding = _other_ids(_finding())
    turned = _other_ids(replace(finding, pair=replace(finding.pair, left=finding.pair.right, right=finding.pair.left)))
    turned = replace(turned, values=("65", "63"))
    assert carry_over([_decision(finding)], [turned]).of(turned)


def test_a_mended_typo_keeps_it():
    finding = _finding(left=LEFT.replace("Lagerhalle", "Lagerhale"))
    moved = _other_ids(_finding())
    assert carry_over([_decision(finding)], [moved]).of(moved)


def test_a_deciding_wording_that_never_stood_in_the_quote_is_no_hindrance():
    finding = _finding(left=LEFT.replace("Lagerhalle", "Lagerhale"), values=("dreiundsechzig", "65"))
    moved = _other_ids(_finding())
    assert carry_over([_decision(finding)], [moved]).of(moved)


@pytest.mark.parametrize(
    ("left", "fields"),
    [
        (LEFT.replace("63", "65"), {}),
        (LEFT.replace("63 Menschen", "Menschen"), {}),
        (LEFT, {"polarity": "negated"}),
        (LEFT, {"modality": "planned"}),
        ("Ein Hund wurde gerettet", {}),
    ],
)
def test_what_the_decision_turned_on_must_stand_unchanged(left, fields):
    before = _finding(right=RIGHT.replace("zählte", "zählt"))
    after = _other_ids(_finding(left=left, **fields))
    decided = carry_over([_decision(before)], [after])
    assert not decided.of(after)
    assert decided.stale == (_decision(before),)


def test_a_changed_name_that_the_decision_turned_on_is_stale():
    text = "Zur Begrüßung am Bahnhof von Ostheim kam am frühen Morgen die Stadträtin {}"
    before = _finding(left=text.format("Amelie Koch"), values=("Amelie Koch", "65"))
    after = _other_ids(_finding(left=text.format("Amalie Koth"), values=("Amalie Koth", "65")))
    assert carry_over([_decision(before)], [after]).stale


def test_another_source_is_another_passage():
    before, after = _finding(), _other_ids(_finding())
    after = replace(after, pair=replace(after.pair, left=replace(after.pair.left, source="C")))
    assert carry_over([_decision(before)], [after]).stale


def test_a_newer_decision_on_the_finding_itself_replaces_one_that_moved_there():
    before, after = _finding(), _other_ids(_finding())
    decided = carry_over([_decision(before), _decision(after, "agreeing")], [after])
    assert [s.decision.verdict for s in decided.of(after)] == ["agreeing"]
    assert not decided.stale


def test_every_reviewer_keeps_a_word_and_the_latest_verdict_stands():
    finding = _finding()
    early = _decision(finding, "agreeing", "Ben", "2031-01-01T00:00:00+00:00")
    late = _decision(finding, "conflicting", "Ruth", "2031-01-02T00:00:00+00:00")
    note = replace(late, verdict="", note="nachfragen", reviewer="Cem", time="2031-01-03T00:00:00+00:00")
    decided = carry_over([late, note, early], [finding])
    assert [s.decision.reviewer for s in decided.of(finding)] == ["Ben", "Ruth", "Cem"]
    assert decided.latest(finding).decision is late
