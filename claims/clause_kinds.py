"""Which words of a sentence head a clause, of what kind, and whether it states something."""

from __future__ import annotations

from dataclasses import dataclass

from claims.clause import ClauseKind
from claims.lemma import verb_lemma
from claims.lexicon import words
from claims.relatives import antecedent, first_word, mark_of
from claims.subjunctive import is_subjunctive
from claims.syntax import ROOT, Entity, Parse, Token
from claims.tree import VERBAL, base, below, children, is_finite, subject

_NESTED = frozenset({"ccomp", "csubj", "advcl", "acl", "parataxis"})
MIN_PARTICIPIAL = 4
"""Words that a participial clause needs to state something of its own; shorter ones are manner ("laughing loudly")."""
MIN_APPOSITION = 3
MIN_CONTACT = 5
"""Words that a relative clause without relative word needs ("the car she left near the lake")."""


@dataclass(frozen=True, slots=True)
class Node:
    """A clause head: its kind, whether it can be a claim, whether it is cut off from the clause above."""

    kind: ClauseKind
    states: bool
    is_cut: bool


def read_node(parse: Parse, token: Token, nodes: dict[int, Node], language: str) -> Node | None:
    """The clause that a word heads, None for a word that heads none; `nodes` are those found above it."""
    kind = base(token)
    if token.head == ROOT:
        return Node("main", True, False)
    if kind == "conj":
        return _read_conjunct(parse, token, nodes, language)
    if kind == "appos":
        return Node("apposition", True, False) if _is_telling_apposition(parse, token, language) else None
    if kind not in _NESTED:
        return _read_hidden(parse, token, language)
    if not is_finite(parse, token):
        return _read_nonfinite(parse, token, language)
    if kind == "parataxis":
        return Node("parataxis", True, True)
    is_timed = mark_of(parse, token) in words("grammar", "factual", language) | words("grammar", "causal", language)
    if kind == "acl" and is_timed:
        return _read_adverbial(parse, token, language)
    if kind == "acl" or antecedent(parse, token, language) is not None:
        return _read_relative(parse, token, language)
    if kind == "ccomp" or (kind == "csubj" and says(parse, parse.tokens[token.head], language)):
        return _read_complement(parse, token, nodes, language)
    return _read_adverbial(parse, token, language) if kind == "advcl" else Node("complement", False, False)


def _read_hidden(parse: Parse, token: Token, language: str) -> Node | None:
    """A clause that the tree shows as a phrase: a relative clause with a noun as predicate, a main clause as xcomp."""
    kind = base(token)
    if not is_finite(parse, token):
        return None
    if kind == "xcomp" and subject(parse, token) is not None and not mark_of(parse, token):
        return Node("parataxis", True, True)
    could_be = kind in {"nmod", "dep", "amod", "obl"} and bool(children(parse, token, "cop"))
    is_relative = could_be and antecedent(parse, token, language) is not None
    return _read_relative(parse, token, language) if is_relative else None


def _read_conjunct(parse: Parse, token: Token, nodes: dict[int, Node], language: str) -> Node | None:
    above = nodes.get(token.head)
    if above is None or above.kind == "apposition" or not (token.upos in VERBAL or is_finite(parse, token)):
        return None
    first = min((index for index in below(parse, token) if parse.tokens[index].upos != "PUNCT"), default=0)
    is_parted = first > 0 and parse.tokens[first - 1].form in {":", ";"}
    if is_parted and is_finite(parse, token):
        return Node("parataxis", True, True)
    opening = words("grammar", "factual", language) - {"was", "worauf"}
    if first_word(parse, token) in opening and subject(parse, token) is None:
        return Node("adverbial", True, True)
    return Node("conjunct", above.states, above.states)


def _read_complement(parse: Parse, token: Token, nodes: dict[int, Node], language: str) -> Node:
    """The content of a verb of saying stands alone; so does one in reported speech under any verb.

    A subordinate clause with "als" or "obschon" that the parser took for a complement is adverbial all the same.
    """
    governor = parse.tokens[token.head]
    opening = {mark_of(parse, token), first_word(parse, token)} - {"was"}
    if opening & (words("grammar", "factual", language) | words("grammar", "causal", language)):
        return _read_adverbial(parse, token, language)
    if governor.index not in nodes:
        return Node("complement", False, False)
    is_said = says(parse, governor, language) or (is_subjunctive(parse, token, language) and not mark_of(parse, token))
    return Node("complement", is_said, is_said)


def says(parse: Parse, token: Token, language: str) -> bool:
    """Whether a predicate is a verb of saying whose complement is the statement itself."""
    return verb_lemma(parse, token, language).removeprefix("sich ") in words("speech", "content", language)


def _read_relative(parse: Parse, token: Token, language: str) -> Node | None:
    if first_word(parse, token) not in words("grammar", "relative", language):
        is_short = len(below(parse, token)) < MIN_CONTACT
        if subject(parse, token) is None or is_short:
            return None
    if language == "de" and _starts_with_article(parse, token):
        return Node("parataxis", True, True)
    described = antecedent(parse, token, language) or parse.tokens[token.head]
    is_open = described.upos in {"PRON", "DET", "ADV", "SCONJ"}
    is_generic = is_open or described.form.lower() in words("grammar", "generic", language)
    first = min(below(parse, token))
    is_set_off = (first > 0 and parse.tokens[first].upos == "PUNCT") or parse.tokens[first - 1].upos == "PUNCT"
    return Node("relative", not is_generic, is_set_off and not is_generic)


def _starts_with_article(parse: Parse, token: Token) -> bool:
    """ "…, die Firma dagegen klagte": an article in front of its noun, not a relative pronoun."""
    own = [index for index in sorted(below(parse, token)) if parse.tokens[index].upos != "PUNCT"]
    first = parse.tokens[own[0]] if own else token
    is_genitive = first.form.lower() in words("grammar", "genitive", "de")
    return first.upos == "DET" and not is_genitive and len(own) > 1 and first.head == own[1]


def _read_adverbial(parse: Parse, token: Token, language: str) -> Node:
    opening = {mark_of(parse, token), first_word(parse, token)} - {""}
    is_cue = verb_lemma(parse, token, language) in words("speech", "say", language)
    if is_cue and opening & words("speech", "how", language):
        return Node("adverbial", False, True)
    if opening & words("grammar", "factual", language):
        is_short = opening <= {"as"} and len(below(parse, token)) < MIN_CONTACT
        is_fact = not is_short and not _is_comparison(parse, token, opening)
        return Node("adverbial", is_fact, is_fact)
    return Node("adverbial", bool(opening & words("grammar", "causal", language)), False)


def _is_comparison(parse: Parse, token: Token, opening: set[str]) -> bool:
    """ "mehr, als er hat" and "als wäre er da": a comparison or an "as if", not a time."""
    own = [index for index in sorted(below(parse, token)) if parse.tokens[index].upos != "PUNCT"]
    second = parse.tokens[own[1]] if len(own) > 1 else token
    if "as" in opening and second.form.lower() in {"if", "though"}:
        return True
    if "als" not in opening:
        return False
    before = [other for other in parse.tokens[: own[0]] if other.upos != "PUNCT"]
    compared = before[-1].form.lower() if before else ""
    is_more = compared in words("grammar", "comparing", "de") or (
        bool(before) and before[-1].upos in {"ADJ", "ADV"} and compared.endswith("er")
    )
    return is_more or (second.upos in VERBAL and second is not token) or (second is token and len(own) > 2)


def _read_nonfinite(parse: Parse, token: Token, language: str) -> Node | None:
    kind = base(token)
    own = [index for index in below(parse, token) if parse.tokens[index].upos != "PUNCT"]
    if kind == "parataxis":
        return Node("parataxis", True, True) if token.upos == "VERB" and len(own) >= MIN_PARTICIPIAL else None
    is_participle = token.upos == "VERB" and token.feature("VerbForm") in {"Part", "Ger"} and not mark_of(parse, token)
    first = min(own, default=0)
    before = parse.tokens[first - 1] if first else None
    is_set_off = before is None or before.upos == "PUNCT"
    if kind in {"acl", "advcl"} and is_participle and is_set_off and len(own) >= MIN_PARTICIPIAL:
        return Node("participial", True, True)
    return None


def _is_telling_apposition(parse: Parse, token: Token, language: str) -> bool:
    """A common noun behind a comma that says what a named person or body is, with more than a bare title."""
    governor = parse.tokens[token.head]
    between = parse.tokens[governor.index + 1 : token.index]
    own = [index for index in below(parse, token) if parse.tokens[index].upos != "PUNCT"]
    is_named = governor.upos == "PROPN" or covering_entity(parse, governor) is not None
    has_detail = bool(children(parse, token, "nmod", "obl", "acl", "nummod", "amod", "appos"))
    return (
        is_named
        and token.upos == "NOUN"
        and any(mark.form in {",", "–", "—"} for mark in between)
        and len(own) >= MIN_APPOSITION
        and has_detail
        and covering_entity(parse, token) is None
    )


def covering_entity(parse: Parse, token: Token) -> Entity | None:
    """The name that a token is part of."""
    return next((name for name in parse.entities if name.first <= token.index < name.last), None)
