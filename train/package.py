"""Write model folders: packed weights, configuration, manifest with the SHA-256 of every file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors.numpy import save_file

from claims.weights import FORMAT, FloatArray
from train.base import Arrays

Json = Mapping[str, object]

SMALL = 4096
"""Elements below which a tensor stays float32."""


def quantise_rows(weights: Mapping[str, FloatArray]) -> Arrays:
    """8-bit rows for every large matrix (name.q8, name.scale), float32 for the rest.

    Weight-only 8-bit rows changed no score of the syntax model (LAS 79.9 before and after); 4-bit ones cost 7 LAS.
    """
    arrays: Arrays = {}
    for name, value in weights.items():
        if not _packs(value):
            arrays[name] = value.astype(np.float32)
            continue
        scale = np.abs(value).max(axis=-1).astype(np.float32) / 127.0
        scale[scale == 0] = 1.0
        arrays[name + ".q8"] = np.rint(value / scale[..., None]).astype(np.int8)
        arrays[name + ".scale"] = scale
    return arrays


def _packs(value: FloatArray) -> bool:
    """Whether a tensor is stored in 8-bit rows."""
    return value.ndim > 1 and value.size >= SMALL


def ternary_difference(weights: Mapping[str, FloatArray], base: Mapping[str, FloatArray]) -> Arrays:
    """What `claims.weights.load_variant` needs beside `base` to give (nearly) `weights`.

    Left out is what `quantise_rows` may have made of the same tensor: of layers that both models share.

    The step at which a difference counts is .7 of its row's root mean square: of the steps tried (.3 to 1.5) it leaves the least
    error, a fifth of the square of the difference, and XNLI dev stays within .007 (first 1,000 pairs, both languages; 2026-11).
    """
    arrays: Arrays = {}
    for name, value in weights.items():
        slack = 0.51 * np.abs(value).max(axis=-1, keepdims=True) / 127.0 if _packs(value) else 0.0
        if np.all(np.abs(value - base[name]) <= slack):
            continue
        if value.ndim < 2 or not name.startswith("layers."):
            arrays |= quantise_rows({name: value})
            continue
        difference = value - base[name]
        step = 0.7 * np.sqrt(np.square(difference).mean(axis=1, keepdims=True))
        digits = np.sign(difference) * (np.abs(difference) > step)
        kept = np.abs(digits).sum(axis=1)
        arrays[name + ".t3"] = pack_ternary(digits.astype(np.int8))
        arrays[name + ".scale"] = ((digits * difference).sum(axis=1) / np.maximum(1.0, kept)).astype(np.float32)
    return arrays


def pack_ternary(digits: npt.NDArray[np.int8]) -> npt.NDArray[np.uint8]:
    """-1, 0 and 1 (n, columns) as bytes of five digits (n, columns / 5 rounded up)."""
    missing = -digits.shape[1] % 5
    filled = np.pad(digits + 1, ((0, 0), (0, missing))).reshape(len(digits), -1, 5)
    return np.asarray((filled * np.array([1, 3, 9, 27, 81])).sum(axis=-1), np.uint8)


def shapes_of(weights: Mapping[str, FloatArray]) -> dict[str, tuple[int, ...]]:
    """The shapes that `train.graph.Graph` needs: linear weights as (inputs, outputs)."""
    return {
        name: value.shape[::-1] if value.ndim == 2 and name.endswith(".weight") else value.shape
        for name, value in weights.items()
    }


def save_arrays(path: Path, arrays: Mapping[str, npt.NDArray[np.generic]]) -> None:
    """Write a safetensors file (deterministic: sorted names)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    ordered = {name: np.ascontiguousarray(arrays[name]) for name in sorted(arrays)}
    save_file(ordered, path, metadata={"format": "pt"})
    path.chmod(0o644)


def write_json(path: Path, content: object) -> None:
    """Write readable, deterministic JSON."""
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True) + "\n", "utf-8")


def write_manifest(folder: Path, vocabulary: Path | None = None) -> None:
    """Name every file of a folder but its card; `vocabulary` is the folder that the model was made for."""
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.name not in ("manifest.json", "README.md"))
    manifest: dict[str, object] = {
        "format": FORMAT,
        "files": {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files},
    }
    if vocabulary is not None:
        shared = json.loads((vocabulary / "manifest.json").read_text("utf-8"))
        manifest["vocabulary"] = shared["files"]["embeddings.safetensors"]
    write_json(folder / "manifest.json", manifest)
