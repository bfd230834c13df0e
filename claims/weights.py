"""The project's weight files: safetensors with 4-bit or 8-bit matrices, unpacked to float32 once, at load.

A tensor `x` is stored in one of three ways: as `x` (float32); as `x.q8` (int8, one float32 `x.scale` a row); or, the
`pack-quantized` layout of the compressed-tensors package, as `x_packed` (eight 4-bit values an int32, low bits first)
with `x_scale` (float16, one for 32 columns) and `x_shape`; there value = float16((nibble - 8) * scale).
A model folder names each of its files with its SHA-256 in `manifest.json`.

A second model trained from the same start is stored as its difference: `x.t3` (five ternary digits a byte, the first one
lowest; -1, 0 or 1 times the row's `x.scale`) is added to the first model's `x`, every other tensor takes its place. That
differences of fine-tuned models survive so few bits is BitDelta's finding (Liu et al. 2024, with one bit).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from claims.errors import ModelError

FloatArray = npt.NDArray[np.float32]
WordArray = npt.NDArray[np.int32]
HalfArray = npt.NDArray[np.float16]
ByteArray = npt.NDArray[np.uint8]

FORMAT = 1
"""Version of the folder format; a folder with another one is refused."""


def verify(folder: Path) -> dict[str, Any]:
    """The manifest of a model folder, after every file in it was found unchanged; else `ModelError`."""
    try:
        manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"no model in {folder}: {error}") from error
    if manifest.get("format") != FORMAT:
        raise ModelError(f"{folder} has format {manifest.get('format')}, this version reads {FORMAT}")
    for name, expected in manifest["files"].items():
        try:
            found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        except OSError as error:
            raise ModelError(f"model file missing: {folder / name}") from error
        if found != expected:
            raise ModelError(f"model file changed since it was made: {folder / name}")
    return manifest


def unpack_nibbles(packed: WordArray, scale: HalfArray) -> FloatArray:
    """4-bit rows (n, columns / 8) with scales (n, columns / 32) as float32 (n, columns)."""
    rows, blocks = scale.shape
    codes = np.ascontiguousarray(packed).view(np.uint8)
    values = np.empty((rows, codes.shape[1], 2), np.float32)
    values[..., 0] = codes & 15
    values[..., 1] = codes >> 4
    values -= 8.0
    grouped = values.reshape(rows, blocks, 32)
    grouped *= scale.astype(np.float32)[:, :, None]
    return grouped.astype(np.float16).astype(np.float32).reshape(rows, blocks * 32)


def unpack_ternary(packed: ByteArray, columns: int) -> FloatArray:
    """Ternary digits (n, at least columns / 5) as float32 -1, 0 and 1 (n, columns)."""
    digits = packed[..., None] // np.array([1, 3, 9, 27, 81], np.uint8) % 3
    return digits.reshape(len(packed), -1)[:, :columns].astype(np.float32) - 1.0


def load_variant(path: Path, base: Mapping[str, FloatArray]) -> dict[str, FloatArray]:
    """Every tensor of a second model, of which the file holds what tells it from `base`."""
    from safetensors.numpy import load_file

    stored = load_file(path)
    weights = {**base, **_unpacked(stored)}
    for key, packed in stored.items():
        name = key.removesuffix(".t3")
        if name != key:
            weights[name] = base[name] + unpack_ternary(packed, base[name].shape[1]) * stored[name + ".scale"][:, None]
    return weights


def load_weights(path: Path) -> dict[str, FloatArray]:
    """Every tensor of a weight file as float32, under its plain name."""
    from safetensors.numpy import load_file

    return _unpacked(load_file(path))


def _unpacked(stored: Mapping[str, npt.NDArray[Any]]) -> dict[str, FloatArray]:
    weights: dict[str, FloatArray] = {}
    for key, value in stored.items():
        if key.endswith("_packed"):
            name = key.removesuffix("_packed")
            weights[name] = unpack_nibbles(value, stored[name + "_scale"])
        elif key.endswith(".q8"):
            name = key.removesuffix(".q8")
            weights[name] = value.astype(np.float32) * stored[name + ".scale"][..., None]
        elif not key.endswith((".scale", "_scale", "_shape", ".t3")):
            weights[key] = value.astype(np.float32)
    return weights
