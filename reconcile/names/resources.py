"""The word lists behind the comparison of names, read once from `reconcile/resources`."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


def read_text(name: str) -> str:
    """The text of one packaged resource file."""
    return files("reconcile").joinpath("resources", name).read_text(encoding="utf-8")


@cache
def read_table(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of a packaged CSV file; lines that start with `#` tell where it comes from and are left out."""
    lines = [line for line in read_text(name).splitlines() if line and not line.startswith("#")]
    return tuple(csv.DictReader(io.StringIO("\n".join(lines))))


@cache
def read_words(name: str) -> Mapping[str, Any]:
    """A packaged TOML file of word lists."""
    return tomllib.loads(read_text(name))


@cache
def words(name: str, key: str) -> frozenset[str]:
    """One word list of a packaged TOML file."""
    return frozenset(read_words(name)[key])
