"""Cut a parsed sentence into clauses, each with the words that are its own.

The rules work on Universal Dependencies alone, so they hold for every language the parser knows; the closed-class words
they ask for stand in `lexicon/grammar.toml`. A clause *states* something when it can be a claim; one that does not
("if …", "to …", "those who …") stays part of the clause above it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claims.clause import Clause, ClauseKind
from claims.clause_kinds import Node, read_node
from claims.syntax import ROOT, Parse, Token
from claims.tree import VERBAL, base, below, children, finite_verb, is_finite, subject

_MODALS = frozenset({"will", "would", "could", "may", "might", "shall", "should", "must", "can"})


def split_clauses(parse: Parse, language: str) -> tuple[Clause, ...]:
    """The clauses of a sentence in the order of their first words; empty for a sentence without words."""
    if not parse.tokens:
        return ()
    nodes: dict[int, Node] = {}
    for token in _top_down(parse):
        node = read_node(parse, token, nodes, language)
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
    settled = [_reclaim(parse, clause, settled) for clause in settled]
    if language == "de" and _begins_with_condition(parse, settled):
        settled = [replace(clause, states=False) for clause in settled]
    return tuple(sorted(settled, key=lambda clause: (clause.tokens[0], clause.head)))


def _join_topic(parse: Parse, clauses: Sequence[Clause]) -> list[Clause]:
    """Join a verbless root to the one clause behind it that lacks a subject ("Foul play, he added, was …")."""
    root = next((clause for clause in clauses if clause.kind == "main"), None)
    if (
        root is None
        or parse.tokens[root.head].upos not in {"NOUN", "PROPN"}
        or is_finite(parse, parse.tokens[root.head])
    ):
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


def _reclaim(parse: Parse, clause: Clause, clauses: Sequence[Clause]) -> Clause:
    """Give a content clause the words behind it that the tree hung on its cue ("sagte, die Stadt habe | kein Geld")."""
    tokens = set(clause.tokens)
    for other in clauses:
        if other.kind == "complement" and other.states and other.parent == clause.head < other.tokens[0]:
            tokens -= _trailing(parse, other, clause)
        if clause.kind == "complement" and clause.states and other.head == clause.parent < clause.tokens[0]:
            tokens |= _trailing(parse, clause, other)
    return replace(clause, tokens=tuple(sorted(tokens)))


def _trailing(parse: Parse, content: Clause, cue: Clause) -> set[int]:
    """The words of the cue clause right behind the content's last word, up to the next comma."""
    found = set()
    for index in range(content.tokens[-1] + 1, len(parse.tokens)):
        if parse.tokens[index].upos == "PUNCT":
            break
        if index in cue.tokens:
            found.add(index)
    return found


def _begins_with_condition(parse: Parse, clauses: Sequence[Clause]) -> bool:
    """ "Steigt der Pegel, so …": a German sentence that opens with its verb and answers with "so" or "dann"."""
    first = parse.tokens[0]
    answers = {parse.tokens[clause.tokens[1]].form.lower() for clause in clauses if len(clause.tokens) > 1}
    return first.upos in VERBAL and first.feature("VerbForm") == "Fin" and bool(answers & {"so", "dann"})


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


def _parent(parse: Parse, token: Token, nodes: dict[int, Node]) -> int:
    while token.head != ROOT:
        token = parse.tokens[token.head]
        if token.index in nodes:
            return token.index
    return ROOT


def _labels(parse: Parse, nodes: dict[int, Node]) -> set[int]:
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
        shared = find_subject(parse, above, _kind_above(above), heads)
        return shared if shared >= 0 and _agrees(parse, token, parse.tokens[shared]) else -1
    if kind == "participial" and base(token) == "advcl":
        return find_subject(parse, above, _kind_above(above), heads)
    return above.index if kind in {"participial", "apposition"} else -1


def _agrees(parse: Parse, token: Token, who: Token) -> bool:
    """Whether a verb can share a subject: not a plural verb with a singular noun that stands alone."""
    verb = finite_verb(parse, token)
    number = verb.feature("Number") if verb is not None else ""
    is_one = {child.form.lower() for child in children(parse, who, "det")} & {"das", "ein", "eine", "a", "an"}
    is_list = bool(children(parse, who, "conj"))
    return not (number == "Plur" and who.feature("Number") == "Sing" and is_one and not is_list)


def _kind_above(token: Token) -> ClauseKind:
    return "conjunct" if base(token) == "conj" else "main"


def _shared_auxiliaries(parse: Parse, token: Token, kind: ClauseKind) -> tuple[int, ...]:
    """Auxiliaries of the first conjunct that a later one without finite verb leans on."""
    above = parse.tokens[token.head]
    found = children(parse, above, "aux")
    if not found and (token.upos == "ADJ" or token.feature("VerbForm") == "Part"):
        found = children(parse, above, "cop")
    follows_modal = any(child.form.lower() in _MODALS for child in found) and not subject(parse, token)
    looks_finite = token.feature("VerbForm") == "Fin" or token.form.lower().endswith(("te", "ten"))
    if follows_modal and not token.form.lower().endswith(("s", "ed")):
        looks_finite = False
    if token.feature("VerbForm") == "Inf":
        found = tuple(child for child in found if child.feature("VerbForm") == "Fin")
    helpers = children(parse, token, "aux", "cop")
    if kind != "conjunct" or helpers or looks_finite or token.upos not in VERBAL:
        return ()
    if found or base(above) != "conj":
        return tuple(child.index for child in found)
    return _shared_auxiliaries(parse, above, "conjunct")
