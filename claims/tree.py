"""Small questions about a parse tree that several extraction steps ask."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from claims.records import Span
from claims.syntax import ROOT, Parse, Token

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "DET", "SYM"})
VERBAL = frozenset({"VERB", "AUX"})
_LOOSE = frozenset({"acl", "advcl", "parataxis", "punct", "appos", "dep", "discourse", "orphan"})


def base(token: Token) -> str:
    """The Universal Dependencies relation without its subtype."""
    return token.relation.partition(":")[0]


def children(parse: Parse, token: Token, *relations: str) -> tuple[Token, ...]:
    """The children with one of these relations; a relation without subtype also means its subtypes."""
    return tuple(child for child in parse.children(token) if child.relation in relations or base(child) in relations)


def is_finite(parse: Parse, token: Token) -> bool:
    """Whether a predicate or one of its auxiliaries is finite; a nominative subject of its own counts too."""
    if token.upos in VERBAL and token.feature("VerbForm") == "Fin":
        return True
    helpers = children(parse, token, "aux", "cop")
    if any(child.feature("VerbForm") == "Fin" for child in helpers):
        return True
    could_be = bool(helpers) or (token.upos in VERBAL and token.feature("VerbForm") != "Inf")
    return could_be and bool(children(parse, token, "nsubj"))


def finite_verb(parse: Parse, token: Token) -> Token | None:
    """The finite verb of a clause: the predicate itself or its finite auxiliary or copula."""
    helpers = children(parse, token, "aux", "cop")
    for helper in helpers:
        if helper.feature("VerbForm") == "Fin":
            return helper
    if token.upos in VERBAL and token.feature("VerbForm") == "Fin":
        return token
    if helpers:
        return helpers[0]
    return token if is_finite(parse, token) else None


def subject(parse: Parse, token: Token) -> Token | None:
    """The subject that stands in the predicate's own clause; of two side by side ("Kroatiens Präsident") the second."""
    found = children(parse, token, "nsubj", "csubj")
    nominal = [child for child in found if base(child) == "nsubj"]
    telling = [child for child in nominal if child.form.lower() not in {"es", "it"}]
    if len(telling) > 1 and telling[1].index == telling[0].index + 1:
        return telling[1]
    return next(iter(telling or nominal or found), None)


def ancestors(parse: Parse, token: Token) -> Iterator[Token]:
    """The governing tokens from the nearest to the root."""
    seen: set[int] = set()
    while token.head != ROOT and token.index not in seen:
        seen.add(token.index)
        token = parse.tokens[token.head]
        yield token


def below(parse: Parse, token: Token, stop: Collection[int] = ()) -> set[int]:
    """Indices of `token` and what it governs, without the subtrees that start at an index in `stop`."""
    found, open_ = {token.index}, [token.index]
    while open_:
        head = open_.pop()
        for child in parse.tokens:
            if child.head == head and child.index not in stop and child.index not in found:
                found.add(child.index)
                open_.append(child.index)
    return found


def noun_phrase(parse: Parse, token: Token) -> tuple[Token, ...]:
    """The phrase of a nominal head without its relative clauses, appositions set off by commas, and punctuation."""
    keep, open_ = {token.index}, [token.index]
    while open_:
        head = open_.pop()
        for child in parse.tokens:
            if child.head == head and child.index not in keep and _belongs(parse, token, child):
                keep.add(child.index)
                open_.append(child.index)
    return _contiguous(parse, keep, token.index)


def _belongs(parse: Parse, top: Token, child: Token) -> bool:
    kind = base(child)
    if kind == "appos":
        between = parse.tokens[child.head + 1 : child.index]
        return not any(token.form in {",", "(", "–", "-"} for token in between)
    if child.head == top.index and kind in {"nsubj", "cop", "aux", "advmod", "mark", "cc", "obl", "case"}:
        return kind == "advmod" and child.index < top.index
    is_clause = (child.upos in VERBAL or bool(children(parse, child, "cop"))) and is_finite(parse, child)
    return kind not in _LOOSE and not is_clause


def _contiguous(parse: Parse, keep: set[int], centre: int) -> tuple[Token, ...]:
    """The run around `centre`; a gap of punctuation inside a list is kept."""
    first = last = centre
    for index in range(centre - 1, min(keep) - 1, -1):
        if index in keep or parse.tokens[index].upos == "PUNCT":
            first = index if index in keep else first
        else:
            break
    for index in range(centre + 1, max(keep) + 1):
        if index in keep or parse.tokens[index].upos == "PUNCT":
            last = index if index in keep else last
        else:
            break
    return parse.tokens[first : last + 1]


def span_of(tokens: Iterable[Token]) -> Span:
    """The range from the first to the last of some tokens; at least one is needed."""
    found = tuple(tokens)
    return Span(min(token.start for token in found), max(token.end for token in found))


def text_of(text: str, tokens: Iterable[Token]) -> str:
    """The verbatim range of some tokens on one line."""
    found = tuple(tokens)
    return re.sub(r"\s+", " ", span_of(found).of(text)).strip() if found else ""
