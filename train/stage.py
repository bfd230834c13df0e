"""One stage of training the cross-encoder: shuffled batches of similar length, AdamW, linear decay."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from claims.transformer import Vocabulary
from reconcile.entail import MAX_PIECES
from train.entailment_model import ENTAILMENT, VERDICT, EntailmentModel, logits_of
from train.nli_data import Pair

HEADS = {3: ENTAILMENT, 4: VERDICT}
"""A pair's head, by the number of classes of its target."""

HEAD_FACTOR = 5.0
"""The head learns at five times the encoder's rate."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Length and pace of a stage.

    `pieces` of one batch, padding included; `dropout` inside the encoder, whose `frozen` lowest layers do not learn.
    """

    name: str
    epochs: float
    rate: float
    pieces: int = 2_000
    smoothing: float = 0.05
    dropout: float = 0.0
    frozen: int = 0


def run_stage(model: EntailmentModel, vocabulary: Vocabulary, pairs: Sequence[Pair], stage: Stage, seed: int) -> None:
    """Train in place."""
    rng = random.Random(seed)
    torch.manual_seed(seed)
    ids = vocabulary.encode_pairs([(pair.premise, pair.hypothesis) for pair in pairs], MAX_PIECES)
    plan = [batch for part in _epochs(stage.epochs) for batch in _batches(ids, part, stage.pieces, rng)]
    _prepare(model, stage)
    optimiser = _optimiser(model, stage.rate)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _rate(step, len(plan)))
    targets = [(torch.tensor(pair.target), HEADS[len(pair.target)]) for pair in pairs]
    model.train()
    began, seen, mean = time.time(), 0, 1.1
    for step, batch in enumerate(plan, start=1):
        logits = logits_of(model, vocabulary, [ids[i] for i in batch])
        loss = _loss(logits, [targets[i] for i in batch], stage.smoothing)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        seen, mean = seen + len(batch), 0.98 * mean + 0.02 * loss.item()
        if step % 100 == 0 or step == len(plan):
            pace = seen / (time.time() - began)
            print(f"{stage.name} {step}/{len(plan)} loss {mean:.3f} {pace:.1f} pairs/s", flush=True)


def _loss(logits: Tensor, targets: Sequence[tuple[Tensor, slice]], smoothing: float) -> Tensor:
    """Mean cross-entropy of a batch, each pair at its own head."""
    parts = []
    for head in HEADS.values():
        rows = [row for row, (_, own) in enumerate(targets) if own == head]
        if rows:
            wanted = torch.stack([targets[row][0] for row in rows])
            parts.append(
                functional.cross_entropy(logits[rows, head], wanted, label_smoothing=smoothing, reduction="sum")
            )
    return torch.stack(parts).sum() / len(targets)


def _prepare(model: EntailmentModel, stage: Stage) -> None:
    """Set dropout and freeze the embeddings and the lowest layers."""
    model.encoder.embeddings.requires_grad_(False)
    for place, layer in enumerate(model.encoder.stack()):
        layer.dropout = stage.dropout
        layer.requires_grad_(place >= stage.frozen)


def _epochs(epochs: float) -> Iterator[float]:
    """The share of the pairs that each pass sees."""
    while epochs > 0:
        yield min(1.0, epochs)
        epochs -= 1.0


def _batches(ids: Sequence[list[int]], share: float, pieces: int, rng: random.Random) -> list[list[int]]:
    """Indices of a pass in batches of similar length."""
    chosen = rng.sample(range(len(ids)), int(len(ids) * share))
    result: list[list[int]] = []
    for start in range(0, len(chosen), 2_000):
        pool = sorted(chosen[start : start + 2_000], key=lambda i: len(ids[i]))
        batch: list[int] = []
        for i in pool:
            if batch and len(ids[i]) * (len(batch) + 1) > pieces:
                result.append(batch)
                batch = []
            batch.append(i)
        result.append(batch)
    rng.shuffle(result)
    return result


def _rate(step: int, steps: int) -> float:
    """Linear warm-up over 6 %, then linearly to 0."""
    return min(1.0, (step + 1) / max(1.0, 0.06 * steps)) * max(0.0, 1.0 - step / steps)


def _optimiser(model: EntailmentModel, rate: float) -> torch.optim.Optimizer:
    body = [p for n, p in model.named_parameters() if n.startswith("encoder.") and p.requires_grad]
    head = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    groups = [{"params": body, "lr": rate}, {"params": head, "lr": rate * HEAD_FACTOR}]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
