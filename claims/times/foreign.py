"""Absolute dates in languages without an own grammar, by dateparser in strict mode: the last resort."""

from __future__ import annotations

import re

from claims.records import Mention, Span, TimeExpression
from claims.times import calendar

_NUMERIC = re.compile(
    r"(?<![\d./-])\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d(?![\d./-])|(?<!\d)(?:19|20)\d\d-\d\d-\d\d(?!\d)"
)
_WORDED = re.compile(
    r"(?<![\d.,])\d{1,2}(?:er|\.|º)?\s+(?:de\s+|di\s+)?[^\W\d_]{3,12}\.?\s+(?:de\s+|del\s+|di\s+)?(?:19|20)\d\d(?!\d)"
)


def foreign_times(text: str, language: str) -> tuple[Mention, ...]:
    """Dates with day, month and year; nothing relative, nothing partial. A language that dateparser lacks gives none."""
    candidates = sorted((*_NUMERIC.finditer(text), *_WORDED.finditer(text)), key=lambda match: match.start())
    if not candidates:
        return ()
    import dateparser

    found = []
    settings = {"STRICT_PARSING": True, "REQUIRE_PARTS": ["day", "month", "year"], "DATE_ORDER": "DMY"}
    for match in candidates:
        try:
            parsed = dateparser.parse(match[0], languages=[language], settings=settings)
        except (ValueError, LookupError):
            continue
        if parsed is not None:
            low, high = calendar.day(parsed.date())
            value = TimeExpression(low, high, "day")
            found.append(Mention("time", Span(*match.span()), match[0], name=match[0], value=value))
    return tuple(found)
