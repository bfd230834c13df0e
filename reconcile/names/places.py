"""Compare two names of places: exonyms from a table, else spelling alone, with little tolerance."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from reconcile.names.fold import fold, joined, split_words
from reconcile.names.likeness import DIFFERENT, Likeness
from reconcile.names.resources import read_table, read_text, read_words
from reconcile.names.spelling import compare_inflected


@cache
def _lines() -> str:
    """The table as one text: to search it takes a millisecond a name, to build a dictionary of it over a second."""
    return read_text("exonyms.txt")


def place_rows() -> tuple[Mapping[str, str], ...]:
    """The regions and countries with their German and English names, in the format of the alias table."""
    rows = {row["place"]: row["names"] for row in read_table("regions.csv")}
    for row in read_table("countries.csv"):
        rows.setdefault(f"country:{row['code']}", "|".join(dict.fromkeys((row["de"], row["en"]))))
    return tuple({"kind": "place", "names": names, "weak": ""} for names in rows.values() if "|" in names)


@lru_cache(maxsize=50_000)
def place_ids(name: str) -> frozenset[str]:
    """The places of the table that go by this name (`country:vn`, `city:…`, `region:…`), empty if it is not in it."""
    wanted, text, found = f"|{joined(name)}|", _lines(), set()
    position = text.find(wanted) if len(wanted) > 2 else -1
    while position >= 0:
        start = text.rfind("\n", 0, position) + 1
        found.add(text[start : text.index("|", start)])
        position = text.find(wanted, position + 1)
    return frozenset(found)


@lru_cache(maxsize=10_000)
def place_names(place: str) -> tuple[str, ...]:
    """All names, folded and joined, of one place of the table."""
    text = _lines()
    start = text.find(f"\n{place}|") + 1
    return tuple(text[start : text.index("\n", start)].strip("|").split("|")[1:]) if start else ()


@cache
def _directions() -> dict[str, str]:
    return {word: side for side, words in read_words("places.toml")["directions"].items() for word in words}


@lru_cache(maxsize=50_000)
def split_direction(name: str) -> tuple[str, str]:
    """A compass direction and the name without it (`n`, `Böhmen` of `Nordböhmen`); ("", name) if there is none."""
    first, _, rest = name.partition(" ")
    side = _directions().get(fold(first), "")
    if side and rest:
        return side, rest
    for word, found in _directions().items():
        tail = fold(name)[len(word) :].lstrip("-")
        if fold(name).startswith(word) and len(tail) > 3 and place_ids(tail):
            return found, tail
    return "", name


def german_form(name: str) -> str:
    """A Slavic place name folded as German place names render it: `Chrudim-ov` endings, `š` as `sch`."""
    for letters, replacement in read_words("places.toml")["letters"].items():
        name = name.lower().replace(letters, replacement)
    word = joined(name)
    for pattern, replacement in read_words("places.toml")["endings"].items():
        word = re.sub(pattern, replacement, word)
    return word


@lru_cache(maxsize=200_000)
def compare_places(left: str, right: str) -> Likeness:
    """How alike two names of places are; an exonym counts as the same place."""
    one, two = split_words(left), split_words(right)
    if not one or not two:
        return DIFFERENT
    if "".join(one) == "".join(two):
        return Likeness(
            1.0, "same spelling" if fold(left) == fold(right) else "same but for accents and hyphens", len(one)
        )
    if not place_ids(left).isdisjoint(place_ids(right)):
        return Likeness(0.97, "names of one place in different languages", len(one))
    if place_ids(left) and place_ids(right):
        return Likeness(0.3, "two places of the table", 0)
    side_left, rest_left = split_direction(left)
    side_right, rest_right = split_direction(right)
    if side_left or side_right:
        return compare_places(rest_left, rest_right) if side_left == side_right else Likeness(0.2, "other directions")
    if len(one) != len(two):
        return DIFFERENT
    if german_form(left) == german_form(right):
        return Likeness(0.95, "Slavic and German form", len(one))
    found = [compare_inflected(a, b) for a, b in zip(one, two, strict=True)]
    worst = min(found, key=lambda likeness: likeness.score)
    return Likeness(worst.score, worst.reason, len(one))
