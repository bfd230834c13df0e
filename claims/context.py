"""Who is meant: surnames, role nouns and pronouns, resolved inside one article where only one antecedent fits.

German has no usable coreference model offline, so this is a set of cautious rules on the parse. Gender comes from
titles, honorifics and articles; number from the verb. What stays open is marked on the claim, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from claims.lexicon import words
from claims.mentions import is_role, role_of
from claims.records import Mention, Span
from claims.syntax import Parse, Token
from claims.tree import ancestors, base, children, noun_phrase, subject, text_of

Gender = Literal["m", "f", "n", "p", ""]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something named that a later pronoun can mean; `gender` "p" is plural, "" unknown."""

    words: str
    head: int
    gender: Gender
    is_person: bool
    is_subject: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a token of a sentence means: other words for it, or a mark that it stays open."""

    words: Mapping[int, str]
    open: Mapping[int, str]


def complete_names(sentences: Sequence[tuple[Mention, ...]], language: str) -> tuple[tuple[Mention, ...], ...]:
    """Give short forms of a name the full one, and role nouns their person, where just one fits in the article."""
    names = [mention for sentence in sentences for mention in sentence]
    full = {mention.name for mention in names if mention.kind == "person" and " " in mention.name}
    bodies = _abbreviations(names)
    roles = _roles(names, full, language)
    return tuple(tuple(_complete(mention, full, bodies, roles) for mention in sentence) for sentence in sentences)


def _complete(
    mention: Mention, full: set[str], bodies: Mapping[str, str], roles: Mapping[str, set[str]]
) -> Mention:
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
            if len(parts) < len(other.split()) and parts and parts in (other.split()[-len(parts) :], other.split()[: len(parts)])
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


def person_genders(sentences: Sequence[tuple[Mention, ...]], language: str) -> dict[str, Gender]:
    """The gender of each person by titles and honorifics; a person with contrary evidence has none."""
    found: dict[str, set[Gender]] = {}
    for mention in (mention for sentence in sentences for mention in sentence if mention.kind == "person"):
        genders = (_title_gender(title, language, is_beside_name=True) for title in mention.titles)
        found.setdefault(mention.name, set()).update(filter(None, genders))
    return {name: genders.copy().pop() if len(genders) == 1 else "" for name, genders in found.items()}


def _title_gender(title: str, language: str, *, is_beside_name: bool = False) -> Gender:
    low = [word.lower() for word in re.findall(r"[\w.-]+", title)]
    if any(word in words("roles", "feminine", language) for word in low):
        return "f"
    if any(word in words("roles", "masculine", language) for word in low):
        return "m"
    role = role_of(title, language) or (low[-1] if low and is_beside_name else "")
    if language != "de" or not role:
        return ""
    if role.endswith(tuple(words("roles", "feminine_endings", language))):
        return "f"
    return "m" if role.endswith(tuple(words("roles", "masculine_endings", language))) else ""


def resolve_pronouns(
    parses: Sequence[Parse], names: Sequence[tuple[Mention, ...]], text: str, language: str
) -> tuple[Resolved, ...]:
    """For every sentence what its pronouns mean, looking back at most two sentences."""
    genders = person_genders(names, language)
    candidates = [
        list(_candidates(parse, mentions, genders, text, language))
        for parse, mentions in zip(parses, names, strict=True)
    ]
    found = []
    for number, parse in enumerate(parses):
        meant: dict[int, str] = {}
        unclear: dict[int, str] = {}
        levels = candidates[max(0, number - 2) : number + 1][::-1]
        for token in parse.tokens:
            gender = _pronoun_gender(parse, token, language)
            if gender is None:
                continue
            chosen = _choose(parse, token, gender, levels, language)
            if chosen is not None:
                span, is_subject = Span(token.start, token.end), base(token) == "nsubj"
                candidates[number].append(replace(chosen, head=token.index, is_subject=is_subject, span=span))
            if chosen is None:
                unclear[token.index] = f"unresolved:{token.form.lower()}"
            else:
                meant[token.index] = chosen.words
        found.append(Resolved({**_full_names(parse, names[number]), **meant}, unclear))
    return tuple(found)


def _full_names(parse: Parse, names: Sequence[Mention]) -> dict[int, str]:
    """Words for one-word names and roles whose person is known; genitives stay as they are."""
    found = {}
    for mention in names:
        for token in parse.tokens:
            if Span(token.start, token.end) != mention.span or not mention.name or mention.name == mention.text:
                continue
            if mention.kind == "person" and mention.text in mention.name.split():
                found[token.index] = mention.name
    return found


def _pronoun_gender(parse: Parse, token: Token, language: str) -> Gender | None:
    """What a third-person pronoun asks for, None for every other word."""
    form = token.form.lower()
    if token.upos != "PRON" or base(token) in {"det", "expl"} or token.relation == "nmod:poss":
        return None
    if language == "en" and form == "her" and base(token) == "nmod":
        return None
    if form in words("pronouns", "masculine", language):
        return "m"
    if form in words("pronouns", "plural", language) and form not in words("pronouns", "feminine", language):
        return "p" if base(token) == "nsubj" else None
    if form in words("pronouns", "feminine", language):
        return "p" if _is_plural_subject(parse, token) else "f"
    return None


def _is_plural_subject(parse: Parse, token: Token) -> bool:
    if token.head < 0:
        return False
    governor = parse.tokens[token.head]
    verbs = [governor, *children(parse, governor, "aux", "cop")]
    return any(verb.feature("VerbForm") == "Fin" and verb.feature("Number") == "Plur" for verb in verbs)


def _candidates(
    parse: Parse, names: Sequence[Mention], genders: Mapping[str, Gender], text: str, language: str
) -> Iterator[Candidate]:
    taken: list[Span] = []
    for mention in names:
        if mention.kind in {"person", "role"} and (mention.name or mention.kind == "role"):
            head = next((token for token in parse.tokens if mention.span.covers(Span(token.start, token.end))), None)
            top = _top_of_name(parse, head) if head is not None else None
            gender = genders.get(mention.name, "") or (_title_gender(mention.text, language) if mention.kind == "role" else "")
            is_subject = top is not None and base(_first_conjunct(parse, top)) == "nsubj"
            taken.append(mention.span)
            wording = _inner(text, noun_phrase(parse, head)) if head is not None else mention.text
            at = top.index if top is not None else -1
            yield Candidate(mention.name or wording, at, gender, True, is_subject, mention.span)
    for token in parse.tokens:
        if token.upos in {"NOUN", "PROPN"} and base(token) in {"nsubj", "obj", "iobj", "obl"}:
            phrase = noun_phrase(parse, token)
            span = Span(phrase[0].start, phrase[-1].end)
            is_free = not any(span.start < other.end and other.start < span.end for other in taken)
            if is_free and not any(base(child) in {"flat", "appos"} for child in parse.children(token)):
                is_person = is_role(token.form, language) or _title_gender(token.form, language) != ""
                gender = _title_gender(token.form, language) or _noun_gender(parse, token)
                is_person = is_person and gender != "p"
                yield Candidate(_inner(text, phrase), token.index, gender, is_person, base(token) == "nsubj", span)


def _inner(text: str, phrase: Sequence[Token]) -> str:
    """A phrase as it stands inside a sentence, its article in lower case."""
    wording = text_of(text, phrase)
    return wording[:1].lower() + wording[1:] if phrase[0].upos in {"DET", "NUM", "ADJ", "ADP"} else wording


def _top_of_name(parse: Parse, token: Token) -> Token:
    """The word that carries the name's place in the clause: the title in "Minister Huber"."""
    while base(token) in {"flat", "appos", "compound"} and token.head >= 0:
        token = parse.tokens[token.head]
    return token


def _first_conjunct(parse: Parse, token: Token) -> Token:
    while base(token) == "conj" and token.head >= 0:
        token = _top_of_name(parse, parse.tokens[token.head])
    return token


def _noun_gender(parse: Parse, token: Token) -> Gender:
    """German gender as far as the article shows it; plural from the noun or a coordination."""
    if token.feature("Number") == "Plur" or any(base(child) == "conj" for child in parse.children(token)):
        return "p"
    forms = {child.form.lower() for child in children(parse, token, "det")}
    if forms & {"die", "eine", "keine", "ihre", "seine", "diese", "jede"}:
        return "f"
    if "der" in forms or "einer" in forms:
        return "m" if base(token) == "nsubj" else "f"
    if forms & {"den", "einen", "seinen", "ihren", "keinen", "diesen"}:
        return "m"
    return "n" if "das" in forms else ""


def _choose(
    parse: Parse, token: Token, gender: Gender, levels: Sequence[Sequence[Candidate]], language: str
) -> Candidate | None:
    """The one antecedent that fits: in what is said, the speaker; else the nearest sentence with exactly one.

    `levels` are the candidates of the pronoun's own sentence and of those before it, the nearest first.
    """
    here = levels[0]
    matrix = _matrix_subject(parse, token)
    if matrix is not None:
        speaker = next((one for one in here if one.is_person and _is_at(parse, one, matrix)), None)
        if speaker is not None and _fits(speaker, gender, language):
            return speaker
        if matrix.form.lower() == token.form.lower():
            return None
    own = _clause_head(parse, token)
    earlier = [
        one
        for one in here
        if one.span.end <= token.start and one.head >= 0 and _clause_head(parse, parse.tokens[one.head]) != own
    ]
    for level in (earlier, *levels[1:]):
        fitting = [candidate for candidate in level if _fits(candidate, gender, language)]
        if len({candidate.words for candidate in fitting}) == 1:
            return fitting[0]
        if fitting:
            return _by_subject(fitting, is_subject=base(token) == "nsubj")
    return None


def _clause_head(parse: Parse, token: Token) -> int:
    """The predicate whose clause a word stands in."""
    for step in (token, *ancestors(parse, token)):
        if base(step) in {"root", "ccomp", "advcl", "acl", "parataxis", "csubj"} or step.head < 0:
            return step.index
        if base(step) == "conj" and step.upos in {"VERB", "AUX"}:
            return step.index
    return token.index


def _by_subject(fitting: Sequence[Candidate], *, is_subject: bool) -> Candidate | None:
    """Of several, the only person that is a subject, for a pronoun that is one too."""
    leading = {candidate.words: candidate for candidate in fitting if candidate.is_subject}
    if is_subject and len(leading) == 1 and next(iter(leading.values())).is_person:
        return next(iter(leading.values()))
    return None


def _fits(candidate: Candidate, gender: Gender, language: str) -> bool:
    if gender == "p":
        return candidate.gender == "p"
    if candidate.is_person:
        return candidate.gender in {gender, ""}
    return language == "de" and candidate.gender == gender


def _matrix_subject(parse: Parse, token: Token) -> Token | None:
    """The subject of the nearest clause of saying above the pronoun's own."""
    for step in (token, *ancestors(parse, token)):
        if base(step) in {"ccomp", "parataxis"} and step.head >= 0:
            who = subject(parse, parse.tokens[step.head])
            if who is not None and who.index != token.index:
                return who
    return None


def _is_at(parse: Parse, candidate: Candidate, who: Token) -> bool:
    phrase = noun_phrase(parse, who)
    return candidate.head == who.index or Span(phrase[0].start, phrase[-1].end).covers(candidate.span)
