"""What the syntax model is trained on, how often each set is drawn, and how sentences become batches."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from claims.neural import Labels
from claims.transformer import END, MAX_PIECES, START, Vocabulary
from train.treebank import FEATURES, TAGS, Tagged, Tree, read_tagged, read_trees

TREES = {
    "de_gsd-dev": 2.0, "de_pud": 2.0, "de_hdt-old-a": 2.0, "de_hdt-old-b": 2.0, "en_ewt-train": 0.5, "fr_sequoia-train": 0.6,
    "nl_lassysmall-dev": 0.8, "es_pud": 0.6, "pl_pud": 0.6, "sv_pud": 0.6, "cs_pud": 0.6, "pt_pud": 0.6, "fr_pud": 0.6,
}  # fmt: skip
"""Treebanks and the share of each that one round draws. GSD-test, EWT-test and the PUDs en, it, ru stay unseen."""

NAMES = {"germeval2014-test.tsv": (2.0, True), "uner_en_ewt-dev.iob2": (1.0, False), "wikigold_en.conllu": (1.0, True)}
"""Name-tagged sets: share of a round, and whether the set marks MISC. No WikiANN: its licence is unclear."""

HELD_OUT = 20
"""Every 20th German sentence is kept for watching the training."""

LONGEST = 70
BATCH_PIECES = 1_400
CAPITALS = 0.03
"""Share of name-tagged sentences shown in capitals, as headlines are."""

Example = Tree | Tagged
Kind = TypeVar("Kind", Tree, Tagged)


@dataclass(frozen=True, slots=True)
class Corpus:
    """All training sentences with the share that a round draws of each set, and the held-out German ones."""

    trees: tuple[tuple[float, list[Tree]], ...]
    names: tuple[tuple[float, list[Tagged]], ...]
    held_out: tuple[Tree, ...]


def read_corpus(data: Path) -> Corpus:
    """Read `data/ud` and `data/ner`."""
    trees, held_out = [], []
    for name, share in TREES.items():
        sentences = read_trees(data / "ud" / f"{name}.conllu")
        if name.startswith("de_"):
            held_out += sentences[::HELD_OUT]
            sentences = [s for i, s in enumerate(sentences) if i % HELD_OUT]
        trees.append((share, [s for s in sentences if 2 <= len(s.words) <= LONGEST]))
    names = []
    for name, (share, misc) in NAMES.items():
        tagged = read_tagged(data / "ner" / name, misc=misc)
        names.append((share, [s for s in tagged if 2 <= len(s.words) <= LONGEST]))
    return Corpus(tuple(trees), tuple(names), tuple(held_out))


def collect_labels(corpus: Corpus) -> Labels:
    """The labels of the training trees; feature values seen fewer than 20 times count as absent."""
    trees = [tree for _, sentences in corpus.trees for tree in sentences]
    morph = []
    for place, name in enumerate(FEATURES):
        counts = Counter(values[place] for tree in trees for values in tree.features)
        kept = [value for value, count in counts.most_common() if value != "_" and count >= 20]
        morph.append((name, ("_", *kept)))
    relations = sorted({relation for tree in trees for relation in tree.relations})
    upos = sorted({tag for tree in trees for tag in tree.upos})
    return Labels(tuple(relations), tuple(upos), tuple(morph), TAGS)


def pieces_of(words: Sequence[str], vocabulary: Vocabulary) -> tuple[list[int], list[int]]:
    """Piece ids of a sentence and the place of each word's first piece, as `claims.neural` makes them."""
    ids, first = [START], []
    for word in words:
        first.append(min(len(ids), MAX_PIECES - 2))
        ids += vocabulary.encode_word(word)
    return [*ids[: MAX_PIECES - 1], END], first


def rounds(corpus: Corpus, vocabulary: Vocabulary, rng: random.Random) -> Iterator[list[Example]]:
    """Endless shuffled batches, each of trees only or of names only."""
    while True:
        trees: list[Example] = [tree for share, pool in corpus.trees for tree in _draw(pool, share, rng)]
        names: list[Example] = [
            _capitals(tagged, rng) for share, pool in corpus.names for tagged in _draw(pool, share, rng)
        ]
        batches = [*_batches(trees, vocabulary, rng), *_batches(names, vocabulary, rng)]
        rng.shuffle(batches)
        yield from batches


def _draw(pool: list[Kind], share: float, rng: random.Random) -> list[Kind]:
    """`share` times the pool: whole copies and a random part."""
    whole, part = divmod(share, 1.0)
    return pool * int(whole) + rng.sample(pool, int(len(pool) * part))


def _capitals(tagged: Tagged, rng: random.Random) -> Tagged:
    """Now and then the sentence in capitals."""
    if rng.random() >= CAPITALS:
        return tagged
    return Tagged(tuple(word.upper() for word in tagged.words), tagged.tags, tagged.misc)


def _batches(examples: list[Example], vocabulary: Vocabulary, rng: random.Random) -> Iterator[list[Example]]:
    """Batches of similar length, `BATCH_PIECES` pieces with padding."""
    lengths = [(len(pieces_of(e.words, vocabulary)[0]) + rng.random() * 6, i) for i, e in enumerate(examples)]
    batch: list[Example] = []
    for length, i in sorted(lengths):
        if batch and length * (len(batch) + 1) > BATCH_PIECES:
            yield batch
            batch = []
        batch.append(examples[i])
    if batch:
        yield batch
