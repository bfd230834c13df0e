"""The catalogue: what the reports say around the articles' own words, in German and English."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from claims.records import Claim

Words = Mapping[str, str]


@cache
def words(lang: str) -> dict[str, str]:
    """The catalogue of one language."""
    return dict(tomllib.loads(files("reports").joinpath("messages.toml").read_text(encoding="utf-8"))[lang])


def kind_name(kind: str, w: Words) -> str:
    """A finding's kind for a reader; one that the catalogue does not know yet is shown as it is."""
    return w.get(f"kind_{kind}", kind.replace("_", " "))


def when(claim: Claim, w: Words) -> str:
    """The publication time of a claim's article, to the minute, as its source gave it."""
    return claim.published.isoformat(" ", "minutes") if claim.published else w["unknown"]
