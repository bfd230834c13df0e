"""Who is meant by a pronoun, resolved inside one article where only one antecedent fits.

German has no usable coreference model offline, so this is a set of cautious rules on the parse. Gender comes from
titles, honorifics and articles; number from the verb. What stays open is marked on the claim, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from claims.gender import Gender, noun_gender, person_genders, title_gender
from claims.lexicon import words
from claims.mentions import is_role
from claims.records import Mention, Span
from claims.syntax import Parse, Token
from claims.tree import ancestors, base, children, noun_phrase, subject, text_of

_AGED = re.compile(r"\d+[-‐]?(?:jährige[rnm]?|year-old)")
"""A person called by age ("der 51-Jährige", "the 34-year-old"), which points back like a pronoun."""

_NOMINAL = frozenset({"NOUN", "ADJ", "NUM", "PROPN"})
FAR = 9
NEAR = 2
"""Levels (own sentence, the one before) in which a pronoun can mean a thing; a person is remembered one longer."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something named that a later pronoun can mean; `gender` "p" is plural, "" unknown."""

    words: str
    head: int
    gender: Gender
    is_person: bool
    is_subject: bool
    span: Span
    is_core: bool = False
    mention: Mention | None = None


@dataclass(frozen=True, slots=True)
class Resolved:
    """What tokens of a sentence mean: other words for them and the mention meant, or a mark that they stay open."""

    words: Mapping[int, str]
    open: Mapping[int, str]
    mentions: Mapping[int, Mention]


def resolve_pronouns(
    parses: Sequence[Parse], names: Sequence[tuple[Mention, ...]], text: str, language: str
) -> tuple[Resolved, ...]:
    """For every sentence what its pronouns mean, looking back at most two sentences."""
    genders = person_genders(names, language)
    candidates = [
        list(_candidates(parse, mentions, genders, text, language))
        for parse, mentions in zip(parses, names, strict=True)
    ]
    return tuple(
        _resolve_sentence(parse, names[number], candidates, number, language) for number, parse in enumerate(parses)
    )


def _resolve_sentence(
    parse: Parse, names: Sequence[Mention], candidates: Sequence[list[Candidate]], number: int, language: str
) -> Resolved:
    """Resolve one sentence; what its pronouns mean joins the candidates of the sentence for those behind it."""
    meant: dict[int, str] = {}
    unclear: dict[int, str] = {}
    named: dict[int, Mention] = {}
    for token in parse.tokens:
        gender = _pronoun_gender(parse, token, language)
        if gender is None:
            continue
        chosen = _choose(parse, token, gender, candidates[max(0, number - 2) : number + 1][::-1], language)
        if chosen is None:
            unclear.update({token.index: f"unresolved:{token.form.lower()}"} if token.upos == "PRON" else {})
            continue
        _learn_gender(candidates, chosen, gender)
        candidates[number].append(_again(chosen, token, gender))
        if chosen.mention is not None or base(token) == "nsubj":
            bare = chosen.mention is None or not chosen.mention.name
            meant[token.index] = as_subject(chosen.words, gender) if bare and language == "de" else chosen.words
        if token.upos != "PRON":
            meant.update({child.index: "" for child in children(parse, token, "det")})
        if chosen.mention is not None:
            named[token.index] = chosen.mention
    return Resolved({**_full_names(parse, names), **meant}, unclear, named)


_SUBJECT = {"m": ("der", "ein"), "f": ("die", "eine"), "n": ("das", "ein"), "p": ("die", "")}
"""The articles of the nominative, by gender: definite, indefinite."""
_ENDING = {"m": ("e", "er"), "f": ("e", "e"), "n": ("e", "es")}
"""What an adjective ends in behind them."""
_OBLIQUE = {"den", "dem", "des", "der", "einen", "einem", "eines", "einer"}


def as_subject(words: str, gender: Gender) -> str:
    """A German phrase in the nominative, for a pronoun that is a subject: "den verletzten Fahrer" is "der verletzte Fahrer"."""
    article, *rest = words.split(" ")
    if gender not in _SUBJECT or article not in _OBLIQUE or not rest:
        return words
    is_indefinite = article.startswith("ein")
    wanted = _SUBJECT[gender][is_indefinite]
    if article == wanted or not wanted:
        return words
    noun = next((place for place, word in enumerate(rest) if word[:1].isupper()), len(rest) - 1)
    if gender != "p":
        ending = _ENDING[gender][is_indefinite]
        rest[:noun] = [re.sub(r"en$", ending, word) if word.islower() else word for word in rest[:noun]]
    if article in {"des", "eines"} and gender in {"m", "n"}:
        rest[noun] = re.sub(r"(?<=[^s])s$", "", rest[noun])
    return " ".join([wanted, *rest])


def _again(chosen: Candidate, token: Token, gender: Gender) -> Candidate:
    """What a pronoun means, at the pronoun's own place."""
    known = chosen.gender or (gender if chosen.is_person else chosen.gender)
    span, is_subject = Span(token.start, token.end), base(token) == "nsubj"
    return replace(chosen, head=token.index, gender=known, is_subject=is_subject, span=span)


def _learn_gender(candidates: Sequence[list[Candidate]], chosen: Candidate, gender: Gender) -> None:
    """A person whom "she" has meant once is not "he" later in the article."""
    if chosen.is_person and not chosen.gender and gender in {"m", "f"}:
        for level in candidates:
            level[:] = [replace(one, gender=gender) if one.words == chosen.words else one for one in level]


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
    if _AGED.fullmatch(form) and children(parse, token, "det"):
        return noun_gender(parse, token) if language == "de" else ""
    if token.upos != "PRON" or base(token) in {"det", "expl"} or token.relation == "nmod:poss":
        return None
    after = parse.tokens[token.index + 1 : token.index + 2]
    if language == "en" and form == "her" and after and (after[0].upos in _NOMINAL or base(after[0]) == "amod"):
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
            gender = genders.get(mention.name, "") or (
                title_gender(mention.text, language) if mention.kind == "role" else ""
            )
            is_subject = top is not None and base(_first_conjunct(parse, top)) == "nsubj"
            taken.append(mention.span)
            wording = _inner(text, noun_phrase(parse, head)) if head is not None else mention.text
            at = top.index if top is not None else -1
            yield Candidate(mention.name or wording, at, gender, True, is_subject, mention.span, mention=mention)
    for token in parse.tokens:
        if token.upos in {"NOUN", "PROPN"} and base(token) in {"nsubj", "obj", "iobj", "obl"}:
            phrase = noun_phrase(parse, token)
            span = Span(phrase[0].start, phrase[-1].end)
            is_free = not any(span.start < other.end and other.start < span.end for other in taken)
            if is_free and not any(_stands_in(child, taken) for child in children(parse, token, "flat", "appos")):
                is_person = is_role(token.form, language) or title_gender(token.form, language) != ""
                gender = title_gender(token.form, language) or noun_gender(parse, token)
                is_person = is_person and gender != "p"
                place = base(token)
                is_core = place in {"obj", "iobj"}
                yield Candidate(_inner(text, phrase), token.index, gender, is_person, place == "nsubj", span, is_core)


def _stands_in(token: Token, spans: Sequence[Span]) -> bool:
    return any(span.start <= token.start < span.end for span in spans)


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
    earlier = [one for one in here if one.span.end <= token.start and _is_elsewhere(parse, one, own)]
    is_subject = base(token) == "nsubj"
    for distance, level in enumerate((earlier, *levels[1:])):
        fitting = [candidate for candidate in level if _fits(candidate, gender, language)]
        if len({candidate.words for candidate in fitting}) == 1:
            return fitting[0] if _is_clear(fitting[0], level, gender, distance if is_subject else FAR) else None
        if fitting:
            return _by_subject(fitting, is_subject=is_subject)
    return None


def _is_elsewhere(parse: Parse, candidate: Candidate, own: int) -> bool:
    """Whether a candidate has a place of its own in another clause than that of the predicate `own`."""
    if candidate.head < 0:
        return False
    token = parse.tokens[candidate.head]
    has_place = base(_first_conjunct(parse, token)) in {"nsubj", "obj", "iobj", "obl", "nmod"}
    return has_place and _clause_head(parse, token) != own


def _is_clear(chosen: Candidate, level: Sequence[Candidate], gender: Gender, distance: int) -> bool:
    """Whether nothing else could be meant: a thing must be alone of its gender; a person too, unless it is the subject
    of the same sentence or the one before names no object of that gender.
    """
    things = [one for one in level if gender and not one.is_person and one.gender == gender]
    rivals = {one.words for one in things} - {chosen.words}
    if chosen.is_person:
        has_object = distance > 0 and any(one.is_core for one in things)
        return not has_object if chosen.is_subject else not rivals
    return distance < NEAR and not rivals


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
        return candidate.gender in {gender, ""} or gender == ""
    return language == "de" and candidate.gender == gender and candidate.is_subject


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
