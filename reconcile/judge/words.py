"""Words that two claims share: stop words out, inflection and casing folded."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from claims.records import Claim
from reconcile.records import Signal

_WORD = re.compile(r"[^\W\d_]{2,}")


@cache
def stop_words() -> frozenset[str]:
    """German and English words that carry no content."""
    text = files("reconcile.judge").joinpath("lexicon/stop_words.txt").read_text(encoding="utf-8")
    return frozenset(text.casefold().split())


@cache
def lexicon(name: str) -> Mapping[str, Any]:
    """The file `lexicon/NAME.toml`, read once."""
    return tomllib.loads(files("reconcile.judge").joinpath(f"lexicon/{name}.toml").read_text(encoding="utf-8"))


@cache
def cue(name: str) -> re.Pattern[str]:
    """The pattern of a list in `lexicon/cues.toml`; it matches casefolded text."""
    return re.compile(r"\b(?:" + "|".join(folded(lexicon("cues")[name])) + r")\b")


def folded(parts: Sequence[str]) -> list[str]:
    """Parts of patterns for casefolded text, in which ß is ss. The case of the rest stays: \\W is not \\w."""
    return [part.replace("ß", "ss") for part in parts]


@lru_cache(maxsize=65_536)
def fold(word: str, language: str) -> str:
    """The lemma where simplemma knows it, casefolded; languages that it is not asked for are taken for English."""
    import simplemma

    if not word:
        return ""
    known = language if language in ("de", "en", "fr", "es", "it", "nl", "pl", "pt", "sv", "cs") else "en"
    return str(simplemma.lemmatize(word, lang=known)).casefold()


@lru_cache(maxsize=16_384)
def content_words(text: str, language: str) -> frozenset[str]:
    """Folded words that carry content: two letters or more, no stop words."""
    return frozenset(fold(word, language) for word in _WORD.findall(text) if word.casefold() not in stop_words())


def compare_words(left: Claim, right: Claim) -> Signal:
    """Shared content words: overlap coefficient of the folded words, 0 to 1 (Szymkiewicz-Simpson)."""
    a, b = content_words(left.text, left.language), content_words(right.text, right.language)
    shared = a & b
    score = len(shared) / min(len(a), len(b)) if a and b else 0.0
    return Signal("words", round(score, 4), ", ".join(sorted(shared)[:8]))
