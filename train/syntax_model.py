"""The syntax model in PyTorch: encoder, biaffine parser, taggers. Parameter names are those of `train.syntax_graph`."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from claims.neural import Labels
from reconcile.torch_encoder import HIDDEN, TorchEncoder

ARC, LABEL = 256, 96
"""Width of the biaffine sides for heads and for relations."""

DROPOUT = 0.25


def _with_one(x: Tensor) -> Tensor:
    """A constant 1 appended to the last axis, so that a biaffine form holds its linear terms."""
    return functional.pad(x, (0, 1), value=1.0)


class Ner(nn.Module):
    """Two layers: names need more than a linear read-out (1.5 F1 in the feasibility run)."""

    def __init__(self, tags: int) -> None:
        super().__init__()
        self.hidden = nn.Linear(HIDDEN, HIDDEN)
        self.out = nn.Linear(HIDDEN, tags)

    def forward(self, words: Tensor) -> Tensor:
        """(b, n, hidden) to (b, n, tags)."""
        hidden = functional.dropout(functional.gelu(self.hidden(words)), DROPOUT, self.training)
        out: Tensor = self.out(hidden)
        return out


class Bilinear(nn.Module):
    """Only holds the form's parameter, under the name that the graph expects."""

    def __init__(self, *shape: int) -> None:
        super().__init__()
        self.bilinear = nn.Parameter(torch.randn(*shape) * 0.02)


class SyntaxModel(nn.Module):
    """All heads on one encoder."""

    def __init__(self, labels: Labels, layers: int) -> None:
        super().__init__()
        self.encoder = TorchEncoder(layers, dropout=0.1)
        self.root = nn.Parameter(torch.randn(HIDDEN) * 0.02)
        self.arc_dep, self.arc_head = nn.Linear(HIDDEN, ARC), nn.Linear(HIDDEN, ARC)
        self.label_dep, self.label_head = nn.Linear(HIDDEN, LABEL), nn.Linear(HIDDEN, LABEL)
        self.arc = Bilinear(ARC + 1, ARC + 1)
        self.label = Bilinear(len(labels.relations), LABEL + 1, LABEL + 1)
        self.upos = nn.Linear(HIDDEN, len(labels.upos))
        self.morph = nn.Linear(HIDDEN, sum(len(values) for _, values in labels.morph))
        self.ner = Ner(len(labels.ner))

    def words(self, embedded: Tensor, mask: Tensor, first: Tensor) -> Tensor:
        """The hidden state of each word's first piece: (b, n, hidden)."""
        hidden = self.encoder(embedded, mask)
        index = first[..., None].expand(-1, -1, HIDDEN)
        return functional.dropout(torch.gather(hidden, 1, index).float(), DROPOUT, self.training)

    def _side(self, layer: nn.Linear, x: Tensor) -> Tensor:
        return _with_one(functional.dropout(functional.gelu(layer(x)), DROPOUT, self.training))

    def rooted(self, words: Tensor) -> Tensor:
        """The words with the root vector in front: (b, n + 1, hidden)."""
        return torch.cat([self.root.expand(len(words), 1, -1), words], dim=1)

    def arcs(self, words: Tensor) -> Tensor:
        """Scores of every head for every word: (b, n, n + 1)."""
        dependent = self._side(self.arc_dep, words) @ self.arc.bilinear
        return dependent @ self._side(self.arc_head, self.rooted(words)).transpose(1, 2)

    def relations(self, words: Tensor, heads: Tensor) -> Tensor:
        """Scores of the relations to the given heads (b, n): (b, n, relations)."""
        index = heads[..., None].expand(-1, -1, HIDDEN)
        chosen = torch.gather(self.rooted(words), 1, index)
        left = torch.einsum("bni,rij->bnrj", self._side(self.label_dep, words), self.label.bilinear)
        return torch.einsum("bnrj,bnj->bnr", left, self._side(self.label_head, chosen))

    def packed_names(self) -> dict[str, Tensor]:
        """Parameters under the names of the weight file."""
        return {name.removeprefix("encoder."): value for name, value in self.state_dict().items()}
