"""Text from articles, made harmless in Markdown and on a terminal."""

from __future__ import annotations

import re

_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_NEEDS_ESCAPE = re.compile(r"[\\`*_\[\]|~<>&$]|^(?:[#+\-=>]|\d+[.)])|(?<=!)(?=\[)|://|www\.|@")


def plain(text: str) -> str:
    """One line without control, direction and zero-width characters."""
    return " ".join(_INVISIBLE.sub(" ", text).split())


def markdown(text: str) -> str:
    """Text that shows as itself in Markdown: no emphasis, link, image, table cell or HTML can come out of it."""
    line = plain(text)
    return _NEEDS_ESCAPE.sub(_escape, line)


def _escape(match: re.Match[str]) -> str:
    found = match.group()
    if found == "<":
        return "&lt;"
    if found == ">":
        return "&gt;"
    if found == "&":
        return "&amp;"
    if found in ("://", "www.", "@"):
        # GitHub makes links of bare addresses; an entity shows the same and links nothing.
        return found[:-1] + f"&#{ord(found[-1])};" if found != "://" else "&#58;//"
    if found and found[0].isdigit():
        return found[:-1] + "\\" + found[-1]
    return "\\" + found if found else found
