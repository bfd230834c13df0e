"""Parse sentences: the packaged model, or an installed spaCy pipeline, behind one interface."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from claims.syntax import ROOT, Entity, EntityKind, Parse, Parser, Token
from claims.tokens import tokenise

__all__ = [
    "ROOT",
    "Bounds",
    "Entity",
    "EntityKind",
    "Parse",
    "Parser",
    "Token",
    "load_parser",
    "parse_text",
]

SPACY = "spacy:"
"""Prefix of the names of installed spaCy pipelines, as in `spacy:de_core_news_lg`."""


class Bounds(Protocol):
    """Anything with a half-open range of code points, such as `claims.records.Span`."""

    @property
    def start(self) -> int:
        """First code point."""
        ...

    @property
    def end(self) -> int:
        """Code point after the last."""
        ...


def load_parser(folder: Path | str, models: Path, threads: int = 2) -> Parser:
    """The parser in `folder` (a model folder, or `spacy:NAME`).

    `models` is the folder that holds the shared `vocabulary`. Raises `ModelError` if a model is
    missing, changed, or made for other code.
    """
    if str(folder).startswith(SPACY):
        from claims.spacy_parser import SpacyParser

        return SpacyParser(str(folder).removeprefix(SPACY))
    from claims.neural import NeuralParser

    return NeuralParser(Path(folder), models, threads)


def parse_text(parser: Parser, text: str, spans: Sequence[Bounds]) -> tuple[Parse, ...]:
    """Parse the sentences at `spans` of `text`: one parse a span, in order, offsets into `text`."""
    bounds = [tokenise(text, span.start, span.end) for span in spans]
    parses = parser.parse([[text[start:end] for start, end in sentence] for sentence in bounds])
    return tuple(parse.shifted(places) for parse, places in zip(parses, bounds, strict=True))
