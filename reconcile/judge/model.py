"""Small calibrated models over the signals: boosted trees and a logistic regression, stored as JSON, evaluated with numpy.

Trained by `train/judge.py`; a file names the features and classes it was trained with, and loading it with other code fails.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from claims.errors import ModelError

Matrix = NDArray[np.float64]
VERDICTS = ("agreeing", "complementary", "conflicting")
RELATED = ("unrelated", "related")
CONFLICT = ("no conflict", "conflicting")


@dataclass(frozen=True, slots=True)
class Tree:
    """One regression tree: node i goes to `left[i]` if feature <= threshold, else `right[i]`; leaves have left -1."""

    feature: NDArray[np.int64]
    threshold: Matrix
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    value: Matrix

    def predict(self, rows: Matrix) -> Matrix:
        """Leaf values (n,) for rows (n, features)."""
        node = np.zeros(len(rows), dtype=np.int64)
        while True:
            inner = self.left[node] >= 0
            if not inner.any():
                return self.value[node]
            at = node[inner]
            goes_left = rows[inner, self.feature[at]] <= self.threshold[at]
            node[inner] = np.where(goes_left, self.left[at], self.right[at])


@dataclass(frozen=True, slots=True)
class BoostedTrees:
    """Trees per class, softmax with a temperature fitted on held-out rows (Guo et al. 2017).

    Of two classes there is one score, of the second; the first has 0.
    """

    classes: tuple[str, ...]
    start: Matrix
    stages: tuple[tuple[Tree, ...], ...]
    rate: float
    temperature: float

    def probabilities(self, rows: Matrix) -> Matrix:
        """Calibrated probabilities (n, classes) for feature rows (n, features)."""
        scores = np.tile(self.start, (len(rows), 1))
        for stage in self.stages:
            for column, tree in enumerate(stage):
                scores[:, column] += self.rate * tree.predict(rows)
        if scores.shape[1] == 1:
            scores = np.concatenate([np.zeros_like(scores), scores], axis=1)
        scaled = scores / self.temperature
        scaled -= scaled.max(axis=1, keepdims=True)
        exponentials = np.exp(scaled)
        return np.asarray(exponentials / exponentials.sum(axis=1, keepdims=True), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic regression over standardised features: the chance of one class against the rest."""

    mean: Matrix
    scale: Matrix
    weights: Matrix
    bias: float

    def probabilities(self, rows: Matrix) -> Matrix:
        """Probabilities (n,) for feature rows (n, features)."""
        scores = ((rows - self.mean) / self.scale) @ self.weights + self.bias
        return np.asarray(1.0 / (1.0 + np.exp(-np.clip(scores, -30.0, 30.0))), dtype=np.float64)


def load_logistic(path: Path, features: Sequence[str]) -> Logistic:
    """Read the model file. Raises ModelError when it is missing, broken, or trained for other features."""
    try:
        stored = _read(path, features)
        mean, scale, weights = (np.array(stored[name], dtype=np.float64) for name in ("mean", "scale", "weights"))
        if any(column.shape != (len(features),) for column in (mean, scale, weights)):
            raise ValueError("a column is missing")
        return Logistic(mean, scale, weights, float(stored["bias"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{path}: cannot be loaded ({error})") from error


def _read(path: Path, features: Sequence[str]) -> dict[str, Any]:
    """The stored values, if they are for these features."""
    stored: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    names = tuple(stored["features"])
    if names != tuple(features):
        differing = sorted(set(names) ^ set(features))
        raise ModelError(f"{path.name} was trained for other features ({', '.join(differing) or 'their order'})")
    return stored


def load_model(path: Path, features: Sequence[str], classes: Sequence[str]) -> BoostedTrees:
    """Read the model file. Raises ModelError when it is missing, broken, or trained for other features or classes."""
    try:
        stored = _read(path, features)
        if tuple(stored["classes"]) != tuple(classes):
            raise ModelError(f"{path.name} was trained for other classes ({', '.join(stored['classes'])})")
        return BoostedTrees(
            classes=tuple(classes),
            start=np.array(stored["start"], dtype=np.float64),
            stages=tuple(tuple(_tree(tree) for tree in stage) for stage in stored["stages"]),
            rate=float(stored["rate"]),
            temperature=float(stored["temperature"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{path}: cannot be loaded ({error})") from error


def _tree(stored: dict[str, Any]) -> Tree:
    return Tree(
        feature=np.array(stored["feature"], dtype=np.int64),
        threshold=np.array(stored["threshold"], dtype=np.float64),
        left=np.array(stored["left"], dtype=np.int64),
        right=np.array(stored["right"], dtype=np.int64),
        value=np.array(stored["value"], dtype=np.float64),
    )
