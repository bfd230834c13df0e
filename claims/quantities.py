"""Quantities in running text: number, unit, bound, what is counted.

German and English in full; in other languages digits with units, and number words where text2num knows them.
Years, dates, clock times, paragraphs, roads, flights and leagues are no quantities. See docs/quantities-and-times.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from claims.amounts.bounds import allowed, bound_before
from claims.amounts.counted import counted_after, counted_one
from claims.amounts.lexicon import excluded
from claims.amounts.numerals import Numeral, find_numerals
from claims.amounts.special import (
    Amount,
    bracketed_ages,
    english_ages,
    fractions,
    german_suffixed,
    ordinals,
    pairs,
    zeros,
)
from claims.amounts.units import unit_after, unit_before
from claims.dates import time_spans
from claims.records import Mention, Quantity, Span

_LEAST_OVER = 20
"""Below this, "über" before a plain count is read as a preposition."""
_UNCOUNTED = frozenset({"age", "factor", "times", "percentage_point", "basis_point"})


def find_quantities(text: str, language: str) -> tuple[Mention, ...]:
    """The quantities of `text`, in order, as mentions of kind "quantity"; spans are offsets into `text`.

    A span runs from the bound word to the counted noun: "mehr als 40 Verletzte". Never raises.
    """
    taken = [match.span() for match in excluded(language).finditer(text)]
    taken += [(span.start, span.end) for span in time_spans(text, language)]
    amounts: list[Amount] = []
    for source in (_special(text, language), _plain(text, language)):
        for amount in source:
            if not any(start < amount.end and amount.start < end for start, end in _core(taken, amounts)):
                amounts.append(amount)
    ordered = sorted(amounts, key=lambda amount: amount.start)
    return tuple(_mention(text, amount, language) for amount in ordered)


def _core(taken: list[tuple[int, int]], amounts: list[Amount]) -> Iterator[tuple[int, int]]:
    yield from taken
    yield from ((amount.start, amount.end) for amount in amounts)


def _special(text: str, language: str) -> Iterator[Amount]:
    yield from pairs(text, language)
    if language == "de":
        yield from german_suffixed(text)
        yield from _years_old(text)
    if language == "en":
        yield from english_ages(text)
    yield from bracketed_ages(text)
    yield from zeros(text, language)
    yield from fractions(text, language)
    yield from ordinals(text, language)


def _years_old(text: str) -> Iterator[Amount]:
    """`51 Jahre alt`, `im Alter von 51 Jahren`."""
    for match in re.finditer(r"\b(\d{1,3}) Jahre alte?[nrs]?\b|\bim Alter von (\d{1,3})(?: Jahren)?\b", text):
        group = 1 if match[1] else 2
        yield Amount(match.start(group), match.end(), float(match[group]), 1.0, "age")


def _plain(text: str, language: str) -> Iterator[Amount]:
    numerals = list(find_numerals(text, language))
    index = 0
    while index < len(numerals):
        joined = _range(text, numerals[index : index + 2], language)
        amount = joined or _single(text, numerals[index], language)
        if amount is not None:
            yield amount
        index += 2 if joined else 1


def _single(text: str, numeral: Numeral, language: str) -> Amount | None:
    """The amount of one numeral, with its unit and noun; `None` for an article that counts nothing."""
    unit, start = unit_before(text, numeral.start, language)
    end = numeral.end
    if not unit:
        unit, end = unit_after(text, numeral.end, language)
    if numeral.kind == "article" and not unit:
        return _one(text, numeral, language)
    noun, noun_end = ("", end) if unit in _UNCOUNTED else counted_after(text, end, language)
    if unit and noun and not _measured(text, end, noun_end):
        noun, noun_end = "", end
    if re.match(r"\s+(?:von (?:den|ihnen)|der|dieser|of the|of its|out of)\b", text[end:]) and not unit:
        noun_end = end  # "vier der sieben Waggons": the whole is a quantity of its own
    amount = Amount(start, max(end, noun_end), numeral.value, numeral.step, unit, noun)
    if numeral.kind == "plural":
        return replace(amount, value=2 * numeral.value, low=2 * numeral.value, high=10 * numeral.value)
    return amount


def _measured(text: str, start: int, end: int) -> bool:
    """Whether the noun after a unit is what is measured: "200 Tonnen Weizen", "5 Prozent der Stimmen"."""
    between = text[start:end].split()
    return len(between) == 1 or (between[0] in ("der", "des", "of", "aller") and len(between) <= 4)


_SINGULAR = {
    "de": frozenset(
        [
            "mensch",
            "toter",
            "tote",
            "verletzter",
            "verletzte",
            "vermisster",
            "mann",
            "frau",
            "kind",
            "person",
            "enthaltung",
            "gegenstimme",
            "nein-stimme",
            "stimme",
            "opfer",
            "todesopfer",
            "polizist",
            "polizistin",
            "soldat",
            "festnahme",
            "schwerverletzter",
            "leichtverletzter",
        ]
    ),
    "en": frozenset(
        [
            "person",
            "man",
            "woman",
            "child",
            "death",
            "casualty",
            "vote",
            "abstention",
            "soldier",
            "officer",
            "victim",
            "goal",
            "arrest",
        ]
    ),
}


def _one(text: str, numeral: Numeral, language: str) -> Amount | None:
    """`ein`, `one` as a number: with a bound, or before a noun whose count matters ("ein Toter", "one person")."""
    noun, end = counted_one(text, numeral.end, language)
    bound, at = bound_before(text, numeral.start, language)
    only = re.search(r"\b(?:nur|lediglich|bloß|only|just)\s+$", text[: numeral.start], re.IGNORECASE)
    article = language == "de" and noun in ("mann", "frau", "kind", "polizist", "polizistin", "soldat", "person")
    loose = bound != "exact" and not _PREPOSITION.match(text, at)
    if noun and (loose or only or (noun in _SINGULAR.get(language, frozenset()) and not article)):
        return Amount(numeral.start, end, 1.0, 1.0, "", noun)
    return None


_BETWEEN = {"de": r"\s+bis(?:\s+zu)?\s+|\s+und\s+|\s?[-–]\s?", "en": r"\s+to\s+|\s+and\s+|\s?[-–]\s?"}


def _range(text: str, numerals: list[Numeral], language: str) -> Amount | None:
    """`3 bis 5 Millionen`, `zwischen 30 und 40`, `20-25`: one amount; "von 20 auf 25" stays two."""
    if len(numerals) < 2 or language not in _BETWEEN:
        return None
    left, right = numerals
    unit_left, left_end = unit_after(text, left.end, language)
    joint = text[left_end if unit_left else left.end : right.start]
    if not re.fullmatch(_BETWEEN[language], joint):
        money, right_start = unit_before(text, right.start, language)
        if not money or not re.fullmatch(_BETWEEN[language], text[left.end : right_start]):
            return None
    before = text[max(0, left.start - 12) : left.start].lower()
    between = re.search(r"(?:zwischen|between)\s+(?:[$€£]\s?)?$", before)
    if re.fullmatch(r"\s+(?:und|and)\s+", joint) and not between:
        return None
    if language == "en" and re.search(r"from\s+(?:[$€£]\s?)?$", before) and "to" in joint:
        return None
    return _spanned(text, left, right, language)


def _spanned(text: str, left: Numeral, right: Numeral, language: str) -> Amount | None:
    whole = _single(text, right, language)
    if whole is None:
        return None
    low = left.value
    if right.scaled and not left.scaled and low < right.value / right.step * 10:
        low *= right.value / max(1.0, _mantissa(right))
    if low >= right.value:
        return None
    unit, start = unit_before(text, left.start, language)
    return replace(
        whole, start=start, value=(low + right.value) / 2, low=low, high=right.value, unit=whole.unit or unit
    )


def _mantissa(numeral: Numeral) -> float:
    value = abs(numeral.value)
    while value >= 1000:
        value /= 1000
    return value


def _mention(text: str, amount: Amount, language: str) -> Mention:
    """The amount with the bound that stands before it, as a mention."""
    bound, start = bound_before(text, amount.start, language)
    if _spatial(text, start, amount):
        bound, start = "exact", amount.start
    counts = not amount.unit or amount.unit in ("age", "member", "score", "times")
    low, high = allowed(amount.value, amount.step, bound, counts)
    if amount.low is not None and amount.high is not None:
        low, high = amount.low, amount.high
        bound = "about"
    if amount.ordinal:
        bound, low, high, start = "exact", amount.value, amount.value, amount.start
    if re.search(r"stimmen$|votes|enthaltungen$", amount.counted) and bound == "exact" and amount.low is None:
        low = high = amount.value  # counted one by one, never rounded
    quantity = Quantity(amount.value, low, high, bound, amount.unit, amount.counted, amount.ordinal)
    span = Span(start, amount.end)
    return Mention("quantity", span, span.of(text), name=span.of(text), value=quantity)


_PREPOSITION = re.compile(r"(?:über|unter|um die|an die|over|under|above|below)\b", re.IGNORECASE)
_SPEECH = re.compile(
    r"(?:talk|sp[eo]ak|spoke|ask|warn|said|complain|concern|think|thought|worr|question|report|story|stories)\w*\s+$"
)


def _spatial(text: str, start: int, amount: Amount) -> bool:
    """Whether the bound word before a small plain count is a preposition: "über drei Themen", "talks about two ships"."""
    if amount.unit or amount.value >= _LEAST_OVER:
        return False
    if re.match(r"about\b", text[start:]):
        return _SPEECH.search(text[:start]) is not None
    return _PREPOSITION.match(text, start) is not None
