"""Find the alike names of two long lists without comparing every name with every other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from rapidfuzz import fuzz

from reconcile.names.compare import compare_names
from reconcile.names.fold import split_words
from reconcile.names.likeness import MATCH, Likeness
from reconcile.names.organisations import compound_of, is_acronym
from reconcile.names.places import german_form, place_ids, split_direction
from reconcile.names.resources import words
from reconcile.names.sound import skeletons, sounds

NEAR = 50.0
"""Least token-sort ratio (0-100) of the sound keys of two names of several parts. Of the 115 pairs of persons of the name
bench (dev half, 2026-11) that reach `MATCH` it drops two, at 55 three."""

COMMON = 400
"""A key that more names than this share is too common to propose pairs alone."""


def block_keys(name: str) -> frozenset[str]:
    """The keys under which a name is looked up: the consonant skeleton of each of its words, and of all as one word."""
    every = split_words(name)
    return frozenset(key for word in (*every, "".join(every)) if len(word) > 1 for key in skeletons(word))


def story_keys(name: str) -> frozenset[str]:
    """More keys, for the few names of a story: also the initials, the letters as one word, and a place's German form."""
    every = split_words(name)
    initials = "".join(word[0] for word in every if word not in words("organisations.toml", "small"))
    whole = "".join(every)
    short = {f"#{initials}", f"#{initials[1:]}"} if len(initials) > 1 else {f"#{whole}"} if is_acronym(name) else set()
    rest = split_direction(name)[1]
    return (
        block_keys(name)
        | short
        | skeletons(german_form(rest))
        | {f"@{p}" for p in place_ids(rest)}
        | {f"+{compound_of(name)}"}
    )


def candidates(
    left: Sequence[str], right: Sequence[str], keys: Callable[[str], frozenset[str]] = block_keys
) -> Iterator[tuple[int, int]]:
    """Positions of the names that share a key, each pair once, in order."""
    index: dict[str, list[int]] = defaultdict(list)
    for position, name in enumerate(right):
        for key in keys(name):
            index[key].append(position)
    for position, name in enumerate(left):
        found = {other for key in keys(name) if len(index.get(key, ())) <= COMMON for other in index.get(key, ())}
        yield from ((position, other) for other in sorted(found))


def match_lists(kind: str, left: Sequence[str], right: Sequence[str]) -> tuple[tuple[int, int, Likeness], ...]:
    """The pairs of two lists, by position, that reach `MATCH`.

    Candidates whose keys, sorted and joined, are hardly alike are dropped before the comparison, which costs a
    hundred times as much.
    """
    keys = [[_heard(name) for name in names] for names in (left, right)]
    near = (
        (i, j)
        for i, j in candidates(left, right)
        if fuzz.token_sort_ratio(keys[0][i], keys[1][j], score_cutoff=NEAR)
        or " " not in keys[0][i]
        or " " not in keys[1][j]
    )
    compared = ((i, j, compare_names(kind, left[i], right[j])) for i, j in near)
    return tuple(found for found in compared if found[2].score >= MATCH)


def _heard(name: str) -> str:
    return " ".join(min(sounds(word)) for word in split_words(name))
