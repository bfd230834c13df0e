"""Attribution by a verb of saying: with a complement, beside a quotation, inserted, or carrying its own content."""

from __future__ import annotations

from claims.clause import Clause
from claims.inverted import cue_behind
from claims.lemma import lemma, verb_lemma
from claims.lexicon import words
from claims.mentions import is_role
from claims.predicate import is_passive
from claims.quotes import Quotation
from claims.records import Attribution, Span
from claims.relatives import mark_of
from claims.syntax import Token
from claims.tree import children, finite_verb, subject
from claims.voice import Report, Voice, find_agency, speaker_text

CLASSES = ("tell", "say", "deny", "exclude", "demand", "think", "plan")


def verb_class(verb: str, language: str) -> str:
    """The class of a cue verb, "" for a verb that credits nothing."""
    return next((name for name in CLASSES if verb in words("speech", name, language)), "")


def report_by_verb(voice: Voice, clause: Clause) -> Report | None:
    """The report that a clause makes when its predicate is a cue, or when a quotation follows its colon."""
    head = voice.parse.tokens[clause.head]
    verb = verb_lemma(voice.parse, head, voice.language).removeprefix("sich ")
    name = verb_class(verb, voice.language) or (verb_class(verb.split()[0], voice.language) if verb else "")
    is_active = head.upos in {"VERB", "AUX"} and not is_passive(voice.parse, head, clause.auxiliaries, voice.language)
    contents = _contents(voice, clause, name)
    who = _speaker_token(voice, clause)
    if contents and voice.in_quote(head) is not None:
        return None
    if contents and name in {"exclude", "deny"} and not is_active:
        return None
    if not contents and (not clause.states or not is_active or who is None or not _credits_itself(voice, head, name)):
        return None
    if contents and not any(_is_complement(voice, index) for index in contents):
        name = "say" if name else name
    is_direct = any(voice.in_quote(voice.parse.tokens[index]) for index in contents)
    attribution = Attribution(
        speaker=_speaker(voice, clause, who, verb),
        cue=head.form,
        span=Span(head.start, head.end),
        kind="direct" if is_direct else "indirect",
        agency=find_agency(voice, clause, who),
    )
    is_bare = bool(contents) and (bool(name) or not contents <= _below_colon(voice, clause))
    return Report(contents or frozenset({clause.head}), clause.head if is_bare else -1, name, attribution)


def _is_complement(voice: Voice, head: int) -> bool:
    clause = voice.clause(head)
    return clause is not None and clause.kind == "complement"


def _credits_itself(voice: Voice, head: Token, name: str) -> bool:
    """Whether a cue verb without a content clause still credits its own clause ("spoke of 300", "denies any part")."""
    if name == "think":
        contents = children(voice.parse, head, "ccomp")
        return any(mark_of(voice.parse, child) in {"", "dass", "that"} for child in contents)
    if name in {"deny", "exclude"}:
        return bool(children(voice.parse, head, "obj", "ccomp", "xcomp", "obl"))
    cases = {
        case.form.lower()
        for child in children(voice.parse, head, "obl")
        for case in children(voice.parse, child, "case")
    }
    verb = lemma(head.form.lower(), voice.language)
    if name == "tell" and verb in {"sprechen", "speak"}:
        return bool(cases & {"von", "vom", "of"})
    who = subject(voice.parse, head)
    is_estimate = verb in words("speech", "estimate", voice.language) and who is not None
    return is_estimate and not children(voice.parse, head, "aux:pass") and _names_amount(voice, head)


def _names_amount(voice: Voice, head: Token) -> bool:
    """Whether a verb of estimating is followed by its particle and a number ("auf 40.000 Euro", "at ten million")."""
    particles = words("speech", "estimate_particles", voice.language)
    tokens = voice.parse.tokens[head.index + 1 :]
    return any(
        token.form.lower() in particles and any(other.upos == "NUM" for other in tokens[at + 1 : at + 4])
        for at, token in enumerate(tokens)
    )


def _contents(voice: Voice, clause: Clause, name: str) -> frozenset[int]:
    """Heads of the clauses that a cue clause credits: complements, the clause it is inserted in, quoted clauses."""
    head = voice.parse.tokens[clause.head]
    before = next((quote for quote in voice.quotes if cue_behind(voice, quote) == head), None)
    if before is not None and (within := _within(voice, before)):
        return frozenset(within)
    complements = {
        other.head
        for other in voice.clauses
        if other.kind == "complement" and other.states and other.parent == clause.head
    }
    if name == "plan" and not complements:
        return frozenset()
    if _is_negated(voice, clause) and name in {"say", "tell", "demand", "think", ""}:
        return frozenset()
    if not complements and not name:
        return frozenset(_below_colon(voice, clause) & _quoted(voice, clause))
    if complements:
        return frozenset(complements | _quoted(voice, clause))
    above = voice.clause(clause.parent)
    is_inserted = _is_inserted(voice, clause)
    if is_inserted and above is not None and not voice.in_quote(head) and _is_bare_cue(voice, clause):
        return frozenset({above.head} | _quoted(voice, clause))
    return frozenset(_quoted(voice, clause) | _below_colon(voice, clause))


def _is_inserted(voice: Voice, clause: Clause) -> bool:
    """Whether a clause can be an inserted cue: "wie …", or a parataxis, which in German must begin with its verb."""
    if clause.kind == "adverbial":
        return not clause.states
    first = next((index for index in clause.tokens if voice.parse.tokens[index].upos != "PUNCT"), -1)
    verb = finite_verb(voice.parse, voice.parse.tokens[clause.head])
    is_inverted = verb is not None and verb.index == first
    low = voice.parse.tokens[first].form.lower() if first >= 0 else ""
    if clause.kind == "parataxis" and low in words("speech", "how", voice.language):
        return True
    return clause.kind == "parataxis" and (voice.language != "de" or is_inverted)


def _within(voice: Voice, quote: Quotation) -> set[int]:
    """The predicates of the clauses that stand in a quotation by themselves."""
    return {
        clause.head
        for clause in voice.clauses
        if clause.kind in {"main", "complement", "parataxis", "conjunct"}
        and quote.span.start <= voice.parse.tokens[clause.head].start < quote.span.end
    }


def _is_negated(voice: Voice, clause: Clause) -> bool:
    listed = words("negation", "negators", voice.language)
    return any(voice.parse.tokens[index].form.lower() in listed for index in clause.tokens)


def _is_bare_cue(voice: Voice, clause: Clause) -> bool:
    """A cue has no object of its own ("sagte sie", "wie die Stadt mitteilte")."""
    objects = children(voice.parse, voice.parse.tokens[clause.head], "obj")
    return not any(child.form.lower() != "sich" and not voice.in_quote(child) for child in objects)


def _quoted(voice: Voice, clause: Clause) -> set[int]:
    """Clauses with their predicate inside a quotation that the cue stands outside of."""
    cue = voice.parse.tokens[clause.head]
    if voice.in_quote(cue) or clause.kind in {"relative", "participial", "apposition"}:
        return set()
    return {
        other.head
        for other in voice.clauses
        if other.states
        and other.head != clause.head
        and other.kind in {"main", "complement", "parataxis", "conjunct"}
        and not (other.kind == "conjunct" and other.parent == clause.head)
        and voice.in_quote(voice.parse.tokens[other.head]) is not None
        and is_speech(voice, other)
    }


def is_speech(voice: Voice, clause: Clause) -> bool:
    """A quoted clause is speech when its subject or verb is quoted with it, not a single quoted word."""
    quote = voice.in_quote(voice.parse.tokens[clause.head])
    inner = [index for index in clause.tokens if voice.in_quote(voice.parse.tokens[index]) == quote]
    return 2 * len(inner) > len(clause.tokens)


def _below_colon(voice: Voice, clause: Clause) -> set[int]:
    """What follows the colon of "she wrote: …"."""
    found = set()
    for other in voice.clauses:
        first = voice.parse.tokens[other.tokens[0]]
        before = voice.parse.tokens[first.index - 1] if first.index else None
        is_behind = first.form == ":" or (before is not None and before.form == ":")
        if other.parent == clause.head and other.states and is_behind:
            found.add(other.head)
    return found


def _is_person(voice: Voice, token: Token) -> bool:
    return any(name.kind == "person" and name.span.start <= token.start < name.span.end for name in voice.names)


def _speaker_token(voice: Voice, clause: Clause) -> Token | None:
    own = subject(voice.parse, voice.parse.tokens[clause.head])
    persons = [
        child for child in children(voice.parse, voice.parse.tokens[clause.head], "nsubj") if _is_person(voice, child)
    ]
    if own is not None and (own.index in clause.tokens or clause.subject < 0):
        return persons[0] if len(persons) == 1 else own
    if clause.subject >= 0:
        return voice.parse.tokens[clause.subject]
    nouns = [index for index in clause.tokens if voice.parse.tokens[index].upos in {"NOUN", "PROPN"}]
    before = [
        index for index in nouns if index < clause.head and not children(voice.parse, voice.parse.tokens[index], "case")
    ]
    return voice.parse.tokens[before[0]] if before and clause.kind == "parataxis" else None


def _only_person(voice: Voice, clause: Clause) -> str:
    """The one person named in a clause whose colon introduces a quotation."""
    own = [voice.parse.tokens[index] for index in clause.tokens]
    names = {
        name.name
        for name in voice.names
        if name.kind == "person" and any(name.span.start <= token.start < name.span.end for token in own)
    }
    return names.pop() if len(names) == 1 else ""


def _speaker(voice: Voice, clause: Clause, who: Token | None, verb: str) -> str:
    is_inverted = any(cue_behind(voice, quote) == voice.parse.tokens[clause.head] for quote in voice.quotes)
    if not verb_class(verb, voice.language) and not is_inverted:
        named = speaker_text(voice, who) if who is not None else ""
        is_person = any(name.kind == "person" and name.name == named for name in voice.names)
        is_titled = who is not None and is_role(who.form, voice.language)
        return named if is_person or is_titled else _only_person(voice, clause)
    if who is not None and who.form.lower() not in {"es", "it", "man", "one"}:
        return speaker_text(voice, who)
    if verb not in words("speech", "impersonal", voice.language):
        return ""
    for child in children(voice.parse, voice.parse.tokens[clause.head], "obl"):
        if child.upos == "NOUN" and child.index in clause.tokens:
            return speaker_text(voice, child)
    return ""
