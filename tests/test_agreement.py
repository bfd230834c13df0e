"""The figures come out as known by hand, and undefined ones say so."""

from dataclasses import replace

import pytest

from reconcile.agreement import TOOL, Precision, measure_agreement
from reconcile.decisions import Decided, Decision, Standing, passages
from reports.agreement_text import agreement_text
from tests.story import story

FINDINGS = story().findings


def _decided(**said):
    """Each reviewer's verdicts on the first findings; "-" for none."""
    letters = {"a": "agreeing", "c": "complementary", "x": "conflicting", "u": "unrelated"}
    found: dict[str, tuple[Standing, ...]] = {}
    for reviewer, verdicts in said.items():
        for finding, letter in zip(FINDINGS, verdicts, strict=False):
            if letter != "-":
                made = Decision(finding.id, letters.get(letter, ""), "n", reviewer, "2031", *passages(finding))
                found[finding.id] = (*found.get(finding.id, ()), Standing(made))
    return Decided(found)


def test_kappa_of_a_textbook_table():
    # Two raters, 4 findings, 3 alike: observed .75; chance (2/4*1/4 + 2/4*3/4) = .5; kappa .5
    pair = measure_agreement(FINDINGS, _decided(Ann="xxaa", Ben="xaaa")).pairs[0]
    assert (pair.one, pair.two, pair.shared, pair.same) == ("Ann", "Ben", 4, 3)
    assert pair.kappa == pytest.approx(0.5)


def test_every_reviewer_is_measured_against_the_tool():
    pairs = {(p.one, p.two): p for p in measure_agreement(FINDINGS, _decided(Ann="xxxcccaaa", Ben="x")).pairs}
    assert pairs["Ann", TOOL].kappa == pytest.approx(1.0)
    assert pairs["Ben", TOOL].shared == 1
    assert pairs["Ben", TOOL].kappa is None


def test_alpha_is_one_for_full_agreement_and_undefined_for_a_single_word():
    assert measure_agreement(FINDINGS, _decided(Ann="xc-a", Ben="xca-")).alpha == pytest.approx(1.0)
    assert measure_agreement(FINDINGS, _decided(Ann="xx", Ben="xx")).alpha is None
    assert measure_agreement(FINDINGS, _decided(Ann="xx")).alpha is None


def test_precision_counts_confirmed_conflicts_and_leaves_ties_out():
    measured = measure_agreement(FINDINGS, _decided(Ann="xxa", Ben="xc-"))
    assert measured.precision == (Precision(3, 2, 1),)
    assert measured.disputed == (FINDINGS[1].id,)


def test_bare_notes_do_not_count():
    measured = measure_agreement(FINDINGS, _decided(Ann="nn"))
    assert measured.reviewers == ()
    assert "nothing is decided" in agreement_text(measured, story="s")


def test_the_text_names_every_figure():
    text = agreement_text(measure_agreement(FINDINGS, _decided(Ann="xxaa", Ben="xaaa")), story="ostheim")
    assert "Ann – Ben" in text
    assert "0.50" in text
    assert "conflicts confirmed among the first 3" in text


def test_no_finding_at_all_is_no_error():
    assert measure_agreement((), Decided()).precision == ()
    assert measure_agreement([replace(FINDINGS[-1])], Decided()).alpha is None
