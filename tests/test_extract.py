"""What holds for every extraction, whatever the parser says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extract import extract_claims
from claims.records import Quantity, TimeExpression
from claims.segment import segment
from claims.syntax import Parse, Token
from tests.recorded import RecordedParser, article, claims_of

UPOS = ("NOUN", "VERB", "AUX", "PROPN", "ADP", "PRON", "PUNCT", "ADJ", "CCONJ")
RELATIONS = ("nsubj", "obj", "obl", "conj", "ccomp", "advcl", "acl:relcl", "parataxis", "appos", "punct", "aux", "cc")


class WildParser:
    """A parser that gives well-formed but senseless trees, the same for the same words."""

    def parse(self, sentences: Sequence[Sequence[str]]) -> list[Parse]:
        return [self._one(sentence) for sentence in sentences]

    def _one(self, sentence: Sequence[str]) -> Parse:
        tokens, at = [], 0
        for index, form in enumerate(sentence):
            seed = sum(map(ord, form)) + 7 * index
            head = -1 if index == 0 else seed % index
            morph = (("VerbForm", ("Fin", "Inf", "Part")[seed % 3]),)
            relation = "root" if index == 0 else RELATIONS[seed % len(RELATIONS)]
            tokens.append(Token(index, form, UPOS[seed % len(UPOS)], head, relation, morph, at, at + len(form)))
            at += len(form) + 1
        return Parse(tuple(tokens), ())


WORDS = st.sampled_from(
    [
        "Der",
        "Zug",
        "kam",
        "und",
        "fuhr",
        ",",
        "dass",
        "sie",
        "„Halt“",
        "sagte",
        "nicht",
        "wo",
        "Anna",
        "1.200",
        "weil",
        "er",
    ]
)
TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=14).map(" ".join), min_size=1, max_size=4).map(". ".join)


@settings(deadline=None, max_examples=60)
@given(TEXTS)
def test_claims_are_verbatim_inside_their_sentence_and_in_order(text: str) -> None:
    made = article(text + ".")
    claims = extract_claims(made, WildParser()).claims
    assert all(claim.quote == claim.span.of(made.text) and claim.quote.strip() for claim in claims)
    assert all(claim.sentence.covers(claim.span) for claim in claims)
    assert all(claim.text for claim in claims)
    assert len({claim.id for claim in claims}) == len(claims)
    starts = [claim.sentence.start for claim in claims]
    assert starts == sorted(starts)


@settings(deadline=None, max_examples=60)
@given(TEXTS)
def test_every_prose_sentence_yields_a_claim(text: str) -> None:
    made = article(text + ".")
    found = {claim.sentence for claim in extract_claims(made, WildParser()).claims}
    assert found == {sentence.span for sentence in segment(made) if sentence.kind == "prose"}


@settings(deadline=None, max_examples=20)
@given(TEXTS)
def test_the_same_article_gives_the_same_claims(text: str) -> None:
    assert extract_claims(article(text), WildParser()) == extract_claims(article(text), WildParser())


def test_gluing_sentences_loses_no_claim() -> None:
    parts = [
        "Die Feuerwehr löschte den Brand und rettete drei Katzen.",
        "Das Tor ist morsch.",
        "Es gab keine Verletzten.",
    ]
    assert [claim.text for claim in claims_of("".join(parts))] == [claim.text for claim in claims_of(" ".join(parts))]


def test_what_is_no_prose_is_reported_as_skipped() -> None:
    text = "Das Tor ist morsch.\n\nÄrger im Hafen\n\nEs gab keine Verletzten."
    found = extract_claims(article(text), RecordedParser())
    assert [(skipped.what, skipped.reason) for skipped in found.skipped] == [("a.txt: Ärger im Hafen", "subheading")]


def test_an_article_without_claims_says_so() -> None:
    found = extract_claims(article("Ärger im Hafen"), RecordedParser())
    assert not found.claims
    assert found.skipped[-1].reason == "no claims found"


def test_quantities_and_times_lie_at_their_place() -> None:
    text = "Das Tor ist morsch. Am Montag kamen 300 Menschen nach Graz."
    found = claims_of(text, published=datetime(2024, 5, 8, 12))[-1]
    kinds = {mention.kind: mention for mention in found.mentions}
    assert isinstance(kinds["quantity"].value, Quantity)
    assert isinstance(kinds["time"].value, TimeExpression)
    assert all(mention.span.of(text) == mention.text for mention in found.mentions)
    assert kinds["time"].value.start == datetime(2024, 5, 6)


def test_a_present_tense_with_a_coming_date_is_planned() -> None:
    found = claims_of("Das Gesetz tritt am 1. Januar 2030 in Kraft.", published=datetime(2024, 5, 8))[0]
    assert found.modality == "planned"
