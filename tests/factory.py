"""Hand-made records for tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from claims.identity import content_id
from claims.records import Attribution, Claim, Mention, Span
from reconcile.records import ClaimPair, Finding


def claim(text: str, source: str = "A", **fields: Any) -> Claim:
    """A claim whose quote is its text, in German, asserted, by the narrator."""
    span = Span(0, len(text))
    made = Claim(
        id=content_id("c", source, text),
        article_id=content_id("a", source),
        source=source,
        span=span,
        text=text,
        attribution=None,
        polarity="affirmed",
        modality="asserted",
        mentions=(),
        sentence=span,
        quote=text,
        language="de",
    )
    return replace(made, **fields)


def said(text: str, speaker: str, source: str = "A", **fields: Any) -> Claim:
    """A claim in somebody's mouth."""
    return claim(text, source, attribution=Attribution(speaker, "sagte", Span(0, 0), "indirect"), **fields)


def person(text: str, where: str, entity: str = "") -> Mention:
    """A mention of a person at its first place in `where`."""
    start = where.index(text)
    return Mention("person", Span(start, start + len(text)), text, text, entity=entity or text.casefold())


def at(day: int, hour: int = 12) -> datetime:
    """A publication time in one month."""
    return datetime(2025, 5, day, hour)


def pair(left: Claim, right: Claim, similarity: float = 0.9) -> ClaimPair:
    """A candidate pair."""
    return ClaimPair(left, right, similarity)


def finding(left: Claim, right: Claim, verdict: Any = "agreeing", **fields: Any) -> Finding:
    """A finding of a pair."""
    both = pair(left, right)
    made = Finding(content_id("f", left.id, right.id), both, verdict, "paraphrase", 0.9, "model", "Same fact.")
    return replace(made, **fields)
