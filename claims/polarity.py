"""Polarity and modality of one clause, by closed lists over its own words.

Scope is the clause: a negation inside a clause that stands alone does not reach the clause above, "ohne" and "without"
negate their phrase only, "nicht nur" is no negation. A negated verb of excluding ("nicht ausgeschlossen", "did not rule
out") leaves the clause affirmed and only possible; a negated verb of denying affirms. Two negations cancel out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims.clause import Clause
from claims.lemma import lemma, verb_lemma
from claims.lexicon import words
from claims.records import Modality, Polarity
from claims.syntax import Parse, Token
from claims.tree import base, children

CANCELLING = frozenset({"de", "en", "nl"})
"""Languages where two negations of a clause cancel out; elsewhere they agree ("no … nunca", "nikt nie …")."""


CONDITIONAL = "conditional"


@dataclass(frozen=True, slots=True)
class Stance:
    """How a clause puts its content, before any attribution."""

    polarity: Polarity
    modality: Modality
    marks: tuple[str, ...] = ()


def read_stance(parse: Parse, clause: Clause, language: str) -> Stance:
    """Polarity and modality of a clause from its negators, modal verbs, particles and predicate."""
    own = [parse.tokens[index] for index in clause.tokens]
    auxiliaries = [parse.tokens[index] for index in clause.auxiliaries]
    negators = _negators(parse, clause, own, language)
    near = [token for token in own if token.form.lower() in words("negation", "near", language)]
    lemmas = _predicate_lemmas(parse, clause, language)
    count = len(negators) + len(near)
    is_negated = count % 2 == 1 or (count > 0 and not _cancel(parse, [*negators, *near], language))
    modality = _modality(parse, clause, [*auxiliaries, *own], language)
    is_conditional = modality == "asserted" and _is_conditional(parse, clause, auxiliaries, language)
    if is_conditional:
        modality = "possible"
    if is_negated and lemmas & words("negation", "excluding", language):
        return Stance("affirmed", "possible", ("double_negation",))
    if is_negated and lemmas & words("negation", "reversing", language):
        return Stance("affirmed", modality, ("double_negation",))
    marks = (*(("near_negation",) if near else ()), *((CONDITIONAL,) if is_conditional else ()))
    return Stance("negated" if is_negated else "affirmed", modality, marks)


def _is_conditional(parse: Parse, clause: Clause, shared: Sequence[Token], language: str) -> bool:
    """Konjunktiv II or "would": what would be, unless an attribution turns it into reported speech."""
    head = parse.tokens[clause.head]
    verbs = [head, *shared, *children(parse, head, "aux", "cop")]
    return any(verb.form.lower() in words("modality", "conditional", language) for verb in verbs)


def _cancel(parse: Parse, negators: Sequence[Token], language: str) -> bool:
    """Whether two negators undo each other: not in "weder … noch", nor behind a comma ("never, not for a minute")."""
    forms = {token.form.lower() for token in negators}
    first, last = min(token.index for token in negators), max(token.index for token in negators)
    has_comma = any(token.form in {",", "–", "—"} for token in parse.tokens[first:last])
    return language in CANCELLING and not forms & {"weder", "neither"} and not has_comma


def _negators(parse: Parse, clause: Clause, own: Sequence[Token], language: str) -> list[Token]:
    listed = words("negation", "negators", language)
    found = [token for token in own if token.form.lower() in listed or token.form.lower().endswith(("n't", "n’t"))]
    return [
        token
        for token in found
        if not _is_focus(parse, token, language)
        and not _is_local(parse, clause, token)
        and not _is_bound(parse, token, language)
    ]


def _is_bound(parse: Parse, token: Token, language: str) -> bool:
    """ "keine zehn Minuten", "no more than": an upper bound of a number, not a negation."""
    after = parse.tokens[token.index + 1 : token.index + 3]
    if language == "de" and token.form.lower().startswith("kein"):
        return bool(after) and after[0].upos == "NUM" and not after[0].form.lower().startswith("ein")
    words_behind = [other.form.lower() for other in after]
    return language == "en" and words_behind in (
        ["more", "than"],
        ["fewer", "than"],
        ["less", "than"],
        ["later", "than"],
    )


def _is_focus(parse: Parse, token: Token, language: str) -> bool:
    """ "nicht nur", "not only": the word behind the negator turns it into an addition."""
    after = parse.tokens[token.index + 1 : token.index + 2]
    return bool(after) and after[0].form.lower() in words("negation", "affirming_focus", language)


def _is_local(parse: Parse, clause: Clause, token: Token) -> bool:
    """A negator inside an attribute ("die nicht beteiligten Staaten") leaves the clause affirmed."""
    path = [token]
    while path[-1].index != clause.head and path[-1].head >= 0:
        path.append(parse.tokens[path[-1].head])
    return any(base(step) in {"amod", "acl", "advcl"} for step in path[:-1] if step.index != token.index)


def _predicate_lemmas(parse: Parse, clause: Clause, language: str) -> set[str]:
    head = parse.tokens[clause.head]
    below = children(parse, head, "xcomp", "obj", "nsubj", "ccomp")
    return {
        verb_lemma(parse, head, language),
        head.form.lower(),
        lemma(head.form, language),
        *(child.form.lower() for child in below if child.upos in {"ADJ", "VERB", "NOUN"}),
        *(verb_lemma(parse, child, language) for child in below if child.upos == "VERB" and base(child) == "xcomp"),
    }


def _modality(parse: Parse, clause: Clause, own: Sequence[Token], language: str) -> Modality:
    head = parse.tokens[clause.head]
    helpers = [
        token for token in own if token.upos in {"AUX", "VERB"} and (base(token) in {"aux", "cop"} or token is head)
    ]
    forms = {token.form.lower() for token in helpers}
    plain = {token.form.lower() for token in own if token.upos not in {"AUX", "PROPN", "DET"}}
    if forms & words("modality", "possible_auxiliaries", language) or plain & _possible(language):
        return "possible"
    if forms & words("modality", "hearsay_auxiliaries", language) and _is_perfect(parse, head):
        return "reported"
    if forms & {"wollte", "wollten"} and any(token.form.lower() == "nicht" for token in own):
        return "asserted"
    if forms & words("modality", "planned_auxiliaries", language) or _is_future(parse, head, forms, language):
        return "planned"
    if plain & words("modality", "planned_words", language) and _governs_plan(parse, head, language):
        return "planned"
    return "planned" if _is_planning(parse, head, language) else "asserted"


def _is_planning(parse: Parse, head: Token, language: str) -> bool:
    """A verb of planning; "expects" plans only in the passive ("is expected on Monday")."""
    verb = verb_lemma(parse, head, language)
    if verb == "expect":
        return any(child.relation == "aux:pass" for child in children(parse, head, "aux"))
    return verb in words("modality", "planned_predicates", language)


def _possible(language: str) -> frozenset[str]:
    return words("modality", "possible_words", language)


def _is_perfect(parse: Parse, head: Token) -> bool:
    """ "soll gesagt haben": hearsay about the past, not a plan."""
    forms = {child.form.lower() for child in children(parse, head, "aux")}
    return head.upos == "VERB" and bool(forms & {"haben", "sein", "worden"}) and head.feature("VerbForm") != "Inf"


def _is_future(parse: Parse, head: Token, forms: set[str], language: str) -> bool:
    """ "wird … berichten", "wird das Werk verlassen", "neuer Chef wird Weber": the German future, told from the passive by an
    infinitive, an object or a second noun."""
    future = words("modality", "future_auxiliaries", language)
    if not forms & future:
        return False
    helpers = {child.form.lower() for child in children(parse, head, "aux", "cop")}
    if head.upos == "VERB" and head.feature("VerbForm") == "Inf":
        return True
    nominal = [one for one in children(parse, head, "nsubj", "obj", "xcomp") if one.upos in {"NOUN", "PROPN"}]
    if head.form.lower() in future:
        return len(nominal) > 1
    if head.upos in {"NOUN", "PROPN"}:
        return any(child.form.lower() in future for child in children(parse, head, "cop"))
    roles = {base(one) for one in children(parse, head, "nsubj", "obj")}
    if helpers & future and head.form.lower().endswith("en") and roles == {"nsubj", "obj"}:
        return True
    return "werden" in helpers and bool(helpers & {"wird", "werde"})


def _governs_plan(parse: Parse, head: Token, language: str) -> bool:
    """ "is due to", "is expected to", "ist geplant": the planning word is the predicate or governs an infinitive."""
    listed = words("modality", "planned_words", language)
    if language != "en":
        return head.form.lower() in listed or any(
            child.form.lower() in listed for child in children(parse, head, "xcomp", "advmod")
        )
    after = {token.index + 1 for token in parse.tokens if token.form.lower() in listed}
    return any(token.index in after and token.form.lower() == "to" for token in parse.tokens)
