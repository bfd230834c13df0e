"""Which sentences of an event tell of the same detail: what the sentence encoder learns to bring together and to keep apart.

From the details told six ways (`corpus/facts`), the labelled pairs (`corpus/pairs.jsonl`, train part) and the labelled candidate
pairs of stories (`candidates.jsonl`). Whether two sentences agree or contradict each other does not matter: both are to be read.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

SAME, UNKNOWN, OTHER = 1, 0, -1
"""Two sentences are about the same detail, nobody has said, or they are about different ones."""

NOT_ONE_DETAIL = "same_words_other_event"
"""The kind of labelled pair that looks like one detail and is none: not brought together, not driven apart."""

ROWS = 20
"""Labelled pairs of one event that are seen at a time; a large event fills several."""

Labelled = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Tellings:
    """Sentences of one event; `relations` (n, n) int8, symmetric, SAME, UNKNOWN or OTHER, the diagonal UNKNOWN."""

    texts: tuple[str, ...]
    relations: NDArray[np.int8]


def read_tellings(corpus: Path, folders: Sequence[Path]) -> list[Tellings]:
    """Everything: `corpus` holds `facts` and `pairs.jsonl`, the folders of stories hold `candidates.jsonl`."""
    candidates = [folder / "candidates.jsonl" for folder in folders]
    return [
        *_facts(corpus / "facts"),
        *_pairs(corpus / "pairs.jsonl"),
        *(t for c in candidates for t in _candidates(c)),
    ]


def tellings_of(labelled: Sequence[Labelled], rest: int) -> Tellings:
    """The sentences of labelled pairs. `rest` is the relation of two that no chain of pairs joins; two that one joins only through
    others are UNKNOWN: of two that agree with a third nothing is known, but much may be guessed.
    """
    texts = tuple(dict.fromkeys(text for left, right, _ in labelled for text in (left, right)))
    place = {text: at for at, text in enumerate(texts)}
    group = _chains([(place[left], place[right]) for left, right, _ in labelled], len(texts))
    relations = np.where(group[:, None] == group[None, :], UNKNOWN, rest).astype(np.int8)
    for left, right, relation in labelled:
        a, b = place[left], place[right]
        relations[a, b] = relations[b, a] = relation
    np.fill_diagonal(relations, UNKNOWN)
    return Tellings(texts, relations)


def _chains(joined: Sequence[tuple[int, int]], count: int) -> NDArray[np.int64]:
    """For every one of `count` sentences the number of the chain that it belongs to."""
    group = np.arange(count)
    for a, b in joined:
        group[group == group[b]] = group[a]
    return group


def _facts(folder: Path) -> Iterator[Tellings]:
    """Both versions of a detail tell of the same; what is said beside it is neither the same nor something else."""
    events: dict[str, list[Labelled]] = defaultdict(list)
    for path in sorted(folder.glob("*.jsonl")):
        for row in _rows(path):
            told = [(text, part) for part in ("a", "b", "n") for text in row[part]]
            for (left, one), (right, other) in combinations(told, 2):
                events[row["event"]].append((left, right, UNKNOWN if "n" in (one, other) else SAME))
    yield from (tellings_of(labelled, OTHER) for labelled in events.values())


def _pairs(path: Path) -> Iterator[Tellings]:
    """What nobody paired within an event counts as something else."""
    events: dict[str, list[Labelled]] = defaultdict(list)
    for row in _rows(path):
        if row["split"] == "train":
            relation = UNKNOWN if row["kind"] == NOT_ONE_DETAIL else SAME
            events[row["event"]].append((row["left"]["text"], row["right"]["text"], relation))
    for labelled in events.values():
        yield from (tellings_of(labelled[start : start + ROWS], OTHER) for start in range(0, len(labelled), ROWS))


def _candidates(path: Path) -> Iterator[Tellings]:
    """Only what a reader has called unrelated is something else."""
    stories: dict[str, list[Labelled]] = defaultdict(list)
    for row in _rows(path):
        relation = {"": UNKNOWN, "unrelated": OTHER}.get(row["label"], SAME)
        stories[row["story"]].append((row["left"]["text"], row["right"]["text"], relation))
    yield from (tellings_of(labelled, UNKNOWN) for labelled in stories.values())


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    yield from (json.loads(line) for line in path.read_text("utf-8").split("\n") if line)
