"""Match the words of two names with each other, words that are written apart or together included."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from reconcile.names.likeness import Likeness

FLOOR = 0.66
"""Below this two words are not matched at all."""

JOIN = 0.9
"""What two words must reach to be matched with one (`Abd al-Karim`, `Abdelkarim`)."""

CompareWords = Callable[[str, str], Likeness]


@dataclass(frozen=True, slots=True)
class Match:
    """Words `left` of the one name and `right` of the other (positions) that were matched."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Alignment:
    """All matches, and the positions of the words that found none."""

    matches: tuple[Match, ...]
    left_only: tuple[int, ...]
    right_only: tuple[int, ...]


def _runs(count: int) -> Iterator[tuple[int, ...]]:
    for size in (1, 2, 3):
        for start in range(count - size + 1):
            yield tuple(range(start, start + size))


def _candidates(left: Sequence[str], right: Sequence[str], compare: CompareWords) -> Iterator[Match]:
    for a in _runs(len(left)):
        for b in _runs(len(right)):
            if len(a) > 1 and len(b) > 1:
                continue
            likeness = compare("".join(left[i] for i in a), "".join(right[i] for i in b))
            if likeness.score >= (FLOOR if len(a) == len(b) else JOIN):
                yield Match(a, b, likeness)


def _strength(match: Match, left: Sequence[str]) -> tuple[float, int, int]:
    letters = sum(len(left[i]) for i in match.left)
    return (-match.likeness.score, -letters, abs(match.left[0] - match.right[0]))


def align(left: Sequence[str], right: Sequence[str], compare: CompareWords) -> Alignment:
    """Match words greedily, the most alike and longest first; each word is used once."""
    used_left: set[int] = set()
    used_right: set[int] = set()
    matches = []
    for match in sorted(_candidates(left, right, compare), key=partial(_strength, left=left)):
        if used_left.isdisjoint(match.left) and used_right.isdisjoint(match.right):
            used_left.update(match.left)
            used_right.update(match.right)
            matches.append(match)
    left_only = tuple(i for i in range(len(left)) if i not in used_left)
    right_only = tuple(i for i in range(len(right)) if i not in used_right)
    return Alignment(tuple(sorted(matches, key=lambda m: m.left)), left_only, right_only)
