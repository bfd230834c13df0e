"""Word lists, one TOML file a topic, with a table a language inside; loaded on first use.

A file holds `[de]`, `[en]`, … with named lists. A language that a file does not know gives an empty list, so that a
rule falls silent there instead of guessing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def topic(name: str) -> Mapping[str, Any]:
    """The parsed file `claims/lexicon/<name>.toml`."""
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def words(name: str, key: str, language: str) -> frozenset[str]:
    """One list of a topic for an ISO 639-1 language, empty where the file has none."""
    return frozenset(topic(name).get(language, {}).get(key, ()))


@cache
def pattern(name: str, key: str, language: str) -> re.Pattern[str]:
    """The regular expressions of a list joined into one, case-insensitive; one that never matches for an empty list."""
    found = topic(name).get(language, {}).get(key, ())
    return re.compile("|".join(f"(?:{part})" for part in found) or r"(?!)", re.IGNORECASE)
