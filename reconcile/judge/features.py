"""Evidence to numbers: one row a pair, the columns of FEATURES in order."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from reconcile.judge.evidence import Evidence
from reconcile.judge.novelty import NOVELTY, novelties
from reconcile.judge.quantity import likeness
from reconcile.judge.rules import RULES, Decision
from reconcile.judge.standing import STANDING, standings

SIGNALS = (
    "words", "actors", "quantity", "time", "place", "participants", "roles", "polarity", "modality", "outcome",
    "order", "cause", "speakers", "quotation", "scope",
)  # fmt: skip
RELATIONS = ("equal", "rounded", "converted", "differs", "magnitude", "part_whole", "bound_compatible")
MODALITIES = ("planned", "possible", "reported")
RULE_NAMES = tuple(rule.__name__ for rule in RULES)

FEATURES = (
    "similarity",
    "characters",
    "rank",
    "entails_one_way",
    "entails_mutual",
    "contradiction",
    "neutral",
    "agreeing",
    "complementary",
    "conflicting",
    "unrelated",
    *(f"signal_{name}" for name in SIGNALS),
    *(f"quantity_{name}" for name in RELATIONS),
    *(f"{name}_sides" for name in MODALITIES),
    "speakers_different",
    "speakers_one",
    "length_ratio",
    "amounts_swapped",
    "amounts_near",
    *(f"rule_{name}" for name in RULE_NAMES),
    "rule_conflicting",
)
"""Of one pair, whatever else there is: of the model of given pairs."""

READ = ("conflicting", "contradiction", "unrelated", "agreeing", "one_way")
"""Fields of `Entailment` that the models of a run also take as log odds, on which evidence adds up."""
RUN_FEATURES = (
    *FEATURES,
    *STANDING,
    *NOVELTY,
    *(f"logit_{name}" for name in READ),
    *(f"sentences_{name}" for name in READ),
    "log_rank",
)
"""Of the models of a run: also how a pair stands among the others of its two articles, what only one of these names, and what the
cross-encoder says of the whole sentences. Pairs that a user has put together have none of this."""
_read = attrgetter(*READ)
LEAST_CHANCE = 0.001
"""Probabilities are kept this far from 0 and 1 before their logit is taken."""


def features(evidence: Evidence, decision: Decision | None) -> NDArray[np.float64]:
    """One row (len(FEATURES),): symmetric in the two claims, so that their order cannot matter.

    Report times, languages and absolute lengths are left out on purpose: they tell the corpus from the stories, not one
    verdict from another, and a model that had them called every pair without dates unrelated (2026-11). Rules use them.
    """
    pair, entailment = evidence.pair, evidence.entailment
    relations = [match.relation for match in evidence.quantities]
    modalities = [pair.left.modality, pair.right.modality]
    lengths = sorted(len(claim.text.split()) for claim in (pair.left, pair.right))
    row = (
        pair.similarity,
        pair.characters,
        min(pair.rank, 20.0),
        entailment.one_way,
        entailment.mutual,
        entailment.contradiction,
        entailment.neutral,
        entailment.agreeing,
        entailment.complementary,
        entailment.conflicting,
        entailment.unrelated,
        *(evidence.score(name) for name in SIGNALS),
        *(float(relations.count(name)) for name in RELATIONS),  # type: ignore[arg-type]
        *(float(modalities.count(name)) for name in MODALITIES),  # type: ignore[arg-type]
        float(evidence.speakers == "different"),
        float(evidence.speakers == "one"),
        lengths[0] / max(1, lengths[1]),
        *likeness(pair.left, pair.right),
        *(float(decision is not None and decision.rule == name) for name in RULE_NAMES),
        float(decision is not None and decision.verdict == "conflicting"),
    )
    return np.array(row, dtype=np.float64)


def matrix(evidence: Sequence[Evidence], decisions: Sequence[Decision | None]) -> NDArray[np.float64]:
    """Feature rows (n, len(FEATURES))."""
    rows = [features(e, d) for e, d in zip(evidence, decisions, strict=True)]
    return np.stack(rows) if rows else np.zeros((0, len(FEATURES)))


def in_company(rows: NDArray[np.float64], evidence: Sequence[Evidence]) -> NDArray[np.float64]:
    """Rows of `matrix` to rows (n, len(RUN_FEATURES)); all pairs of a run at once, for they are compared with each other."""
    claims, sentences = [_read(e.entailment) for e in evidence], [_read(e.sentences) for e in evidence]
    rank = np.maximum(1.0, rows[:, [FEATURES.index("rank")]])
    parts = (rows, standings(evidence), novelties(evidence), _logit(claims), _logit(sentences), np.log(rank))
    return np.concatenate(parts, axis=1)


def _logit(chances: Sequence[tuple[float, ...]]) -> NDArray[np.float64]:
    """Log odds (n, len(READ))."""
    kept = np.clip(np.array(chances, dtype=np.float64).reshape(-1, len(READ)), LEAST_CHANCE, 1.0 - LEAST_CHANCE)
    return np.asarray(np.log(kept / (1.0 - kept)))
