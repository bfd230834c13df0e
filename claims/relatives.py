"""The opening words of a clause, and the noun that a relative clause describes."""

from __future__ import annotations

from claims.lexicon import words
from claims.syntax import Parse, Token
from claims.tree import VERBAL, base, below, children, finite_verb


def mark_of(parse: Parse, token: Token) -> str:
    """The subjunction of a clause in lower case, "" without one."""
    found = children(parse, token, "mark")
    return found[0].form.lower() if found else ""


def first_word(parse: Parse, token: Token) -> str:
    """The first word below a predicate in lower case."""
    own = sorted(below(parse, token))
    return next((parse.tokens[index].form.lower() for index in own if parse.tokens[index].upos != "PUNCT"), "")


def antecedent(parse: Parse, token: Token, language: str) -> Token | None:
    """The noun that a relative clause describes, also where the parser took the clause for a complement.

    That happens to one German relative clause in ten; comma, relative pronoun and a noun before them tell it.
    """
    if base(token) == "acl":
        return parse.tokens[token.head]
    if language != "de" or mark_of(parse, token) not in {"", "wo"}:
        return None
    own = [index for index in sorted(below(parse, token)) if parse.tokens[index].upos != "PUNCT"]
    if not own:
        return None
    opening = own[:2] if parse.tokens[own[0]].upos == "ADP" else own[:1]
    pronoun = parse.tokens[opening[-1]]
    is_listed = pronoun.form.lower() in words("grammar", "relative", language)
    if (
        not is_listed
        or pronoun.upos not in {"PRON", "ADV", "SCONJ"}
        or own[0] < 2
        or parse.tokens[own[0] - 1].form != ","
    ):
        return None
    verb = finite_verb(parse, token)
    if verb is not None and verb.index == opening[-1] + 1 and len(own) > len(opening) + 1:
        return None
    before = [other for other in parse.tokens[max(own[0] - 4, 0) : own[0] - 1] if other.upos not in VERBAL]
    if not before or before[-1].upos not in {"NOUN", "PROPN"}:
        return None
    return _whole_list(parse, before[-1]) if verb is not None and verb.feature("Number") == "Plur" else before[-1]


def _whole_list(parse: Parse, token: Token) -> Token:
    """The first noun of a list that a plural verb speaks of."""
    while base(token) == "conj" and parse.tokens[token.head].upos in {"NOUN", "PROPN"}:
        token = parse.tokens[token.head]
    return token


def is_relative_word(token: Token, language: str) -> bool:
    """Whether a word is a relative pronoun or adverb by form and tag."""
    known = words("grammar", "relative", language)
    return token.form.lower() in known and token.upos in {"PRON", "DET", "ADV", "SCONJ"}
