"""Train the judge's two models: python -m train.judge [--pairs corpus/pairs.jsonl] [--stories bench/gold/tune] [--out …]

relatedness: is a candidate pair about one thing at all? Learned on every candidate pair of the tuning stories; what is not
labelled counts as unrelated, with a low weight, for the labels of agreeing and adding pairs are a selection.
verdicts: agreeing, complementary or conflicting? Learned on the labelled pairs of the tuning stories and on the corpus's dev
part, which the entailment model has not seen.
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
from sklearn.metrics import classification_report, roc_auc_score
from sklearn.model_selection import GroupKFold

from bench.stories import closeness, load_pairs, spans_of
from claims.read import read_inputs
from reconcile.compare import build_pairs
from reconcile.entail import load_entailment
from reconcile.judge.evidence import gather
from reconcile.judge.features import FEATURES, matrix
from reconcile.judge.judge import entailments
from reconcile.judge.model import RELATED, VERDICTS
from reconcile.judge.rules import propose
from reconcile.pipeline import candidate_pairs
from reconcile.records import ClaimPair
from reconcile.settings import MODELS, Settings, load_settings

Matrix = NDArray[np.float64]
SEED = 20261122
PARAMETERS = {
    "n_estimators": 150, "learning_rate": 0.05, "max_depth": 3, "subsample": 0.6, "min_samples_leaf": 20, "max_features": 0.4,
}  # fmt: skip
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


def story_pairs(folder: Path, settings: Settings) -> tuple[list[ClaimPair], list[str], list[str]]:
    """Every candidate pair of the stories in a folder, its label ("" where there is none) and its story."""
    pairs: list[ClaimPair] = []
    labels: list[str] = []
    stories: list[str] = []
    for story in sorted(p for p in folder.iterdir() if (p / "gold.json").is_file()):
        gold, reading = load_pairs(story), read_inputs([str(story)])
        paths = {article.id: article.path for article in reading.articles}
        for pair in candidate_pairs(reading, settings):
            spans = spans_of(pair.left, pair.right, paths)
            score, verdict = max(((closeness(spans, g), g.verdict) for g in gold), default=(0.0, ""))
            pairs.append(pair)
            labels.append(verdict if score > 0 else "")
            stories.append(story.name)
    return pairs, labels, stories


def rows_of(pairs: Sequence[ClaimPair]) -> Matrix:
    """Feature rows of pairs."""
    scores = entailments(load_entailment(MODELS), pairs)
    evidence = [gather(pair, score) for pair, score in zip(pairs, scores, strict=True)]
    return matrix(evidence, [propose(e) for e in evidence])


def gather_examples(args: argparse.Namespace, settings: Settings) -> tuple[Examples, Examples]:
    """Examples of relatedness and of verdicts."""
    pairs, labels, stories = story_pairs(args.stories, settings)
    found = corpus_rows(args.pairs, args.splits.split(","))
    story_rows, corpus_features = rows_of(pairs), rows_of(build_pairs(as_table(found), settings))
    labelled = np.array([bool(label) for label in labels])
    relatedness = Examples(
        story_rows, labelled.astype(np.int64), np.where(labelled, 1.0, UNLABELLED_WEIGHT), tuple(stories)
    )
    known = [label for label in labels if label] + [row["verdict"] for row in found]
    groups = [story for story, label in zip(stories, labels, strict=True) if label] + [row["event"] for row in found]
    verdicts = Examples(
        np.concatenate([story_rows[labelled], corpus_features]),
        np.array([VERDICTS.index(verdict) for verdict in known]),
        np.ones(len(known)),
        tuple(groups),
    )
    return relatedness, verdicts


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


def stored(model: GradientBoostingClassifier, classes: Sequence[str], temperature: float) -> dict[str, Any]:
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
        "features": list(FEATURES),
        "classes": list(classes),
        "start": [round(float(v), 6) for v in start],
        "rate": PARAMETERS["learning_rate"],
        "temperature": temperature,
        "stages": [[tree(e) for e in stage] for stage in model.estimators_],
    }


def train(name: str, classes: Sequence[str], examples: Examples, folder: Path) -> Matrix:
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
    text = json.dumps(stored(model, classes, temperature), separators=(",", ":"))
    (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    return chances


def main() -> None:
    """Train both models and print what they reach on events and stories that they have not seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=Path, default=Path("corpus/pairs.jsonl"))
    parser.add_argument("--splits", default="dev")
    parser.add_argument("--stories", type=Path, default=Path("bench/gold/tune"))
    parser.add_argument("--out", type=Path, default=MODELS / "judge")
    parser.add_argument("--config", type=Path, help="settings, as for `reconcile run`")
    args = parser.parse_args()
    relatedness, verdicts = gather_examples(args, load_settings(args.config))
    train("relatedness", RELATED, relatedness, args.out)
    train("verdicts", VERDICTS, verdicts, args.out)


if __name__ == "__main__":
    main()
