"""The word lists of amounts, read once."""

from __future__ import annotations

import csv
import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from claims.records import Bound

_BOUNDS: dict[str, Bound] = {
    "exact": "exact",
    "about": "about",
    "almost": "almost",
    "over": "over",
    "at_least": "at_least",
    "more_than": "more_than",
    "at_most": "at_most",
    "less_than": "less_than",
}


@cache
def toml_list(name: str) -> dict[str, Any]:
    """A TOML word list of the package, by file name."""
    return tomllib.loads(files("claims").joinpath("lexicon", name).read_text("utf-8"))


@cache
def csv_list(name: str) -> tuple[dict[str, str], ...]:
    """A CSV word list of the package, by file name: one mapping a row."""
    text = files("claims").joinpath("lexicon", name).read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def number_words(language: str, part: str) -> dict[str, float]:
    """Number words of one language: `part` is small, tens, scale, plural, ordinal or fraction."""
    table = toml_list("quantity_words.toml").get(language, {}).get(part, {})
    return {word: float(value) for word, value in table.items()}


@cache
def bound_phrases(language: str) -> dict[str, Bound]:
    """Phrases before a number that bound it, lower-cased."""
    rows = csv_list("quantity_bounds.csv")
    return {row["phrase"]: _BOUNDS[row["bound"]] for row in rows if row["language"] == language}


@cache
def noun_words(language: str, part: str) -> frozenset[str]:
    """Words that help to find the counted noun."""
    return frozenset(toml_list("quantity_nouns.toml").get(language, {}).get(part, ()))


@cache
def excluded(language: str) -> re.Pattern[str]:
    """What holds digits or number words and counts nothing: paragraphs, roads, flights, leagues."""
    lists = toml_list("quantity_exclusions.toml")
    return re.compile("|".join(f"(?:{pattern})" for pattern in (*lists["any"], *lists.get(language, ()))))


def alternatives(words: list[str] | tuple[str, ...] | frozenset[str] | dict[str, Any]) -> str:
    """A regular expression for any of the words, the longest first, any white space between their parts."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)
