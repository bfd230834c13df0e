"""Texts to vectors: the packaged sentence encoder, or any sentence-transformers model."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from claims.errors import ModelError
from claims.transformer import Transformer, shared_vocabulary
from claims.weights import FloatArray

PREFIX = "query: "
"""What e5 wants before a text that is compared with its like. Spearman on STS-B dev, packaged encoder, with `query: ` /
`passage: `: German .844 / .818, English .872 / .855 (train/README.md)."""

WIDTH = 384


class Encoder(Protocol):
    """Anything that turns texts into vectors whose products are cosine similarities."""

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """(n, d) float32 of length 1, in the order of the texts."""
        ...


class PackagedEncoder:
    """multilingual-e5-small with 4-bit weights, run by onnxruntime."""

    def __init__(self, folder: Path, vocabulary: Path, threads: int = 2) -> None:
        """Load a model folder; `ModelError` if a file is missing or changed."""
        self._model = Transformer(folder, shared_vocabulary(vocabulary), threads)

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """(n, 384) float32 of length 1, in the order of the texts; equal texts are encoded once."""
        if not texts:
            return np.zeros((0, WIDTH), np.float32)
        unique = {text: place for place, text in enumerate(dict.fromkeys(texts))}
        vectors = self._model.run_all(self._model.vocabulary.encode([PREFIX + text for text in unique]))
        return vectors[[unique[text] for text in texts]]


class SentenceTransformerEncoder:
    """Any model that the sentence-transformers library loads, by name or path."""

    def __init__(self, name_or_path: str, device: str | None = None) -> None:
        """Load the model; `ModelError` with the library's reason if it cannot be loaded."""
        from sentence_transformers import SentenceTransformer

        try:
            self._model = SentenceTransformer(name_or_path, device=device)
        except (OSError, ValueError, RuntimeError, ImportError, AssertionError) as error:
            reason = str(error).partition("\n")[0]
            raise ModelError(f"cannot load the encoder {name_or_path!r}: {reason}") from error

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """(n, d) float32 of length 1, in the order of the texts."""
        if not texts:
            return np.zeros((0, 1), np.float32)
        vectors = self._model.encode(
            list(texts), normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
        )
        return np.asarray(vectors, np.float32)


def default_encoder(models: Path, threads: int = 2) -> Encoder:
    """The encoder in `models`, the folder that holds `encoder` and `vocabulary`."""
    return PackagedEncoder(models / "encoder", models / "vocabulary", threads)
