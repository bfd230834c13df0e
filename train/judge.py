"""Train the verdict model: python train/judge.py [--pairs corpus/pairs.jsonl] [--stories bench/gold/tune] [--out …]

Learns on the corpus's dev part, which the entailment model has not seen, on pairs of claims of one event that nobody
paired (unrelated), and on every candidate pair of the tuning stories, where all but the labelled conflicts are known to
be no conflict. Nothing of the test parts or of other people's gold is read. Deterministic; a few minutes on one core.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.metrics import classification_report, roc_auc_score
from sklearn.model_selection import GroupKFold

from bench.stories import closeness, load_pairs, spans_of
from claims.read import read_inputs
from reconcile.compare import build_pairs
from reconcile.entail import load_entailment
from reconcile.judge.evidence import gather
from reconcile.judge.features import FEATURES, matrix
from reconcile.judge.judge import entailments
from reconcile.judge.model import CLASSES
from reconcile.judge.rules import propose
from reconcile.pipeline import candidate_pairs
from reconcile.records import ClaimPair
from reconcile.settings import MODELS, Settings, load_settings

SEED = 20261122
PARAMETERS = {"n_estimators": 120, "learning_rate": 0.06, "max_depth": 3, "subsample": 0.7, "min_samples_leaf": 12}
UNRELATED_PER_PAIR = 0.6


def corpus_rows(path: Path, splits: Sequence[str]) -> list[dict[str, Any]]:
    """The corpus's pairs of the given splits."""
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    return [row for row in found if row["split"] in splits]


def unrelated_rows(found: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Claims of one event that stand in different pairs and are never paired: same story, other fact."""
    rng = random.Random(SEED)
    by_event: dict[str, list[dict[str, Any]]] = {}
    for row in found:
        by_event.setdefault(row["event"], []).append(row)
    made = []
    for rows in by_event.values():
        partners: dict[str, set[str]] = {}
        for row in rows:
            partners.setdefault(row["left"]["text"], set()).add(row["right"]["text"])
            partners.setdefault(row["right"]["text"], set()).add(row["left"]["text"])
        for _ in range(round(UNRELATED_PER_PAIR * len(rows))):
            one, two = rng.sample(rows, 2) if len(rows) > 1 else (rows[0], rows[0])
            a, b = one["left"], two["right"]
            linked = b["text"] in partners[a["text"]] or partners[a["text"]] & partners[b["text"]]
            if a["source"] != b["source"] and not linked and a["text"] != b["text"]:
                made.append({**one, "left": a, "right": b, "lang_right": two["lang_right"], "verdict": "unrelated"})
    return made


def as_table(rows: Sequence[dict[str, Any]]) -> list[dict[str, str]]:
    """Rows in the columns of `reconcile compare`."""
    return [
        {
            f"{name}_{letter}": value
            for letter, side in (("a", "left"), ("b", "right"))
            for name, value in (
                ("claim", row[side]["text"]),
                ("source", row[side]["source"] + f" ({letter})"),
                ("published", row[side]["published"]),
                ("speaker", row[side]["speaker"]),
                ("language", row[f"lang_{side}"]),
            )
        }
        for row in rows
    ]


def story_pairs(folder: Path, settings: Settings) -> tuple[list[ClaimPair], list[str]]:
    """Every candidate pair of the stories in a folder with its label; unlabelled ones are unrelated."""
    pairs: list[ClaimPair] = []
    labels: list[str] = []
    for story in sorted(p for p in folder.iterdir() if (p / "gold.json").is_file()):
        gold, reading = load_pairs(story), read_inputs([str(story)])
        paths = {article.id: article.path for article in reading.articles}
        for pair in candidate_pairs(reading, settings):
            spans = spans_of(pair.left, pair.right, paths)
            met = [(closeness(spans, labelled), labelled.verdict) for labelled in gold]
            best = max(met, default=(0.0, ""))
            pairs.append(pair)
            labels.append(best[1] if best[0] > 0 else "unrelated")
    return pairs, labels


def rows_of(pairs: Sequence[ClaimPair]) -> NDArray[np.float64]:
    """Feature rows of pairs."""
    scores = entailments(load_entailment(MODELS) if (MODELS / "entailment").is_dir() else None, pairs)
    evidence = [gather(pair, score) for pair, score in zip(pairs, scores, strict=True)]
    return matrix(evidence, [propose(e) for e in evidence])


def fit(x: NDArray[np.float64], y: NDArray[np.int64], weights: NDArray[np.float64]) -> GradientBoostingClassifier:
    """One boosted model."""
    model = GradientBoostingClassifier(**PARAMETERS, random_state=SEED)
    return model.fit(x, y, sample_weight=weights)


def temperature(scores: NDArray[np.float64], y: NDArray[np.int64]) -> float:
    """The temperature with the least log loss on held-out scores (Guo et al. 2017), by a grid."""

    def loss(t: float) -> float:
        z = scores / t
        z = z - z.max(axis=1, keepdims=True)
        logs = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        return float(-logs[np.arange(len(y)), y].mean())

    return min((round(0.5 + 0.05 * step, 2) for step in range(60)), key=loss)


def held_out_scores(
    x: NDArray[np.float64], y: NDArray[np.int64], weights: NDArray[np.float64], groups: Sequence[str]
) -> NDArray[np.float64]:
    """Raw class scores of every row from a model that has not seen its event (5 folds)."""
    scores = np.zeros((len(y), len(CLASSES)))
    for seen, unseen in GroupKFold(5).split(x, y, groups):
        scores[unseen] = fit(x[seen], y[seen], weights[seen]).decision_function(x[unseen])
    return scores


def calibration_error(chances: NDArray[np.float64], y: NDArray[np.int64], bins: int = 10) -> float:
    """Expected calibration error of the most likely class (Naeini et al. 2015)."""
    confidence, hit = chances.max(axis=1), chances.argmax(axis=1) == y
    bucket = np.minimum((confidence * bins).astype(int), bins - 1)
    parts = [abs(confidence[bucket == b].mean() - hit[bucket == b].mean()) * (bucket == b).mean() for b in set(bucket)]
    return float(sum(parts))


def stored(model: GradientBoostingClassifier, temp: float) -> dict[str, Any]:
    """The model as plain JSON values."""
    prior = np.log(np.clip(model.init_.class_prior_, 1e-9, 1.0))

    def tree(estimator: Any) -> dict[str, Any]:
        t = estimator.tree_
        return {
            "feature": [max(0, int(f)) for f in t.feature],
            "threshold": [round(float(v), 6) for v in t.threshold],
            "left": t.children_left.tolist(),
            "right": t.children_right.tolist(),
            "value": [round(float(v), 6) for v in t.value[:, 0, 0]],
        }

    return {
        "features": list(FEATURES),
        "classes": list(CLASSES),
        "start": [round(float(v), 6) for v in prior],
        "rate": PARAMETERS["learning_rate"],
        "temperature": temp,
        "stages": [[tree(e) for e in stage] for stage in model.estimators_],
    }


def main() -> None:
    """Train, print held-out figures, write the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=Path, default=Path("corpus/pairs.jsonl"))
    parser.add_argument("--splits", default="dev")
    parser.add_argument("--stories", type=Path, default=Path("bench/gold/tune"))
    parser.add_argument("--out", type=Path, default=MODELS / "judge" / "model.json")
    parser.add_argument("--config", type=Path, help="settings, as for `reconcile run`")
    args = parser.parse_args()
    settings = load_settings(args.config)
    found = corpus_rows(args.pairs, args.splits.split(","))
    found += unrelated_rows(found)
    from_stories, story_labels = story_pairs(args.stories, settings)
    pairs = [*build_pairs(as_table(found), settings), *from_stories]
    labels = [row["verdict"] for row in found] + story_labels
    groups = [row["event"] for row in found] + [f"story {pair.left.source}" for pair in from_stories]
    x, y = rows_of(pairs), np.array([CLASSES.index(label) for label in labels])
    unlabelled = np.array([i >= len(found) and label == "unrelated" for i, label in enumerate(labels)])
    weights = np.where(unlabelled, 0.25, 1.0)
    print(len(y), Counter(labels))
    scores = held_out_scores(x, y, weights, groups)
    temp = temperature(scores, y)
    chances = np.exp(scores / temp)
    chances /= chances.sum(axis=1, keepdims=True)
    print(classification_report(y, chances.argmax(axis=1), target_names=CLASSES, digits=3))
    print(
        "conflict AUC", round(roc_auc_score(y == 2, chances[:, 2]), 3), "ECE", round(calibration_error(chances, y), 3)
    )
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_text(json.dumps(stored(fit(x, y, weights), temp), separators=(",", ":")), encoding="utf-8")


if __name__ == "__main__":
    main()
