"""The encoder in PyTorch, for training, for GPUs, and for use through sentence-transformers.

Parameter names equal the names in the weight files, so the same file feeds onnxruntime and PyTorch.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

HIDDEN, HEADS, INNER, POSITIONS = 384, 12, 1536, 512
EPSILON = 1e-12


def dropout(x: Tensor, rate: float) -> Tensor:
    """Zero a share `rate` (to 1/256) of the elements and scale up the rest.

    One random byte an element: torch's own function draws a double for each, a sixth of a training step on a CPU.
    """
    if not rate:
        return x
    dropped, count = round(256 * rate), x.numel()
    noise = torch.empty(count // 8 + 1, dtype=torch.int64, device=x.device).random_(-(2**63), None)
    kept = noise.view(torch.uint8)[:count].view(x.shape) >= dropped
    return x * kept * (256 / (256 - dropped))


class Embeddings(nn.Module):
    """Positions and normalisation on top of the word embeddings."""

    def __init__(self) -> None:
        super().__init__()
        self.position = nn.Parameter(torch.zeros(POSITIONS, HIDDEN))
        self.norm = nn.LayerNorm(HIDDEN, eps=EPSILON)

    def forward(self, words: Tensor) -> Tensor:
        """Word embeddings (batch, length, hidden), same shape out."""
        out: Tensor = self.norm(words + self.position[: words.shape[1]])
        return out


class Layer(nn.Module):
    """Self-attention and feed-forward, each with residual and normalisation.

    Attention is written out: for sentences, the fused kernel's backward pass on the CPU costs half of a training step.
    """

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=EPSILON)
        self.up = nn.Linear(HIDDEN, INNER)
        self.down = nn.Linear(INNER, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=EPSILON)
        self.dropout = dropout

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """`x` (batch, length, hidden); `bias` (batch, 1, 1, length), large and negative at padding."""
        batch, length, _ = x.shape
        stacked = self.qkv(x).view(batch, length, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        query, key, value = stacked.unbind(0)
        scores = query @ key.transpose(2, 3) * (HIDDEN // HEADS) ** -0.5 + bias
        mixed = torch.softmax(scores, dim=-1).to(value.dtype) @ value
        rate = self.dropout if self.training else 0.0
        attended = self.out(mixed.transpose(1, 2).reshape(batch, length, HIDDEN))
        x = self.norm1(x + dropout(attended, rate))
        wide = self.down(functional.gelu(self.up(x)))
        out: Tensor = self.norm2(x + dropout(wide, rate))
        return out


class TorchEncoder(nn.Module):
    """The BERT stack over given word embeddings."""

    def __init__(self, layers: int, dropout: float = 0.0) -> None:
        super().__init__()
        self.embeddings = Embeddings()
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))

    def stack(self) -> list[Layer]:
        """The layers, lowest first."""
        return [layer for layer in self.layers if isinstance(layer, Layer)]

    def forward(self, words: Tensor, mask: Tensor) -> Tensor:
        """Word embeddings (batch, length, hidden) and mask (batch, length) to hidden states."""
        x: Tensor = self.embeddings(words)
        bias = (1.0 - mask)[:, None, None, :] * -10000.0
        for layer in self.stack():
            x = layer(x, bias)
        return x
