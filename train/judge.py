"""Train the judge's three models: python -m train.judge [--pairs corpus/pairs.jsonl] [--stories FOLDER …] [--out …]

relatedness: is a candidate pair about one thing at all? Learned on every candidate pair of the tuning stories that the
entailment model has not learned from; what is not labelled counts as unrelated, with a low weight.
conflicts: is it a conflict, among all candidate pairs of the same stories, in which every conflict is labelled? A logistic
regression: with 300 conflicts it generalises better than trees (80 most likely of 20 stories: .51 right, trees .42).
verdicts: agreeing, complementary or conflicting? Learned on the labelled pairs of the first folder's stories, where the writers'
own labels draw the line between agreeing and complementary, and on the corpus's dev part, which the entailment model has not seen.
Nothing of the test parts or of other people's gold is read. Deterministic; a few minutes on one core.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import classification_report, roc_auc_score
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from reconcile.compare import build_pairs
from reconcile.entail import load_entailment
from reconcile.judge.features import CONFLICT_FEATURES, FEATURES, RELATED_FEATURES, matrix, with_logits, with_standing
from reconcile.judge.model import RELATED, VERDICTS
from reconcile.judge.reading import read_pairs
from reconcile.judge.rules import propose
from reconcile.settings import MODELS, Settings, load_settings
from train.story_pairs import judged, stories_in, story_pairs

Matrix = NDArray[np.float64]
SEED = 20261122
PARAMETERS = {
    "n_estimators": 150, "learning_rate": 0.05, "max_depth": 3, "subsample": 0.6, "min_samples_leaf": 20, "max_features": 0.4,
}  # fmt: skip
STRENGTH = 0.003
"""Inverse regularisation of the linear model; flat from .001 to .01 (10 folds by story, tuning stories, 2026-11)."""
UNLABELLED_WEIGHT = 0.3
"""Weight of an unlabelled candidate pair: some of them are related, only nobody labelled them."""


@dataclass(frozen=True, slots=True)
class Examples:
    """Feature rows (n, features), class numbers (n,), weights (n,), and the event or story of each row."""

    rows: Matrix
    classes: NDArray[np.int64]
    weights: Matrix
    groups: tuple[str, ...]


def corpus_rows(path: Path, splits: Sequence[str]) -> list[dict[str, Any]]:
    """The corpus's pairs of the given splits."""
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    return [row for row in found if row["split"] in splits]


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


def gather_examples(args: argparse.Namespace, settings: Settings) -> tuple[Examples, Examples, Examples]:
    """Examples of relatedness, of conflicts and of verdicts. Of the stories only what a run would read."""
    unknown = [story for folder in args.stories for story in stories_in(folder) if judged(story)]
    found = story_pairs(unknown, settings)
    model = load_entailment(MODELS)
    read = read_pairs(model, found.pairs, skim=True, sentences=found.sentences)
    evidence = [e for e in read if e is not None]
    labels = [label for label, e in zip(found.labels, read, strict=True) if e is not None]
    stories = [story for story, e in zip(found.stories, read, strict=True) if e is not None]
    decisions = [propose(e) for e in evidence]
    related = np.array([label in VERDICTS for label in labels])
    weights = np.where([bool(label) for label in labels], 1.0, UNLABELLED_WEIGHT)
    rows = matrix(evidence, decisions)
    in_company = with_standing(rows, evidence)
    relatedness = Examples(in_company, related.astype(np.int64), weights, tuple(stories))
    conflicting = np.array([label == "conflicting" for label in labels]).astype(np.int64)
    conflicts = Examples(with_logits(in_company, evidence), conflicting, np.ones(len(labels)), tuple(stories))
    given = corpus_rows(args.pairs, args.splits.split(","))
    corpus_evidence = [e for e in read_pairs(model, build_pairs(as_table(given), settings)) if e is not None]
    corpus_features = matrix(corpus_evidence, [propose(e) for e in corpus_evidence])
    by_writers = related & np.array([(args.stories[0] / story).is_dir() for story in stories])
    kept = np.flatnonzero(by_writers)
    known = [labels[i] for i in kept] + [row["verdict"] for row in given]
    groups = [stories[i] for i in kept] + [row["event"] for row in given]
    verdicts = Examples(
        np.concatenate([rows[by_writers], corpus_features]),
        np.array([VERDICTS.index(verdict) for verdict in known]),
        np.ones(len(known)),
        tuple(groups),
    )
    return relatedness, conflicts, verdicts


def train_conflicts(examples: Examples, path: Path) -> None:
    """Fit and write the linear model; print its held-out figures (10 folds by story)."""
    chances = np.zeros(len(examples.classes))
    for seen, unseen in GroupKFold(10).split(examples.rows, examples.classes, examples.groups):
        model = make_pipeline(StandardScaler(), LogisticRegression(C=STRENGTH, max_iter=2_000))
        model.fit(examples.rows[seen], examples.classes[seen])
        chances[unseen] = model.predict_proba(examples.rows[unseen])[:, 1]
    truth = examples.classes == 1
    print(f"conflicts: {truth.sum()} of {len(truth)}, AUC {roc_auc_score(truth, chances):.3f}")
    both = np.stack([1 - chances, chances], axis=1)
    print("expected calibration error", round(calibration_error(both, examples.classes), 4))
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        said = chances >= threshold
        print(f"  at {threshold}: {said.sum()} rows, {truth[said].mean():.2f} right, {said[truth].mean():.3f} found")
    scaler, model = StandardScaler(), LogisticRegression(C=STRENGTH, max_iter=2_000)
    model.fit(scaler.fit_transform(examples.rows), examples.classes)
    columns = {"mean": scaler.mean_, "scale": scaler.scale_, "weights": model.coef_[0]}
    stored = {name: [round(float(value), 6) for value in column] for name, column in columns.items()}
    content = {"features": list(CONFLICT_FEATURES), **stored, "bias": round(float(model.intercept_[0]), 6)}
    path.write_text(json.dumps(content, separators=(",", ":")) + "\n", encoding="utf-8")


def fit(examples: Examples, keep: NDArray[np.int64]) -> GradientBoostingClassifier:
    """One boosted model on the kept rows."""
    model = GradientBoostingClassifier(**PARAMETERS, random_state=SEED)
    return model.fit(examples.rows[keep], examples.classes[keep], sample_weight=examples.weights[keep])


def scores_of(model: GradientBoostingClassifier, rows: Matrix) -> Matrix:
    """Raw scores (n, classes); of two classes the first has 0."""
    scores = np.asarray(model.decision_function(rows), dtype=np.float64)
    return np.stack([np.zeros_like(scores), scores], axis=1) if scores.ndim == 1 else scores


def held_out_scores(examples: Examples) -> Matrix:
    """Raw scores of every row from a model that has not seen its event or story (5 folds)."""
    parts = list(GroupKFold(5).split(examples.rows, examples.classes, examples.groups))
    scores = np.zeros((len(examples.classes), int(examples.classes.max()) + 1))
    for seen, unseen in parts:
        scores[unseen] = scores_of(fit(examples, seen), examples.rows[unseen])
    return scores


def chances_of(scores: Matrix, temperature: float) -> Matrix:
    """Softmax of scores over a temperature."""
    scaled = scores / temperature
    scaled = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    return np.asarray(scaled / scaled.sum(axis=1, keepdims=True))


def fit_temperature(scores: Matrix, examples: Examples) -> float:
    """The temperature with the least weighted log loss on held-out scores (Guo et al. 2017), by a grid."""
    at = np.arange(len(examples.classes))

    def loss(temperature: float) -> float:
        chances = chances_of(scores, temperature)[at, examples.classes]
        return float(-(np.log(np.maximum(chances, 1e-9)) * examples.weights).mean())

    return min((round(0.5 + 0.05 * step, 2) for step in range(70)), key=loss)


def calibration_error(chances: Matrix, classes: NDArray[np.int64], bins: int = 10) -> float:
    """Expected calibration error of the most likely class (Naeini et al. 2015)."""
    confidence, hit = chances.max(axis=1), chances.argmax(axis=1) == classes
    bucket = np.minimum((confidence * bins).astype(int), bins - 1)
    parts = [abs(confidence[bucket == b].mean() - hit[bucket == b].mean()) * (bucket == b).mean() for b in set(bucket)]
    return float(sum(parts))


def stored(
    model: GradientBoostingClassifier, features: Sequence[str], classes: Sequence[str], temperature: float
) -> dict[str, Any]:
    """The model as plain JSON values."""
    prior = np.clip(model.init_.class_prior_, 1e-9, 1.0)
    start = [np.log(prior[1] / prior[0])] if len(prior) == 2 else np.log(prior)

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
        "features": list(features),
        "classes": list(classes),
        "start": [round(float(v), 6) for v in start],
        "rate": PARAMETERS["learning_rate"],
        "temperature": temperature,
        "stages": [[tree(e) for e in stage] for stage in model.estimators_],
    }


def train(name: str, features: Sequence[str], classes: Sequence[str], examples: Examples, folder: Path) -> Matrix:
    """Fit and write one model; print its held-out figures; the held-out probabilities."""
    scores = held_out_scores(examples)
    temperature = fit_temperature(scores, examples)
    chances = chances_of(scores, temperature)
    print(name, Counter(classes[c] for c in examples.classes), "temperature", temperature)
    print(classification_report(examples.classes, chances.argmax(axis=1), target_names=list(classes), digits=3))
    print("expected calibration error", round(calibration_error(chances, examples.classes), 3))
    print("AUC of the last class", round(roc_auc_score(examples.classes == len(classes) - 1, chances[:, -1]), 3))
    model = fit(examples, np.arange(len(examples.classes)))
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(stored(model, features, classes, temperature), separators=(",", ":"))
    (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    return chances


def main() -> None:
    """Train the three models and print what they reach on events and stories that they have not seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=Path, default=Path("corpus/pairs.jsonl"))
    parser.add_argument("--splits", default="dev")
    parser.add_argument("--stories", type=Path, nargs="+", default=[Path("bench/gold/tune"), Path("corpus/stories")])
    parser.add_argument("--out", type=Path, default=MODELS / "judge")
    parser.add_argument("--config", type=Path, help="settings, as for `reconcile run`")
    args = parser.parse_args()
    relatedness, conflicts, verdicts = gather_examples(args, load_settings(args.config))
    train("relatedness", RELATED_FEATURES, RELATED, relatedness, args.out)
    train_conflicts(conflicts, args.out / "conflicts.json")
    train("verdicts", FEATURES, VERDICTS, verdicts, args.out)


if __name__ == "__main__":
    main()
