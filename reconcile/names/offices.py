"""Offices and their holders as aliases: `der russische Präsident`, `Russlands Staatschef`, `Kremlchef` with their dates.

Also which capital or seat stands for which government (`Hanoi`, `der Kreml`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from reconcile.names.fold import joined
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
def _governments() -> dict[str, str]:
    return {joined(seat): f"country:{row['code']}" for row in _countries().values() for seat in row["seats"].split("|") if seat}


def government(name: str) -> str:
    """The country (`country:vn`) whose government a capital or seat of government stands for, "" for other names."""
    return _governments().get(joined(name), "")
