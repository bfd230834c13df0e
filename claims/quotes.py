"""Quotations of a paragraph, paired although newspapers mix their marks and scrapers lose the closing one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from claims.lemma import lemma
from claims.lexicon import words
from claims.records import Span

_CLOSERS = {
    "„": '“”"‟',
    "“": '”"',
    "”": "”",
    '"': '"“”',
    "«": "»",
    "»": "«",
    "‚": "‘’",
    "‘": "’",
    "'": "'",
    "‹": "›",
    "›": "‹",
}
_STRICT_OPENERS = frozenset("„‚")
_SINGLE = frozenset("'‘‚’")
MIN_SINGLE = 5
"""Single marks around fewer characters are apostrophes ("rock 'n' roll")."""
_LATER = re.compile(r",\s+(?P<words>(?:[^\W_][\w’'.-]*\s+){0,4}[^\W_][\w’'.-]*)")


@dataclass(frozen=True, slots=True)
class Quotation:
    """`span` with the marks, `inner` without them; `closed` is False where the closing mark is missing in the text."""

    span: Span
    inner: Span
    closed: bool


def find_quotes(text: str, sentences: Sequence[Span], language: str) -> tuple[Quotation, ...]:
    """The quotations of one paragraph, given its sentences in order; nested ones are passed over.

    An opened quotation without a closing mark ends before a cue behind a comma (", said …", ", sagte …") of the
    sentence it begins in, else with that sentence. Raises nothing; offsets refer to `text`.
    """
    if not sentences:
        return ()
    end = sentences[-1].end
    found: list[Quotation] = []
    at = sentences[0].start
    while at < end:
        if not _opens(text, at, end):
            at += 1
            continue
        close = _find_close(text, at, end)
        if close is None and text[at] in _SINGLE:
            at += 1
            continue
        if close is not None and text[at] in _SINGLE and close - at < MIN_SINGLE:
            at = close + 1
            continue
        quotation = _unclosed(text, at, sentences, language) if close is None else _closed(at, close)
        found.append(quotation)
        at = max(quotation.span.end, at + 1)
    return tuple(found)


def _closed(start: int, close: int) -> Quotation:
    return Quotation(Span(start, close + 1), Span(start + 1, close), True)


def _opens(text: str, at: int, end: int) -> bool:
    """Whether the mark at `at` begins a quotation: what stands left of it is a gap, right of it is a word."""
    if text[at] not in _CLOSERS or at + 1 >= end:
        return False
    before, after = text[at - 1] if at else " ", text[at + 1]
    if after.isspace() or after in ",.;:!?)":
        return False
    if text[at] in _STRICT_OPENERS:
        return True
    if text[at] in _SINGLE:
        return before.isspace() or before in '(„“"«'
    return (not before.isalnum() and before not in ",;") or before in "–—-("


def _find_close(text: str, start: int, end: int) -> int | None:
    closers = _CLOSERS[text[start]]
    for at in range(start + 1, end):
        char = text[at]
        if char in closers and _closes(text, at, end):
            return at
        if char == text[start] and _opens(text, at, end) and text[start] not in _SINGLE:
            return None
        if char in "„«" and text[start] in '„«"“' and _opens(text, at, end):
            return None
    return None


def _closes(text: str, at: int, end: int) -> bool:
    before, after = text[at - 1], text[at + 1] if at + 1 < end else " "
    if before.isspace() or before in "(":
        return False
    if text[at] in "'’":
        return not after.isalnum()
    return not after.isalnum() or before in ".!?…" or text[at] in "“”»"


def _unclosed(text: str, start: int, sentences: Sequence[Span], language: str) -> Quotation:
    home = next((span for span in sentences if span.start <= start < span.end), sentences[-1])
    stop = home.end
    for match in _LATER.finditer(text, start + 1, home.end):
        if _is_cue(match["words"], language):
            stop = match.start()
            break
    return Quotation(Span(start, stop), Span(start + 1, stop), False)


def _is_cue(phrase: str, language: str) -> bool:
    """Whether one of the first three words of what follows a comma is a verb of saying."""
    verbs = words("speech", "say", language) - {"wissen", "go", "read", "call", "finden", "zählen"}
    return any(lemma(word.strip("'’."), language) in verbs and word[0].islower() for word in phrase.split()[:3])
