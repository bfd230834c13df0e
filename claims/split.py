"""Cut a parsed sentence into clauses, each with the words that are its own.

The rules work on Universal Dependencies alone, so they hold for every language the parser knows; the closed-class words
they ask for stand in `lexicon/grammar.toml`. A clause *states* something when it can be a claim; one that does not
("if …", "to …", "those who …") stays part of the clause above it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from claims.lemma import lemma, verb_lemma
from claims.lexicon import words
from claims.syntax import ROOT, Entity, Parse, Token
from claims.tree import VERBAL, base, below, children, finite_verb, is_finite, subject

ClauseKind = Literal[
    "main", "conjunct", "complement", "relative", "adverbial", "participial", "parataxis", "apposition"
]
_NESTED = frozenset({"ccomp", "csubj", "advcl", "acl", "parataxis"})
_MODALS = frozenset({"will", "would", "could", "may", "might", "shall", "should", "must", "can"})
MIN_PARTICIPIAL = 4
"""Words that a participial clause needs to state something of its own; shorter ones are manner ("laughing loudly")."""
MIN_APPOSITION = 3
MIN_CONTACT = 5
"""Words that a relative clause without relative word needs ("the car she left near the lake")."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a sentence.

    `head` is the index of its predicate, `parent` the head of the clause above (`ROOT` for none), `tokens` the indices
    that belong to it once the clauses that stand alone are cut off. `subject` is the index of its subject, its own or
    shared, or of the word that a relative or participial clause describes; -1 where there is none. `auxiliaries` are
    those it shares with the clause it is coordinated with. `states` tells whether it can be a claim.
    """

    kind: ClauseKind
    head: int
    parent: int
    tokens: tuple[int, ...]
    subject: int
    auxiliaries: tuple[int, ...] = ()
    states: bool = True


@dataclass(frozen=True, slots=True)
class _Node:
    kind: ClauseKind
    states: bool
    is_cut: bool


def split_clauses(parse: Parse, language: str) -> tuple[Clause, ...]:
    """The clauses of a sentence in the order of their first words; empty for a sentence without words."""
    if not parse.tokens:
        return ()
    nodes: dict[int, _Node] = {}
    for token in _top_down(parse):
        node = _read_node(parse, token, nodes, language)
        if node is not None:
            nodes[token.index] = node
    cut = {index for index, node in nodes.items() if node.is_cut} | _labels(parse, nodes)
    clauses = [
        Clause(
            kind=node.kind,
            head=index,
            parent=_parent(parse, parse.tokens[index], nodes),
            tokens=tuple(sorted(below(parse, parse.tokens[index], cut))),
            subject=find_subject(parse, parse.tokens[index], node.kind, nodes.keys()),
            auxiliaries=_shared_auxiliaries(parse, parse.tokens[index], node.kind),
            states=node.states,
        )
        for index, node in nodes.items()
    ]
    settled = [_settle(clause, clauses) for clause in _join_topic(parse, clauses)]
    return tuple(sorted(settled, key=lambda clause: (clause.tokens[0], clause.head)))


def _join_topic(parse: Parse, clauses: Sequence[Clause]) -> list[Clause]:
    """Join a verbless root to the one clause behind it that lacks a subject ("Foul play, he added, was …")."""
    root = next((clause for clause in clauses if clause.kind == "main"), None)
    if root is None or parse.tokens[root.head].upos not in {"NOUN", "PROPN"} or is_finite(parse, parse.tokens[root.head]):
        return list(clauses)
    loose = [clause for clause in clauses if clause.kind == "parataxis" and clause.subject < 0]
    if len(loose) != 1 or loose[0].tokens[0] < root.tokens[0]:
        return list(clauses)
    tokens = tuple(sorted({*root.tokens, *loose[0].tokens}))
    joined = replace(loose[0], kind="main", parent=ROOT, tokens=tokens, subject=root.head)
    others = [clause for clause in clauses if clause not in (root, loose[0])]
    return [joined, *(replace(one, parent=joined.head) if one.parent == root.head else one for one in others)]


def _settle(clause: Clause, clauses: Sequence[Clause]) -> Clause:
    """Give words that the tree hung on another clause back to the one they stand in the middle of."""
    tokens = set(clause.tokens)
    for other in clauses:
        if other.head == clause.head:
            continue
        if _reaches_into(other, clause):
            tokens |= {index for index in other.tokens if clause.tokens[0] < index < clause.tokens[-1]}
        elif _reaches_into(clause, other) and not set(clause.tokens) & set(other.tokens):
            tokens -= {index for index in clause.tokens if other.tokens[0] < index < other.tokens[-1]}
    return replace(clause, tokens=tuple(sorted(tokens)))


def _reaches_into(left: Clause, right: Clause) -> bool:
    """Whether a clause has its predicate outside of another, as a sibling, and stray words inside."""
    low, high = right.tokens[0], right.tokens[-1]
    is_sibling = left.parent == right.parent or right.parent == left.head
    is_outside = not low <= left.head <= high
    return is_sibling and is_outside and left.tokens[0] < low and any(low < index < high for index in left.tokens)


def _top_down(parse: Parse) -> list[Token]:
    """Heads before what they govern."""
    found = [token for token in parse.tokens if token.head == ROOT]
    for token in found:
        found.extend(parse.children(token))
    return found


def _parent(parse: Parse, token: Token, nodes: dict[int, _Node]) -> int:
    while token.head != ROOT:
        token = parse.tokens[token.head]
        if token.index in nodes:
            return token.index
    return ROOT


def _read_node(parse: Parse, token: Token, nodes: dict[int, _Node], language: str) -> _Node | None:
    kind = base(token)
    if token.head == ROOT:
        return _Node("main", True, False)
    if kind == "conj":
        return _read_conjunct(parse, token, nodes)
    if kind == "appos":
        return _Node("apposition", True, False) if _is_telling_apposition(parse, token, language) else None
    if kind not in _NESTED:
        is_hidden = kind in {"nmod", "dep", "amod", "obl"} and bool(children(parse, token, "cop")) and is_finite(parse, token)
        is_relative = is_hidden and antecedent(parse, token, language) is not None
        return _read_relative(parse, token, language) if is_relative else None
    if not is_finite(parse, token):
        return _read_nonfinite(parse, token, language)
    if kind == "parataxis":
        return _Node("parataxis", True, True)
    is_timed = _mark(parse, token) in words("grammar", "factual", language) | words("grammar", "causal", language)
    if kind == "acl" and is_timed:
        return _read_adverbial(parse, token, language)
    if kind == "acl" or antecedent(parse, token, language) is not None:
        return _read_relative(parse, token, language)
    if kind == "ccomp" or (kind == "csubj" and says(parse, parse.tokens[token.head], language)):
        return _read_complement(parse, token, nodes, language)
    return _read_adverbial(parse, token, language) if kind == "advcl" else _Node("complement", False, False)


def _read_conjunct(parse: Parse, token: Token, nodes: dict[int, _Node]) -> _Node | None:
    above = nodes.get(token.head)
    if above is None or above.kind == "apposition" or not (token.upos in VERBAL or is_finite(parse, token)):
        return None
    return _Node("conjunct", above.states, above.states)


def _read_complement(parse: Parse, token: Token, nodes: dict[int, _Node], language: str) -> _Node:
    """The content of a verb of saying stands alone; so does one in reported speech under any verb.

    A subordinate clause with "als" or "obschon" that the parser took for a complement is adverbial all the same.
    """
    governor = parse.tokens[token.head]
    opening = {_mark(parse, token), _first_word(parse, token)} - {"was"}
    if opening & (words("grammar", "factual", language) | words("grammar", "causal", language)):
        return _read_adverbial(parse, token, language)
    if governor.index not in nodes:
        return _Node("complement", False, False)
    is_said = says(parse, governor, language) or (is_subjunctive(parse, token, language) and not _mark(parse, token))
    return _Node("complement", is_said, is_said)


def says(parse: Parse, token: Token, language: str) -> bool:
    """Whether a predicate is a verb of saying whose complement is the statement itself."""
    return verb_lemma(parse, token, language).removeprefix("sich ") in words("speech", "content", language)


def _read_relative(parse: Parse, token: Token, language: str) -> _Node | None:
    if _first_word(parse, token) not in words("grammar", "relative", language):
        is_short = len(below(parse, token)) < MIN_CONTACT
        if subject(parse, token) is None or is_short:
            return None
    if language == "de" and _starts_with_article(parse, token):
        return _Node("parataxis", True, True)
    described = antecedent(parse, token, language) or parse.tokens[token.head]
    is_open = described.upos in {"PRON", "DET", "ADV", "SCONJ"}
    is_generic = is_open or described.form.lower() in words("grammar", "generic", language)
    first = min(below(parse, token))
    is_set_off = (first > 0 and parse.tokens[first].upos == "PUNCT") or parse.tokens[first - 1].upos == "PUNCT"
    return _Node("relative", not is_generic, is_set_off and not is_generic)


def _starts_with_article(parse: Parse, token: Token) -> bool:
    """"…, die Firma dagegen klagte": an article in front of its noun, not a relative pronoun."""
    own = [index for index in sorted(below(parse, token)) if parse.tokens[index].upos != "PUNCT"]
    first = parse.tokens[own[0]]
    is_genitive = first.form.lower() in words("grammar", "genitive", "de")
    return first.upos == "DET" and not is_genitive and len(own) > 1 and first.head == own[1]


def _read_adverbial(parse: Parse, token: Token, language: str) -> _Node:
    opening = {_mark(parse, token), _first_word(parse, token)} - {""}
    is_cue = verb_lemma(parse, token, language) in words("speech", "say", language)
    if is_cue and opening & words("speech", "how", language):
        return _Node("adverbial", False, True)
    if opening & words("grammar", "factual", language):
        is_short = opening <= {"as"} and len(below(parse, token)) < MIN_CONTACT
        is_fact = not is_short and not _is_comparison(parse, token, opening)
        return _Node("adverbial", is_fact, is_fact)
    return _Node("adverbial", bool(opening & words("grammar", "causal", language)), False)


def _is_comparison(parse: Parse, token: Token, opening: set[str]) -> bool:
    """"mehr, als er hat" and "als wäre er da": a comparison or an "as if", not a time."""
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


def _read_nonfinite(parse: Parse, token: Token, language: str) -> _Node | None:
    kind = base(token)
    own = [index for index in below(parse, token) if parse.tokens[index].upos != "PUNCT"]
    if kind == "parataxis":
        return _Node("parataxis", True, True) if token.upos == "VERB" and len(own) >= MIN_PARTICIPIAL else None
    is_participle = token.upos == "VERB" and token.feature("VerbForm") in {"Part", "Ger"} and not _mark(parse, token)
    first = min(own, default=0)
    before = parse.tokens[first - 1] if first else None
    is_set_off = before is None or before.upos == "PUNCT"
    if kind in {"acl", "advcl"} and is_participle and is_set_off and len(own) >= MIN_PARTICIPIAL:
        return _Node("participial", True, True)
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


def _mark(parse: Parse, token: Token) -> str:
    found = children(parse, token, "mark")
    return found[0].form.lower() if found else ""


def _first_word(parse: Parse, token: Token) -> str:
    own = sorted(below(parse, token))
    return next((parse.tokens[index].form.lower() for index in own if parse.tokens[index].upos != "PUNCT"), "")


def antecedent(parse: Parse, token: Token, language: str) -> Token | None:
    """The noun that a relative clause describes, also where the parser took the clause for a complement.

    That happens to one German relative clause in ten; comma, relative pronoun and a noun before them tell it.
    """
    if base(token) == "acl":
        return parse.tokens[token.head]
    if language != "de" or _mark(parse, token) not in {"", "wo"}:
        return None
    own = [index for index in sorted(below(parse, token)) if parse.tokens[index].upos != "PUNCT"]
    opening = own[:2] if parse.tokens[own[0]].upos == "ADP" else own[:1]
    pronoun = parse.tokens[opening[-1]]
    is_listed = pronoun.form.lower() in words("grammar", "relative", language)
    if not is_listed or pronoun.upos not in {"PRON", "ADV", "SCONJ"} or own[0] < 2 or parse.tokens[own[0] - 1].form != ",":
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


def is_subjunctive(parse: Parse, token: Token, language: str) -> bool:
    """Konjunktiv I of a German clause, by form: treebanks mark it too seldom for the model to learn it.

    A closed list, or a form that is its lemma without the last letter ("drohe"); measured on GSD: precision 0.99,
    recall 0.82. A first person never counts ("ich gehe").
    """
    if language != "de":
        return False
    for verb in (token, *children(parse, token, "aux", "cop")):
        if verb.upos in VERBAL and _has_subjunctive_form(verb.form.lower()):
            who = subject(parse, token)
            return who is None or who.form.lower() not in words("pronouns", "first", language)
    return False


def _has_subjunctive_form(form: str) -> bool:
    return form in words("grammar", "subjunctive", "de") or (form.endswith("e") and lemma(form, "de") == form + "n")


def _labels(parse: Parse, nodes: dict[int, _Node]) -> set[int]:
    """Verbless pieces in front of a colon ("Loud, bright and peaceful: …"), which no claim should carry along."""
    found = set()
    for token in parse.tokens:
        if base(token) in {"parataxis", "dep"} and token.index not in nodes and token.index < token.head:
            last = max(below(parse, token)) + 1
            if any(mark.form == ":" for mark in parse.tokens[last - 1 : last + 1]):
                found.add(token.index)
    return found


def find_subject(parse: Parse, token: Token, kind: ClauseKind, heads: object = ()) -> int:
    """The index of a clause's subject, its own or the one it shares; -1 where there is none."""
    own = subject(parse, token)
    if own is not None:
        return own.index
    if token.head == ROOT:
        return -1
    above = parse.tokens[token.head]
    if kind == "conjunct":
        return find_subject(parse, above, _kind_above(above), heads)
    if kind == "participial" and base(token) == "advcl":
        return find_subject(parse, above, _kind_above(above), heads)
    return above.index if kind in {"participial", "apposition"} else -1


def _kind_above(token: Token) -> ClauseKind:
    return "conjunct" if base(token) == "conj" else "main"


def _shared_auxiliaries(parse: Parse, token: Token, kind: ClauseKind) -> tuple[int, ...]:
    """Auxiliaries of the first conjunct that a later one without finite verb leans on."""
    above = parse.tokens[token.head]
    found = children(parse, above, "aux")
    follows_modal = any(child.form.lower() in _MODALS for child in found) and not subject(parse, token)
    looks_finite = token.feature("VerbForm") == "Fin" or token.form.lower().endswith(("te", "ten"))
    if follows_modal and not token.form.lower().endswith(("s", "ed")):
        looks_finite = False
    helpers = children(parse, token, "aux", "cop")
    if kind != "conjunct" or helpers or looks_finite or token.upos not in VERBAL:
        return ()
    if found or base(above) != "conj":
        return tuple(child.index for child in found)
    return _shared_auxiliaries(parse, above, "conjunct")
