"""The entailment model as a module of sentence-transformers: `CrossEncoder(folder, trust_remote_code=True)`.

The library loads classes of other packages only with `trust_remote_code=True`; nothing is downloaded. The parameters are
those of the general model on the onnxruntime path, unpacked from the same files, so scores are equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import torch
from sentence_transformers.base.modules import InputModule
from torch import Tensor, nn

from claims.transformer import Vocabulary, model_weights, pad, verify_made_for
from claims.transformer import shared_vocabulary as load_vocabulary
from reconcile.entail import GENERAL, MAX_PIECES
from reconcile.torch_encoder import HIDDEN, TorchEncoder


class PackedCrossEncoder(InputModule):  # type: ignore[misc]  # the library is untyped here
    """Both texts to `sentence_embedding` (batch, 384): mean and first piece, one layer with tanh.

    A `Dense` module of the library follows and turns it into the three scores.
    """

    max_seq_length = MAX_PIECES

    def __init__(self, folder: Path, vocabulary: Vocabulary) -> None:
        """Unpack the weights of a model folder; `ModelError` if a file changed or it was made for another vocabulary."""
        super().__init__()
        self.folder, self.vocabulary = folder, vocabulary
        self.tokenizer = vocabulary.tokenizer
        verify_made_for(folder, vocabulary)
        weights = {name: torch.from_numpy(value) for name, value in model_weights(folder, GENERAL).items()}
        self.encoder = TorchEncoder(1 + max(int(name.split(".")[1]) for name in weights if name.startswith("layers.")))
        self.encoder.load_state_dict({name: weights[name] for name in self.encoder.state_dict()})
        self.pooled = nn.Linear(2 * HIDDEN, HIDDEN)
        self.pooled.load_state_dict({name: weights[f"pooled.{name}"] for name in ("weight", "bias")})

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **_options: Any) -> dict[str, Tensor]:
        """Pairs of texts to word embeddings (batch, length, hidden) and mask (batch, length)."""
        pairs = [(f"{prompt or ''}{left}", str(right)) for left, right in inputs]
        ids, mask = pad(self.vocabulary.encode_pairs(pairs, MAX_PIECES))
        return {"words": torch.from_numpy(self.vocabulary.rows(ids)), "attention_mask": torch.from_numpy(mask)}

    def forward(self, features: dict[str, Tensor], **_options: Any) -> dict[str, Tensor]:
        """Add `sentence_embedding` to the features."""
        mask = features["attention_mask"]
        hidden = self.encoder(features["words"], mask)
        mean = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        features["sentence_embedding"] = torch.tanh(self.pooled(torch.cat([mean, hidden[:, 0]], dim=-1)))
        return features

    def save(self, output_path: str, *_arguments: Any, **_options: Any) -> None:
        """Refused: the packed folder is written by `train/entailment.py`."""
        raise NotImplementedError(f"copy {self.folder} instead of saving to {output_path}")

    @classmethod
    def load(cls, model_name_or_path: str, **_options: Any) -> Self:
        """Load from a local model folder beside its `vocabulary` folder."""
        folder = Path(model_name_or_path)
        return cls(folder, load_vocabulary(folder.parent / "vocabulary"))
