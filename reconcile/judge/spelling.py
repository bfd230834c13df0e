"""One spelling of a name in both texts of a pair, for the cross-encoder, which knows spellings and not who is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.records import Claim, Mention
from reconcile.records import ClaimPair

NAMES = frozenset({"person", "organization", "place", "misc"})
"""Kinds of mentions that are names; roles stay as they are, for a role says something."""


def one_spelling(pair: ClaimPair, left: str, right: str) -> tuple[str, str]:
    """The two texts, with each name that entity resolution joined across them written alike in both.

    Symmetric. Names that share a word ("Kim", "Kim Jong-un") already look alike and stay. Of two forms the shorter one is
    written, of two of one length the first in alphabetical order.
    """
    for one, other in _spelt_apart(pair):
        form = min(one, other, key=lambda name: (len(name), name))
        left, right = (_written(text, (one, other), form) for text in (left, right))
    return left, right


def _spelt_apart(pair: ClaimPair) -> Iterator[tuple[str, str]]:
    """The forms of one entity that stand in the two claims and have no word in common, in a fixed order."""
    found = {
        tuple(sorted((one.text, other.text)))
        for one in _names(pair.left)
        for other in _names(pair.right)
        if one.entity == other.entity and not _words(one.text) & _words(other.text)
    }
    yield from sorted((first, second) for first, second in found)


def _names(claim: Claim) -> list[Mention]:
    return [mention for mention in claim.mentions if mention.entity and mention.kind in NAMES]


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w+", name.casefold()))


def _written(text: str, forms: tuple[str, str], form: str) -> str:
    """The text with every one of the forms written as `form`."""
    either = "|".join(re.escape(name) for name in forms)
    return re.sub(rf"(?<!\w)(?:{either})(?!\w)", lambda _: form, text)
