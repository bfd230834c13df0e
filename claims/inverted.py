"""Mend clauses around a quotation by what stands on the page: “…”, said X — and: X wrote: “…”.

The pattern is so regular that it is trusted above the tree: behind a quotation (and a comma) a finite verb is its cue,
whatever the verb, and a quotation behind a colon is a clause of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from claims.clause import Clause
from claims.lemma import verb_lemma
from claims.lexicon import words
from claims.quotes import Quotation
from claims.syntax import Token
from claims.tree import VERBAL, is_finite
from claims.voice import Voice

MIN_SPEECH = 3
"""Words that a quotation needs to be speech; shorter ones are names and single words in marks."""


def mend_clauses(voice: Voice) -> Voice:
    """The voice with every quotation in its sentence parted from the clause that introduces or follows it."""
    for quote in voice.quotes:
        inside = _inside(voice, quote)
        cue = cue_behind(voice, quote) if _opens_sentence(voice, inside) else None
        if len([token for token in inside if token.upos != "PUNCT"]) < MIN_SPEECH:
            continue
        if cue is not None:
            voice = replace(voice, clauses=tuple(_part(voice, inside, cue)))
        elif _is_behind_colon(voice, inside):
            voice = replace(voice, clauses=tuple(_part(voice, inside, None)))
    return voice


def part_contents(voice: Voice) -> Voice:
    """Part "X sei Y, sagte Z." where the tree made one clause of it: what stands before the comma is the content."""
    for clause in voice.clauses:
        comma = clause.head - 1
        tokens = voice.parse.tokens
        before = tuple(index for index in clause.tokens if index < comma)
        verbs = [
            index for index in before if tokens[index].feature("VerbForm") == "Fin" and tokens[index].upos in VERBAL
        ]
        is_cue = verb_lemma(voice.parse, tokens[clause.head], voice.language) in words("speech", "say", voice.language)
        if not is_cue or comma < 2 or tokens[comma].form != "," or not verbs or voice.in_quote(tokens[clause.head]):
            continue
        who = next((index for index in before if tokens[index].relation.startswith("nsubj")), -1)
        content = Clause("complement", verbs[0], clause.head, before, who)
        cue = replace(clause, tokens=tuple(index for index in clause.tokens if index > comma))
        others = tuple(other for other in voice.clauses if other is not clause)
        return replace(voice, clauses=(*others, content, cue))
    return voice


def _inside(voice: Voice, quote: Quotation) -> tuple[Token, ...]:
    return tuple(token for token in voice.parse.tokens if quote.span.start <= token.start < quote.span.end)


def _opens_sentence(voice: Voice, inside: tuple[Token, ...]) -> bool:
    """Whether only marks or another quotation stand before a quotation: then it holds whole clauses."""
    before = voice.parse.tokens[: inside[0].index] if inside else ()
    return all(token.upos == "PUNCT" or voice.in_quote(token) is not None for token in before)


def cue_behind(voice: Voice, quote: Quotation) -> Token | None:
    """The finite verb that follows a quotation and a comma, with a subject-like word behind it."""
    behind = [token for token in voice.parse.tokens if token.start >= quote.span.end][:4]
    plain = [token for token in behind if token.upos != "PUNCT"]
    has_comma = any(token.form == "," for token in behind[:2]) or voice.text[
        quote.inner.end - 1 : quote.inner.end
    ] in set(",!?")
    if not has_comma or len(plain) < 2 or len(behind) - len(plain) > 1:
        return None
    verb, after = plain[0], plain[1]
    is_verb = verb.upos == "VERB" and verb.feature("VerbForm") != "Inf" and verb.form[:1].islower()
    return verb if is_verb and after.upos in {"DET", "NOUN", "PROPN", "PRON", "ADJ", "NUM", "ADP"} else None


def _is_behind_colon(voice: Voice, inside: tuple[Token, ...]) -> bool:
    before = [token for token in voice.parse.tokens[: inside[0].index] if token.upos != "PUNCT" or token.form == ":"]
    behind = [token for token in voice.parse.tokens[inside[-1].index + 1 :] if token.upos != "PUNCT"]
    return bool(before) and before[-1].form == ":" and not behind and inside[0].upos == "PUNCT"


def _part(voice: Voice, inside: tuple[Token, ...], cue: Token | None) -> Iterator[Clause]:
    """Keep clauses of the quotation in it and all others out; make up those that the tree lacks."""
    quoted = {token.index for token in inside}
    lost = quoted - {index for clause in voice.clauses if clause.head in quoted for index in clause.tokens}
    heads = {clause.head for clause in voice.clauses if clause.head in quoted and _is_whole(clause)}
    for clause in voice.clauses:
        own = {*clause.tokens} - _nested(voice, clause, heads) | {clause.head}
        own |= {index for index in lost if _nearest(voice, index, quoted) == clause.head}
        kept = tuple(sorted(index for index in own if (index in quoted) == (clause.head in quoted)))
        if kept and not (cue is not None and clause.head == cue.index):
            is_top = clause.head in heads and clause.parent not in heads
            settled = replace(clause, tokens=kept, states=clause.states or is_top)
            yield _behind_cue(voice, settled, quoted, cue)
    if not heads:
        top = _top(voice, inside)
        above = cue.index if cue is not None else _clause_before(voice, inside)
        yield Clause("complement", top.index, above, tuple(sorted(quoted)), -1)
    if cue is not None:
        yield _cue_clause(voice, cue, quoted)


def _nested(voice: Voice, clause: Clause, heads: set[int]) -> set[int]:
    """The words of the quoted clauses that stand alone below a quoted clause."""
    below = [other for other in voice.clauses if other.head in heads and other.parent == clause.head]
    return {index for other in below for index in other.tokens} if clause.head in heads else set()


def _cue_clause(voice: Voice, cue: Token, quoted: set[int]) -> Clause:
    """The clause of the cue behind a quotation: what no other clause outside of it holds."""
    known = next((clause for clause in voice.clauses if clause.head == cue.index), None)
    others = [clause for clause in voice.clauses if clause.head not in {*quoted, cue.index}]
    taken = {index for clause in others for index in clause.tokens} | quoted
    behind = range(cue.index, len(voice.parse.tokens))
    own = known.tokens if known is not None else behind
    tokens = tuple(index for index in own if index not in taken or index == cue.index)
    who = _subject_of(voice, cue, quoted)
    return replace(known or Clause("main", cue.index, -1, tokens, who), tokens=tokens, subject=who)


def _nearest(voice: Voice, index: int, quoted: set[int]) -> int:
    """The clause of a quotation that a word behind it, hung elsewhere by the tree, belongs to; -1 for none."""
    before = [
        (max(own), clause.head)
        for clause in voice.clauses
        if clause.head in quoted and (own := [other for other in clause.tokens if other < index])
    ]
    return max(before)[1] if before else -1


def _behind_cue(voice: Voice, clause: Clause, quoted: set[int], cue: Token | None) -> Clause:
    """A verb behind the cue that the tree coordinates with the quotation goes on with the speaker as subject."""
    is_coordinated = clause.kind == "conjunct" and clause.parent in quoted and clause.head not in quoted
    if cue is None or not is_coordinated or clause.head < cue.index:
        return clause
    return replace(clause, parent=cue.index, subject=_subject_of(voice, cue, quoted), auxiliaries=(), states=True)


def _subject_of(voice: Voice, cue: Token, quoted: set[int]) -> int:
    own = next((child.index for child in voice.parse.children(cue) if child.relation.startswith("nsubj")), -1)
    return own if own >= 0 and own not in quoted else _first_noun(voice, cue)


def _clause_before(voice: Voice, inside: tuple[Token, ...]) -> int:
    """The clause that the words in front of a colon belong to."""
    before = [token.index for token in voice.parse.tokens[: inside[0].index] if token.upos != "PUNCT"]
    found = [clause.head for clause in voice.clauses if before and before[-1] in clause.tokens]
    return next((head for head in found if head < inside[0].index), -1)


def _is_whole(clause: Clause) -> bool:
    return clause.kind in {"main", "complement", "parataxis", "conjunct"}


def _top(voice: Voice, inside: tuple[Token, ...]) -> Token:
    """The word of a quotation that governs most of it: a finite verb if there is one."""
    plain = [token for token in inside if token.upos != "PUNCT"]
    finite = [token for token in plain if token.upos in VERBAL and is_finite(voice.parse, token)]
    indices = {token.index for token in inside}
    tops = [token for token in plain if token.head not in indices]
    return (finite or tops or plain)[0]


def _first_noun(voice: Voice, cue: Token) -> int:
    """The noun behind an inverted cue verb, its subject where the tree shows none."""
    for token in voice.parse.tokens[cue.index + 1 : cue.index + 5]:
        if token.upos in {"NOUN", "PROPN", "PRON"} and token.form.lower() != "sich":
            return token.index
    return -1
