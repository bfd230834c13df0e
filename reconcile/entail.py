"""How do two texts stand to each other? The packaged cross-encoder, run by onnxruntime.

It has two heads over one encoder: entailment as public sets define it (directed), and verdicts on two sources' claims as
this project's corpus defines them (trained in both orders).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from claims.decode import softmax
from claims.transformer import Transformer, shared_vocabulary
from claims.weights import FloatArray

LABELS = ("entailment", "neutral", "contradiction")
"""Order of the columns of `EntailmentModel.score`."""

READINGS = ("agreeing", "complementary", "conflicting", "unrelated")
"""Order of the columns of `EntailmentModel.read`."""

MAX_PIECES = 192
"""Longest pair; what lies beyond is cut from the longer side. The model was trained with the same limit."""


def with_speaker(text: str, speaker: str) -> str:
    """A claim as the model reads it, in training and use: its speaker in front, unless the text has his last name already."""
    known = not speaker or speaker.split()[-1].casefold() in text.casefold()
    return text if known else f"{speaker}: {text}"


class EntailmentModel:
    """A cross-encoder of two texts. Premise first; it is not symmetric, so callers ask in both directions."""

    def __init__(self, folder: Path, vocabulary: Path, threads: int = 2) -> None:
        """Load a model folder; `ModelError` if a file is missing, changed, or made for another vocabulary."""
        self._model = Transformer(folder, shared_vocabulary(vocabulary), threads)

    def score(self, pairs: Sequence[tuple[str, str]]) -> FloatArray:
        """Calibrated probabilities (n, 3) of `LABELS` for (premise, hypothesis)."""
        return self._heads(pairs)[:, : len(LABELS)]

    def read(self, pairs: Sequence[tuple[str, str]]) -> FloatArray:
        """Calibrated probabilities (n, 7) for two claims in the given order: of `READINGS`, then of `LABELS`."""
        found = self._heads(pairs)
        return np.concatenate([found[:, len(LABELS) :], found[:, : len(LABELS)]], axis=1)

    def _heads(self, pairs: Sequence[tuple[str, str]]) -> FloatArray:
        """Probabilities of both heads side by side; equal pairs are computed once."""
        if not pairs:
            return np.zeros((0, len(LABELS) + len(READINGS)), np.float32)
        unique = {pair: place for place, pair in enumerate(dict.fromkeys(pairs))}
        ids = self._model.vocabulary.encode_pairs(list(unique), MAX_PIECES)
        logits = self._model.run_all(ids)
        found = np.concatenate([softmax(logits[:, : len(LABELS)]), softmax(logits[:, len(LABELS) :])], axis=1)
        return found[[unique[pair] for pair in pairs]]


def load_entailment(models: Path, threads: int = 2) -> EntailmentModel:
    """The model in `models`, the folder that holds `entailment` and `vocabulary`."""
    return EntailmentModel(models / "entailment", models / "vocabulary", threads)
