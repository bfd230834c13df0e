"""Read treebanks (CoNLL-U) and name-tagged sentences (columns) into training examples.

Contracted words stay one token (`im`, `don't`), because the parser's tokeniser leaves them whole: the token takes the
tag, relation and head of its first syntactic word whose head lies outside.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

FEATURES = ("Mood", "Tense", "VerbForm", "Case", "Number", "Person")
TAGS = ("O", *(f"{b}-{kind}" for kind in ("PER", "LOC", "ORG", "MISC") for b in "BI"))

SUBTYPES = frozenset(
    ["nsubj:pass", "aux:pass", "csubj:pass", "obl:agent", "compound:prt", "acl:relcl", "advcl:relcl", "flat:name"]
)
"""Relations that keep their subtype; of all others only the universal part is learned."""

_KINDS = {
    **dict.fromkeys(("PER",), "PER"),
    **dict.fromkeys(("GPE", "LOC", "FAC"), "LOC"),
    **dict.fromkeys(("ORG",), "ORG"),
    **dict.fromkeys(("OTH", "MISC", "PROD", "EVT", "WORK", "OTHER"), "MISC"),
}


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed sentence: `heads` count words from 1, 0 is the root; `features` has a value, or `_`, for each of FEATURES."""

    words: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]
    upos: tuple[str, ...]
    features: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Tagged:
    """A name-tagged sentence; `misc` says whether its source marks MISC names at all."""

    words: tuple[str, ...]
    tags: tuple[str, ...]
    misc: bool


def read_trees(path: Path) -> list[Tree]:
    """The sentences of a CoNLL-U file that form a tree after contracted words are joined."""
    lines = path.read_text("utf-8").splitlines()
    blocks = (list(block) for filled, block in groupby(lines, key=bool) if filled)
    trees = (_tree([line.split("\t") for line in block if not line.startswith("#")]) for block in blocks)
    return [tree for tree in trees if tree is not None]


def _tree(rows: list[list[str]]) -> Tree | None:
    """One sentence, or nothing if joining words broke its tree."""
    nodes = {int(row[0]): row for row in rows if row[0].isdigit()}
    groups = list(_groups(rows, nodes))
    token = {0: 0} | {node: place for place, (_, ids) in enumerate(groups, start=1) for node in ids}
    carriers = [nodes[_carrier(ids, nodes)] for _, ids in groups]
    heads = tuple(token[int(row[6])] for row in carriers)
    if heads.count(0) != 1 or any(head == place for place, head in enumerate(heads, start=1)):
        return None
    return Tree(
        words=tuple(form for form, _ in groups),
        heads=heads,
        relations=tuple(_relation(row[7]) for row in carriers),
        upos=tuple(row[3] for row in carriers),
        features=tuple(_features(row[5]) for row in carriers),
    )


def _groups(rows: list[list[str]], nodes: dict[int, list[str]]) -> Iterator[tuple[str, list[int]]]:
    """The surface tokens with the ids of their syntactic words."""
    joined = {}
    for row in rows:
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            joined[first] = (row[1], list(range(first, last + 1)))
    node = 1
    while node <= len(nodes):
        form, ids = joined.get(node, (nodes[node][1], [node]))
        yield form, ids
        node = ids[-1] + 1


def _carrier(ids: list[int], nodes: dict[int, list[str]]) -> int:
    """The word of a contraction that governs the others."""
    return next((node for node in ids if int(nodes[node][6]) not in ids), ids[0])


def _relation(name: str) -> str:
    return name if name in SUBTYPES else name.partition(":")[0]


def _features(column: str) -> tuple[str, ...]:
    found = dict(pair.split("=", 1) for pair in column.split("|") if "=" in pair)
    return tuple(found.get(name, "_") for name in FEATURES)


def read_tagged(path: Path, *, misc: bool = True) -> list[Tagged]:
    """The sentences of a tab-separated file with words in column 1 and BIO tags in column 2."""
    sentences = []
    lines = path.read_text("utf-8").splitlines()
    for filled, block in groupby(lines, key=lambda line: bool(line.strip())):
        rows = [line.split("\t") for line in block if not line.startswith("#\t") and not line.startswith("# ")]
        rows = [row for row in rows if len(row) > 2]
        if filled and rows:
            words = tuple(row[1] for row in rows)
            sentences.append(Tagged(words, _bio([row[2].strip() for row in rows]), misc))
    return sentences


def _bio(tags: list[str]) -> tuple[str, ...]:
    """Tags in the project's four kinds; derived words (`deutschen`) and parts of words are no names."""
    found: list[str] = []
    before = "O"
    for tag in tags:
        prefix, _, kind = tag.partition("-")
        kept = _KINDS.get(kind.upper(), "")
        if not kept:
            found.append("O")
        else:
            inside = prefix == "I" and before[2:] == kept
            found.append(("I-" if inside else "B-") + kept)
        before = found[-1]
    return tuple(found)
