"""How do two texts stand to each other? The packaged cross-encoder, run by onnxruntime.

There are two of it, trained one from the other: the general model knows entailment as public sets define it (directed); the
news model has two heads, verdicts on two sources' claims as this project's corpus defines them (trained in both orders) and
entailment between such claims. One encoder of this size cannot be both (docs/decisions/0008).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from claims.decode import softmax
from claims.transformer import Transformer, shared_vocabulary
from claims.weights import FloatArray

LABELS = ("entailment", "neutral", "contradiction")
"""Order of the columns of `EntailmentModel.score`."""

READINGS = ("agreeing", "complementary", "conflicting", "unrelated")
"""Order of the columns of `EntailmentModel.read`."""

GENERAL = "general.safetensors"
"""What tells the general model from the news model, in the model folder."""

MAX_PIECES = 192
"""Longest pair; what lies beyond is cut from the longer side. The model was trained with the same limit;
99.8 % of the corpus stay below it."""


def with_speaker(text: str, speaker: str) -> str:
    """A claim as the model reads it, in training and use: its speaker in front, unless the text has his last name already."""
    known = not speaker or speaker.split()[-1].casefold() in text.casefold()
    return text if known else f"{speaker}: {text}"


class EntailmentModel:
    """A cross-encoder of two texts. It is not symmetric, so callers ask in both directions."""

    def __init__(self, folder: Path, vocabulary: Path, threads: int = 2) -> None:
        """Load a model folder; `ModelError` if a file is missing, changed, or made for another vocabulary."""
        self._folder, self._vocabulary, self._threads = folder, shared_vocabulary(vocabulary), threads
        self._news = Transformer(folder, self._vocabulary, threads)

    @cached_property
    def _general(self) -> Transformer:
        """Loaded when first asked: a run needs the news model only."""
        return Transformer(self._folder, self._vocabulary, self._threads, variant=GENERAL)

    def score(self, pairs: Sequence[tuple[str, str]]) -> FloatArray:
        """Calibrated probabilities (n, 3) of `LABELS` for (premise, hypothesis), by the general model."""
        return self._heads(self._general, pairs)[:, : len(LABELS)]

    def read(self, pairs: Sequence[tuple[str, str]]) -> FloatArray:
        """Calibrated probabilities (n, 7) for two claims in the given order: of `READINGS`, then of `LABELS`, by the news model."""
        found = self._heads(self._news, pairs)
        return np.concatenate([found[:, len(LABELS) :], found[:, : len(LABELS)]], axis=1)

    @staticmethod
    def _heads(model: Transformer, pairs: Sequence[tuple[str, str]]) -> FloatArray:
        """Probabilities of both heads side by side; equal pairs are computed once."""
        if not pairs:
            return np.zeros((0, len(LABELS) + len(READINGS)), np.float32)
        unique = {pair: place for place, pair in enumerate(dict.fromkeys(pairs))}
        logits = model.run_all(model.vocabulary.encode_pairs(list(unique), MAX_PIECES))
        found = np.concatenate([softmax(logits[:, : len(LABELS)]), softmax(logits[:, len(LABELS) :])], axis=1)
        return found[[unique[pair] for pair in pairs]]


def load_entailment(models: Path, threads: int = 2) -> EntailmentModel:
    """The model in `models`, the folder that holds `entailment` and `vocabulary`."""
    return EntailmentModel(models / "entailment", models / "vocabulary", threads)
