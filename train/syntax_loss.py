"""What the syntax model is punished for: wrong heads, relations, tags, features; wrong names."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.nn import functional

from claims.neural import Labels
from train.syntax_model import SyntaxModel
from train.treebank import TAGS, Tagged, Tree

MORPH_WEIGHT, UPOS_WEIGHT = 0.15, 0.5
"""Weights of the side losses; arcs, relations and names count 1."""

IGNORE = -100
FIRST_MISC = TAGS.index("B-MISC")


def tree_loss(model: SyntaxModel, labels: Labels, words: Tensor, trees: Sequence[Tree]) -> Tensor:
    """Arcs, relations, tags and features of the word vectors (b, n, hidden)."""
    heads = torch.from_numpy(grid([tree.heads for tree in trees], IGNORE))
    count = torch.tensor([len(tree.words) for tree in trees])
    arcs = model.arcs(words)
    beyond = torch.arange(arcs.shape[2])[None, None, :] > count[:, None, None]
    loss = _cross_entropy(arcs.masked_fill(beyond, -1e4), heads)
    relations = [[labels.relations.index(relation) for relation in tree.relations] for tree in trees]
    loss = loss + _cross_entropy(model.relations(words, heads.clamp_min(0)), _targets(relations))
    upos = [[labels.upos.index(tag) for tag in tree.upos] for tree in trees]
    loss = loss + UPOS_WEIGHT * _cross_entropy(model.upos(words), _targets(upos))
    return loss + MORPH_WEIGHT * _feature_loss(model.morph(words), labels, trees)


def _feature_loss(scores: Tensor, labels: Labels, trees: Sequence[Tree]) -> Tensor:
    """The sum over the features of scores (b, n, all values); rare values count as absent."""
    loss = torch.zeros(())
    columns = torch.split(scores, [len(values) for _, values in labels.morph], dim=-1)
    for place, (column, (_, values)) in enumerate(zip(columns, labels.morph, strict=True)):
        known = {value: i for i, value in enumerate(values)}
        loss = loss + _cross_entropy(
            column, _targets([[known.get(word[place], 0) for word in tree.features] for tree in trees])
        )
    return loss


def name_loss(model: SyntaxModel, words: Tensor, tagged: Sequence[Tagged]) -> Tensor:
    """Names; where a source marks no MISC, the model is not told that there is none."""
    silent = torch.zeros(len(tagged), 1, len(TAGS), dtype=torch.bool)
    silent[[i for i, one in enumerate(tagged) if not one.misc], :, FIRST_MISC:] = True
    scores = model.ner(words).masked_fill(silent, -1e4)
    return _cross_entropy(scores, _targets([[TAGS.index(tag) for tag in one.tags] for one in tagged]))


def _cross_entropy(scores: Tensor, targets: Tensor) -> Tensor:
    """Mean over the filled places of (b, n, classes) and (b, n)."""
    return functional.cross_entropy(scores.flatten(0, 1), targets.flatten(), ignore_index=IGNORE)


def grid(rows: Sequence[Sequence[int]], fill: int) -> npt.NDArray[np.int64]:
    """Rows of unequal length as one array (b, n)."""
    filled = np.full((len(rows), max(map(len, rows))), fill, np.int64)
    for place, row in enumerate(rows):
        filled[place, : len(row)] = row
    return filled


def _targets(rows: Sequence[Sequence[int]]) -> Tensor:
    return torch.from_numpy(grid(rows, IGNORE))
