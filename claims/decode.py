"""From scores to structure: the best dependency tree, the best sequence of name tags."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]
Scores = npt.NDArray[np.float64]

FORBIDDEN = -1e9

ROOTS = 5
"""Words tried as the root when the greedy choice is no tree, likeliest first; the feasibility run tried three."""


def best_tree(scores: FloatArray) -> list[int]:
    """The heads of the best tree with exactly one root (Chu-Liu/Edmonds).

    `scores` (n, n + 1): row a word, column its head, column 0 the root. Returned heads count words from 1, 0 is the
    root, as in CoNLL-U.
    """
    count = len(scores)
    full = np.full((count + 1, count + 1), FORBIDDEN)
    full[1:] = scores
    np.fill_diagonal(full, FORBIDDEN)
    greedy: list[int] = full[1:].argmax(axis=1).tolist()
    if greedy.count(0) == 1 and not _cycle([0, *greedy]):
        return greedy
    best = max((_rooted(full, root) for root in np.argsort(-full[1:, 0])[:ROOTS] + 1), key=lambda tree: tree[0])
    return best[1]


def _rooted(full: Scores, root: int) -> tuple[float, list[int]]:
    """Score and heads of the best tree whose root is the word `root`."""
    fixed = full.copy()
    fixed[1:, 0] = FORBIDDEN
    fixed[root, 0] = full[root, 0]
    heads = _edmonds(fixed)[1:]
    return float(sum(full[word, head] for word, head in enumerate(heads, start=1))), heads


def _cycle(heads: Sequence[int]) -> list[int]:
    """The words of one cycle, empty if there is none; `heads[0]` is ignored."""
    state = [0] * len(heads)
    for start in range(1, len(heads)):
        path, word = [], start
        while word and not state[word]:
            state[word] = start
            path.append(word)
            word = heads[word]
        if word and state[word] == start:
            return path[path.index(word) :]
    return []


def _edmonds(scores: Scores) -> list[int]:
    """Heads of the best spanning tree below node 0; `scores[word, head]`."""
    heads = [0, *scores[1:].argmax(axis=1).tolist()]
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = set(cycle)
    rest = [node for node in range(len(heads)) if node not in inside]
    merged, leaving, entering = _contract(scores, heads, cycle, rest)
    found = _edmonds(merged)
    for place, node in enumerate(rest[1:], start=1):
        heads[node] = leaving[place] if found[place] == len(rest) else rest[found[place]]
    heads[entering[found[-1]]] = rest[found[-1]]
    return heads


def _contract(
    scores: Scores, heads: list[int], cycle: list[int], rest: list[int]
) -> tuple[Scores, list[int], list[int]]:
    """The graph with the cycle as its last node, the cycle's word that heads each other node, and the word that each
    other node would enter the cycle at."""
    merged = np.full((len(rest) + 1, len(rest) + 1), FORBIDDEN)
    merged[:-1, :-1] = scores[np.ix_(rest, rest)]
    out = scores[np.ix_(rest, cycle)]
    merged[:-1, -1] = out.max(axis=1)
    kept = scores[cycle, [heads[word] for word in cycle]]
    into = scores[np.ix_(cycle, rest)] - kept[:, None]
    merged[-1, :-1] = into.max(axis=0) + kept.sum()
    merged[0] = FORBIDDEN
    return merged, [cycle[i] for i in out.argmax(axis=1)], [cycle[i] for i in into.argmax(axis=0)]


def tag_transitions(tags: Sequence[str]) -> tuple[Scores, Scores]:
    """For BIO tags: the start scores (tags,) and transition scores (from, to), 0 or forbidden."""
    start = np.array([FORBIDDEN if tag[0] == "I" else 0.0 for tag in tags])
    steps = np.zeros((len(tags), len(tags)))
    for column, tag in enumerate(tags):
        if tag[0] == "I":
            steps[:, column] = [0.0 if before[1:] == tag[1:] else FORBIDDEN for before in tags]
    return start, steps


def best_tags(scores: FloatArray, start: Scores, steps: Scores) -> list[int]:
    """The best sequence of tags (Viterbi) for log probabilities (n, tags)."""
    total = scores[0] + start
    back = []
    for row in scores[1:]:
        options = total[:, None] + steps
        back.append(options.argmax(axis=0))
        total = options.max(axis=0) + row
    tags = [int(total.argmax())]
    for pointers in reversed(back):
        tags.append(int(pointers[tags[-1]]))
    return tags[::-1]


def tagged_spans(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """(first, last + 1, kind) of the names in a BIO sequence."""
    spans: list[tuple[int, int, str]] = []
    for place, tag in enumerate(tags):
        if tag[0] == "I" and spans and spans[-1][1:] == (place, tag[2:]):
            spans[-1] = (spans[-1][0], place + 1, tag[2:])
        elif tag != "O":
            spans.append((place, place + 1, tag[2:]))
    return spans


def softmax(scores: FloatArray, axis: int = -1) -> FloatArray:
    """Probabilities along an axis."""
    shifted = np.exp(scores - scores.max(axis=axis, keepdims=True))
    result: FloatArray = shifted / shifted.sum(axis=axis, keepdims=True)
    return result
