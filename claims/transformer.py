"""Run the packaged transformers with onnxruntime: pieces in, float32 arrays out.

All models read one shared vocabulary (tokenizer and word-embedding table); each brings a graph and its weights.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from claims.bert_names import from_bert
from claims.errors import ModelError
from claims.weights import FloatArray, load_variant, load_weights, unpack_nibbles, verify

MAX_PIECES = 512
"""Positions that the base model knows; longer texts are cut."""

BATCH_PIECES = 1_600
"""Pieces in one batch, padding included: larger batches leave the processor's caches (2.2 x slower at 16,000)."""

START, PAD, END = 0, 1, 2

TABLE = "embeddings.word_embeddings.weight"
"""Name of the embedding table in its file."""

Ids = Sequence[int]


class Vocabulary:
    """The tokenizer and the embedding table that every model of a folder shares."""

    def __init__(self, folder: Path) -> None:
        """Load `tokenizer.json` and `embeddings.safetensors`; `ModelError` if one is missing or changed."""
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        self.manifest = verify(folder)
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        table = load_file(folder / "embeddings.safetensors")
        self._packed, self._scale = table[f"{TABLE}_packed"], table[f"{TABLE}_scale"]
        self._words: dict[str, list[int]] = {}

    @property
    def digest(self) -> str:
        """What a model must name as the vocabulary that it was made for."""
        return str(self.manifest["files"]["embeddings.safetensors"])

    def encode(self, texts: Sequence[str], limit: int = MAX_PIECES) -> list[list[int]]:
        """The piece ids of each text, start and end piece included."""
        found = (encoding.ids for encoding in self.tokenizer.encode_batch_fast(list(texts)))
        return [ids if len(ids) <= limit else [*ids[: limit - 1], END] for ids in found]

    def encode_pairs(self, pairs: Sequence[tuple[str, str]], limit: int = MAX_PIECES) -> list[list[int]]:
        """`<s> left </s></s> right </s>` for each pair; too long pairs lose the end of the longer side."""
        left = self.encode([pair[0] for pair in pairs])
        right = self.encode([pair[1] for pair in pairs])
        return [_join(a, b, limit) for a, b in zip(left, right, strict=True)]

    def encode_word(self, word: str) -> list[int]:
        """The pieces of one token, at least one; cached."""
        if word not in self._words:
            ids: list[int] = self.tokenizer.encode(word, add_special_tokens=False).ids
            self._words[word] = ids[:12] or [3]
        return self._words[word]

    def rows(self, ids: npt.NDArray[np.int64]) -> FloatArray:
        """The embeddings of pieces: (batch, length) to (batch, length, hidden) float32."""
        unique, places = np.unique(ids, return_inverse=True)
        rows = unpack_nibbles(self._packed[unique], self._scale[unique])
        return rows[places.reshape(ids.shape)]


def _join(left: list[int], right: list[int], limit: int) -> list[int]:
    """One input of two texts that both have their start and end pieces, at most `limit` long."""
    space = limit - 4
    a, b = left[1:-1], right[1:-1]
    keep = min(len(a), max(space // 2, space - len(b)))
    return [START, *a[:keep], END, END, *b[: space - keep], END]


@lru_cache(maxsize=4)
def shared_vocabulary(folder: Path) -> Vocabulary:
    """The vocabulary of a folder, loaded once a process."""
    return Vocabulary(folder)


class Transformer:
    """One model folder: `graph.onnx`, `weights.safetensors`, `config.json`, `manifest.json`, perhaps a second model."""

    def __init__(self, folder: Path, vocabulary: Vocabulary, threads: int = 1, variant: str = "") -> None:
        """Load the graph and give it its weights, unpacked to float32; with `variant` those of the second model in that file.

        Raises `ModelError` if a file is missing or changed, or the model was made for another vocabulary.
        """
        self.manifest = verify_made_for(folder, vocabulary)
        self.vocabulary = vocabulary
        self._weights = model_weights(folder, variant)
        self._session = _session(folder / "graph.onnx", self._weights, threads)

    def run(self, ids: Sequence[Ids], **extra: npt.NDArray[Any]) -> list[FloatArray]:
        """The graph's outputs for one batch; `extra` are inputs beside the pieces and their mask."""
        padded, mask = pad(ids)
        inputs = {"inputs_embeds": self.vocabulary.rows(padded), "attention_mask": mask, **extra}
        outputs: list[FloatArray] = self._session.run(None, inputs)
        return outputs

    def run_all(self, ids: Sequence[Ids]) -> FloatArray:
        """The first output for any number of inputs, in their order, batched by length."""
        rows: dict[int, FloatArray] = {}
        for batch in batches([len(one) for one in ids]):
            rows.update(zip(batch, self.run([ids[i] for i in batch])[0], strict=True))
        return np.stack([rows[i] for i in range(len(ids))])


def verify_made_for(folder: Path, vocabulary: Vocabulary) -> dict[str, Any]:
    """The manifest of an unchanged model folder; `ModelError` if a file changed or it was made for another vocabulary."""
    manifest = verify(folder)
    if manifest.get("vocabulary") != vocabulary.digest:
        raise ModelError(f"{folder} was made for another vocabulary")
    return manifest


def model_weights(folder: Path, variant: str = "") -> dict[str, FloatArray]:
    """The weights of a model folder under the names of the project's graphs, linear ones as (outputs, inputs).

    With `variant` those of the second model in that file.
    """
    weights = load_weights(folder / "weights.safetensors")
    weights = from_bert(weights) if "embeddings.LayerNorm.weight" in weights else weights
    return load_variant(folder / variant, weights) if variant else weights


def _session(path: Path, weights: dict[str, FloatArray], threads: int) -> Any:
    """An onnxruntime session on the CPU whose external initialisers are `weights`."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    for name, value in weights.items():
        if value.ndim == 2 and name.endswith(".weight"):
            weights[name] = np.ascontiguousarray(value.T)
    names = sorted(weights)
    options.add_external_initializers(
        names, [onnxruntime.OrtValue.ortvalue_from_numpy(weights[name]) for name in names]
    )
    try:
        return onnxruntime.InferenceSession(path.read_bytes(), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime raises its own kinds without a common base
        raise ModelError(f"{path} does not fit its weights: {error}") from error


def pad(ids: Sequence[Ids]) -> tuple[npt.NDArray[np.int64], FloatArray]:
    """Ids (batch, length) filled up with the padding piece, and the mask that tells them apart."""
    length = max(map(len, ids))
    padded = np.full((len(ids), length), PAD, np.int64)
    mask = np.zeros((len(ids), length), np.float32)
    for row, one in enumerate(ids):
        padded[row, : len(one)] = one
        mask[row, : len(one)] = 1.0
    return padded, mask


def batches(lengths: Sequence[int], pieces: int = BATCH_PIECES) -> Iterator[list[int]]:
    """Indices of inputs, longest first, in batches of at most `pieces` after padding (or of one input)."""
    order = sorted(range(len(lengths)), key=lambda i: (-lengths[i], i))
    while order:
        size = max(1, pieces // max(1, lengths[order[0]]))
        yield order[:size]
        order = order[size:]
