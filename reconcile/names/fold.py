"""Reduce spellings to plain lower-case ASCII letters, so that accents, case and script do not count."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SPECIAL = str.maketrans(
    {"ß": "ss", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th", "ə": "a", "ŋ": "n"}
)
_APOSTROPHES = re.compile(r"[’‘'`´ʼʻʾʿ]")
_SEPARATORS = re.compile(r"[^a-z0-9&]+")


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """Lower-case ASCII form of `text`: accents dropped, other scripts romanised, apostrophes removed."""
    lowered = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", text).lower()).translate(_SPECIAL)
    plain = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    if plain.isascii():
        return _APOSTROPHES.sub("", plain).lower()
    from anyascii import anyascii  # 0.1 s to load, and rarely needed

    return _APOSTROPHES.sub("", str(anyascii(plain)).lower())


def is_latin(text: str) -> bool:
    """Whether every letter of `text` is of the Latin script."""
    return all(not c.isalpha() or "LATIN" in unicodedata.name(c, "") for c in text)


def is_ideographic(text: str) -> bool:
    """Whether `text` has Chinese characters, of which each one counts."""
    return any("\u3400" <= c <= "\u9fff" for c in text)


@lru_cache(maxsize=200_000)
def split_words(text: str) -> tuple[str, ...]:
    """The folded words of `text`; hyphens, full stops and other marks separate words."""
    return tuple(word for word in _SEPARATORS.split(_APOSTROPHES.sub("", fold(text))) if word)


def joined(text: str) -> str:
    """The folded letters and digits of `text` without any gap: equal for `Hewlett-Packard` and `Hewlett Packard`."""
    return "".join(split_words(text))
