"""Train the entailment model: public pairs first, then the project's own news pairs; calibrate; package.

    python -m train.entailment --data ../shared/data --corpus corpus/pairs.jsonl --out reconcile/models/entailment

Deterministic for one thread of one kind of processor. README.md holds the decisions, times and figures.
"""

from __future__ import annotations

import argparse
import json
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file

from claims.decode import softmax
from claims.transformer import Vocabulary
from reconcile.entail import LABELS, READINGS
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
from train.news_data import NewsPair, as_entailment, both_ways, read_news, read_stories, same_and_shortened, unrelated
from train.nli_data import Pair, read_own, read_public, read_xnli
from train.package import quantise_rows, save_arrays, shapes_of, write_json, write_manifest
from train.perturb import controlled_pairs
from train.stage import Stage, run_stage

PUBLIC = Stage("public", epochs=3.0, rate=5e-5, dropout=0.1)
NEWS = Stage("news", epochs=2.0, rate=5e-5, dropout=0.1, frozen=2)
"""Passes over pairs that stand there in both orders: every labelled pair is seen four times."""

CONTROLLED = 0.3
"""Controlled pairs, for each labelled training pair of the corpus."""

REPLAY = 0.6
"""Public pairs of the entailment head shown again in the news stage, for each labelled training pair. Only those of one sure
label. They are English: for German that head learns from the project's own triples and news pairs."""

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


def calibrate(
    model: EntailmentModel, vocabulary: Vocabulary, news: list[NewsPair], xnli: dict[str, list[Pair]]
) -> dict[str, object]:
    """Divide each head by its temperature: fitted on XNLI's dev pairs, and on the corpus's dev part; report dev and test."""
    dev, test = ([pair for pair in news if pair.split == split] for split in ("dev", "test"))
    logits, gold = entailment_logits(model, vocabulary, [pair for pairs in xnli.values() for pair in pairs])
    verdicts = news_logits(model, vocabulary, dev)
    cool, news_cool = (
        best_temperature(logits, gold),
        best_temperature(np.concatenate([*verdicts]), np.tile(gold_classes(dev), 2)),
    )
    with torch.no_grad():
        for head, temperature in ((model.classes, cool), (model.verdicts, news_cool)):
            for parameter in head.parameters():
                parameter.div_(temperature)
    contradiction = softmax(logits / cool)[:, LABELS.index("contradiction")]
    threshold = operating_threshold(contradiction, gold == LABELS.index("contradiction"))
    found = news_report(verdicts / news_cool, dev)
    tested = news_report(news_logits(model, vocabulary, test), test, float(str(found["threshold"])))
    temperatures = [round(cool, 3), round(news_cool, 3)]
    return {"temperatures": temperatures, "threshold": round(threshold, 3), "news_dev": found, "news_test": tested}


def package(model: EntailmentModel, out: Path, vocabulary: Path, threshold: float) -> None:
    """Write the model folder: 8-bit rows, graph, and what sentence-transformers reads."""
    out.mkdir(parents=True, exist_ok=True)
    weights = {name: value.numpy() for name, value in model.packed_names().items()}
    save_arrays(out / "weights.safetensors", quantise_rows(weights))
    layers = len(model.encoder.layers)
    write_entailment_graph(out / "graph.onnx", shapes_of(weights), layers)
    write_json(
        out / "config.json",
        {
            "model_type": "reconcile-entailment",
            "layers": layers,
            "labels": LABELS,
            "readings": READINGS,
            "contradiction_threshold": threshold,
        },
    )
    _sentence_transformers_files(model, out)
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


def starting_model(options: argparse.Namespace, vocabulary: Vocabulary, public: list[Pair]) -> EntailmentModel:
    """The encoder after the public stage (kept in `--public`, read if present)."""
    model = EntailmentModel(options.layers)
    model.start_from(options.models / "encoder")
    if options.public and options.public.is_file():
        model.load_state_dict(torch.load(options.public))
        return model
    run_stage(model, vocabulary, public, PUBLIC, SEED)
    if options.public:
        torch.save(model.state_dict(), options.public)
    return model


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
    parser.add_argument("--public", type=Path, help="weights after the public stage: kept there, and read if present")
    parser.add_argument("--passes", type=float, default=NEWS.epochs, help="passes of the news stage")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--threads", type=int, default=1, help="2 are 1.7 times as fast where nothing else runs")
    return parser.parse_args()


def main() -> None:
    """Train, calibrate, package, report."""
    options = arguments()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    vocabulary = Vocabulary(options.models / "vocabulary")
    public, news = read_public(options.data, random.Random(SEED)), read_news(options.corpus)
    xnli = {language: read_xnli(options.data, language) for language in ("de", "en")}
    model = starting_model(options, vocabulary, public)
    describe(model, vocabulary, news, {language: pairs[:600] for language, pairs in xnli.items()})
    stories = [pair for folder in options.stories for pair in read_stories(folder / "candidates.jsonl")]
    mixture = news_mixture(news, stories, read_own(options.own), public, random.Random(options.seed))
    run_stage(model, vocabulary, mixture, replace(NEWS, epochs=options.passes), options.seed)
    calibrated = calibrate(model, vocabulary, news, xnli)
    print("calibrated:", json.dumps(calibrated), flush=True)
    package(model, options.out, options.models / "vocabulary", float(str(calibrated["threshold"])))
    describe(model, vocabulary, news, xnli)


if __name__ == "__main__":
    main()
