"""The project's weight files: safetensors with 4-bit or 8-bit matrices, unpacked to float32 once, at load.

A tensor `x` is stored in one of three ways: as `x` (float32 or float16); as `x.q8` (int8, one `x.scale` a row);
or as `x.q4` (blocks of 32 columns, two weights a byte, low nibbles first in each block, `x.scale` a block, value =
(nibble - 8) * scale). A model folder names each of its files with its SHA-256 in `manifest.json`.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from claims.errors import ModelError

FloatArray = npt.NDArray[np.float32]
ByteArray = npt.NDArray[np.uint8]
HalfArray = npt.NDArray[np.float16]

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


def unpack_nibbles(codes: ByteArray, scale: HalfArray) -> FloatArray:
    """4-bit rows (n, columns / 2) with scales (n, columns / 32) as float32 (n, columns)."""
    rows, blocks = scale.shape
    pairs = codes.reshape(rows, blocks, 16)
    values = np.concatenate([pairs & 15, pairs >> 4], axis=2).astype(np.float32)
    values -= 8.0
    values *= scale.astype(np.float32)[:, :, None]
    return values.reshape(rows, blocks * 32)


def load_weights(path: Path) -> dict[str, FloatArray]:
    """Every tensor of a weight file as float32, under its plain name."""
    from safetensors.numpy import load_file

    stored = load_file(path)
    weights: dict[str, FloatArray] = {}
    for key, value in stored.items():
        name, _, kind = key.rpartition(".")
        if kind == "q4":
            weights[name] = unpack_nibbles(value, stored[name + ".scale"])
        elif kind == "q8":
            weights[name] = value.astype(np.float32) * stored[name + ".scale"].astype(np.float32)[..., None]
        elif kind != "scale":
            weights[key] = value.astype(np.float32)
    return weights
