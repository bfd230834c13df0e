"""Who is said to have said what: speaker, cue and content inside one sentence, and across the sentences of a paragraph.

Four sources, in this order: a verb of saying with its complement or a quotation beside it; a preposition ("laut",
"nach Angaben", "according to", ", so …"); a quotation or reported speech that goes on from the sentence before; a
Konjunktiv I without any cue. Pareti (2015) names the parts: source (here: speaker), cue, content.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from claims.lemma import lemma, verb_lemma
from claims.lexicon import words
from claims.quotes import Quotation
from claims.records import Attribution, AttributionKind, Mention, Span
from claims.split import Clause, is_subjunctive
from claims.syntax import Parse, Token
from claims.tree import below, children, noun_phrase, subject, text_of

CLASSES = ("say", "tell", "deny", "exclude", "demand", "think", "plan")


@dataclass(frozen=True, slots=True)
class Report:
    """One attribution inside a sentence.

    `contents` are the heads of the clauses it credits, `cue_head` that of a clause that only credits and so states
    nothing itself, -1 where the credit stands inside the content. `verb` is the class of the cue verb, "" for none.
    """

    contents: frozenset[int]
    cue_head: int
    verb: str
    attribution: Attribution


@dataclass(frozen=True, slots=True)
class Voice:
    """What a sentence is read with: its parse and clauses, names and their other words, quotations around it."""

    text: str
    language: str
    parse: Parse
    clauses: tuple[Clause, ...]
    names: tuple[Mention, ...]
    words: Mapping[int, str]
    quotes: tuple[Quotation, ...]

    def clause(self, head: int) -> Clause | None:
        """The clause with this predicate."""
        return next((clause for clause in self.clauses if clause.head == head), None)

    def in_quote(self, token: Token) -> Quotation | None:
        """The quotation that a token stands in."""
        return next((quote for quote in self.quotes if quote.span.start <= token.start < quote.span.end), None)


def find_reports(voice: Voice) -> tuple[Report, ...]:
    """The attributions of one sentence, those of a cue verb first."""
    reports = [report for clause in voice.clauses if (report := _by_verb(voice, clause)) is not None]
    credited = {head for report in reports for head in report.contents}
    for clause in voice.clauses:
        if clause.head not in credited and clause.states and (found := _by_phrase(voice, clause)) is not None:
            reports.append(found)
    return tuple(reports)


def verb_class(verb: str, language: str) -> str:
    """The class of a cue verb, "" for a verb that credits nothing."""
    return next((name for name in CLASSES if verb in words("speech", name, language)), "")


def _by_verb(voice: Voice, clause: Clause) -> Report | None:
    head = voice.parse.tokens[clause.head]
    verb = verb_lemma(voice.parse, head, voice.language).removeprefix("sich ")
    name = verb_class(verb, voice.language) or verb_class(verb.split()[0], voice.language)
    contents = _contents(voice, clause, name)
    if not contents and (not name or not clause.states or name in {"say", "plan"}):
        return None
    who = _speaker_token(voice, clause)
    if who is None and not contents:
        return None
    is_direct = any(voice.in_quote(voice.parse.tokens[index]) for index in contents)
    attribution = Attribution(
        speaker=_speaker(voice, clause, who, verb),
        cue=head.form,
        span=Span(head.start, head.end),
        kind="direct" if is_direct else "indirect",
        agency=_agency(voice, head, who),
    )
    return Report(contents or frozenset({clause.head}), clause.head if contents else -1, name, attribution)


def _contents(voice: Voice, clause: Clause, name: str) -> frozenset[int]:
    """Heads of the clauses that a cue clause credits: complements, the clause it is inserted in, quoted clauses."""
    head = voice.parse.tokens[clause.head]
    complements = {
        other.head
        for other in voice.clauses
        if other.kind == "complement" and other.states and other.parent == clause.head
    }
    if not complements and not name:
        return frozenset()
    if complements:
        return frozenset(complements | _quoted(voice, clause))
    above = voice.clause(clause.parent)
    is_inserted = clause.kind in {"parataxis", "adverbial"} and above is not None
    if is_inserted and above is not None and not voice.in_quote(head) and _is_bare_cue(voice, clause):
        return frozenset({above.head} | _quoted(voice, clause))
    return frozenset(_quoted(voice, clause) | _below_colon(voice, clause))


def _is_bare_cue(voice: Voice, clause: Clause) -> bool:
    """A cue has no object of its own ("sagte sie", "wie die Stadt mitteilte")."""
    objects = children(voice.parse, voice.parse.tokens[clause.head], "obj")
    return not any(child.form.lower() != "sich" and not voice.in_quote(child) for child in objects)


def _quoted(voice: Voice, clause: Clause) -> set[int]:
    """Clauses with their predicate inside a quotation that the cue stands outside of."""
    cue = voice.parse.tokens[clause.head]
    if voice.in_quote(cue):
        return set()
    return {
        other.head
        for other in voice.clauses
        if other.states
        and other.head != clause.head
        and other.kind in {"main", "complement", "parataxis", "conjunct"}
        and voice.in_quote(voice.parse.tokens[other.head]) is not None
        and _is_speech(voice, other)
    }


def _is_speech(voice: Voice, clause: Clause) -> bool:
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


def _speaker_token(voice: Voice, clause: Clause) -> Token | None:
    own = subject(voice.parse, voice.parse.tokens[clause.head])
    if own is not None:
        return own
    return voice.parse.tokens[clause.subject] if clause.subject >= 0 else None


def _speaker(voice: Voice, clause: Clause, who: Token | None, verb: str) -> str:
    if who is not None and who.form.lower() not in {"es", "it", "man", "one"}:
        return speaker_text(voice, who)
    if verb not in words("speech", "impersonal", voice.language):
        return ""
    for child in children(voice.parse, voice.parse.tokens[clause.head], "obl"):
        if child.upos == "NOUN" and child.index in clause.tokens:
            return speaker_text(voice, child)
    return ""


def speaker_text(voice: Voice, who: Token) -> str:
    """The speaker in words: the full name of a person in the phrase, else the phrase without its article."""
    phrase = noun_phrase(voice.parse, who)
    span = Span(phrase[0].start, phrase[-1].end)
    if who.index in voice.words:
        return voice.words[who.index]
    persons = [name for name in voice.names if name.kind in {"person", "role"} and name.name and span.covers(name.span)]
    beside = [
        name
        for child in children(voice.parse, who, "appos", "flat")
        for name in voice.names
        if name.kind == "person" and name.span.start <= child.start < name.span.end
    ]
    if len({name.name for name in [*persons, *beside]}) == 1:
        return [*persons, *beside][0].name
    kept = list(phrase)
    while len(kept) > 1 and kept[0].upos in {"DET", "PUNCT", "ADP"}:
        kept.pop(0)
    return "" if who.upos == "PRON" else text_of(voice.text, kept)


def _agency(voice: Voice, head: Token, who: Token | None) -> str:
    """The news agency that the cue's clause names beside the speaker ("sagte sie der dpa")."""
    for child in children(voice.parse, head, "iobj", "obl", "obj"):
        if who is not None and child.index == who.index:
            continue
        phrase = noun_phrase(voice.parse, child)
        low = {token.form.lower() for token in phrase}
        named = " ".join(token.form.lower() for token in phrase)
        known = words("agencies", "names", "any")
        is_agency = bool(low & known) or any(f" {name} " in f" {named} " for name in known if " " in name)
        if is_agency or any(form.endswith(tuple(words("agencies", "nouns", voice.language))) for form in low):
            kept = [token for token in phrase if token.upos not in {"DET", "ADP"}]
            return text_of(voice.text, kept or phrase)
    return ""


def _by_phrase(voice: Voice, clause: Clause) -> Report | None:
    """ "laut X", "nach Angaben von X", "X zufolge", "according to X", ", so X", "angeblich"."""
    parse = voice.parse
    own = set(clause.tokens)
    for index in clause.tokens:
        token = parse.tokens[index]
        low = token.form.lower()
        found: str | None = None
        if low in words("speech", "source_prepositions", voice.language):
            found = _by_preposition(voice, token)
        elif low in words("speech", "noun_prepositions", voice.language) and voice.language == "de":
            found = _by_source_noun(voice, token, clause)
        elif low in words("speech", "so", voice.language):
            found = _by_so(voice, token)
        elif low in words("speech", "adverbs", voice.language) and low not in words("speech", "carrying", voice.language):
            found = "" if low not in words("modality", "possible_words", voice.language) else None
        if found is not None and index in own:
            credit = Attribution(found, token.form, Span(token.start, token.end), "according_to")
            return Report(frozenset({clause.head}), -1, "", credit)
    return None


def _by_preposition(voice: Voice, token: Token) -> str | None:
    governor = voice.parse.head(token)
    if governor is None or token.form.lower() == "gemäß":
        return None
    if voice.language == "en":
        noun = next((child for child in children(voice.parse, token, "obl", "nmod")), None)
        noun = noun or (governor if governor.upos in {"NOUN", "PROPN", "PRON"} else None)
        return speaker_text(voice, noun) if noun is not None else None
    if governor.upos not in {"NOUN", "PROPN", "PRON", "X"}:
        return None
    return _named_source(voice, governor) or speaker_text(voice, governor)


def _by_source_noun(voice: Voice, token: Token, clause: Clause) -> str | None:
    noun = voice.parse.head(token)
    if noun is None or noun.upos not in {"NOUN", "PROPN"}:
        return None
    listed = words("speech", "source_nouns", voice.language)
    low = noun.form.lower()
    if low in listed or lemma(noun.form, voice.language) in listed:
        own = words("speech", "own", voice.language)
        if any(lemma(child.form, "de") in own for child in children(voice.parse, noun, "amod", "det")):
            return speaker_text(voice, voice.parse.tokens[clause.subject]) if clause.subject >= 0 else ""
        return _named_source(voice, noun)
    compound = re.fullmatch(r"(\w{3,}?)s?-?(angaben|informationen|berichten|auskunft)", low)
    return noun.form[: compound.end(1)] if compound else None


def _named_source(voice: Voice, noun: Token) -> str:
    """Whose account it is: "Angaben der Polizei", "einem Bericht von X"; "" where it stands alone."""
    if noun.form.lower() not in words("speech", "source_nouns", voice.language):
        return ""
    of = children(voice.parse, noun, "nmod")
    return speaker_text(voice, of[0]) if of else ""


def _by_so(voice: Voice, token: Token) -> str | None:
    """ "…, so die Sprecherin." behind the content."""
    tokens = voice.parse.tokens
    before = tokens[token.index - 1].form if token.index else ""
    after = tokens[token.index + 1] if token.index + 1 < len(tokens) else None
    if before not in {",", "“", "\"", "–"} or after is None or after.upos not in {"DET", "PROPN", "NOUN"}:
        return None
    rest = tokens[token.index + 1 :]
    if any(other.upos in {"VERB", "AUX"} for other in rest):
        return None
    noun = next((other for other in rest if other.upos in {"NOUN", "PROPN"}), None)
    return speaker_text(voice, noun) if noun is not None else None


def credits(voice: Voice, reports: Sequence[Report]) -> dict[int, Report]:
    """For each clause head the report that credits it, its own or that of the clause above."""
    own = {head: report for report in reports for head in report.contents}
    cues = {report.cue_head for report in reports if report.cue_head >= 0}
    found: dict[int, Report] = {}
    for clause in voice.clauses:
        at: Clause | None = clause
        seen: set[int] = set()
        while at is not None and at.head not in seen:
            seen.add(at.head)
            if at.head in own:
                found[clause.head] = own[at.head]
                break
            if at.head in cues or at.kind == "apposition":
                break
            at = voice.clause(at.parent)
    return found


def needs_voice(voice: Voice, clause: Clause) -> AttributionKind | None:
    """Whether a clause without report is speech all the same: quoted as a whole, or in Konjunktiv I."""
    head = voice.parse.tokens[clause.head]
    if voice.in_quote(head) is not None and _is_speech(voice, clause):
        return "direct"
    if clause.kind in {"main", "conjunct", "parataxis"} and is_subjunctive(voice.parse, head, voice.language):
        return "subjunctive"
    return None


def carried_cue(voice: Voice, clause: Clause) -> Token | None:
    """ "demnach", "danach": the content belongs to the source named in the sentence before."""
    listed = words("speech", "carrying", voice.language)
    own = below(voice.parse, voice.parse.tokens[clause.head])
    found = [token for token in voice.parse.tokens if token.index in own and token.form.lower() in listed]
    return next((token for token in found if token.upos == "ADV" and token.head == clause.head), None)
