"""Typed mentions of a sentence: names with titles, roles that stand for a person, quantities and times."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from claims.lexicon import words
from claims.records import Mention, MentionKind, Span
from claims.syntax import Entity, Parse, Token
from claims.tree import base, children, noun_phrase, text_of

_KINDS: dict[str, MentionKind] = {"PER": "person", "ORG": "organization", "LOC": "place", "MISC": "misc"}
MIN_PROBABILITY = 0.5
"""A name below this mean tag probability is left out: half of them were no names on the development parses."""


def find_names(parse: Parse, text: str, language: str) -> tuple[Mention, ...]:
    """The names of one sentence with the titles beside persons; `name` is the name without honorifics."""
    return tuple(
        _read_name(parse, entity, text, language) for entity in parse.entities if entity.probability >= MIN_PROBABILITY
    )


def _read_name(parse: Parse, entity: Entity, text: str, language: str) -> Mention:
    tokens = parse.tokens[entity.first : entity.last]
    span = Span(entity.start, entity.end)
    kind = _KINDS[entity.kind]
    if kind == "person" and language == "de" and _is_genitive_before_title(parse, entity):
        return Mention("place", span, span.of(text), name=span.of(text)[:-1])
    if kind != "person":
        return Mention(kind, span, span.of(text), name=" ".join(span.of(text).split()))
    honorifics = words("roles", "honorifics", language)
    own = list(tokens)
    while len(own) > 1 and own[0].form.lower() in honorifics:
        own.pop(0)
    name = " ".join(text[own[0].start : own[-1].end].split())
    inside = tuple(token.form for token in tokens if token.start < own[0].start)
    titles = (*_titles_before(parse, entity, text), *inside, *_titles_behind(parse, entity, text, language))
    return Mention(kind, span, span.of(text), name=name, titles=tuple(dict.fromkeys(titles)))


def _is_genitive_before_title(parse: Parse, entity: Entity) -> bool:
    """A country in front of a title ("Kroatiens Präsident Ivo Lukić") that the tagger took for a person."""
    after = parse.tokens[entity.last : entity.last + 1]
    is_one = entity.last == entity.first + 1 and parse.tokens[entity.first].form.endswith("s")
    is_named = any(other.kind == "PER" and other.first == entity.last + 1 for other in parse.entities)
    return is_one and is_named and after[0].upos == "NOUN" and is_role(after[0].form, "de")


def _titles_before(parse: Parse, entity: Entity, text: str) -> tuple[str, ...]:
    """Nouns directly in front of a personal name, with the adjectives and compounds that belong to them."""
    first = entity.first
    while first > 0 and _can_be_title(parse, parse.tokens[first - 1], first == entity.first):
        first -= 1
    title = text_of(text, parse.tokens[first : entity.first]) if first < entity.first else ""
    return (title,) if title else ()


def _can_be_title(parse: Parse, token: Token, is_next: bool) -> bool:
    is_named = any(name.first <= token.index < name.last and name.kind == "PER" for name in parse.entities)
    if is_named:
        return False
    return token.upos in {"NOUN", "PROPN"} if is_next else token.upos in {"NOUN", "ADJ", "PROPN"}


def _titles_behind(parse: Parse, entity: Entity, text: str, language: str) -> tuple[str, ...]:
    """A role that an apposition joins to the name: "…, Chef der Bahn", "the victim's sister, …"."""
    found = []
    governor = parse.head(parse.tokens[entity.first])
    is_behind = parse.tokens[entity.first].relation == "appos" and parse.tokens[entity.first - 1].form == ","
    if governor is not None and governor.upos == "NOUN" and governor.index < entity.first and is_behind:
        found.append(text_of(text, noun_phrase(parse, governor)))
    for token in parse.tokens[entity.first : entity.last]:
        for child in children(parse, token, "appos"):
            if child.index >= entity.last and child.upos == "NOUN" and is_role(child.form, language):
                found.append(text_of(text, noun_phrase(parse, child)))
    return tuple(found)


def is_role(form: str, language: str) -> bool:
    """Whether a noun ends like a word for what a person is or does ("Kremlchef", "spokeswoman")."""
    low = form.lower()
    return any(low.endswith(ending) for ending in words("roles", "endings", language))


def role_of(title: str, language: str) -> str:
    """The noun of a title in lower case, "" where it has none."""
    return next((word.lower() for word in re.findall(r"[\w-]+", title) if is_role(word, language)), "")


def find_roles(parse: Parse, text: str, language: str) -> tuple[Mention, ...]:
    """Definite role nouns without a name beside them ("der Minister"); `name` stays empty until it is resolved."""
    return tuple(
        Mention("role", Span(token.start, token.end), token.form)
        for token in parse.tokens
        if token.upos == "NOUN" and is_role(token.form, language) and _stands_alone(parse, token)
    )


def _stands_alone(parse: Parse, token: Token) -> bool:
    if token.feature("Number") == "Plur" or base(token) in {"appos", "flat", "compound"}:
        return False
    definite = {"der", "die", "das", "den", "dem", "des", "the", "le", "la", "el", "il"}
    article = children(parse, token, "det")
    is_definite = any(child.form.lower() in definite for child in article)
    beside = any(name.kind == "PER" and name.first - 1 <= token.index <= name.last for name in parse.entities)
    named = any(base(child) in {"appos", "flat"} for child in parse.children(token))
    return is_definite and not beside and not named


def find_values(text: str, span: Span, language: str, published: datetime | None) -> tuple[Mention, ...]:
    """Quantities and times of a sentence, offsets in the whole text; where both claim a span it is a time."""
    from claims.dates import find_times
    from claims.quantities import find_quantities

    part = span.of(text)
    times = find_times(part, language, published)
    amounts = [
        mention for mention in find_quantities(part, language) if not any(_overlap(mention, time) for time in times)
    ]
    return tuple(
        replace(mention, span=Span(mention.span.start + span.start, mention.span.end + span.start))
        for mention in (*times, *amounts)
    )


def _overlap(left: Mention, right: Mention) -> bool:
    return left.span.start < right.span.end and right.span.start < left.span.end


def merge_mentions(names: Iterable[Mention], values: Iterable[Mention]) -> tuple[Mention, ...]:
    """All mentions in text order; a value inside a name of a person, body or place is part of that name."""
    given = tuple(values)
    kept = tuple(
        name for name in names if name.kind != "misc" or not any(value.span.covers(name.span) for value in given)
    )
    firm = [mention for mention in kept if mention.kind not in {"misc", "role"}]
    more = [value for value in given if not any(mention.span.covers(value.span) for mention in firm)]
    return tuple(sorted((*kept, *more), key=lambda mention: (mention.span, mention.kind)))


def inside(mentions: Sequence[Mention], spans: Sequence[Span]) -> tuple[Mention, ...]:
    """The mentions that lie in one of some spans."""
    return tuple(mention for mention in mentions if any(span.covers(mention.span) for span in spans))
