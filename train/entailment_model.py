"""The cross-encoder: encoder over both texts, mean and first-piece pooling, one head for entailment, one for verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from claims.transformer import Vocabulary, batches, pad
from reconcile.entail import LABELS, MAX_PIECES, READINGS
from reconcile.torch_encoder import HIDDEN, TorchEncoder
from train.base import base_weights

ENTAILMENT, VERDICT = slice(0, len(LABELS)), slice(len(LABELS), None)
"""The columns of each head in the logits."""


class EntailmentModel(nn.Module):
    """Logits of `LABELS` and of `READINGS` side by side. The BERT pooler at 1e-4 does not learn; this pooling at 4e-5 does."""

    def __init__(self, layers: int) -> None:
        super().__init__()
        self.encoder = TorchEncoder(layers)
        self.pooled = nn.Linear(2 * HIDDEN, HIDDEN)
        self.classes = nn.Linear(HIDDEN, len(LABELS))
        self.verdicts = nn.Linear(HIDDEN, len(READINGS))

    def forward(self, words: Tensor, mask: Tensor) -> Tensor:
        """Word embeddings (b, length, hidden) and mask (b, length) to logits (b, 7)."""
        hidden = self.encoder(words, mask).float()
        mean = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        pooled = torch.tanh(self.pooled(torch.cat([mean, hidden[:, 0]], dim=-1)))
        kept = functional.dropout(pooled, 0.1, self.training)
        return torch.cat([self.classes(kept), self.verdicts(kept)], dim=-1)

    def start_from(self, encoder: Path) -> None:
        """Take the layers of the base model."""
        tensors = {name: torch.from_numpy(value) for name, value in base_weights(encoder).items()}
        self.encoder.load_state_dict({name: tensors[name] for name in self.encoder.state_dict()})

    def packed_names(self) -> dict[str, Tensor]:
        """Parameters under the names of the weight file."""
        return {packed_name(name): value for name, value in self.state_dict().items()}


def packed_name(parameter: str) -> str:
    """A parameter's name in the weight file."""
    return parameter.removeprefix("encoder.")


def logits_of(model: EntailmentModel, vocabulary: Vocabulary, ids: Sequence[list[int]]) -> Tensor:
    """Logits (b, 7) of one batch of piece ids, in bfloat16 where that is faster."""
    padded, mask = pad(ids)
    with torch.autocast("cpu", torch.bfloat16):
        logits: Tensor = model(torch.from_numpy(vocabulary.rows(padded)), torch.from_numpy(mask))
    return logits.float()


@torch.no_grad()
def predict(
    model: EntailmentModel, vocabulary: Vocabulary, pairs: Sequence[tuple[str, str]]
) -> npt.NDArray[np.float32]:
    """Logits (n, 7) of any number of pairs; `ENTAILMENT` and `VERDICT` are their two parts."""
    was_training = model.training
    model.eval()
    ids = vocabulary.encode_pairs(pairs, MAX_PIECES)
    out = np.zeros((len(pairs), len(LABELS) + len(READINGS)), np.float32)
    for batch in batches([len(one) for one in ids], 4_000):
        out[batch] = logits_of(model, vocabulary, [ids[i] for i in batch]).numpy()
    model.train(was_training)
    return out
