"""Compare names of different scripts by their consonants: Arabic and Hebrew leave vowels out, romanisation guesses them."""

from __future__ import annotations

import re

from reconcile.names.align import align
from reconcile.names.likeness import DIFFERENT, Likeness
from reconcile.names.parts import PersonName

_WEAK = re.compile(r"[aeiouwyh]")
_DOUBLE = re.compile(r"(.)\1+")
_MERGED = str.maketrans({"p": "b", "v": "f", "g": "j", "z": "s", "q": "k", "c": "k", "x": "k"})


def consonants(word: str) -> str:
    """The consonants of a folded word in classes that survive romanisation."""
    return _DOUBLE.sub(r"\1", _WEAK.sub("", word).translate(_MERGED))


def _compare(left: str, right: str) -> Likeness:
    one, two = consonants(left), consonants(right)
    if one and one == two:
        return Likeness(0.8, "same consonants in another script", 1)
    return DIFFERENT


def compare_scripts(one: PersonName, two: PersonName) -> Likeness:
    """How alike two names are where at least one is not written in the Latin script."""
    alignment = align(one.parts, two.parts, _compare)
    if not alignment.matches or (alignment.left_only and alignment.right_only):
        return DIFFERENT
    shared = len(alignment.matches)
    return Likeness(0.8 if shared > 1 else 0.6, "same consonants in another script", shared)
