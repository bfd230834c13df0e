"""Amounts of plain numerals: with unit and noun, as ranges, joined where one amount is told in two units."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from claims.amounts.amount import Amount
from claims.amounts.bounds import bound_before, is_preposition
from claims.amounts.counted import counted_after, counted_one
from claims.amounts.lexicon import noun_words, number_words
from claims.amounts.numerals import Numeral, find_numerals
from claims.amounts.units import to_base, unit_after, unit_before

_UNCOUNTED = frozenset({"age", "factor", "times", "percentage_point", "basis_point"})
_PARTITIVE = re.compile(r"\s+(?:von (?:den|ihnen)|der|dieser|of (?:the|its|their|his|her|those|these)|out of)\b")
_DEGREES = ("degree", "celsius", "fahrenheit")
_BELOW_ZERO = re.compile(r"\s+(?:unter (?:[Nn]ull|dem Gefrierpunkt)|below (?:zero|freezing))\b")
_OF = re.compile(r"\s+of\s+(?!the\b|its\b|his\b|her\b|their\b|a\b)([a-z][\w-]*)")
_ONLY = re.compile(r"\b(?:nur|lediglich|bloß|only|just)\s+$", re.IGNORECASE)
_WEIGHT_OR_MONEY = 1e5
"""From this amount on, English "pounds" are money."""


def plain_amounts(text: str, language: str) -> Iterator[Amount]:
    """The amounts of all numerals, in order."""
    numerals = list(find_numerals(text, language))
    found: list[Amount] = []
    index = 0
    while index < len(numerals):
        joined = _range(text, numerals[index : index + 2], language)
        amount = joined or single(text, numerals[index], language)
        if amount is not None:
            both = _told_in_two_units(text, found[-1], amount) if found else None
            found[-1:] = [both] if both else [*found[-1:], amount]
        index += 2 if joined else 1
    yield from found


def single(text: str, numeral: Numeral, language: str) -> Amount | None:
    """The amount of one numeral, with its unit and noun; `None` for an article that counts nothing."""
    unit, start = unit_before(text, numeral.start, language)
    end = numeral.end
    if not unit:
        unit, end = unit_after(text, numeral.end, language)
    if unit == "pound" and numeral.value >= _WEIGHT_OR_MONEY:
        unit = "GBP"
    if numeral.kind == "article" and not unit:
        return _one(text, numeral, language)
    noun, noun_end = ("", end) if unit in _UNCOUNTED else counted_after(text, end, language)
    if unit and language == "en" and (of := _OF.match(text, end)):
        noun, noun_end = of[1].lower(), of.end()
    elif (unit and noun and not _measured(text, end, noun_end)) or noun in number_words(language, "scale"):
        noun, noun_end = "", end
    if _PARTITIVE.match(text, end) and not unit:
        noun_end = end  # "vier der sieben Waggons": the whole is a quantity of its own
    value, start = _signed(text, numeral.value, start)
    if unit in _DEGREES and (below := _BELOW_ZERO.match(text, end)):
        value, noun_end = -value, below.end()
    amount = Amount(start, max(end, noun_end), value, numeral.step, unit, noun)
    if numeral.kind == "plural":
        return replace(amount, value=2 * numeral.value, low=2 * numeral.value, high=10 * numeral.value)
    return amount


def _signed(text: str, value: float, start: int) -> tuple[float, int]:
    minus = re.search(r"\bminus\s+$", text[max(0, start - 8) : start], re.IGNORECASE)
    return (-value, start - len(minus[0])) if minus else (value, start)


def _measured(text: str, start: int, end: int) -> bool:
    """Whether the noun after a unit is what is measured: "200 Tonnen Weizen", "5 Prozent der Stimmen"."""
    between = text[start:end].split()
    return len(between) == 1 or (between[0] in ("der", "des", "of", "aller") and len(between) <= 4)


def _one(text: str, numeral: Numeral, language: str) -> Amount | None:
    """`ein`, `one` as a number: with a bound, or before a noun whose count matters ("ein Toter", "one person")."""
    noun, end = counted_one(text, numeral.end, language)
    bound, at = bound_before(text, numeral.start, language)
    bounded = bound != "exact" and not is_preposition(text, at)
    counts = noun_words(language, "singular" if language == "de" else "singular_counted")
    if noun and (bounded or _ONLY.search(text[: numeral.start]) or noun in counts):
        return Amount(numeral.start, end, 1.0, 1.0, "", noun)
    return None


_BETWEEN = {"de": r"\s+bis(?:\s+zu)?\s+|\s+und\s+|\s?[-–]\s?", "en": r"\s+to\s+|\s+and\s+|\s?[-–]\s?"}


def _range(text: str, numerals: list[Numeral], language: str) -> Amount | None:
    """`3 bis 5 Millionen`, `zwischen 30 und 40`, `20-25`: one amount; "von 20 auf 25" stays two."""
    if len(numerals) < 2 or language not in _BETWEEN:
        return None
    left, right = numerals
    left_end = unit_after(text, left.end, language)[1]
    right_start = unit_before(text, right.start, language)[1]
    joint = text[left_end:right_start]
    if not re.fullmatch(_BETWEEN[language], joint):
        return None
    before = text[max(0, left.start - 12) : left.start].lower()
    if re.fullmatch(r"\s+(?:und|and)\s+", joint) and not re.search(r"(?:zwischen|between)\s+(?:[$€£]\s?)?$", before):
        return None
    if language == "en" and "to" in joint and re.search(r"from\s+(?:[$€£]\s?)?$", before):
        return None
    return _spanned(text, left, right, language)


def _spanned(text: str, left: Numeral, right: Numeral, language: str) -> Amount | None:
    whole = single(text, right, language)
    low = left.value
    if right.scaled and not left.scaled:
        low *= right.value / _mantissa(right)
    if whole is None or low >= right.value:
        return None
    unit, start = unit_before(text, left.start, language)
    middle = (low + right.value) / 2
    return replace(whole, start=start, value=middle, low=low, high=right.value, unit=whole.unit or unit)


def _mantissa(numeral: Numeral) -> float:
    value = abs(numeral.value)
    while value >= 1000:
        value /= 1000
    return value


_PIECES = ("year", "month", "week", "day", "hour", "minute", "second", "km", "m", "cm", "kg", "g", "foot", "inch")


def _told_in_two_units(text: str, left: Amount, right: Amount) -> Amount | None:
    """`vier Stunden und 50 Minuten`, `zwei Metern und 27 Zentimetern`: one amount in the finer unit."""
    if left.unit not in _PIECES or right.unit not in _PIECES or left.low is not None or right.low is not None:
        return None
    if _PIECES.index(right.unit) <= _PIECES.index(left.unit) or left.counted:
        return None
    if not re.fullmatch(r"(?:\s+(?:und|and))?\s+", text[left.end : right.start]):
        return None
    (coarse, base), (fine, other) = to_base(left.value, left.unit), to_base(right.value, right.unit)
    per = to_base(1.0, right.unit)[0]
    if base != other or fine >= to_base(1.0, left.unit)[0]:
        return None
    return replace(right, start=left.start, value=round(coarse / per + right.value, 6), step=right.step)
