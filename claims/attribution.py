"""Who is said to have said what: speaker, cue and content inside one sentence, and across the sentences of a paragraph.

Four sources, in this order: a verb of saying with its complement or a quotation beside it; a preposition ("laut",
"nach Angaben", "according to", ", so …"); a quotation or reported speech that goes on from the sentence before; a
Konjunktiv I without any cue. Pareti (2015) names the parts: source (here: speaker), cue, content.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claims.clause import Clause
from claims.cue_phrases import report_by_phrase
from claims.cue_verbs import is_speech, report_by_verb
from claims.lexicon import words
from claims.records import AttributionKind
from claims.subjunctive import is_subjunctive
from claims.syntax import Token
from claims.tree import base, below, finite_verb
from claims.voice import Report, Voice


def find_reports(voice: Voice) -> tuple[Report, ...]:
    """The attributions of one sentence, those of a cue verb first."""
    reports = [report for clause in voice.clauses if (report := report_by_verb(voice, clause)) is not None]
    credited = {head for report in reports for head in report.contents}
    for clause in voice.clauses:
        if clause.head not in credited and clause.states and (found := report_by_phrase(voice, clause)) is not None:
            reports.append(found)
    return tuple(reports)


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
            if at.head in own and (at is clause or own[at.head].cue_head >= 0):
                found[clause.head] = own[at.head]
                break
            if at.head in cues or at.kind == "apposition":
                break
            at = voice.clause(at.parent)
    return found


def needs_voice(voice: Voice, clause: Clause, *, follows_speech: bool = False) -> AttributionKind | None:
    """Whether a clause without report is speech all the same: quoted as a whole, or in Konjunktiv I.

    Behind a sentence of speech a Konjunktiv II counts too: it stands in for forms that look like the indicative.
    """
    head = voice.parse.tokens[clause.head]
    verb = finite_verb(voice.parse, head)
    is_quoted = voice.in_quote(head) is not None and (verb is None or voice.in_quote(verb) is not None)
    if is_quoted and is_speech(voice, clause):
        return "direct"
    if clause.kind in {"main", "conjunct", "parataxis"} and is_subjunctive(voice.parse, head, voice.language):
        return "subjunctive"
    forms = {verb.form.lower()} if verb is not None else set()
    if follows_speech and clause.kind in {"main", "conjunct"} and forms & words("grammar", "subjunctive_past", "de"):
        return "subjunctive" if voice.language == "de" else None
    return None


def carried_cue(voice: Voice, clause: Clause) -> Token | None:
    """ "demnach", "danach": the content belongs to the source named in the sentence before."""
    listed = words("speech", "carrying", voice.language)
    own = below(voice.parse, voice.parse.tokens[clause.head])
    found = [token for token in voice.parse.tokens if token.index in own and token.form.lower() in listed]
    return next((token for token in found if token.upos == "ADV" and token.head == clause.head), None)


def settle_clauses(voice: Voice, reports: Sequence[Report]) -> tuple[Clause, ...]:
    """The clauses that become claims, once the reports are known.

    A cue clause is dropped. A complement that no report credits goes back into the clause above it ("nobody said that
    …"). Words of a quotation that the parser hung on the cue go back to the quoted clause.
    """
    cues = {report.cue_head for report in reports if report.cue_head >= 0}
    credited = {head for report in reports for head in report.contents}
    absorbed: dict[int, set[int]] = {}
    into: dict[int, int] = {}
    for clause in sorted(voice.clauses, key=lambda clause: len(_path(voice, clause))):
        is_loose = clause.kind == "complement" and clause.states and clause.head not in credited
        above = into.get(clause.parent, clause.parent)
        follows = clause.kind == "conjunct" and clause.parent in into
        if (is_loose or follows) and above >= 0 and above not in cues:
            into[clause.head] = above
            absorbed.setdefault(above, set()).update(clause.tokens)
    kept = [clause for clause in voice.clauses if clause.head not in cues and clause.head not in into]
    return tuple(_complete(voice, clause, absorbed.get(clause.head, set()), cues) for clause in kept)


def _path(voice: Voice, clause: Clause) -> list[int]:
    path = []
    at: Clause | None = clause
    while at is not None and at.head not in path:
        path.append(at.head)
        at = voice.clause(at.parent)
    return path


def _complete(voice: Voice, clause: Clause, more: set[int], cues: set[int]) -> Clause:
    tokens = {*clause.tokens, *more}
    if clause.subject < 0 and clause.kind in {"main", "complement"}:
        clause, lost = _find_lost_subject(voice, clause, cues)
        tokens |= lost
    quote = voice.in_quote(voice.parse.tokens[clause.head])
    if quote is not None and clause.kind in {"main", "complement"}:
        for head in cues:
            cue = voice.clause(head)
            low, high = min(tokens), max(tokens)
            tokens |= {
                index
                for index in (cue.tokens if cue is not None else ())
                if voice.in_quote(voice.parse.tokens[index]) == quote
                and (index < high or not _between(voice, low, index))
            }
    return replace(clause, tokens=tuple(sorted(tokens)))


def _find_lost_subject(voice: Voice, clause: Clause, cues: set[int]) -> tuple[Clause, set[int]]:
    """A content's subject that the parser hung on the cue: "Foul play, he added, was …", "said the bridge “was …”"."""
    tokens = voice.parse.tokens
    first = clause.tokens[0]
    for cue in (found for head in cues if (found := voice.clause(head)) is not None):
        before = [index for index in cue.tokens if index < min(first, cue.head)]
        behind = [index for index in cue.tokens if cue.head < index < first]
        commas = [index for index in before if tokens[index].form == ","]
        lost = (
            behind
            if behind and behind[-1] >= first - 2
            else [index for index in before if commas and index < commas[0]]
        )
        noun = next((index for index in lost if tokens[index].upos in {"NOUN", "PROPN", "PRON"}), -1)
        spoken = next((child.index for child in voice.parse.children(tokens[cue.head]) if base(child) == "nsubj"), -1)
        if noun >= 0 and spoken >= 0 and spoken not in lost:
            return replace(clause, subject=noun), set(lost)
    return clause, set()


def _between(voice: Voice, low: int, high: int) -> bool:
    """Whether another clause's predicate stands between two words."""
    return any(low < clause.head < high for clause in voice.clauses)
