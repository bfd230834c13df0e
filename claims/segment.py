"""Cut an article into sentences, each with its kind: prose carries claims, the rest of a scraped page does not.

Nothing is rewritten: every sentence is a span of the untouched text, and the spans do not overlap. Within a paragraph
the cut is LanguageTool's SRX rules by choppa-srx (measured best of twelve splitters on German and English news,
boundary F1 99.7), with a repair before it for sentences that the scraper glued together after a full stop or a closing
quotation mark, and one behind it for cuts before a lower-case continuation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from claims.lexicon import pattern
from claims.records import Article, Span

SentenceKind = Literal[
    "prose", "headline", "subheading", "byline", "dateline", "teaser", "caption", "question", "contact"
]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence (or line) of an article; `paragraph` counts the blocks of the text from 0."""

    span: Span
    kind: SentenceKind
    paragraph: int = 0


_BLANK = re.compile(r"\n[ \t\r\f\v]*(?:\n[ \t\r\f\v]*)+")
_FINAL = re.compile(r"[.!?…:][\"“”»«'’)\]]*\s*$")
_BULLET = re.compile(r"\s*(?:[-–—*•·▪►>]|\d{1,2}[.)])\s+(?=\S)")
_GLUE = re.compile(r"[.!?…][\"“”»«'’)\]]*(?=[„“\"»«‚‘']?[^\W\d_])")
_DATELINE = re.compile(
    r"(?P<place>[^\W\d_][\w'’-]*(?:[ ,/]+[^\W\d_][\w'’-]*){0,4})"
    r"(?:\s*\((?P<agency>[^()]{2,30})\)\s*(?:[–—-]+|:)?\s+|\s*[–—]\s+|\.\s+)"
)
MAX_HEADING = 14
"""Words in a line without final punctuation that still count as a heading; the longest of 300 read by hand had 12."""


def segment(article: Article) -> tuple[Sentence, ...]:
    """Every line and sentence of the article in text order; the header in front of `article.body` is a headline."""
    found = [Sentence(span, "headline") for span in _trimmed(article.text, Span(0, article.body.start))]
    blocks = tuple(_blocks(article.text, article.body))
    for number, block in enumerate(blocks, 1):
        found.extend(_read_block(article, block, number, is_last=number == len(blocks)))
    return tuple(found)


def _trimmed(text: str, span: Span) -> Iterator[Span]:
    part = span.of(text)
    start = span.start + len(part) - len(part.lstrip())
    end = span.start + len(part.rstrip())
    if start < end:
        yield Span(start, end)


def _blocks(text: str, body: Span) -> Iterator[Span]:
    """Paragraphs: parted by blank lines, and by single line ends that are no line wrap."""
    start = body.start
    for gap in _BLANK.finditer(text, body.start, body.end):
        yield from _lines(text, Span(start, gap.start()))
        start = gap.end()
    yield from _lines(text, Span(start, body.end))


def _lines(text: str, block: Span) -> Iterator[Span]:
    """Part a block at line ends where the line above closes a sentence or is far shorter than the longest."""
    lines = block.of(text).split("\n")
    longest = max(len(line) for line in lines)
    start = offset = block.start
    for line in lines[:-1]:
        offset += len(line) + 1
        if _FINAL.search(line) or len(line) < 0.6 * longest or _BULLET.match(text, offset):
            yield from _trimmed(text, Span(start, offset))
            start = offset
    yield from _trimmed(text, Span(start, block.end))


def _read_block(article: Article, block: Span, number: int, *, is_last: bool) -> Iterator[Sentence]:
    text, language = article.text, article.language
    line = block.of(text)
    kind = _line_kind(line, language)
    if kind is None and _is_heading(line):
        kind = "caption" if is_last and _is_name_only(line) else "subheading"
    if kind is not None:
        yield Sentence(block, kind, number)
        return
    bullet = _BULLET.match(text, block.start, block.end)
    if bullet and not re.match(r"\s*\d", bullet.group()):
        block = Span(bullet.end(), block.end)
    lead = _dateline(text, block)
    if lead is not None:
        yield Sentence(lead, "dateline", number)
        block = next(_trimmed(text, Span(lead.end, block.end)))
    for span in split_sentences(text, block, language):
        yield Sentence(span, _sentence_kind(span.of(text), language), number)


def _line_kind(line: str, language: str) -> SentenceKind | None:
    if not any(char.isalnum() for char in line):
        return "teaser"
    kinds: tuple[SentenceKind, ...] = ("dateline", "contact", "byline", "caption", "teaser")
    for kind in kinds:
        if any(pattern("kinds", kind, code).match(line) for code in ("any", language)):
            return kind
    return "dateline" if _is_stamp(line) else None


def _is_stamp(line: str) -> bool:
    """A date with its year and names, as over an article, or a clock time alone, as in a ticker: nothing that could be a verb."""
    rest, dates = pattern("kinds", "stamp", "any").subn(" ", line)
    time = pattern("kinds", "stamp_time", "any")
    if not dates:
        return re.fullmatch(r"\d{1,2}[.:]\d\d(?: ?Uhr| ?[ap]\.?m\b)?[.:]?", line.strip(), re.IGNORECASE) is not None
    words = re.findall(r"[^\W\d_][\w'’-]*", time.sub(" ", rest))
    return all(not word[0].islower() or pattern("kinds", "stamp_word", "any").fullmatch(word) for word in words)


def _sentence_kind(sentence: str, language: str) -> SentenceKind:
    kind = _line_kind(sentence, language)
    if kind in {"caption", "teaser", "contact", "dateline"}:
        return kind
    return "question" if re.search(r"\?[\"“”»«'’)\]]*$", sentence) else "prose"


def _is_heading(line: str) -> bool:
    """A line of few words that does not end like a sentence, or one lone question."""
    if len(line.split()) > MAX_HEADING or "\n" in line.strip():
        return False
    if _FINAL.search(line):
        return line.rstrip().endswith("?") and line.count("?") == 1 and "." not in line[:-1]
    return not re.search(r"[.!?][\"“”»«]?\s+\S", line) or len(line.split()) <= 6


def _is_name_only(line: str) -> bool:
    return len(line.split()) <= 3 and all(word[:1].isupper() for word in line.split())


def _dateline(text: str, block: Span) -> Span | None:
    """`BERN. `, `Bern (sda) – `, `PRAG, Tschechien — ` in front of a paragraph's first sentence."""
    match = _DATELINE.match(text, block.start, min(block.end, block.start + 80))
    if match is None or match.end() >= block.end or not text[block.start].isupper():
        return None
    place, tail = match["place"], match.group()[len(match["place"]) :]
    parts = re.split(r"[ ,/]+", place)
    is_upper = all(part.isupper() for part in parts[:1])
    if tail.lstrip().startswith("(") or "–" in tail or "—" in tail:
        fits = all(part[:1].isupper() for part in parts) and (is_upper or "(" in tail or len(parts) == 1)
    else:
        fits = len(parts) <= 2 and len(place) > 3 and (is_upper or len(parts) == 1) and text[match.end()].isupper()
    return Span(block.start, match.end()) if fits else None


@cache
def _srx() -> Any:
    import choppa

    return choppa.SrxDocument(ruleset=str(choppa.DATA_DIR / "srx" / "languagetool_segment.srx"))


def split_sentences(text: str, block: Span, language: str) -> tuple[Span, ...]:
    """The sentences of one paragraph, in order, white space trimmed; together they hold every other character."""
    from choppa import SrxTextIterator

    spans: list[Span] = []
    for part in _unglue(text, block):
        start = part.start
        for piece in SrxTextIterator(_srx(), f"{language}_two", part.of(text)):
            spans.extend(_trimmed(text, Span(start, start + len(piece))))
            start += len(piece)
    return _rejoin(text, spans)


def _unglue(text: str, block: Span) -> Iterator[Span]:
    """Part a block where final punctuation stands without a space before a capital letter."""
    start = block.start
    for match in _GLUE.finditer(text, block.start, block.end):
        if _is_glued_end(text, start, match, block.end):
            yield Span(start, match.end())
            start = match.end()
    yield Span(start, block.end)


def _is_glued_end(text: str, start: int, match: re.Match[str], end: int) -> bool:
    word = re.search(r"[\w.@/-]*$", text[start : match.start()])
    before = word.group() if word else ""
    after = re.match(r"\w+", text[match.end() : end].lstrip("„“\"»«‚‘'"))
    has_closing = len(match.group()) > 1
    if after is None or not after.group()[0].isupper():
        return False
    if before.startswith(("www.", "http")) or "@" in before or "/" in before:
        return False
    if re.fullmatch(r"(?:[^\W\d_]\.)*[^\W\d_]", before):
        return has_closing and not match.group().startswith(".")
    if "." in before and not before[0].isdigit():
        return False
    return has_closing or (len(before) > 1 and len(after.group()) > 1) or not before


def _rejoin(text: str, spans: list[Span]) -> tuple[Span, ...]:
    """Join a piece to the one before when it goes on in lower case or with a closing mark."""
    joined: list[Span] = []
    for span in spans:
        if joined and _continues(text, joined[-1], span):
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return tuple(joined)


def _continues(text: str, before: Span, span: Span) -> bool:
    part = span.of(text)
    if re.match(r"[\"“”»«'’)\]]*\s*(?:[,;:–—]|[.!?…]+[\"“”»«'’)\]]*\s*$|$)", part):
        return True
    if re.search(r"(?:^|\s)www\.$", before.of(text)) and before.end == span.start:
        return True
    first = next((char for char in part if char.isalpha() or char.isdigit()), "")
    return first.islower() and not part.startswith(("„", "«")) and "\n\n" not in text[before.end : span.start]
