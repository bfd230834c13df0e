"""The table of names that stand for one thing: acronyms, exonyms, offices and their holders, and a user's own entries.

A user's file has the packaged format. CSV: the columns `kind, names, weak, start, end`, several names separated by `|`,
the first one canonical. TOML: `[[alias]]` tables with `kind`, `names`, and optionally `weak`, `start`, `end`.
`weak` names count only next to a full one; `start` and `end` (YYYY-MM-DD, both included) bound when the names hold.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from claims.errors import InputError
from reconcile.names.inflection import inflection_key
from reconcile.names.offices import office_rows
from reconcile.names.places import place_rows
from reconcile.names.resources import read_table

_KINDS = ("person", "organization", "place", "misc")


@dataclass(frozen=True, slots=True)
class Alias:
    """Names of one thing. `names[0]` is canonical; `weak` ones need one of `names` in the same article."""

    kind: str
    names: tuple[str, ...]
    weak: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None

    def holds(self, day: date | None) -> bool:
        """Whether the names held on `day`; without a day, only undated aliases hold."""
        if day is None:
            return self.start is None and self.end is None
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class AliasTable:
    """Aliases, looked up by any of their names, whatever its accents, case, hyphens and endings."""

    aliases: tuple[Alias, ...] = ()
    _strong: Mapping[str, tuple[int, ...]] = field(default_factory=dict, repr=False, compare=False)

    def find(self, name: str, day: date | None = None) -> tuple[Alias, ...]:
        """The aliases of which `name` is a full name on `day`, in the table's order."""
        found = (self.aliases[i] for i in self._strong.get(inflection_key(name), ()))
        return tuple(alias for alias in found if (alias.start is None and alias.end is None) or alias.holds(day))


def make_table(aliases: Iterable[Alias]) -> AliasTable:
    """A table of these aliases, indexed."""
    kept = tuple(aliases)
    strong: dict[str, tuple[int, ...]] = {}
    for number, alias in enumerate(kept):
        for name in dict.fromkeys(inflection_key(name) for name in alias.names):
            strong[name] = (*strong.get(name, ()), number)
    return AliasTable(kept, strong)


@cache
def packaged_aliases() -> tuple[Alias, ...]:
    """The aliases that come with the program."""
    return tuple(_alias(row, "packaged aliases") for row in (*read_table("aliases.csv"), *place_rows(), *office_rows()))


def load_aliases(path: str | Path | None = None) -> AliasTable:
    """The packaged aliases, a user's own before them. Raises `InputError` for a file that cannot be used."""
    own = read_aliases(Path(path)) if path else ()
    return make_table((*own, *packaged_aliases()))


def read_aliases(path: Path) -> tuple[Alias, ...]:
    """The aliases of a CSV or TOML file. Raises `InputError`, naming the file and the entry."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        rows = tomllib.loads(text).get("alias", []) if path.suffix == ".toml" else _csv_rows(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, csv.Error) as error:
        raise InputError(f"cannot read the aliases in {path}: {error}") from error
    if not rows:
        raise InputError(f"{path} holds no alias")
    return tuple(_alias(row, f"{path}, entry {number}") for number, row in enumerate(rows, 1))


def _csv_rows(text: str) -> list[dict[str, str]]:
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return list(csv.DictReader(lines))


def _alias(row: Mapping[str, Any], where: str) -> Alias:
    kind, names = str(row.get("kind") or "person"), _names(row.get("names"))
    if kind not in _KINDS or not names:
        raise InputError(f"{where}: an alias needs `names`, and a `kind` of {', '.join(_KINDS)}")
    try:
        start, end = _day(row.get("start")), _day(row.get("end"))
    except ValueError as error:
        raise InputError(f"{where}: {error}") from error
    return Alias(kind, names, _names(row.get("weak")), start, end)


def _names(value: object) -> tuple[str, ...]:
    pieces = value if isinstance(value, list) else str(value or "").split("|")
    return tuple(name for piece in pieces if (name := str(piece).strip()))


def _day(value: object) -> date | None:
    if isinstance(value, date):
        return value
    return date.fromisoformat(str(value)) if value else None
