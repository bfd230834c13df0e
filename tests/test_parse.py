"""The parser: offsets into the untouched text, order independence, refusal of what is not a model."""

from __future__ import annotations

from pathlib import Path

import pytest

from claims.errors import ModelError
from claims.parse import ROOT, Parser, load_parser, parse_text
from claims.records import Span

MODELS = Path(__file__).parents[1] / "reconcile" / "models"

TEXT = (
    "Der Kremlchef Wladimir Putin traf am Mittwoch in Hanoi den vietnamesischen Präsidenten To Lam. "
    "„Das Treffen war historisch“, sagte die Sprecherin der Bundesregierung, Maria Weber.Sie flog nach Paris."
)


@pytest.fixture(scope="module")
def parser() -> Parser:
    return load_parser(MODELS / "syntax", MODELS)


def spans() -> list[Span]:
    ends = [TEXT.index(" „Das"), TEXT.index("Sie flog"), len(TEXT)]
    return [Span(0, ends[0]), Span(ends[0] + 1, ends[1]), Span(ends[1], ends[2])]


def test_tokens_and_names_stand_where_they_say(parser: Parser) -> None:
    for parse, span in zip(parse_text(parser, TEXT, spans()), spans(), strict=True):
        assert all(TEXT[token.start : token.end] == token.form for token in parse.tokens)
        assert all(span.start <= token.start and token.end <= span.end for token in parse.tokens)
        assert [token.index for token in parse.tokens] == list(range(len(parse.tokens)))


def test_grammar_of_a_plain_sentence(parser: Parser) -> None:
    first = parse_text(parser, TEXT, spans()[:1])[0]
    assert first.root.form == "traf"
    subject = next(token for token in first.children(first.root) if token.relation == "nsubj")
    assert subject.form in {"Kremlchef", "Putin"}
    assert first.root.feature("VerbForm") == "Fin"
    assert [token.form for token in first.subtree(subject)][:2] == ["Der", "Kremlchef"]


def test_names_are_found(parser: Parser) -> None:
    names = {
        (entity.kind, TEXT[entity.start : entity.end])
        for parse in parse_text(parser, TEXT, spans())
        for entity in parse.entities
    }
    assert {("PER", "Wladimir Putin"), ("LOC", "Hanoi"), ("PER", "Maria Weber"), ("LOC", "Paris")} <= names


def test_every_parse_is_a_tree(parser: Parser) -> None:
    for parse in parse_text(parser, TEXT, spans()):
        assert sum(token.head == ROOT for token in parse.tokens) == 1
        assert len(parse.subtree(parse.root)) == len(parse.tokens)


def test_order_and_company_do_not_matter(parser: Parser) -> None:
    sentences = [["Er", "kam", "."], ["Putin", "flog", "nach", "Hanoi", "und", "kehrte", "zurück", "."], ["Nein", "."]]
    together = parser.parse(sentences)
    assert parser.parse(sentences[::-1]) == together[::-1]
    assert [parser.parse([sentence])[0].tokens for sentence in sentences] == [parse.tokens for parse in together]


def test_empty_sentences_keep_their_place(parser: Parser) -> None:
    parses = parser.parse([[], ["Nein", "."], []])
    assert [len(parse.tokens) for parse in parses] == [0, 2, 0]
    assert parser.parse([]) == []


def test_a_sentence_beyond_the_models_length_is_parsed(parser: Parser) -> None:
    parse = parser.parse([["Wort"] * 700])[0]
    assert len(parse.tokens) == 700


def test_missing_model_is_a_model_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        load_parser(tmp_path, MODELS)


def test_missing_spacy_pipeline_is_a_model_error() -> None:
    with pytest.raises(ModelError, match="no_such_pipeline"):
        load_parser("spacy:no_such_pipeline", MODELS)
