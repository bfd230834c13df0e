"""Shares and factors: `zwei Drittel der Befragten`, `jeder fünfte`, `seven in ten`, `doppelt so viele`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from claims.amounts.amount import Amount
from claims.amounts.counted import counted_after
from claims.amounts.lexicon import alternatives, number_words
from claims.amounts.units import unit_after
from claims.amounts.words import english_number, english_pattern, german_number, german_pattern

HALO = 0.03
"""A share in words is meant to within three points: "ein Drittel" is said of 31 to 36 per cent."""
_WHOLES = (5.0, 10.0, 100.0, 1000.0)


@cache
def _fraction(language: str) -> re.Pattern[str]:
    words = alternatives(number_words(language, "fraction"))
    if language == "de":
        return re.compile(
            rf"\b(?:(?P<count>ein(?:e[mnrs]?)?|zwei|drei|vier)\s+)?(?P<part>{words})[sn]?(?!\w|-)"
            r"|\b(?P<factor>doppelt|dreifach)\s+so\b",
            re.IGNORECASE,
        )
    return re.compile(
        rf"\b(?:(?P<count>an?|one|two|three|four)[- ])?(?P<part>{words})(?=\s+of\b|\s+the\b)"
        r"|\b(?P<factor>twice)\s+(?:as|the)\b",
        re.IGNORECASE,
    )


def fractions(text: str, language: str) -> Iterator[Amount]:
    """`ein Drittel`, `half of the seats` as shares, `doppelt so viele` as a factor, `drei viertel Prozentpunkte`."""
    small = number_words(language, "small") | {"a": 1.0, "an": 1.0}
    for match in _fraction(language).finditer(text):
        if match["factor"]:
            factor = 3.0 if match["factor"].lower() == "dreifach" else 2.0
            yield Amount(match.start(), match.end("factor"), factor, 1.0, "factor")
            continue
        part = match["part"].lower()
        if not match["count"] and part not in ("hälfte", "half"):
            continue
        if re.match(r"\s*(?:Uhr|[a-z]*finale|vor|nach)\b", text[match.end() :]):
            continue
        share = small.get((match["count"] or "a").lower(), 1.0) * number_words(language, "fraction")[part]
        yield _share(text, match, share, language)


def _share(text: str, match: re.Match[str], share: float, language: str) -> Amount:
    unit, end = unit_after(text, match.end(), language)
    if unit:
        return Amount(match.start(), end, share, 0.05, unit)
    noun, end = counted_after(text, match.end(), language)
    return Amount(match.start(), end, share, 2 * HALO, "share", noun)


_COMPOUND = re.compile(
    r"\b(?P<count>(?:ein(?:e[nrsm]?)?\s+)?)(?P<part>Dreiviertel|Viertel|Halb|Hundertstel|Zehntel)"
    r"(?P<unit>stunden?|kilometer|prozent|liter|jahr|sekunden?|meter|tonne|million|milliarde)\b",
    re.IGNORECASE,
)
_PARTS = {"dreiviertel": 0.75, "viertel": 0.25, "halb": 0.5, "hundertstel": 0.01, "zehntel": 0.1}


def german_compounds(text: str) -> Iterator[Amount]:
    """`eine Viertelstunde`, `37 Hundertstelsekunden`, `Viertelprozent`."""
    for match in _COMPOUND.finditer(text):
        unit, _ = unit_after(text, match.start("unit"), "de")
        number = re.search(r"(?<![\w.,])(\d+(?:,\d+)?)\s+$", text[: match.start()])
        count = float(number[1].replace(",", ".")) if number else 1.0
        if unit and (number or match["part"].lower() not in ("halb", "zehntel", "hundertstel")):
            part = _PARTS[match["part"].lower()]
            start = number.start() if number else match.start("part")
            yield Amount(start, match.end(), count * part, part / 10, unit)


@cache
def _ratio(language: str) -> re.Pattern[str]:
    word = german_pattern() if language == "de" else english_pattern()
    number = rf"(?:\d+|{word})"
    if language == "de":
        ordinal = alternatives(number_words("de", "ordinal"))
        whole = r"(?P<whole>zehn|hundert|tausend|100|1000|fünf|10)\b"
        return re.compile(
            rf"(?<![\w.,])(?P<part>{number})\s+von\s+{whole}|\bjede[rsnm]?\s+(?P<every>{ordinal})(?:e[rsnm]?)\b",
            re.IGNORECASE,
        )
    ordinal = alternatives(number_words("en", "ordinal"))
    return re.compile(
        rf"(?<![\w.,])(?P<part>{number})\s+(?:in|out\s+of)\s+(?:every\s+)?(?P<whole>{number})\b(?!\s+(?:\d|hundred|thousand"
        rf"|million|days|weeks|months|years|hours|minutes))|\bevery\s+(?P<every>{ordinal})\b",
        re.IGNORECASE,
    )


def ratios(text: str, language: str) -> Iterator[Amount]:
    """`sieben von zehn Wählern`, `31 von hundert`, `jeder fünfte Zug`, `one in five`: shares."""
    number = german_number if language == "de" else english_number
    for match in _ratio(language).finditer(text):
        if match["every"]:
            share = 1.0 / number_words(language, "ordinal")[match["every"].lower()]
        else:
            part, whole = (float(side) if side.isdigit() else number(side) for side in (match["part"], match["whole"]))
            if not part or not whole or part >= whole or (part != 1 and whole not in _WHOLES):
                continue
            share = part / whole
        if share < 1:
            noun, end = counted_after(text, match.end(), language)
            yield Amount(match.start(), end, share, 2 * HALO if share > 0.05 else share / 10, "share", noun)
