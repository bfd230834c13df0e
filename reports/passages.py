"""One claim's passage for the Markdown report: quote, source, speaker, time, the deciding value marked."""

from __future__ import annotations

import re
from functools import cache

from claims.records import Claim
from reports.escape import markdown, plain
from reports.words import Words, when

_EDGES = re.compile(r"^\W+|\W+$")


def find_value(quote: str, value: str) -> tuple[int, int] | None:
    """Where a deciding value stands in a quote as whole words, case aside; None when it does not stand there verbatim."""
    core = _EDGES.sub("", value)
    pattern = _whole(core) if core else None
    match = pattern.search(quote) if pattern else None
    return match.span() if match else None


@cache
def _whole(core: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(core)}(?!\w)", re.IGNORECASE)


def marked(quote: str, value: str) -> str:
    """The quote, escaped, the value in bold."""
    line = plain(quote)
    at = find_value(line, plain(value))
    if at is None:
        return markdown(line)
    # The pieces keep their outer blanks, which `markdown` would take away; a piece in the middle of a line starts no block.
    before, inside, after = line[: at[0]], line[at[0] : at[1]], line[at[1] :]
    return f"{_inner(before)}**{markdown(inside)}**{_inner(after)}"


def _inner(piece: str) -> str:
    blank_before, blank_after = piece[:1].isspace(), piece[-1:].isspace()
    if not piece.strip():
        return piece[:1]
    return " " * blank_before + markdown(piece) + " " * blank_after


def passage(claim: Claim, w: Words, value: str = "") -> str:
    """`**Source** (time, speaker: …): quote`, one line."""
    who = f", {w['speaker'].format(name=markdown(claim.speaker))}" if claim.speaker else ""
    return f"**{markdown(claim.source)}** ({markdown(when(claim, w))}{who}): {marked(claim.quote, value)}"
