"""Train the entailment models: public pairs (the general model), and from there news (the news model); calibrate; package.

    python -m train.entailment --data ../shared/data --corpus corpus/pairs.jsonl --out reconcile/models/entailment

Deterministic for one thread of one kind of processor. README.md holds the decisions, times and figures.
"""

from __future__ import annotations

import argparse
import json
import random
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file

from claims.decode import softmax
from claims.transformer import Vocabulary
from claims.weights import load_weights
from reconcile.entail import GENERAL, LABELS, READINGS
from train.entailment_graph import write_entailment_graph
from train.entailment_model import EntailmentModel
from train.entailment_report import (
    accuracy,
    best_temperature,
    entailment_logits,
    gold_classes,
    news_logits,
    news_report,
    operating_threshold,
)
from train.news_data import (
    NewsPair,
    as_entailment,
    both_ways,
    read_news,
    read_stories,
    same_and_shortened,
    unrelated,
)
from train.nli_data import Pair, read_own, read_public, read_xnli
from train.package import quantise_rows, save_arrays, shapes_of, ternary_difference, write_json, write_manifest
from train.perturb import controlled_pairs
from train.stage import Stage, run_stage

PUBLIC = Stage("public", epochs=3.0, rate=5e-5, dropout=0.1)
NEWS = Stage("news", epochs=2.0, rate=5e-5, dropout=0.1, frozen=2)
"""Passes over pairs that stand there in both orders: every labelled pair is seen four times."""

REPLAY = 0.6
"""Public pairs of one sure label shown again in the news stage, for each labelled training pair of the corpus."""

CONTROLLED = 0.3
"""Controlled pairs, for each labelled training pair of the corpus."""

SEED = 1


def news_mixture(
    news: list[NewsPair], stories: list[NewsPair], own: list[Pair], public: list[Pair], rng: random.Random
) -> list[Pair]:
    """The pairs of the news stage."""
    corpus = [pair for pair in news if pair.split == "train"]
    sure = [pair for pair in public if max(pair.target) == 1.0]
    pairs = [
        *both_ways([*corpus, *stories]),
        *unrelated(corpus, rng),
        *same_and_shortened(corpus, rng),
        *controlled_pairs(corpus, round(CONTROLLED * len(corpus)), rng),
        *as_entailment(corpus),
        *own,
        *rng.sample(sure, min(len(sure), round(REPLAY * len(corpus)))),
    ]
    sizes = f"{len(corpus)} + {len(stories)} labelled pairs, {len(own)} of triples"
    print(f"news stage: {sizes}, {len(pairs)} training pairs", flush=True)
    return pairs


def describe(model: EntailmentModel, vocabulary: Vocabulary, news: list[NewsPair], xnli: dict[str, list[Pair]]) -> None:
    """Print the figures on the development sets; nothing is learned from them."""
    dev = [pair for pair in news if pair.split == "dev"]
    figures = {
        **{f"xnli_{language}": accuracy(model, vocabulary, pairs) for language, pairs in xnli.items()},
        "news_dev": news_report(news_logits(model, vocabulary, dev), dev),
    }
    print(json.dumps(figures), flush=True)


def calibrate_general(model: EntailmentModel, vocabulary: Vocabulary, xnli: dict[str, list[Pair]]) -> float:
    """Divide the entailment head by its temperature, fitted on XNLI's dev pairs; the operating threshold of contradictions."""
    logits, gold = entailment_logits(model, vocabulary, [pair for pairs in xnli.values() for pair in pairs])
    temperature = best_temperature(logits, gold)
    _cool(model.classes, temperature)
    contradiction = softmax(logits / temperature)[:, LABELS.index("contradiction")]
    threshold = operating_threshold(contradiction, gold == LABELS.index("contradiction"))
    print(json.dumps({"temperature": round(temperature, 3), "threshold": round(threshold, 3)}), flush=True)
    return threshold


def calibrate_news(model: EntailmentModel, vocabulary: Vocabulary, news: list[NewsPair]) -> None:
    """Divide both heads by their temperatures, fitted on the corpus's dev part; print the figures of dev and test."""
    dev, test = ([pair for pair in news if pair.split == split] for split in ("dev", "test"))
    logits, gold = entailment_logits(model, vocabulary, as_entailment(dev))
    verdicts = news_logits(model, vocabulary, dev)
    temperatures = (
        best_temperature(logits, gold),
        best_temperature(np.concatenate([*verdicts]), np.tile(gold_classes(dev), 2)),
    )
    for head, temperature in zip((model.classes, model.verdicts), temperatures, strict=True):
        _cool(head, temperature)
    found = news_report(verdicts / temperatures[1], dev)
    tested = news_report(news_logits(model, vocabulary, test), test, float(str(found["threshold"])))
    figures = {"temperatures": [round(one, 3) for one in temperatures], "news_dev": found, "news_test": tested}
    print("calibrated:", json.dumps(figures), flush=True)


@torch.no_grad()
def _cool(head: torch.nn.Linear, temperature: float) -> None:
    for parameter in head.parameters():
        parameter.div_(temperature)


def package(general: EntailmentModel, news: EntailmentModel, out: Path, vocabulary: Path, threshold: float) -> None:
    """Write the model folder: the news model in 8-bit rows, what tells the general one from it, graph, configuration."""
    out.mkdir(parents=True, exist_ok=True)
    weights = {name: value.numpy() for name, value in news.packed_names().items()}
    save_arrays(out / "weights.safetensors", quantise_rows(weights))
    other = {name: value.numpy() for name, value in general.packed_names().items() if not name.startswith("verdicts.")}
    save_arrays(out / GENERAL, ternary_difference(other, load_weights(out / "weights.safetensors")))
    layers = len(news.encoder.layers)
    write_entailment_graph(out / "graph.onnx", shapes_of(weights), layers)
    write_json(
        out / "config.json",
        {
            "model_type": "reconcile-entailment",
            "layers": layers,
            "labels": LABELS,
            "readings": READINGS,
            "contradiction_threshold": round(threshold, 3),
        },
    )
    _sentence_transformers_files(general, out)
    write_manifest(out, vocabulary)


def _sentence_transformers_files(model: EntailmentModel, out: Path) -> None:
    """What `CrossEncoder(folder, trust_remote_code=True)` reads: our module, then the library's own `Dense`."""
    dense = "sentence_transformers.base.modules.dense.Dense"
    modules = [
        {"idx": 0, "name": "0", "path": "", "type": "reconcile.torch_modules.PackedCrossEncoder"},
        {"idx": 1, "name": "1", "path": "1_Dense", "type": dense},
    ]
    write_json(out / "modules.json", modules)
    described = {"model_type": "CrossEncoder", "activation_fn": "torch.nn.modules.linear.Identity", "prompts": {}}
    write_json(out / "config_sentence_transformers.json", described)
    (out / "1_Dense").mkdir(exist_ok=True)
    shape = {"in_features": model.classes.in_features, "out_features": len(LABELS), "bias": True}
    names = {"module_input_name": "sentence_embedding", "module_output_name": "scores"}
    identity = {"activation_function": "torch.nn.modules.linear.Identity"}
    write_json(out / "1_Dense" / "config.json", shape | names | identity)
    state = {f"linear.{name}": value.numpy() for name, value in model.classes.state_dict().items()}
    save_file(state, out / "1_Dense" / "model.safetensors", metadata={"format": "pt"})


def after_stage(
    options: argparse.Namespace, model: EntailmentModel, vocabulary: Vocabulary, pairs: list[Pair], stage: Stage
) -> None:
    """Bring the model to where a stage leaves it (kept in `--keep`, read if present)."""
    kept = options.keep / f"{stage.name}.pt" if options.keep else None
    if kept and kept.is_file():
        model.load_state_dict(torch.load(kept))
        return
    run_stage(model, vocabulary, pairs, stage, options.seed)
    if kept:
        torch.save(model.state_dict(), kept)


def arguments() -> argparse.Namespace:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds nli/ and sts/")
    parser.add_argument("--corpus", type=Path, default=Path("corpus/pairs.jsonl"))
    parser.add_argument("--stories", type=Path, nargs="+", default=[Path("bench/gold/tune"), Path("corpus/stories")])
    parser.add_argument("--own", type=Path, default=Path("corpus/entailment"))
    parser.add_argument("--out", type=Path, default=Path("reconcile/models/entailment"))
    parser.add_argument("--models", type=Path, default=Path("reconcile/models"), help="vocabulary and encoder")
    parser.add_argument("--layers", type=int, default=12)
    parser.add_argument(
        "--keep",
        type=Path,
        help="folder for the weights after each stage; those that lie there are read, however they were made",
    )
    parser.add_argument("--passes", type=float, default=NEWS.epochs, help="passes of the news stage")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--threads", type=int, default=1, help="2 are 1.7 times as fast where nothing else runs")
    return parser.parse_args()


def main() -> None:
    """Train, calibrate, package, report."""
    options = arguments()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
    vocabulary = Vocabulary(options.models / "vocabulary")
    public, news, own = read_public(options.data, random.Random(SEED)), read_news(options.corpus), read_own(options.own)
    xnli = {language: read_xnli(options.data, language) for language in ("de", "en")}
    model = EntailmentModel(options.layers)
    model.start_from(options.models / "encoder")
    after_stage(options, model, vocabulary, public, PUBLIC)
    describe(model, vocabulary, news, xnli)
    general = deepcopy(model)
    threshold = calibrate_general(general, vocabulary, xnli)
    stories = [pair for folder in options.stories for pair in read_stories(folder / "candidates.jsonl")]
    mixture = news_mixture(news, stories, own, public, random.Random(options.seed))
    after_stage(options, model, vocabulary, mixture, replace(NEWS, epochs=options.passes))
    calibrate_news(model, vocabulary, news)
    package(general, model, options.out, options.models / "vocabulary", threshold)
    describe(model, vocabulary, news, xnli)


if __name__ == "__main__":
    main()
