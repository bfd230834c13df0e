"""Ordinals (`zum dritten Mal`, `80. Jahrestag`) and nought (`niemand`, `keine Verletzten`, `no casualties`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from claims.amounts.amount import Amount
from claims.amounts.lexicon import alternatives, number_words, toml_list


@cache
def _ordinal(language: str) -> re.Pattern[str]:
    words = alternatives(number_words(language, "ordinal"))
    if language == "de":
        return re.compile(
            rf"\b(?P<word>{words})(?:e[nrsm]?)\b(?=\s+[A-ZÄÖÜ])|(?<![\w.,:/-])(?P<digits>\d{{1,3}})\.(?=\s[A-ZÄÖÜ])",
            re.IGNORECASE,
        )
    return re.compile(
        rf"\b(?P<word>(?:(?:twenty|thirty|forty|fifty)-)?(?:{words}))\b(?=\s+[a-z])|\b(?P<digits>\d{{1,3}})(?:st|nd|rd|th)\b",
        re.IGNORECASE,
    )


_DETERMINER = re.compile(
    r"(?:\b(?:the|a|an|his|her|its|their|our|my|your|this|that|every|for)|['’]s?)\s+(?:very\s+)?$", re.IGNORECASE
)


def ordinals(text: str, language: str) -> Iterator[Amount]:
    """`zum dritten Mal`, `80. Jahrestag`, `the 12th round`; the counted noun is the word that follows."""
    for match in _ordinal(language).finditer(text):
        following = re.match(r"\s+([^\W\d_][\w-]*)", text[match.end() :])
        if language == "de" and (following is None or not following[1][0].isupper()):
            continue
        if match["word"] and language == "en" and not _DETERMINER.search(text[: match.start()]):
            continue  # "first asked"
        if match["digits"] and language == "de" and (int(match["digits"]) == 0 or _ends_sentence(text, match.start())):
            continue
        noun, length = (following[1].lower(), following.end()) if following else ("", 0)
        yield Amount(match.start(), match.end() + length, _value(match, language), 1.0, "", noun, ordinal=True)


def _value(match: re.Match[str], language: str) -> float:
    if match["digits"]:
        return float(match["digits"])
    tens, _, rest = match["word"].lower().rpartition("-")
    return number_words(language, "ordinal")[rest] + number_words("en", "tens").get(tens, 0.0)


def _ends_sentence(text: str, position: int) -> bool:
    """Whether a number with a full stop more likely ends its sentence ("es waren 15. Die …") than stands before a noun."""
    before = re.search(r"([^\W\d_][\w-]*)\s$", text[:position])
    return before is None or before[1].lower() not in toml_list("quantity_nouns.toml")["de"]["articles"]


@cache
def _nought(language: str) -> re.Pattern[str]:
    table = toml_list("quantity_zero.toml")[language]
    nouns, determiners = alternatives(table["nouns"]), alternatives(table["determiner"])
    return re.compile(
        rf"\b(?P<alone>{alternatives(table['alone'])})\b|\b(?:{determiners})\s+(?:[a-zäöüß]+\s+){{0,2}}?(?P<noun>{nouns})\b",
        re.IGNORECASE,
    )


def zeros(text: str, language: str) -> Iterator[Amount]:
    """`niemand`, `keine Verletzten`, `no casualties`: nought of something that could be counted."""
    nobody = "personen" if language == "de" else "people"
    for match in _nought(language).finditer(text):
        yield Amount(match.start(), match.end(), 0.0, 1.0, "", (match["noun"] or nobody).lower())
