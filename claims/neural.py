"""The packaged parser: words to tags, trees and names with onnxruntime."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import cast

import numpy as np
import numpy.typing as npt

from claims.decode import best_tags, best_tree, softmax, tag_transitions, tagged_spans
from claims.errors import ModelError
from claims.syntax import Entity, EntityKind, Parse, Token
from claims.transformer import END, MAX_PIECES, START, Transformer, batches, shared_vocabulary
from claims.weights import FloatArray

BATCH_PIECES = 1_000
"""Pieces in one batch of sentences."""

VERBS = frozenset({"VERB", "AUX"})


@dataclass(frozen=True, slots=True)
class Labels:
    """What the columns of the model's outputs mean."""

    relations: tuple[str, ...]
    upos: tuple[str, ...]
    morph: tuple[tuple[str, tuple[str, ...]], ...]
    ner: tuple[str, ...]


def read_labels(path: Path) -> Labels:
    """The labels in a model's `config.json`."""
    try:
        config = json.loads(path.read_text("utf-8"))
        morph = tuple((name, tuple(values)) for name, values in config["morph"])
        return Labels(tuple(config["relations"]), tuple(config["upos"]), morph, tuple(config["ner"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{path} does not describe a parser: {error!r}") from error


class NeuralParser:
    """A `Parser` on the model of a folder (see `train/syntax.py`)."""

    def __init__(self, folder: Path, models: Path, threads: int = 1) -> None:
        """Load the model in `folder`, with its own `vocabulary` folder or the shared one in `models`."""
        own = folder / "vocabulary"
        self._vocabulary = shared_vocabulary(own if own.is_dir() else models / "vocabulary")
        self._model = Transformer(folder, self._vocabulary, threads)
        self._labels = read_labels(folder / "config.json")
        self._start, self._steps = tag_transitions(self._labels.ner)

    def parse(self, sentences: Sequence[Sequence[str]]) -> list[Parse]:
        """One parse a sentence, in order; offsets as if the tokens were joined by single spaces."""
        pieces = [self._pieces(sentence) for sentence in sentences]
        parses: dict[int, Parse] = {}
        for batch in batches([len(ids) for ids, _ in pieces], BATCH_PIECES):
            filled = [i for i in batch if sentences[i]]
            parses.update({i: Parse((), ()) for i in batch})
            if filled:
                outputs = self._run([pieces[i] for i in filled])
                for row, i in enumerate(filled):
                    parses[i] = self._decode(sentences[i], [output[row] for output in outputs])
        return [parses[i] for i in range(len(sentences))]

    def _pieces(self, sentence: Sequence[str]) -> tuple[list[int], list[int]]:
        """Piece ids of a sentence and each word's first piece; words beyond the model's length share the last."""
        ids, first = [START], []
        for word in sentence:
            first.append(min(len(ids), MAX_PIECES - 2))
            ids += self._vocabulary.encode_word(word)
        return [*ids[: MAX_PIECES - 1], END], first

    def _run(self, pieces: Sequence[tuple[list[int], list[int]]]) -> list[FloatArray]:
        """The model's outputs for one batch."""
        first = np.zeros((len(pieces), max(len(places) for _, places in pieces)), np.int64)
        for row, (_, places) in enumerate(pieces):
            first[row, : len(places)] = places
        return self._model.run([ids for ids, _ in pieces], first=first)

    def _decode(self, words: Sequence[str], outputs: Sequence[FloatArray]) -> Parse:
        """The parse that the outputs of one sentence (padding included) say."""
        count = len(words)
        arcs, relations, upos, morph, ner = outputs
        heads = best_tree(np.log(softmax(arcs[:count, : count + 1]) + 1e-12))
        chosen = relations[:, np.arange(count), heads].argmax(axis=0)
        tags = [self._labels.upos[column] for column in upos[:count].argmax(axis=1)]
        forms = self._morph(morph[:count], tags)
        tokens = []
        for i, (start, end) in enumerate(_joined(words)):
            relation = self._labels.relations[chosen[i]]
            tokens.append(Token(i, words[i], tags[i], heads[i] - 1, relation, forms[i], start, end))
        return Parse(tuple(tokens), self._entities(tokens, ner[:count]))

    def _morph(self, scores: FloatArray, tags: Sequence[str]) -> list[tuple[tuple[str, str], ...]]:
        """The features of each word from scores (n, all values).

        Every verb has a verb form: two of the treebanks leave it out, which the model must not repeat.
        """
        ends = np.cumsum([0, *(len(values) for _, values in self._labels.morph)]).tolist()
        columns: list[npt.NDArray[np.int64]] = []
        for (name, _values), (a, b) in zip(self._labels.morph, pairwise(ends), strict=True):
            part = scores[:, a:b].copy()
            if name == "VerbForm":
                part[[tag in VERBS for tag in tags], 0] = -np.inf
            columns.append(part.argmax(axis=1))
        return [
            tuple(
                (name, values[column[i]])
                for (name, values), column in zip(self._labels.morph, columns, strict=True)
                if values[column[i]] != "_"
            )
            for i in range(len(scores))
        ]

    def _entities(self, tokens: Sequence[Token], scores: FloatArray) -> tuple[Entity, ...]:
        """The names from scores (n, tags)."""
        shares = softmax(scores)
        tags = best_tags(np.log(shares + 1e-12), self._start, self._steps)
        certain = shares[np.arange(len(tags)), tags]
        return tuple(
            Entity(
                cast(EntityKind, kind), first, last, tokens[first].start, tokens[last - 1].end,
                round(float(certain[first:last].mean()), 4),
            )
            for first, last, kind in tagged_spans([self._labels.ner[tag] for tag in tags])
        )  # fmt: skip


def _joined(words: Sequence[str]) -> list[tuple[int, int]]:
    """The bounds of words that are joined by single spaces."""
    bounds, at = [], 0
    for word in words:
        bounds.append((at, at + len(word)))
        at += len(word) + 1
    return bounds
