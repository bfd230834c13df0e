"""German names of several words change their endings: `Rotes Kreuz`, `des Roten Kreuzes`, `im Roten Kreuz`."""

from __future__ import annotations

import re
from functools import lru_cache

from reconcile.names.fold import joined, split_words

_ADJECTIVE = re.compile(r"(?<=[a-zäöüß]{3})e[nrsm]?$")
_ENDING = re.compile(r"(?<=[a-z]{4})(?:e[nrsm]?|s)$")


@lru_cache(maxsize=100_000)
def inflection_key(name: str) -> str:
    """The folded letters of a name; of a name of several words, without the endings that German grammar changes."""
    every = split_words(name)
    return "".join(_ENDING.sub("", word) for word in every) if len(every) > 1 else joined(name)


@lru_cache(maxsize=20_000)
def inflected(name: str) -> re.Pattern[str]:
    """A pattern for a name in a text as a whole word, the parts of a name of several words with any ending."""
    pieces = name.split()
    parts = (
        [_piece(word, last=i == len(pieces) - 1) for i, word in enumerate(pieces)]
        if len(pieces) > 1
        else [re.escape(name)]
    )
    return re.compile(rf"(?<![\w-])({' '.join(parts)})(?!\w)")


def _piece(word: str, last: bool) -> str:
    if not last and _ADJECTIVE.search(word):
        return re.escape(_ADJECTIVE.sub("", word)) + "e[nrsm]?"
    return re.escape(word) + ("" if last or word.islower() else "(?:e?s)?")
