"""Train the syntax model (tags, morphology, dependencies, names) and package it.

    python -m train.syntax --data ../shared/data --out reconcile/models/syntax

Deterministic for one thread of one kind of processor. README.md holds the decisions, times and figures.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from bench.syntax import score_trees
from claims.neural import Labels, NeuralParser
from claims.transformer import Vocabulary, pad
from train.base import base_weights
from train.package import quantise_rows, save_arrays, shapes_of, write_json, write_manifest
from train.syntax_data import Corpus, Example, collect_labels, pieces_of, read_corpus, rounds
from train.syntax_graph import write_syntax_graph
from train.syntax_loss import grid, name_loss, tree_loss
from train.syntax_model import SyntaxModel
from train.treebank import Tagged, Tree


@dataclass(frozen=True, slots=True)
class Plan:
    """Size and length of a training run."""

    layers: int
    steps: int
    rate: float
    head_rate: float
    seed: int


class Trainer:
    """One run: model, optimiser, batches."""

    def __init__(self, plan: Plan, corpus: Corpus, models: Path) -> None:
        torch.manual_seed(plan.seed)
        self.plan, self.corpus, self.models = plan, corpus, models
        self.vocabulary = Vocabulary(models / "vocabulary")
        self.labels = collect_labels(corpus)
        self.model = SyntaxModel(self.labels, plan.layers)
        self._start_from(models / "encoder")
        self.batches = rounds(corpus, self.vocabulary, random.Random(plan.seed))
        heads = [p for n, p in self.model.named_parameters() if not n.startswith("encoder.")]
        body = [p for n, p in self.model.named_parameters() if n.startswith("encoder.") and p.requires_grad]
        groups = [{"params": body, "lr": plan.rate}, {"params": heads, "lr": plan.head_rate}]
        self.optimiser = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimiser, self._rate)

    def _start_from(self, encoder: Path) -> None:
        """Take the base model's lower layers; embeddings and the lowest layer stay as they are."""
        tensors = {name: torch.from_numpy(value) for name, value in base_weights(encoder).items()}
        own = self.model.encoder.state_dict()
        self.model.encoder.load_state_dict({name: tensors[name] for name in own})
        self.model.encoder.embeddings.requires_grad_(False)
        self.model.encoder.layers[0].requires_grad_(False)

    def _rate(self, step: int) -> float:
        """Linear warm-up over 6 % of the steps, then linearly down to 2 %."""
        return min(1.0, (step + 1) / (0.06 * self.plan.steps)) * max(0.02, 1.0 - step / self.plan.steps)

    def step(self) -> tuple[bool, float]:
        """One batch; whether it held trees, and its loss."""
        examples = next(self.batches)
        words = self._words(examples)
        trees = [e for e in examples if isinstance(e, Tree)]
        tagged = [e for e in examples if isinstance(e, Tagged)]
        loss = tree_loss(self.model, self.labels, words, trees) if trees else name_loss(self.model, words, tagged)
        self.optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_([p for p in self.model.parameters() if p.requires_grad], 1.0)
        self.optimiser.step()
        self.schedule.step()
        return bool(trees), loss.item()

    def _words(self, examples: list[Example]) -> Tensor:
        """Word vectors (b, n, hidden) of a batch."""
        pieces = [pieces_of(example.words, self.vocabulary) for example in examples]
        ids, mask = pad([one for one, _ in pieces])
        first = torch.from_numpy(grid([places for _, places in pieces], 0))
        with torch.autocast("cpu", torch.bfloat16):
            embedded = torch.from_numpy(self.vocabulary.rows(ids))
            return self.model.words(embedded, torch.from_numpy(mask), first)


def package(model: SyntaxModel, labels: Labels, out: Path, vocabulary: Path) -> None:
    """Write the model folder: 8-bit rows, graph, labels, manifest."""
    out.mkdir(parents=True, exist_ok=True)
    weights = {name: value.numpy() for name, value in model.packed_names().items()}
    save_arrays(out / "weights.safetensors", quantise_rows(weights))
    layers = len(model.encoder.layers)
    write_syntax_graph(out / "graph.onnx", shapes_of(weights), layers)
    morph = [[name, list(values)] for name, values in labels.morph]
    described = {
        "layers": layers,
        "relations": labels.relations,
        "upos": labels.upos,
        "morph": morph,
        "ner": labels.ner,
    }
    write_json(out / "config.json", described)
    write_manifest(out, vocabulary)


def train(trainer: Trainer, out: Path, every: int) -> None:
    """Run the plan, packaging and scoring the model every `every` steps."""
    began, losses = time.time(), {True: [0.0], False: [0.0]}
    for step in range(1, trainer.plan.steps + 1):
        kind, loss = trainer.step()
        losses[kind].append(loss)
        if step % 50 == 0:
            means = {("trees" if k else "names"): round(sum(v[-50:]) / len(v[-50:]), 4) for k, v in losses.items()}
            print(step, trainer.plan.steps, json.dumps(means), f"{time.time() - began:.0f} s", flush=True)
        if step % every == 0 or step == trainer.plan.steps:
            package(trainer.model, trainer.labels, out, trainer.models / "vocabulary")
            scores = score_trees(NeuralParser(out, trainer.models), list(trainer.corpus.held_out))
            print("held out", step, json.dumps(scores), flush=True)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds ud/ and ner/")
    parser.add_argument("--out", type=Path, default=Path("reconcile/models/syntax"))
    parser.add_argument("--models", type=Path, default=Path("reconcile/models"), help="vocabulary and encoder")
    parser.add_argument("--layers", type=int, default=8)
    parser.add_argument("--steps", type=int, default=3400)
    parser.add_argument("--every", type=int, default=500)
    options = parser.parse_args()
    torch.set_num_threads(1)
    plan = Plan(options.layers, options.steps, rate=2.5e-4, head_rate=1e-3, seed=1)
    train(Trainer(plan, read_corpus(options.data), options.models), options.out, options.every)


if __name__ == "__main__":
    main()
