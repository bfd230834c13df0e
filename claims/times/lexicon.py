"""The words of time of one language, and its grammar as compiled rules."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from claims.amounts.lexicon import alternatives, number_words, toml_list
from claims.amounts.words import english_number, english_pattern, german_number, german_pattern

LANGUAGES = ("de", "en")


@dataclass(frozen=True)
class Words:
    """What the builders look up; every key is lower-cased."""

    language: str
    weekdays: Mapping[str, int]
    months: Mapping[str, int]
    edges: Mapping[str, str]
    units: Mapping[str, str]
    seasons: Mapping[str, tuple[int, int]]
    parts: Mapping[str, tuple[float, float]]
    days: Mapping[str, int]
    holidays: Mapping[str, str]
    relations: Mapping[str, str]
    clock_words: Mapping[str, str]
    past: tuple[str, ...]
    next: tuple[str, ...]
    future: re.Pattern[str]
    past_cue: re.Pattern[str]
    perfect: re.Pattern[str] | None


@dataclass(frozen=True)
class Rule:
    """One pattern of the grammar and the name of what builds an element from its match."""

    build: str
    pattern: re.Pattern[str]


def _lower(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key.lower(): value for key, value in table.items()}


def _numbered(groups: Sequence[Sequence[str]]) -> dict[str, int]:
    return {form.lower(): index for index, forms in enumerate(groups) for form in forms}


def _cue(words: Sequence[str]) -> re.Pattern[str] | None:
    """Verbs that tell the tense, as written: "treffen" plans ahead, "Treffen" does not."""
    return re.compile(rf"\b(?:{'|'.join(words)})\b") if words else None


@cache
def words_of(language: str) -> Words:
    """The words of time of German or English."""
    raw = toml_list(f"time_{language}.toml")
    never = re.compile(r"(?!)")
    return Words(
        language=language,
        weekdays=_numbered(raw["weekdays"]),
        months={form: index + 1 for form, index in _numbered(raw["months"]).items()},
        edges=_lower(raw["edges"]),
        units=_lower(raw["units"]),
        seasons={name: (low, high) for name, (low, high) in _lower(raw["seasons"]).items()},
        parts={name: (low, high) for name, (low, high) in _lower(raw["parts"]).items()},
        days=_lower(raw["days"]),
        holidays=_lower(raw["holidays"]),
        relations=_lower(raw["relations"]),
        clock_words=_lower(raw["clock_words"]),
        past=tuple(raw["past"]),
        next=tuple(raw["next"]),
        future=_cue(raw["future"]) or never,
        past_cue=_cue(raw["past_cue"]) or never,
        perfect=_cue(raw["perfect"]),
    )


@cache
def rules_of(language: str) -> tuple[Rule, ...]:
    """The grammar of German or English, in the order in which its rules claim text."""
    raw = toml_list(f"time_{language}.toml")
    names = _placeholders(language)
    return tuple(
        Rule(rule["build"], re.compile(_filled(rule["pattern"], names), re.IGNORECASE)) for rule in raw["rule"]
    )


def _filled(pattern: str, names: Mapping[str, str]) -> str:
    for name, value in names.items():
        pattern = pattern.replace("{" + name + "}", value)
    return re.sub(r"(?<!\\)(?<!\[) (?![\]?-])", r"\\s+", _protect(pattern)).replace("\x00", " ")


def _protect(pattern: str) -> str:
    """Look-behinds need a fixed width: blanks stay single ones, and alternatives become one look-behind each."""
    return re.sub(r"\(\?<([=!])([^)]*)\)", _look_behind, pattern)


def _look_behind(match: re.Match[str]) -> str:
    parts = [f"(?<{match[1]}{part})" for part in match[2].replace(" ", "\x00").split("|")]
    return f"(?:{'|'.join(parts)})" if match[1] == "=" else "".join(parts)


@cache
def _placeholders(language: str) -> dict[str, str]:
    raw, words = toml_list(f"time_{language}.toml"), words_of(language)
    ending = raw["endings"]
    number = german_pattern() if language == "de" else rf"{english_pattern()}|an?|one"
    few = rf"(?:\d{{1,3}}|{number})(?:e[nrms]?)?" if language == "de" else rf"(?:\d{{1,3}}|{number})"
    hours = [word for word, value in number_words(language, "small").items() if 1 <= value <= 12]
    cased = (alternatives([form for forms in raw[part] for form in forms]) for part in ("weekdays", "months"))
    weekdays, months = (f"(?-i:{forms})" for forms in cased)
    return {
        "W": weekdays,
        "M": months,
        "N": few,
        "U": alternatives(tuple(words.units)),
        "P": alternatives(tuple(raw["parts"])) if language == "en" else _compounding(raw["parts"]),
        "S": f"(?-i:{alternatives(tuple(raw['seasons']))})",
        "C": alternatives(tuple(words.clock_words)),
        "H": alternatives(hours),
        "PAST": rf"(?:{'|'.join(raw['past'])}){ending}",
        "NEXT": rf"(?:{'|'.join(raw['next'])}){ending}",
        "THIS": rf"(?:{'|'.join(raw['this'])}){ending}",
    }


def _compounding(parts: Mapping[str, Any]) -> str:
    """German parts of the day as words of their own and as the tail of a weekday ("Mittwochabend")."""
    tails = alternatives(tuple({part.lower() for part in parts}))
    return rf"(?:(?<!\w)(?:{alternatives(tuple(parts))})|(?:(?<=tag)|(?<=twoch)|(?<=abend)|(?<=tags)|(?<=twochs))(?:{tails}))"


def number_of(text: str, language: str) -> float | None:
    """The value of digits or number words, an article being one."""
    lowered = text.lower()
    if text.isdigit():
        return float(text)
    if lowered in ("a", "an"):
        return 1.0
    if language == "en":
        return english_number(lowered)
    return german_number(lowered) or german_number(lowered.removesuffix("en"))
