"""Find the alike names of two long lists without comparing every name with every other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from reconcile.names.compare import compare_names
from reconcile.names.fold import split_words
from reconcile.names.likeness import MATCH, Likeness
from reconcile.names.organisations import is_acronym
from reconcile.names.places import german_form, place_ids, split_direction
from reconcile.names.resources import words
from reconcile.names.sound import skeletons

COMMON = 400
"""A key that more names than this share is too common to propose pairs alone."""


def block_keys(name: str) -> frozenset[str]:
    """The keys under which a name is looked up: the consonant skeleton of each of its words."""
    return frozenset(key for word in split_words(name) if len(word) > 1 for key in skeletons(word))


def story_keys(name: str) -> frozenset[str]:
    """More keys, for the few names of a story: also the initials, the letters as one word, and a place's German form."""
    every = split_words(name)
    initials = "".join(word[0] for word in every if word not in words("organisations.toml", "small"))
    whole = "".join(every)
    short = {f"#{initials}"} if len(initials) > 1 else {f"#{whole}"} if is_acronym(name) else set()
    rest = split_direction(name)[1]
    return block_keys(name) | short | skeletons(german_form(rest)) | skeletons(whole) | {f"@{p}" for p in place_ids(rest)}


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
    """The pairs of two lists, by position, that reach `MATCH`."""
    compared = ((i, j, compare_names(kind, left[i], right[j])) for i, j in candidates(left, right))
    return tuple(found for found in compared if found[2].score >= MATCH)
