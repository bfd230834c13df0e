"""What an article's first lines say about it: title, date, and where the prose starts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from claims.records import Span

_STAND = re.compile(
    r"(?:Stand|Stand vom|Aktualisiert(?: am)?|Veröffentlicht(?: am)?|Updated|Published|Last updated):?\s*"
    r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})"
    r"(?:,?\s*(?:um\s*)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:\s*Uhr)?)?",
    re.IGNORECASE,
)
_SCRAPED = re.compile(r"\A[\s\ufeff]*date (?P<year>\d{4})-(?P<month>\d{2})(?:-(?P<day>\d{2}))?\b[ \t]*")
_FIRST_LINE = re.compile(r"\A[\s\ufeff]*(?P<line>[^\r\n]+)(?P<break>(?:\r?\n[ \t]*){2,})?")
MAX_TITLE = 250


@dataclass(frozen=True, slots=True)
class Header:
    """Title and date as the first lines give them; `body` is the range of prose, the header left out."""

    title: str
    published: datetime | None
    body: Span


def read_header(text: str) -> Header:
    """Find the title line, a ` date 2024-06 TITLE` line and a `Stand: 20.06.2024 18:39 Uhr` note.

    A first line counts as title when a blank line follows and it does not end like a sentence. A month without a day
    is no date to anchor weekdays on, so it gives None.
    """
    match = _FIRST_LINE.match(text)
    if match is None:
        return Header("", None, Span(0, len(text)))
    line = match["line"]
    scraped, stand = _SCRAPED.match(text), _STAND.search(text, 0, match.end("line"))
    published = _stand_time(stand) if stand else _scraped_time(scraped)
    is_header = scraped is not None or stand is not None or _looks_like_title(line, match["break"])
    if not is_header or len(line) > MAX_TITLE:
        found = _STAND.search(text, 0, 1500)
        return Header("", _stand_time(found) if found else published, Span(0, len(text)))
    title = _SCRAPED.sub("", _STAND.sub("", line)).strip(" |–-")
    if stand is None:
        later = _STAND.search(text, match.end(), 1500)
        published = _stand_time(later) if later else published
    return Header(title, published, Span(match.end("line"), len(text)))


def _looks_like_title(line: str, gap: str | None) -> bool:
    if gap is None:
        return False
    ends_like_prose = re.search(r"[.!?…][\"“”»«']?\s*$", line) is not None
    return not ends_like_prose or (len(line.split()) <= 12 and line.rstrip().endswith(("?", "!", '"', "“", "»")))


def _stand_time(match: re.Match[str] | None) -> datetime | None:
    if match is None:
        return None
    parts = {name: int(value or 0) for name, value in match.groupdict().items()}
    try:
        return datetime(parts["year"], parts["month"], parts["day"], parts["hour"], parts["minute"])
    except ValueError:
        return None


def _scraped_time(match: re.Match[str] | None) -> datetime | None:
    if match is None or match["day"] is None:
        return None
    try:
        return datetime(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
