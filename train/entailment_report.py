"""Figures of both heads on development sets, and their calibration."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from claims.decode import softmax
from claims.transformer import Vocabulary
from claims.weights import FloatArray
from reconcile.entail import READINGS
from train.entailment_model import ENTAILMENT, VERDICT, EntailmentModel, predict
from train.news_data import NewsPair
from train.nli_data import Pair

CONFLICTING = READINGS.index("conflicting")
KNOWN = len(READINGS) - 1
"""The corpus's pairs are all related: the first three readings."""
Flags = npt.NDArray[np.bool_]


def accuracy(model: EntailmentModel, vocabulary: Vocabulary, pairs: Sequence[Pair]) -> float:
    """Share of entailment pairs whose likeliest class is the labelled one."""
    logits, gold = entailment_logits(model, vocabulary, pairs)
    return round(float((logits.argmax(axis=1) == gold).mean()), 4)


def entailment_logits(
    model: EntailmentModel, vocabulary: Vocabulary, pairs: Sequence[Pair]
) -> tuple[FloatArray, npt.NDArray[np.int64]]:
    """Logits (n, 3) of entailment pairs, and their classes (n,)."""
    logits = predict(model, vocabulary, [(pair.premise, pair.hypothesis) for pair in pairs])[:, ENTAILMENT]
    return logits, np.array([np.argmax(pair.target) for pair in pairs])


def news_logits(model: EntailmentModel, vocabulary: Vocabulary, pairs: Sequence[NewsPair]) -> FloatArray:
    """Logits of the verdict head in both orders: (2, n, 4)."""
    forward = predict(model, vocabulary, [(pair.left, pair.right) for pair in pairs])
    backward = predict(model, vocabulary, [(pair.right, pair.left) for pair in pairs])
    return np.stack([forward, backward])[..., VERDICT]


def gold_classes(pairs: Sequence[NewsPair]) -> npt.NDArray[np.int64]:
    """Places in `READINGS`."""
    return np.array([READINGS.index(pair.verdict) for pair in pairs])


def area_under_curve(scores: FloatArray, positive: Flags) -> float:
    """Probability that a positive scores higher than a negative (ties count half)."""
    ahead = scores[positive][:, None] - scores[~positive][None, :]
    return round(float(((ahead > 0) + 0.5 * (ahead == 0)).mean()), 4)


def precision_recall(scores: FloatArray, positive: Flags, threshold: float) -> tuple[float, float]:
    """Precision and recall of `scores >= threshold`."""
    chosen = scores >= threshold
    hits = float((chosen & positive).sum())
    return round(hits / max(1, int(chosen.sum())), 3), round(hits / max(1, int(positive.sum())), 3)


def operating_threshold(scores: FloatArray, positive: Flags, precision: float = 0.9) -> float:
    """The lowest threshold at which the precision is reached, 1 if none does."""
    reached = [t for t in np.unique(scores) if precision_recall(scores, positive, float(t))[0] >= precision]
    return float(min(reached, default=1.0))


def best_temperature(logits: FloatArray, gold: npt.NDArray[np.int64]) -> float:
    """The divisor of the logits (n, classes) with the least negative log likelihood."""

    def loss(temperature: float) -> float:
        return float(-np.log(softmax(logits / temperature)[np.arange(len(gold)), gold] + 1e-9).mean())

    return float(min(np.geomspace(0.5, 4.0, 60), key=loss))


def news_report(logits: FloatArray, pairs: Sequence[NewsPair], threshold: float | None = None) -> dict[str, object]:
    """Accuracy, AUC of conflict against the rest, and precision and recall at .5 and at the operating threshold."""
    gold = gold_classes(pairs)
    shares = softmax(logits).mean(axis=0)
    conflict, positive = shares[:, CONFLICTING], gold == CONFLICTING
    chosen = operating_threshold(conflict, positive) if threshold is None else threshold
    return {
        "pairs": len(pairs),
        "accuracy": round(float((shares[:, :KNOWN].argmax(axis=1) == gold).mean()), 4),
        "auc_conflict": area_under_curve(conflict, positive),
        "at 0.5": precision_recall(conflict, positive, 0.5),
        "threshold": round(chosen, 3),
        "at threshold": precision_recall(conflict, positive, chosen),
    }
