"""Baselines on the corpus's test part: python corpus/baselines.py

Majority, word overlap, embedding similarity (each a logistic regression fitted on the train part), the packaged
cross-encoder's heads for public entailment and for verdicts, and the tool itself (`reconcile compare`). Prints accuracy,
macro F1, and for conflicts the AUC, precision and recall.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, precision_score, recall_score, roc_auc_score

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from reconcile.compare import build_pairs
from reconcile.encode import default_encoder
from reconcile.entail import load_entailment
from reconcile.judge.model import VERDICTS
from reconcile.judge.reading import entailments
from reconcile.judge.words import content_words
from reconcile.pipeline import open_judge
from reconcile.settings import MODELS, Settings
from train.judge import as_table

Row = dict[str, Any]
Matrix = NDArray[np.float64]
CONFLICTING = VERDICTS.index("conflicting")


def load(split: str) -> list[Row]:
    """Rows of one split."""
    text = (Path(__file__).parent / "pairs.jsonl").read_text(encoding="utf-8")
    return [row for row in map(json.loads, filter(None, text.split("\n"))) if row["split"] == split]


def classes(found: list[Row]) -> NDArray[np.int64]:
    """Verdict numbers."""
    return np.array([VERDICTS.index(row["verdict"]) for row in found])


def overlap(found: list[Row]) -> Matrix:
    """Overlap coefficient of content words, (n, 1)."""
    values = []
    for row in found:
        a, b = (content_words(row[side]["text"], row[f"lang_{side}"]) for side in ("left", "right"))
        values.append([len(a & b) / max(1, min(len(a), len(b)))])
    return np.array(values)


def cosine(found: list[Row]) -> Matrix:
    """Cosine of the packaged encoder, (n, 1)."""
    encoder = default_encoder(MODELS)
    left, right = (encoder.encode([row[side]["text"] for row in found]) for side in ("left", "right"))
    return np.asarray((left * right).sum(axis=1, keepdims=True), dtype=np.float64)


def fitted(train: Matrix, known: NDArray[np.int64], test: Matrix) -> Matrix:
    """Probabilities (n, 3) of a logistic regression."""
    return np.asarray(LogisticRegression(max_iter=500).fit(train, known).predict_proba(test))


def report(name: str, chances: Matrix, known: NDArray[np.int64]) -> None:
    """One line of figures; precision and recall where conflicting is the likeliest verdict."""
    said = chances.argmax(axis=1)
    conflict, truth = said == CONFLICTING, known == CONFLICTING
    auc = roc_auc_score(truth, chances[:, CONFLICTING]) if np.ptp(chances[:, CONFLICTING]) else 0.5
    precision, recall = precision_score(truth, conflict, zero_division=0), recall_score(truth, conflict)
    macro = f1_score(known, said, average="macro")
    print(
        f"{name:22} accuracy {np.mean(said == known):.3f}  macro F1 {macro:.3f}  "
        f"conflict AUC {auc:.3f}  precision {precision:.3f}  recall {recall:.3f}"
    )


def main() -> None:
    """Every baseline on the test part."""
    train, test = load("train"), load("test")
    y, known = classes(train), classes(test)
    shares = np.array([Counter(y.tolist())[c] / len(y) for c in range(3)])
    report("majority", np.tile(shares, (len(test), 1)), known)
    report("word overlap", fitted(overlap(train), y, overlap(test)), known)
    report("embedding similarity", fitted(cosine(train), y, cosine(test)), known)
    pairs = build_pairs(as_table(test), Settings())
    scores = [s for s in entailments(load_entailment(MODELS), pairs) if s is not None]
    public = np.array([[(s.forward + s.backward) / 2, s.neutral, s.contradiction] for s in scores])
    report("public entailment head", public, known)
    report("verdict head", np.array([[s.agreeing, s.complementary, s.conflicting] for s in scores]), known)
    judge = open_judge(Settings())
    report("reconcile, model", judge.chances(pairs), known)
    said = [finding.verdict for finding in judge.judge_all(pairs, keep_unrelated=True)]
    report("reconcile, verdicts", np.eye(3)[[VERDICTS.index(verdict) for verdict in said]], known)


if __name__ == "__main__":
    main()
