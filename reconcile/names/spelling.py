"""Compare two words of names: the same but for accents, transcription, a short form, grammar, or a slip."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

from reconcile.names.given import different_given, same_given
from reconcile.names.likeness import Likeness
from reconcile.names.resources import read_words, words
from reconcile.names.sound import skeletons, sound_alike, sounds

_UMLAUT = re.compile("([aou])e")
_SAME = Likeness(1.0, "same spelling", 1)


@cache
def _alike() -> dict[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    for number, family in enumerate(read_words("names.toml")["alike"]):
        for word in family:
            found[word] = found.get(word, frozenset()) | {number}
    return found


def known_apart(left: str, right: str) -> bool:
    """Whether two folded words are different surnames that are easily taken for each other (`Meier`, `Maier`)."""
    if _UMLAUT.sub(r"\1", left) == _UMLAUT.sub(r"\1", right):
        return False
    return not _alike().get(left, frozenset()).isdisjoint(_alike().get(right, frozenset()))


def without_glue(long: str, short: str) -> str:
    """The word or ending that was glued to `short` to give `long`, empty if there is none."""
    extra = long[len(short) :]
    glued = len(short) >= 3 and long.startswith(short) and extra in words("names.toml", "glued")
    return extra if glued else ""


@lru_cache(maxsize=500_000)
def compare_words(left: str, right: str) -> Likeness:
    """How alike two folded words are as parts of a name, symmetric."""
    if left == right:
        return _SAME
    if min(len(left), len(right)) == 1:
        return Likeness(0.86, "initial", 1) if left[0] == right[0] else Likeness(0.0, "different initials")
    if any(c.isdigit() for c in left + right):
        return _compare_digits(left, right)
    if known_apart(left, right):
        return Likeness(0.76, "surnames that are easily confused", 1)
    if sound_alike(left, right):
        return Likeness(0.96, "transcription", 1)
    if same_given(left, right):
        return Likeness(0.94, "forms of one given name", 1)
    return _compare_slips(left, right)


def compare_inflected(left: str, right: str) -> Likeness:
    """As `compare_words`, for words of organisations and places, which grammar inflects (`Bamberger`, `Grünen`)."""
    found = compare_words(left, right)
    short, long = sorted((left, right), key=len)
    if (
        found.score < 0.9
        and len(short) >= 5
        and long.startswith(short)
        and long[len(short) :] in words("names.toml", "endings")
    ):
        return Likeness(0.92, "another ending", 1)
    return found


def _compare_digits(left: str, right: str) -> Likeness:
    """Digits in names are copied or machine-read letters, or else they count (`Brigade 44`)."""
    if left.isdigit() or right.isdigit() or len(left) != len(right):
        return Likeness(0.0, "different numbers")
    pairs = {frozenset(pair) for pair in words("names.toml", "confusable")}
    if all(a == b or frozenset((a, b)) in pairs for a, b in zip(left, right, strict=True)):
        return Likeness(0.9, "digits for letters", 1)
    return Likeness(0.0, "different numbers")


def _gender_ending(left: str, right: str) -> bool:
    """Whether the words differ as `Daniel` and `Daniela` or `Simon` and `Simone`."""
    short, long = sorted((left, right), key=len)
    return (left[-1] == "a") != (right[-1] == "a") or (long == short + "e" and different_given(left, right))


def _compare_slips(left: str, right: str) -> Likeness:
    short, long = sorted((left, right), key=lambda word: (len(word), word))
    spelled = OSA.distance(left, right)
    heard = min(OSA.distance(a, b) for a in sounds(left) for b in sounds(right))
    if (extra := without_glue(long, short)) and not different_given(left, right):
        return Likeness(0.92 if len(short) >= 5 else 0.8, f"“{extra}” glued to the name", 1)
    if _gender_ending(left, right):
        return Likeness(0.71 if spelled == 1 and len(short) >= 3 else 0.4, "a man's and a woman's name", 1)
    if different_given(left, right):
        return Likeness(0.72 if spelled == 1 and len(short) >= 3 else 0.4, "different given names", 1)
    if not skeletons(left).isdisjoint(skeletons(right)) and heard == 1 and len(short) >= 5:
        return Likeness(0.92, "one vowel differs", 1)
    if spelled > 1 and heard == 1 and len(short) >= 3:
        return Likeness(0.82 if len(short) >= 5 else 0.73, "one sound differs", 1)
    return _by_distance(left, right, spelled)


def _by_distance(left: str, right: str, distance: int) -> Likeness:
    """Grades of typing errors: what a long word forgives, a short one does not (`un`, `il`)."""
    size = min(len(left), len(right))
    if distance == 1:
        firm = left[0] == right[0]
        score = 0.9 if size >= 6 and firm else 0.84 if size >= 5 else 0.74 if size >= 3 else 0.3
        return Likeness(score, "one letter differs", 1)
    if distance == 2 and size >= 5:
        return Likeness(0.8 if size >= 9 else 0.72, "two letters differ", 1)
    return Likeness(0.65 * JaroWinkler.similarity(left, right), "different words")
