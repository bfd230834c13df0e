"""Quantities in running text: number, unit, bound, what is counted.

German and English in full; in other languages digits with units, and number words where text2num knows them.
Years, dates, clock times, paragraphs, roads, flights and leagues are no quantities. See docs/quantities-and-times.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.amounts.ages import bracketed_ages, english_ages, german_ages, german_suffixed
from claims.amounts.amount import Amount
from claims.amounts.bounds import allowed, allowed_share, bound_before, is_preposition
from claims.amounts.lexicon import excluded
from claims.amounts.ordinals import ordinals, zeros
from claims.amounts.plain import plain_amounts
from claims.amounts.scores import pairs
from claims.amounts.shares import fractions, german_compounds, ratios
from claims.dates import time_spans
from claims.records import Bound, Mention, Quantity, Span

LEAST_OVER = 20
"""Below this, "über" before a plain count is read as a preposition ("über drei Themen")."""
_COUNTS = frozenset({"", "age", "member", "score", "times"})
_VOTES = re.compile(r"stimmen$|votes|enthaltungen$")


def find_quantities(text: str, language: str) -> tuple[Mention, ...]:
    """The quantities of `text`, in order, as mentions of kind "quantity"; spans are offsets into `text`.

    A span runs from the bound word to the counted noun: "mehr als 40 Verletzte". Never raises.
    """
    taken = [match.span() for match in excluded(language).finditer(text)]
    taken += [(span.start, span.end) for span in time_spans(text, language)]
    amounts: list[Amount] = []
    for amount in _candidates(text, language):
        free = all(amount.end <= start or end <= amount.start for start, end in taken)
        if free:
            amounts.append(amount)
            taken.append((amount.start, amount.end))
    return tuple(_mention(text, amount, language) for amount in sorted(amounts, key=lambda amount: amount.start))


def _candidates(text: str, language: str) -> Iterator[Amount]:
    """All amounts that the readers find, the more special readers first; later ones give way."""
    if language in ("de", "en"):
        yield from pairs(text, language)
        yield from ratios(text, language)
    if language == "de":
        yield from german_suffixed(text)
        yield from german_ages(text)
        yield from german_compounds(text)
    if language == "en":
        yield from english_ages(text)
    yield from bracketed_ages(text)
    if language in ("de", "en"):
        yield from zeros(text, language)
        yield from fractions(text, language)
        yield from ordinals(text, language)
    yield from plain_amounts(text, language)


def _mention(text: str, amount: Amount, language: str) -> Mention:
    """The amount with the bound that stands before it, as a mention."""
    bound, start = _bound(text, amount, language)
    low, high = _range(amount, bound)
    if amount.low is not None and bound == "exact":
        bound = "about"
    quantity = Quantity(amount.value, low, high, bound, amount.unit, amount.counted, amount.ordinal)
    span = Span(start, amount.end)
    return Mention("quantity", span, span.of(text), name=span.of(text), value=quantity)


def _bound(text: str, amount: Amount, language: str) -> tuple[Bound, int]:
    bound, start = bound_before(text, amount.start, language)
    if not amount.unit and amount.value < LEAST_OVER and is_preposition(text, start):
        return "exact", amount.start
    return bound, start


def _range(amount: Amount, bound: Bound) -> tuple[float, float]:
    """The closed range of an amount: as the wording spans it, as a share, a vote, an ordinal, or by its roundness."""
    if amount.low is not None and amount.high is not None:
        return amount.low, amount.high
    if amount.ordinal or (bound == "exact" and _VOTES.search(amount.counted) and not amount.unit):
        return amount.value, amount.value
    if amount.unit == "share":
        return allowed_share(amount.value, amount.step, bound)
    return allowed(amount.value, amount.step, bound, amount.unit in _COUNTS)
