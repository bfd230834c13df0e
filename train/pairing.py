"""Teach the sentence encoder which claims tell of the same detail: python -m train.pairing [--models …] [--corpus …] [--stories …]

Only the biases and normalisations learn (BitFit, Ben Zaken et al. 2022: 60,672 of 21 million weights), so the 4-bit matrices stay
as they are and the folder does not grow. The loss is the supervised contrastive one (Khosla et al. 2020) over the sentences of some
events: those that tell of the same detail nearer than the others, whether they agree or contradict each other.
Rewrites `encoder/weights.safetensors`; the vectors before are those of `python -m train.encoder`, which may be called again.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load_file
from torch import Tensor, nn
from torch.nn import functional

from claims.bert_names import PARTS
from claims.transformer import Vocabulary, pad
from claims.weights import FloatArray
from reconcile.encode import PREFIX
from reconcile.settings import MODELS
from reconcile.torch_encoder import TorchEncoder
from train.base import base_weights
from train.package import save_arrays, write_manifest
from train.tellings import OTHER, SAME, UNKNOWN, Tellings, read_tellings

LAYERS = 12
TEMPERATURE = 0.03
"""Cosines are divided by it. Not tuned."""
RATE = 2e-3
PASSES = 2.0
PIECES = 4_000
"""Word pieces of a batch, a few events."""
SEED = 1


class SentenceEncoder(nn.Module):
    """The sentence encoder in PyTorch: the mean of the last hidden states, of length 1."""

    def __init__(self, weights: dict[str, FloatArray]) -> None:
        super().__init__()
        self.encoder = TorchEncoder(LAYERS)
        self.encoder.load_state_dict({name: torch.from_numpy(weights[name]) for name in self.encoder.state_dict()})
        for parameter in self.encoder.parameters():
            parameter.requires_grad_(parameter.dim() == 1)

    def forward(self, words: Tensor, mask: Tensor) -> Tensor:
        """Word embeddings (b, length, hidden) and mask (b, length) to vectors (b, hidden)."""
        with torch.autocast("cpu", torch.bfloat16):
            hidden = self.encoder(words, mask)
        mean = (hidden.float() * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        return functional.normalize(mean, dim=-1)

    def learned(self) -> dict[str, FloatArray]:
        """The weights that learn, under the names of the project's graphs."""
        named = self.encoder.named_parameters()
        return {name: value.detach().numpy() for name, value in named if value.requires_grad}


@dataclass(frozen=True, slots=True)
class Batch:
    """Piece ids of the sentences of some events, and the relation of each to each."""

    ids: list[list[int]]
    relations: Tensor


def contrast(vectors: Tensor, relations: Tensor) -> Tensor:
    """Mean loss of the sentences that have a second telling in the batch; sentences of two events are OTHER.

    For each, and each second telling of its detail: minus the log of the second's share among itself and all others.
    """
    scores = vectors @ vectors.T / TEMPERATURE
    others = scores.masked_fill(relations != OTHER, -1e4).logsumexp(1, keepdim=True)
    losses = torch.logaddexp(scores, others) - scores
    same = relations == SAME
    told = same.any(1)
    return ((losses * same).sum(1)[told] / same.sum(1)[told]).mean()


def plan(tellings: Sequence[Tellings], vocabulary: Vocabulary, rng: random.Random) -> list[Batch]:
    """One pass: the events in a random order, as many in a batch as its pieces allow."""
    ids = [vocabulary.encode([PREFIX + text for text in one.texts]) for one in tellings]
    batches: list[list[int]] = [[]]
    pieces = 0
    for event in rng.sample(range(len(tellings)), len(tellings)):
        size = sum(len(one) for one in ids[event])
        if batches[-1] and pieces + size > PIECES:
            batches.append([])
            pieces = 0
        batches[-1].append(event)
        pieces += size
    return [
        Batch([one for event in batch for one in ids[event]], _together([tellings[event] for event in batch]))
        for batch in batches
    ]


def _together(events: Sequence[Tellings]) -> Tensor:
    """The relations of all sentences of a batch, (n, n)."""
    count = sum(len(event.texts) for event in events)
    relations = np.full((count, count), OTHER, np.int8)
    start = 0
    for event in events:
        end = start + len(event.texts)
        relations[start:end, start:end] = event.relations
        start = end
    np.fill_diagonal(relations, UNKNOWN)
    return torch.from_numpy(relations)


def vectors_of(model: SentenceEncoder, vocabulary: Vocabulary, ids: Sequence[list[int]]) -> Tensor:
    """Vectors (n, hidden) of one batch, in two halves by length, to pad less."""
    order = sorted(range(len(ids)), key=lambda at: len(ids[at]))
    halves = [half for half in (order[: len(order) // 2], order[len(order) // 2 :]) if half]
    found = []
    for half in halves:
        padded, mask = pad([ids[at] for at in half])
        found.append(model(torch.from_numpy(vocabulary.rows(padded)), torch.from_numpy(mask)))
    back = torch.argsort(torch.tensor([at for half in halves for at in half]))
    return torch.cat(found)[back]


def teach(model: SentenceEncoder, vocabulary: Vocabulary, batches: Sequence[Batch]) -> None:
    """Train in place: Adam, linear warm-up over 6 %, then linearly to 0."""
    learning = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimiser = torch.optim.AdamW(learning, RATE, weight_decay=0.0)
    steps = len(batches)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / max(1.0, 0.06 * steps)) * (1.0 - step / steps)
    )
    began, mean = time.time(), 0.0
    for step, batch in enumerate(batches, start=1):
        loss = contrast(vectors_of(model, vocabulary, batch.ids), batch.relations)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(learning, 1.0)
        optimiser.step()
        schedule.step()
        mean = loss.item() if step == 1 else 0.97 * mean + 0.03 * loss.item()
        if step % 50 == 0 or step == steps:
            print(f"{step}/{steps} loss {mean:.3f} {time.time() - began:.0f} s", flush=True)


def to_bert(weights: dict[str, FloatArray]) -> dict[str, FloatArray]:
    """Vectors under the names of Hugging Face's BertModel: the other way round than `claims.bert_names.from_bert`."""
    named = {}
    for name, value in weights.items():
        kind = name.rpartition(".")[2]
        if name.startswith("embeddings.norm."):
            named[f"embeddings.LayerNorm.{kind}"] = value
            continue
        _, layer, part, _ = name.split(".")
        prefix = f"encoder.layer.{layer}."
        if part == "qkv":
            sides = zip(("query", "key", "value"), np.split(value, 3), strict=True)
            named |= {f"{prefix}attention.self.{side}.{kind}": own for side, own in sides}
        else:
            named[f"{prefix}{PARTS[part]}.{kind}"] = value
    return named


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", type=Path, default=MODELS)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--stories", type=Path, nargs="+", default=[Path("bench/gold/tune"), Path("corpus/stories")])
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    folder, vocabulary = options.models / "encoder", Vocabulary(options.models / "vocabulary")
    tellings = read_tellings(options.corpus, options.stories)
    print(f"{len(tellings)} events, {sum(len(one.texts) for one in tellings)} sentences", flush=True)
    model = SentenceEncoder(base_weights(folder))
    passes = [batch for _ in range(round(PASSES)) for batch in plan(tellings, vocabulary, rng)]
    teach(model, vocabulary, passes)
    save_arrays(folder / "weights.safetensors", load_file(folder / "weights.safetensors") | to_bert(model.learned()))
    write_manifest(folder, options.models / "vocabulary")


if __name__ == "__main__":
    main()
