"""One spelling of a name in both texts of a pair, for the cross-encoder, which knows spellings and not who is meant."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from claims.records import Claim, Mention
from reconcile.names.fold import joined
from reconcile.records import ClaimPair

NAMES = frozenset({"person", "organization", "place", "misc"})
"""Kinds of mentions that are names; roles stay as they are, for a role says something."""


def one_spelling(pair: ClaimPair, left: str, right: str) -> tuple[str, str]:
    """The two texts, with each name that entity resolution joined across them written alike in both.

    Symmetric. Names that share a word ("Kim", "Kim Jong-un") already look alike and stay. Of the forms of an entity the shortest
    one is written, of several of one length the first in alphabetical order.
    """
    ours, theirs = _forms(pair.left), _forms(pair.right)
    for entity in sorted(ours.keys() & theirs.keys()):
        if any(not _words(one) & _words(other) for one in ours[entity] for other in theirs[entity]):
            forms = ours[entity] | theirs[entity]
            form = min(forms, key=lambda name: (len(name), name))
            others = [name for name in forms if not _words(name) & _words(form)]
            left, right = (_written(text, others, form) for text in (left, right))
    return left, right


def same_name(left: Mention, right: Mention) -> bool:
    """Whether two mentions are of one resolved entity, or written alike but for case, marks and gaps."""
    if left.entity and left.entity == right.entity:
        return True
    return joined(left.name or left.text) == joined(right.name or right.text)


def _forms(claim: Claim) -> dict[str, set[str]]:
    """How the claim writes each entity that it names."""
    forms: dict[str, set[str]] = defaultdict(set)
    for mention in claim.mentions:
        if mention.entity and mention.kind in NAMES:
            forms[mention.entity].add(mention.text)
    return forms


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w+", name.casefold()))


def _written(text: str, names: Sequence[str], form: str) -> str:
    """The text with every one of the names written as `form`."""
    either = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.sub(rf"(?<!\w)(?:{either})(?!\w)", lambda _: form, text)
