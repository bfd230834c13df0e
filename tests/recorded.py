"""A parser for tests that answers from recorded parses, so that no test needs the model.

`RECORD_PARSES=FOLDER pytest tests` asks the parser in FOLDER for sentences that are not yet recorded and adds them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from claims.extract import extract_claims
from claims.parse import load_parser
from claims.records import Article, Claim, Span
from claims.syntax import Entity, Parse, Parser, Token

RECORDS = Path(__file__).parent / "parses.jsonl"
MODELS = Path(__file__).parent.parent / "reconcile" / "models"


@cache
def recorded() -> dict[tuple[str, ...], Parse]:
    """All recorded parses by their words."""
    lines = RECORDS.read_text(encoding="utf-8").splitlines() if RECORDS.is_file() else []
    parses = [_read(json.loads(line)) for line in lines]
    return {tuple(token.form for token in parse.tokens): parse for parse in parses}


class RecordedParser:
    """Answers with the recorded parse; an unknown sentence is an error that says how to record it."""

    def parse(self, sentences: Sequence[Sequence[str]]) -> list[Parse]:
        """One parse a sentence."""
        return [self._one(tuple(sentence)) for sentence in sentences]

    def _one(self, sentence: tuple[str, ...]) -> Parse:
        if not sentence:
            return Parse((), ())
        if sentence not in recorded():
            folder = os.environ.get("RECORD_PARSES")
            if folder is None:
                raise LookupError(f"no recorded parse of {' '.join(sentence)!r}; set RECORD_PARSES to a parser folder")
            parse = _model(folder).parse([sentence])[0]
            recorded()[sentence] = parse
            with RECORDS.open("a", encoding="utf-8") as handle:
                handle.write(json.dumps(_write(parse), ensure_ascii=False) + "\n")
        return recorded()[sentence]


@cache
def _model(folder: str) -> Parser:
    return load_parser(folder, MODELS)


def _write(parse: Parse) -> dict[str, Any]:
    return {
        "tokens": [[token.form, token.upos, token.head, token.relation, dict(token.morph)] for token in parse.tokens],
        "entities": [[name.kind, name.first, name.last, round(name.probability, 3)] for name in parse.entities],
    }


def _read(row: dict[str, Any]) -> Parse:
    tokens, at = [], 0
    for index, (form, upos, head, relation, morph) in enumerate(row["tokens"]):
        tokens.append(Token(index, form, upos, head, relation, tuple(morph.items()), at, at + len(form)))
        at += len(form) + 1
    entities = [
        Entity(kind, first, last, tokens[first].start, tokens[last - 1].end, probability)
        for kind, first, last, probability in row["entities"]
    ]
    return Parse(tuple(tokens), tuple(entities))


def article(text: str, language: str = "de", published: datetime | None = None) -> Article:
    """An article of nothing but prose."""
    return Article("a_1", "Outlet", "", text, Span(0, len(text)), published, "", language, "a.txt")


def claims_of(text: str, language: str = "de", published: datetime | None = None) -> tuple[Claim, ...]:
    """The claims of a text by the recorded parses."""
    return extract_claims(article(text, language, published), RecordedParser()).claims


def parse_of(text: str) -> Parse:
    """The recorded parse of one sentence, offsets in it."""
    from claims.parse import parse_text

    return parse_text(RecordedParser(), text, [Span(0, len(text))])[0]
