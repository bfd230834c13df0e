"""Words that two claims share: stop words out, inflection and casing folded."""

from __future__ import annotations

import re
from functools import lru_cache

from claims.records import Claim
from reconcile.records import Signal

_WORD = re.compile(r"[^\W\d_]{2,}")
_STOP = frozenset(
    """der die das den dem des ein eine einer einem einen eines und oder aber auch nicht kein keine ist sind war waren
    wird werden wurde wurden hat haben hatte hatten sei seien habe in im an am auf aus bei beim mit nach von vom vor zu
    zum zur für gegen über unter um durch als wie so dass sich es er sie ihm ihr ihre ihren ihrer sein seine seinen
    seiner noch schon nur mehr sagte laut rund etwa knapp the a an and or but not is are was were be been has have had
    of to in on at by for with from as that this it its his her their he she they said after before than into about
    over more also will would could dort hier dabei damit darauf daran
    worden sowie""".split()
)


@lru_cache(maxsize=65_536)
def fold(word: str, language: str) -> str:
    """The lemma where simplemma knows it, casefolded; German and English, other languages as they stand."""
    import simplemma

    known = language if language in ("de", "en", "fr", "es", "it", "nl", "pl", "pt", "sv", "cs") else "en"
    return str(simplemma.lemmatize(word, lang=known)).casefold()


@lru_cache(maxsize=16_384)
def content_words(text: str, language: str) -> frozenset[str]:
    """Folded words that carry content: two letters or more, no stop words."""
    return frozenset(
        fold(word, language) for word in _WORD.findall(text) if word.casefold() not in _STOP
    )


def compare_words(left: Claim, right: Claim) -> Signal:
    """Shared content words: overlap coefficient of the folded words, 0 to 1 (Szymkiewicz-Simpson)."""
    a, b = content_words(left.text, left.language), content_words(right.text, right.language)
    shared = a & b
    score = len(shared) / min(len(a), len(b)) if a and b else 0.0
    return Signal("words", round(score, 4), ", ".join(sorted(shared)[:8]))
