"""The noun that a number counts, found without a parse: by its capital in German, by its plural in English."""

from __future__ import annotations

import re

from claims.amounts.lexicon import noun_words

_TOKEN = re.compile(r"[\s\u00a0]+([^\W\d_][\w’'-]*)")
_MOST = 4
_NUMBER = r"(?:\s+(?:\d[\d.,]*|[a-zäöüß]+))?"


def counted_after(text: str, position: int, language: str) -> tuple[str, int]:
    """The lower-cased noun after a number and where it ends; `("", position)` if none is found."""
    if language == "de":
        return _german(text, position)
    if language == "en":
        return _english(text, position)
    return _plain(text, position)


def _tokens(text: str, position: int, most: int) -> list[tuple[str, int]]:
    found = []
    for _ in range(most):
        match = _TOKEN.match(text, position)
        if match is None:
            break
        found.append((match[1], match.end()))
        position = match.end()
    return found


def _german(text: str, position: int) -> tuple[str, int]:
    """The first capitalised word, past adjectives ("63 teils schwer Verletzte") or a partitive ("vier der Waggons")."""
    partitive = re.compile(r"\s+(?:von\s+(?:den|ihnen)|der|dieser|aller|von)(?=\s)").match(text, position)
    if partitive is not None:
        skipped = re.compile(
            r"\s+(?:insgesamt|rund|etwa|\d[\d.]*|[a-zäöüß]*(?:ei|ier|ünf|echs|ieben|acht|eun|ehn|lf|ölf|zig)(?=\s))"
        ).match(text, partitive.end())
        position = skipped.end() if skipped else partitive.end()
    between, stop = noun_words("de", "between"), noun_words("de", "stop")
    for word, end in _tokens(text, position, _MOST + 1):
        if word[0].isupper():
            return word.lower(), end
        adjective = re.search(r"(?:e|en|er|es|em)$", word) is not None and len(word) > 3
        if word in stop or not (adjective or word in between):
            break
    return "", position


def _english(text: str, position: int) -> tuple[str, int]:
    """The first plural among the next words, past adjectives ("46 injured passengers") or a partitive."""
    partitive = re.compile(
        r"\s+(?:of|out of)\s+(?:the|its|his|her|their|these|those|our)\b(?:\s+(?:\d+|[a-z]+(?=\s+\w+s\b)))?"
    ).match(text, position)
    position = partitive.end() if partitive else position
    stop, plural, singular = (noun_words("en", part) for part in ("stop", "plural", "singular"))
    states: tuple[str, int] = ("", position)
    for word, end in _tokens(text, position, _MOST):
        lowered = word.lower()
        if lowered in stop:
            break
        if lowered in ("injured", "wounded", "dead", "missing", "arrested", "homeless"):
            states = (lowered, end)  # "46 injured were taken" against "46 injured passengers"
        elif lowered in plural or (
            lowered.endswith("s") and not lowered.endswith(("ss", "us", "is", "'s", "’s")) and lowered not in singular
        ):
            return lowered, end
    return states


def _plain(text: str, position: int) -> tuple[str, int]:
    """Other languages: the next word, if it is no short function word."""
    following = _tokens(text, position, 1)
    if following and len(following[0][0]) > 3:
        return following[0][0].lower(), following[0][1]
    return "", position


def counted_one(text: str, position: int, language: str) -> tuple[str, int]:
    """The singular noun after "one", "ein": the next capitalised word (German), the last before a stop word (English)."""
    if language == "de":
        return _german(text, position)
    stop = noun_words("en", "stop")
    last: tuple[str, int] = ("", position)
    for word, end in _tokens(text, position, 3):
        if word.lower() in stop:
            break
        last = (word.lower(), end)
    return last
