"""Keys that are equal for the transcriptions of one name: `Schawkat` and `Shavkat`, `Jelzin` and `Yeltsin`.

The rules stand in `resources/transcription.csv`. Where a letter has two readings (German `j` and English `j`,
`ch` as in `Achmed` or in `Chen`), a name has a key for each reading, and two names sound alike if they share one.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import product

from reconcile.names.resources import read_table

_READINGS = (("ch", ("h", "C")), ("j", ("i", "D", "zh")), ("z", ("s", "ts")))
_VOWELS = re.compile(r"(?<=.)[aeiou]")
_FINAL_Y = re.compile(r"(?<=[a-zA-Z])i+$")
_COMPOUND = "schtsch|shch|tsch|tch|sch|dsch|dzh|dj|zh|sz|cz|tz"
_RANK = str.maketrans("ou", "aa")


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["pattern"]), row["replacement"]) for row in read_table("transcription.csv"))


@cache
def _syllables() -> dict[str, str]:
    return {row["variant"]: row["canonical"] for row in read_table("syllables.csv")}


def _rewrite(word: str) -> str:
    for pattern, replacement in _rules():
        word = pattern.sub(replacement, word)
    return _FINAL_Y.sub("i", word)


def _readings(word: str) -> list[str]:
    """The word once for each way to read its ambiguous letters; letter groups that are clear stay as they are."""
    pieces = re.split(f"({_COMPOUND}|ch|j|z)", word)
    choices = [dict(_READINGS).get(piece, (piece,)) if i % 2 else (piece,) for i, piece in enumerate(pieces)]
    return ["".join(choice) for choice in list(product(*choices))[:24]]


@lru_cache(maxsize=100_000)
def sounds(word: str) -> frozenset[str]:
    """The keys of one folded word, at least one; words of other characters than a-z are their own key."""
    if not word.isalpha():
        return frozenset((word,))
    keys = {_rewrite(reading) for reading in _readings(word)}
    if (syllable := _syllables().get(word)) is not None:
        keys.add(_rewrite(syllable))
    return frozenset(keys)


def sound_alike(left: str, right: str) -> bool:
    """Whether two folded words have a reading in common."""
    return not sounds(left).isdisjoint(sounds(right))


@lru_cache(maxsize=100_000)
def skeletons(word: str) -> frozenset[str]:
    """The keys without the vowels after the first letter; `o` and `u` at the beginning count as `a`."""
    return frozenset(key[:1].translate(_RANK) + _VOWELS.sub("", key)[1:] for key in sounds(word))
