"""Who speaks in each sentence, speech that goes on from its neighbours included."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claims.attribution import carried_cue, credits, needs_voice
from claims.clause import Clause
from claims.readings import ReadSentence
from claims.records import Attribution, AttributionKind, Span
from claims.voice import Report, speaker_text

SILENT: AttributionKind = "according_to"
"""How the one person who leads a sentence is kept as a possible speaker of the next, though it credits nobody."""


def credit_sentences(reads: Sequence[ReadSentence]) -> Iterator[tuple[ReadSentence, dict[int, Report]]]:
    """For every sentence the report that credits each clause, those carried over from its neighbours included."""
    quoted = _quote_speakers(reads)
    last: Attribution | None = None
    for read in reads:
        found = credits(read.voice, read.reports)
        for clause in read.voice.clauses:
            report = None if clause.head in found else _carried(read, clause, quoted, last)
            if report is not None:
                found[clause.head] = report
        yield read, _inherit(read, found)
        last = _last_voice(read, found)


def _quote_speakers(reads: Sequence[ReadSentence]) -> dict[Span, Attribution]:
    found: dict[Span, Attribution] = {}
    for read in reads:
        for report in read.reports:
            for head in report.contents if report.attribution.kind == "direct" else ():
                quote = read.voice.in_quote(read.voice.parse.tokens[head])
                if quote is not None:
                    found.setdefault(quote.span, report.attribution)
    return found


def _carried(
    read: ReadSentence, clause: Clause, quoted: dict[Span, Attribution], last: Attribution | None
) -> Report | None:
    """A report for a clause that has no cue in its own sentence."""
    head = read.voice.parse.tokens[clause.head]
    quote = read.voice.in_quote(head)
    kind = needs_voice(read.voice, clause, follows_speech=last is not None and last.kind != SILENT)
    if kind == "direct" and quote is not None and quote.span in quoted:
        return Report(frozenset({clause.head}), -1, "say", quoted[quote.span])
    if kind is not None:
        speaker, agency = (last.speaker, last.agency) if last is not None else ("", "")
        carried = Attribution(speaker, "", Span(head.start, head.end), kind, agency)
        return Report(frozenset({clause.head}), -1, "say", carried)
    cue = carried_cue(read.voice, clause)
    if cue is None:
        return None
    speaker = last.speaker if last is not None else ""
    return Report(
        frozenset({clause.head}), -1, "", Attribution(speaker, cue.form, Span(cue.start, cue.end), "according_to")
    )


def _inherit(read: ReadSentence, found: dict[int, Report]) -> dict[int, Report]:
    """Clauses below a credited clause are credited with it, unless they describe the speaker."""
    cues = {report.cue_head for report in read.reports}
    complete = dict(found)
    for clause in read.voice.clauses:
        at = read.voice.clause(clause.parent)
        while clause.head not in complete and at is not None and at.head not in cues and clause.kind != "apposition":
            if at.head in found and found[at.head].cue_head >= 0:
                complete[clause.head] = found[at.head]
            at = read.voice.clause(at.parent)
    return complete


def _last_voice(read: ReadSentence, found: dict[int, Report]) -> Attribution | None:
    """Whom a following sentence in reported speech can go on quoting: the last speaker, else the one person named."""
    reports = [found[clause.head] for clause in read.voice.clauses if clause.head in found]
    spoken = [report.attribution for report in reports if report.attribution.speaker]
    if spoken:
        return spoken[-1]
    persons = {name.name for name in read.voice.names if name.kind == "person"}
    leading = {
        speaker_text(read.voice, read.voice.parse.tokens[clause.subject])
        for clause in read.voice.clauses
        if clause.kind == "main" and clause.subject >= 0
    }
    if len(persons) == 1 and persons <= leading:
        return Attribution(persons.pop(), "", read.sentence.span, SILENT)
    return None
