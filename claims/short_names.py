"""Short forms of a name inside one article: surnames, abbreviations and roles get the one full name they fit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from claims.lexicon import words
from claims.mentions import role_of
from claims.records import Mention, Span
from claims.syntax import Parse


def complete_names(sentences: Sequence[tuple[Mention, ...]], language: str) -> tuple[tuple[Mention, ...], ...]:
    """Give short forms of a name the full one, and role nouns their person, where just one fits in the article."""
    names = [mention for sentence in sentences for mention in sentence]
    full = {mention.name for mention in names if mention.kind == "person" and " " in mention.name}
    bodies = _abbreviations(names)
    roles = _roles(names, full, language)
    return tuple(tuple(_complete(mention, full, bodies, roles) for mention in sentence) for sentence in sentences)


def _complete(mention: Mention, full: set[str], bodies: Mapping[str, str], roles: Mapping[str, set[str]]) -> Mention:
    if mention.kind == "person":
        return replace(mention, name=full_name(mention.name, full))
    if mention.kind == "role":
        persons = roles.get(mention.text.lower(), set())
        return replace(mention, name=next(iter(persons)) if len(persons) == 1 else "")
    return replace(mention, name=bodies.get(mention.name, mention.name))


def full_name(name: str, full: set[str]) -> str:
    """The one longer name that `name` is the beginning or end of; `name` itself where none or several fit.

    A genitive -s falls away when the name is known without it.
    """
    for form in (name, re.sub(r"(?:['’]s?|s)$", "", name)):
        parts = form.split()
        found = {
            other
            for other in full
            if len(parts) < len(other.split())
            and parts
            and parts in (other.split()[-len(parts) :], other.split()[: len(parts)])
        }
        longest = {other for other in found if not any(other != more and _is_part(other, more) for more in found)}
        if len(longest) == 1:
            return longest.pop()
        if form in full:
            return form
    return name


def _is_part(short: str, long: str) -> bool:
    return f" {short} " in f" {long} "


def _abbreviations(names: Sequence[Mention]) -> dict[str, str]:
    """Capital abbreviations of bodies that are spelt out in the article ("… (LPI)"), where one name fits."""
    long = {mention.name for mention in names if mention.kind == "organization" and len(mention.name) > 8}
    found = {}
    for short in {mention.name for mention in names if re.fullmatch(r"[A-ZÄÖÜ]{2,6}", mention.name)}:
        fits = {name for name in long if _spells(short, name)}
        if len(fits) == 1:
            found[short] = fits.pop()
    return found


def _spells(short: str, name: str) -> bool:
    return short.lower() == "".join(word[0] for word in re.findall(r"[^\W\d_]+", name) if word[0].isupper()).lower()


def _roles(names: Sequence[Mention], full: set[str], language: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for mention in names:
        for title in mention.titles if mention.kind == "person" else ():
            role = role_of(title, language)
            if role:
                found.setdefault(role, set()).add(full_name(mention.name, full))
    return found


def add_surnames(
    parses: Sequence[Parse], names: Sequence[tuple[Mention, ...]], text: str, language: str
) -> tuple[tuple[Mention, ...], ...]:
    """Add the surnames of known persons that the tagger missed ("Von der Leyen" at the start of a sentence).

    A surname counts where it is written like the full name's end, as proper noun or with its particle.
    """
    full = {mention.name for sentence in names for mention in sentence if mention.kind == "person"}
    surnames = {surname: name for name in sorted(full) if (surname := _surname(name, language)) and len(surname) > 2}
    found = []
    for parse, mentions in zip(parses, names, strict=True):
        mentions = tuple(_as_person(mention, surnames) for mention in mentions)
        more = list(_missed(parse, mentions, surnames, text))
        found.append(tuple(sorted((*mentions, *more), key=lambda mention: (mention.span, mention.kind))))
    return tuple(found)


def _as_person(mention: Mention, surnames: Mapping[str, str]) -> Mention:
    """A known surname of several words is a person, whatever the tagger took it for."""
    is_other = mention.kind in {"place", "organization", "misc"} and " " in mention.text
    name = next((full for short, full in surnames.items() if short.lower() == mention.text.lower()), "")
    return replace(mention, kind="person", name=name) if is_other and name else mention


def _surname(name: str, language: str) -> str:
    """The last word of a full name with the particles in front of it, "" for a single word."""
    parts = name.split()
    if len(parts) < 2:
        return ""
    first = len(parts) - 1
    while first > 1 and parts[first - 1].lower() in words("roles", "particles", "any"):
        first -= 1
    return " ".join(parts[first:])


def _missed(parse: Parse, mentions: Sequence[Mention], surnames: Mapping[str, str], text: str) -> Iterator[Mention]:
    for index in range(len(parse.tokens)):
        for surname, name in surnames.items():
            own = parse.tokens[index : index + len(surname.split())]
            if " ".join(token.form for token in own).lower() != surname.lower() or own[-1].form != surname.split()[-1]:
                continue
            span = Span(own[0].start, own[-1].end)
            is_taken = any(other.span.start < span.end and span.start < other.span.end for other in mentions)
            if not is_taken and (len(own) > 1 or own[0].upos == "PROPN"):
                yield Mention("person", span, span.of(text), name=name)
