"""Amounts inside words, and ages: `fünfköpfige Familie`, `46-Jähriger`, `51-year-old man`, `Anna Muster (46)`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from claims.amounts.amount import Amount
from claims.amounts.counted import counted_after
from claims.amounts.lexicon import toml_list
from claims.amounts.words import english_number, english_pattern, german_number, german_pattern

OLDEST = 110


@cache
def _german_suffixed() -> re.Pattern[str]:
    suffixes = "|".join(toml_list("quantity_ages.toml")["suffixes"])
    return re.compile(
        rf"(?<![\w.,-])(?:(?P<digits>\d+(?:,\d+)?)-?|(?P<word>{german_pattern()}))-?(?P<suffix>{suffixes})"
        rf"(?:e[nrsm]?|s)?\b",
        re.IGNORECASE,
    )


def german_suffixed(text: str) -> Iterator[Amount]:
    """`46-jährige`, `der 46-Jährige`, `fünfköpfige Familie`, `dreitägigen`, `zweimal`, `14-tägig`."""
    table = toml_list("quantity_ages.toml")
    for match in _german_suffixed().finditer(text):
        written, suffix = match["suffix"], match["suffix"].lower()
        value = float(match["digits"].replace(",", ".")) if match["digits"] else german_number(match["word"])
        if value is None or (suffix in ("mal", "fach") and value == 1):
            continue
        noun, end = counted_after(text, match.end(), "de")
        if suffix in ("mal", "fach") or written[0].isupper():
            noun, end = "", match.end()  # "der 46-Jährige" is a noun already
        unit = table["suffixes"][suffix]
        unit = "year" if suffix == "jährig" and noun in table["lengths"] else unit
        yield Amount(match.start(), end, value, 1.0, unit, table["counted"].get(suffix, noun))


def german_ages(text: str) -> Iterator[Amount]:
    """`51 Jahre alt`, `im Alter von 51 Jahren`."""
    for match in re.finditer(r"\b(\d{1,3}) Jahre alte?[nrs]?\b|\bim Alter von (\d{1,3})(?: Jahren)?\b", text):
        group = 1 if match[1] else 2
        yield Amount(match.start(group), match.end(), float(match[group]), 1.0, "age")


_LENGTHS = "year|month|week|day|hour|minute|mile|metre|meter|foot|page"


@cache
def _english_ages() -> re.Pattern[str]:
    number = rf"(?<![\d.,])\d{{1,3}}(?:\.\d+)?|{english_pattern()}"
    return re.compile(
        rf"\baged\s+(?P<aged>\d{{1,3}})\b|\b(?P<old>{number})[- ]years?[- ]olds?\b"
        r"|(?<=[a-z]\s)of\s+(?P<of>\d{2})\b(?=\s+(?:who|was|were|from|has|had)\b)"
        rf"|\b(?P<length>{number})-(?P<unit>{_LENGTHS})(?=[- ][a-z])(?!-old)",
        re.IGNORECASE,
    )


def english_ages(text: str) -> Iterator[Amount]:
    """`51-year-old man`, `aged 51`, `a man of 51 who`; and compounds such as `five-year sentence`."""
    units = {"metre": "m", "meter": "m", "page": ""}
    for match in _english_ages().finditer(text):
        number = match["aged"] or match["old"] or match["of"] or match["length"]
        value = float(number) if number[0].isdigit() else english_number(number)
        if value is None:
            continue
        start = match.start("of") if match["of"] else match.start()
        if match["length"]:
            noun, end = _following(text, match.end())
            unit = match["unit"].lower()
            yield Amount(start, end, value, 1.0, units.get(unit, unit), noun)
            continue
        noun, end = _bearer(text, match.end()) if match["old"] else ("", match.end())
        yield Amount(start, end, value, 1.0, "age", noun)


def _following(text: str, position: int) -> tuple[str, int]:
    word = re.compile(r"[\s-]+([a-z][\w-]*)").match(text, position)
    return (word[1], word.end()) if word else ("", position)


def _bearer(text: str, position: int) -> tuple[str, int]:
    """The person behind "51-year-old", past at most two adjectives ("51-year-old local man")."""
    bearers = toml_list("quantity_ages.toml")["bearers"]
    for word in list(re.finditer(r"\s+([^\W\d_][\w'-]*)", text[position : position + 60]))[:3]:
        if word[1] in bearers:
            return word[1], position + word.end()
    return "", position


_BRACKET = re.compile(
    r"(?P<name>[^\W\d_][\w’'-]+)(?:\s\((?P<bracket>\d{1,3})\)|,\s(?P<comma>\d{1,3})(?=[,.;](?:\s|$)))"
)


def bracketed_ages(text: str) -> Iterator[Amount]:
    """`Anna Muster (46)`, `Anna Muster, 46,`: an age up to 110 behind two capitalised words; `the driver, 46,`."""
    for match in _BRACKET.finditer(text):
        group = "bracket" if match["bracket"] else "comma"
        value, name = float(match[group]), match["name"]
        before = re.search(r"[^\W\d_][\w’'.-]*\s+$", text[: match.start()])
        full = name[0].isupper() and before is not None and before[0][0].isupper()
        bearer = group == "comma" and name in toml_list("quantity_ages.toml")["bearers"]
        if (full or bearer) and 1 <= value <= OLDEST:
            yield Amount(match.start(group), match.end(group), value, 1.0, "age", name.lower())
