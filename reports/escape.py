"""Text from articles, made harmless in Markdown and on a terminal."""

from __future__ import annotations

import re

_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff"
    r"\U000e0000-\U000e007f]"
)
_NEEDS_ESCAPE = re.compile(
    r"[\\`*_\[\]{}|~^<>&$#]|^(?:[+\-=:%]|\d+[.)])|://|www\.|(?:mailto|xmpp):|@|(?<!\d):(?=[\w+-]+:)", re.I
)
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "@": "&#64;", "://": "&#58;//", ":": "&#58;"}


def plain(text: str) -> str:
    """One line without control, direction, tag and zero-width characters."""
    return " ".join(_INVISIBLE.sub(" ", text).split())


def markdown(text: str) -> str:
    """Text that shows as itself in CommonMark, on GitHub and in pandoc.

    No emphasis, heading, link, image, footnote, table cell, formula, emoji, mention or HTML can come out of it.
    """
    return _NEEDS_ESCAPE.sub(_escape, plain(text))


def _escape(match: re.Match[str]) -> str:
    found = match.group()
    if found in _ENTITIES:
        return _ENTITIES[found]
    if found[-1] in ".:)":
        # GitHub and pandoc make links of bare addresses and lists of "1."; an entity shows the same and does nothing.
        return found[:-1] + f"&#{ord(found[-1])};"
    return "\\" + found
