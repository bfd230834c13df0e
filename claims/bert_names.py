"""Tensors under the names of Hugging Face's BertModel, renamed and joined for the project's graphs."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from claims.weights import FloatArray

PARTS = {
    "out": "attention.output.dense",
    "norm1": "attention.output.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "norm2": "output.LayerNorm",
}


def from_bert(bert: Mapping[str, FloatArray]) -> dict[str, FloatArray]:
    """Query, key and value become one matrix; the only token type is added to the positions; the pooler is left out."""
    weights = {
        "embeddings.position": bert["embeddings.position_embeddings.weight"]
        + bert["embeddings.token_type_embeddings.weight"][0],
        "embeddings.norm.weight": bert["embeddings.LayerNorm.weight"],
        "embeddings.norm.bias": bert["embeddings.LayerNorm.bias"],
    }
    layers = {int(name.split(".")[2]) for name in bert if name.startswith("encoder.layer.")}
    for layer in sorted(layers):
        source, target = f"encoder.layer.{layer}.", f"layers.{layer}."
        for kind in ("weight", "bias"):
            sides = [bert[f"{source}attention.self.{side}.{kind}"] for side in ("query", "key", "value")]
            weights[f"{target}qkv.{kind}"] = np.concatenate(sides)
            weights |= {f"{target}{ours}.{kind}": bert[f"{source}{theirs}.{kind}"] for ours, theirs in PARTS.items()}
    return weights
