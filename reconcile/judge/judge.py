"""A pair to a finding: rules propose, the calibrated model confirms or withholds, kinds and reasons are filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from claims.identity import content_id
from reconcile.judge.evidence import Evidence
from reconcile.judge.explain import explain, reservation, values
from reconcile.judge.features import FEATURES, RUN_FEATURES, in_company, matrix
from reconcile.judge.kinds import addition_kind, agreement_kind, contradiction
from reconcile.judge.model import CONFLICT, RELATED, VERDICTS, BoostedTrees, Logistic, load_logistic, load_model
from reconcile.judge.reading import NO_SENTENCES, read_pairs
from reconcile.judge.rules import (
    CERTAIN,
    Decision,
    may_conflict,
    of_another_moment,
    of_two_voices,
    propose,
    toll_may_have_moved,
)
from reconcile.records import ClaimPair, Finding, Verdict

if TYPE_CHECKING:
    from reconcile.entail import EntailmentModel

AGREEING, COMPLEMENTARY, CONFLICTING = range(3)
SURELY_AGREEING = 3.0
"""How much likelier than an addition an agreement must be to set a rule aside: of such pairs of a plan and a fact 13 agree, 3 add
and 7 are conflicts (held out by story, 2026-11)."""
DOUBTED = frozenset({"planned_then_done", "possible_not_certain", "part_of_whole", "different_speakers"})
"""Rules that rest on a mood, a part or a speaker, which extraction may have got wrong."""
SURELY_CONFLICTING = 0.7
"""Probability from which a conflict sets such a rule aside, or the want of one voice, mood and time: 80 of 87 such pairs of 173
stories are conflicts (held out by story, 2026-11)."""
ORDER: dict[Verdict, int] = {"conflicting": 0, "complementary": 1, "agreeing": 2}


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Calibrated probabilities: of a conflict that a rule proposes, of one that only the model sees, of being related."""

    with_rule: float
    alone: float
    related: float


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges pairs; unrelated ones give no finding. Of given pairs `verdicts` alone decides, of those of a run all four models."""

    relatedness: BoostedTrees
    verdicts: BoostedTrees
    conflict_trees: BoostedTrees
    conflicts: Logistic
    entailment: EntailmentModel
    thresholds: Thresholds
    lang: str = "en"

    def judge_all(
        self,
        pairs: Sequence[ClaimPair],
        *,
        sentences: Mapping[str, str] = NO_SENTENCES,
        keep_unrelated: bool = False,
    ) -> tuple[Finding, ...]:
        """Findings, conflicts first, the most certain on top; equal ones by id. `sentences`: see `read_pairs`.

        With `keep_unrelated` every pair gets a finding (for pairs that a user has put together), in the given order.
        """
        read = read_pairs(self.entailment, pairs, skim=not keep_unrelated, sentences=sentences)
        evidence = [e for e in read if e is not None]
        decisions = [propose(e) for e in evidence]
        rows = matrix(evidence, decisions)
        chances = self.verdicts.probabilities(rows)
        if not keep_unrelated:
            chances = self._in_company(chances, in_company(rows, evidence))
        found = [
            self._finding(e, d, row, keep_unrelated) for e, d, row in zip(evidence, decisions, chances, strict=True)
        ]
        findings = [finding for finding in found if finding is not None]
        if keep_unrelated:
            return tuple(findings)
        return tuple(sorted(findings, key=lambda f: (ORDER[f.verdict], -f.confidence, f.id)))

    def _in_company(self, chances: NDArray[np.float64], rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Chances (n, 3) of the pairs of a run: conflicts by their own two models, the rest shared out among the calm verdicts."""
        conflict = (self.conflict_trees.probabilities(rows)[:, 1] + self.conflicts.probabilities(rows)) / 2
        left = np.maximum(0.0, self.relatedness.probabilities(rows)[:, 1] - conflict)
        calm = chances[:, [AGREEING, COMPLEMENTARY]]
        return np.concatenate([calm / calm.sum(axis=1, keepdims=True) * left[:, None], conflict[:, None]], axis=1)

    def chances(self, pairs: Sequence[ClaimPair]) -> NDArray[np.float64]:
        """Calibrated probabilities (n, 3) of agreeing, complementary and conflicting, the pairs taken to be related."""
        evidence = [e for e in read_pairs(self.entailment, pairs) if e is not None]
        return self.verdicts.probabilities(matrix(evidence, [propose(e) for e in evidence]))

    def _finding(
        self, e: Evidence, decision: Decision | None, chances: NDArray[np.float64], keep: bool
    ) -> Finding | None:
        certain = CERTAIN.get(decision.rule, 0.0) if decision is not None else 0.0
        if not keep and not certain and float(chances.sum()) < self.thresholds.related:
            return None
        chosen = decision if certain and decision is not None else self._choose(e, decision, chances)
        calm = float(chances[AGREEING] + chances[COMPLEMENTARY])
        if not keep and decision is None and chosen.verdict != "conflicting" and calm < self.thresholds.related:
            return None  # most of what relates the two is a conflict too unsure to be called one: say nothing
        confidence = certain or float(chances[VERDICTS.index(chosen.verdict)])
        return Finding(
            id=content_id("f", e.pair.left.id, e.pair.right.id),
            pair=e.pair,
            verdict=chosen.verdict,
            kind=chosen.kind,
            confidence=round(confidence, 4),
            rule=chosen.rule,
            explanation=explain(chosen, e, self.lang),
            signals=tuple(signal for signal in e.signals if signal.score != 0.0),
            values=values(chosen, e, self.lang),
            reservation=reservation(chosen, self.lang),
        )

    def _sees_conflict(self, e: Evidence, decision: Decision | None, conflict: float) -> bool:
        """Whether the model alone may call it a conflict."""
        if toll_may_have_moved(e) or of_another_moment(e) or of_two_voices(e):
            return False
        if decision is None and may_conflict(e):
            return conflict >= self.thresholds.alone
        return (decision is None or decision.rule in DOUBTED) and conflict >= SURELY_CONFLICTING

    def _choose(self, e: Evidence, decision: Decision | None, chances: NDArray[np.float64]) -> Decision:
        """The rule's proposal if the model bears it, else what the model says."""
        conflict = float(chances[CONFLICTING])
        if decision is not None and decision.verdict == "conflicting" and conflict >= self.thresholds.with_rule:
            return decision
        if self._sees_conflict(e, decision, conflict):
            return contradiction(e)
        agrees = chances[AGREEING] > SURELY_AGREEING * chances[COMPLEMENTARY]
        if decision is not None and decision.verdict == "complementary" and not agrees:
            return decision
        verdict: Verdict = "agreeing" if chances[AGREEING] > chances[COMPLEMENTARY] else "complementary"
        kind = agreement_kind(e) if verdict == "agreeing" else addition_kind(e)
        withheld = decision is not None and decision.verdict == "conflicting" and verdict == "complementary"
        return Decision(verdict, kind, "withheld" if withheld else "model")


def load_judge(models: Path, *, thresholds: Thresholds, lang: str) -> Judge:
    """The packaged judge. Raises ModelError when a model is missing or was trained for other code."""
    from reconcile.entail import load_entailment

    folder = models / "judge"
    return Judge(
        relatedness=load_model(folder / "relatedness.json", RUN_FEATURES, RELATED),
        verdicts=load_model(folder / "verdicts.json", FEATURES, VERDICTS),
        conflict_trees=load_model(folder / "conflict_trees.json", RUN_FEATURES, CONFLICT),
        conflicts=load_logistic(folder / "conflicts.json", RUN_FEATURES),
        entailment=load_entailment(models),
        thresholds=thresholds,
        lang=lang,
    )


__all__ = ["Judge", "Thresholds", "load_judge"]
