"""Offices and their holders as aliases: `der russische Präsident`, `Russlands Staatschef`, `Kremlchef` with their dates.

Also which capital or seat stands for which government (`Hanoi`, `der Kreml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from reconcile.names.fold import fold, joined
from reconcile.names.resources import read_table, read_words

_ENDINGS = ("e", "er", "en", "es", "em")


@cache
def _countries() -> dict[str, Mapping[str, str]]:
    return {row["code"]: row for row in read_table("countries.csv")}


@cache
def office_rows() -> tuple[Mapping[str, str], ...]:
    """One row a term of office in the format of the alias table: holder's names, role phrases as weak names, dates."""
    return tuple(_row(row) for row in read_table("offices.csv"))


def _row(row: Mapping[str, str]) -> Mapping[str, str]:
    phrases = [*row["epithets"].split("|"), *role_phrases(row["country"], row["office"])]
    weak = "|".join(dict.fromkeys(phrase for phrase in phrases if phrase))
    return {"kind": "person", "names": row["names"], "weak": weak, "start": row["start"], "end": row["end"]}


def role_phrases(country: str, office: str) -> Iterator[str]:
    """The phrases that name an office with its country, German and English; none for offices without nouns."""
    land = _countries().get(country)
    nouns = read_words("offices.toml")["nouns"].get(office, ())
    if land is None:
        return
    for noun in nouns:
        yield from _english(land, noun) if noun[0].islower() else _german(land, noun)
    yield from (noun for noun in nouns if noun.startswith(("Bundeskanzler", "Papst", "Pope")))


def _german(land: Mapping[str, str], noun: str) -> Iterator[str]:
    for adjective in land["adjective_de"].split("|"):
        endings = _ENDINGS if adjective[0].islower() or adjective.startswith("US-") else ("",)
        yield from (f"{adjective}{ending} {noun}" for ending in endings)
    yield f"{land['de']}{'' if land['de'].endswith('s') else 's'} {noun}"
    if land["code"] == "us":
        yield f"US-{noun}"


def _english(land: Mapping[str, str], noun: str) -> Iterator[str]:
    for adjective in land["adjective_en"].split("|"):
        yield f"{adjective} {noun}"
        yield f"{adjective} {noun.title()}"


@cache
def demonyms() -> frozenset[str]:
    """Folded nouns and English adjectives for people of a country (`kirgise`, `russian`)."""
    people = (word for row in _countries().values() for word in row["people"].split("|"))
    return frozenset(joined(word) for word in people if word)


@cache
def _country_stems() -> tuple[tuple[str, str], ...]:
    """Stems of adjectives and names of countries, folded, with the country's code."""
    columns = ("adjective_de", "adjective_en", "de", "en")
    stems = {
        (fold(stem), code)
        for code, row in _countries().items()
        for column in columns
        for stem in row[column].split("|")
        if len(stem) > 3
    }
    return tuple(sorted(stems, key=lambda pair: (-len(pair[0]), pair)))


def countries_in(text: str) -> frozenset[str]:
    """The codes of the countries that a text speaks of by name or adjective (`südkoreanische`)."""
    plain, found = fold(text), set()
    for stem, code in _country_stems():
        if stem in plain and (match := re.search(rf"\b{re.escape(stem)}(?:e[nrsm]?|s|n)?\b", plain)):
            found.add(code)
            plain = plain[: match.start()] + plain[match.end() :]
    return frozenset(found)


@cache
def _governments() -> dict[str, str]:
    return {
        joined(seat): f"country:{row['code']}"
        for row in _countries().values()
        for seat in row["seats"].split("|")
        if seat
    }


def government(name: str) -> str:
    """The country (`country:vn`) whose government a capital or seat of government stands for, "" for other names."""
    return _governments().get(joined(name), "")
