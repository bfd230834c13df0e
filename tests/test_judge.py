"""Who has the last word, rule or model: the judge with models that say what the test wants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from claims.quantities import find_quantities
from claims.records import Claim
from reconcile.judge.judge import Judge, Thresholds
from tests.factory import at, claim, pair, person, said


@dataclass(frozen=True)
class Says:
    """A model that gives every row the same chances."""

    chances: tuple[float, ...]

    def probabilities(self, rows: np.ndarray) -> np.ndarray:
        """(n,) of one class, (n, k) of several."""
        told = np.tile(np.array(self.chances), (len(rows), 1))
        return told[:, 0] if len(self.chances) == 1 else told


class Reads:
    """A cross-encoder to which everything is related."""

    def read(self, texts: Sequence[tuple[str, str]]) -> np.ndarray:
        """(n, 7), as `EntailmentModel.read`."""
        return np.tile(np.array([0.3, 0.3, 0.3, 0.1, 0.3, 0.4, 0.3], np.float32), (len(texts), 1))


def judged(left: Claim, right: Claim, conflict: float, *, related: float = 0.9, agrees: float = 0.3) -> Any:
    """The finding on one pair if both models of conflicts say `conflict`; None where the judge says nothing."""
    judge = Judge(
        relatedness=Says((1 - related, related)),  # type: ignore[arg-type]
        verdicts=Says((agrees, 0.9 - agrees, 0.1)),  # type: ignore[arg-type]
        conflict_trees=Says((1 - conflict, conflict)),  # type: ignore[arg-type]
        conflicts=Says((conflict,)),  # type: ignore[arg-type]
        entailment=Reads(),  # type: ignore[arg-type]
        thresholds=Thresholds(with_rule=0.6, alone=0.62, related=0.05),
    )
    found = judge.judge_all([pair(left, right)])
    return found[0] if found else None


OPENED = claim("Die neue Brücke wurde am Abend eröffnet.")
SHUT = claim("Die neue Brücke blieb am Abend gesperrt.", "B")
PLANNED = claim("Die neue Brücke soll am Abend eröffnet werden.", "B", modality="planned")
POSSIBLE = claim("Die neue Brücke wird am Abend vielleicht eröffnet.", "B", modality="possible")


@pytest.mark.parametrize(("conflict", "verdict"), [(0.63, "conflicting"), (0.61, "complementary")])
def test_without_a_rule_the_models_need_their_threshold(conflict: float, verdict: str) -> None:
    assert judged(OPENED, SHUT, conflict).verdict == verdict


@pytest.mark.parametrize("other", [PLANNED, POSSIBLE])
@pytest.mark.parametrize(("conflict", "verdict"), [(0.75, "conflicting"), (0.65, "complementary")])
def test_a_sure_conflict_sets_a_mood_aside(other: Claim, conflict: float, verdict: str) -> None:
    assert judged(OPENED, other, conflict).verdict == verdict


@pytest.mark.parametrize(("conflict", "verdict"), [(0.75, "conflicting"), (0.65, "complementary")])
def test_a_role_that_may_be_the_other_speaker_needs_a_sure_conflict(conflict: float, verdict: str) -> None:
    left, right = said(OPENED.text, "Ada Holm"), said(SHUT.text, "die Bürgermeisterin", "B")
    assert judged(left, right, conflict, related=0.95).verdict == verdict


def test_two_named_speakers_never_conflict() -> None:
    first, second = "Ada Holm sagte, die Brücke sei offen.", "Ben Rask sagte, die Brücke sei zu."
    left = said(first, "Ada Holm", mentions=(person("Ada Holm", first),))
    right = said(second, "Ben Rask", "B", mentions=(person("Ben Rask", second),))
    assert judged(left, right, 0.9, related=1.0).verdict == "complementary"


def test_two_bodies_with_a_figure_each_never_conflict() -> None:
    first, second = "Nach Zählung der Veranstalter kamen 6000 Menschen.", "3500 Menschen zählte die Polizei."
    left, right = (
        claim(text, source, mentions=find_quantities(text, "de")) for text, source in ((first, "A"), (second, "B"))
    )
    assert judged(left, right, 0.9, related=1.0).verdict == "complementary"


def test_no_conflict_is_sure_enough_where_a_toll_may_have_moved() -> None:
    left = claim("Bei dem Brand starben Menschen.", published=at(3, 8))
    right = claim("Bei dem Brand wurden Menschen getötet, sagt die Wehr.", "B", published=at(3, 20))
    assert judged(left, right, 0.9, related=1.0).verdict != "conflicting"


@pytest.mark.parametrize(("agrees", "verdict"), [(0.5, "agreeing"), (0.4, "complementary")])
def test_of_agreement_and_addition_the_likelier_one_is_said(agrees: float, verdict: str) -> None:
    assert judged(OPENED, SHUT, 0.1, agrees=agrees).verdict == verdict


def test_what_is_hardly_related_is_left_out() -> None:
    assert judged(OPENED, SHUT, 0.0, related=0.04) is None


def test_a_conflict_too_unsure_to_be_told_is_no_addition() -> None:
    assert judged(OPENED, SHUT, 0.5, related=0.52) is None


@pytest.mark.parametrize(
    ("first", "second", "kind", "values"),
    [
        ("34 Schiffe liefen aus.", "Die Flotte zählt 43 Einheiten.", "number", ("34 Schiffe", "43 Einheiten")),
        ("Die Brücke wurde eröffnet.", "Die Brücke blieb zu.", "outcome", ("", "")),
    ],
)
def test_a_conflict_without_a_rule_says_what_differs(
    first: str, second: str, kind: str, values: tuple[str, str]
) -> None:
    left, right = (
        claim(text, source, mentions=find_quantities(text, "de")) for text, source in ((first, "A"), (second, "B"))
    )
    for one, other, told in ((left, right, values), (right, left, values[::-1])):
        found = judged(one, other, 0.9, related=1.0)
        assert (found.verdict, found.kind, found.values) == ("conflicting", kind, told)
        assert all(value in found.explanation for value in told)
