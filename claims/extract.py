"""An article to its claims: the order of the extraction steps, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from claims.attribution import carried_cue, credits, find_reports, needs_voice, settle_clauses
from claims.context import Resolved, resolve_pronouns
from claims.identity import content_id
from claims.inverted import mend_clauses
from claims.lexicon import words
from claims.mentions import find_names, find_roles, find_values, merge_mentions
from claims.parse import parse_text
from claims.polarity import CONDITIONAL, Stance, read_stance
from claims.predicate import read_predicate
from claims.quotes import Quotation, find_quotes
from claims.records import Article, Attribution, Claim, Mention, Modality, Skipped, Span, TimeExpression
from claims.segment import Sentence, segment
from claims.short_names import add_surnames, complete_names
from claims.split import Clause, antecedent, split_clauses
from claims.syntax import Parse, Parser
from claims.tree import finite_verb, is_finite, noun_phrase
from claims.voice import Report, Voice
from claims.wording import ParsedSentence, own_span, readable

MIN_WORDS = 2
"""A clause of fewer words is no claim of its own."""
MAX_LABEL = 3
"""A main clause of so few words before a colon is no claim either."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """The claims of one article in text order, and the lines that became none, with the reason."""

    claims: tuple[Claim, ...]
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """One prose sentence with all that was found in it; `mentions` are the names and values."""

    sentence: Sentence
    voice: Voice
    mentions: tuple[Mention, ...]
    resolved: Resolved
    reports: tuple[Report, ...]


def extract_claims(article: Article, parser: Parser) -> Extraction:
    """All claims of an article; an article without any gives a `Skipped` that says so.

    Every prose sentence yields at least one claim. `claim.quote == article.text[claim.span]` always holds.
    """
    sentences = segment(article)
    prose = tuple(sentence for sentence in sentences if sentence.kind == "prose")
    skipped = [_skip(article, sentence) for sentence in sentences if sentence.kind != "prose"]
    parses = parse_text(parser, article.text, [sentence.span for sentence in prose])
    reads = _read_sentences(article, sentences, prose, parses)
    claims = tuple(claim for read, credit in _voices(reads) for claim in _claims(article, read, credit))
    if not claims:
        skipped.append(Skipped(article.path, "no claims found"))
    return Extraction(claims, tuple(skipped))


def _skip(article: Article, sentence: Sentence) -> Skipped:
    line = " ".join(sentence.span.of(article.text).split())
    return Skipped(f"{article.path}: {line[:80]}", sentence.kind)


def _read_sentences(
    article: Article, sentences: Sequence[Sentence], prose: Sequence[Sentence], parses: Sequence[Parse]
) -> tuple[_Read, ...]:
    text, language = article.text, article.language
    named = [find_names(parse, text, language) + find_roles(parse, text, language) for parse in parses]
    names = add_surnames(parses, complete_names(named, language), text, language)
    resolved = resolve_pronouns(parses, names, text, language)
    quotes = _quotes(article, sentences)
    reads = []
    for sentence, parse, mentions, meant in zip(prose, parses, names, resolved, strict=True):
        around = tuple(quote for quote in quotes if _touches(quote.span, sentence.span))
        clauses = split_clauses(parse, language)
        voice = mend_clauses(Voice(text, language, parse, clauses, mentions, meant.words, around))
        values = find_values(text, sentence.span, language, article.published)
        reads.append(_Read(sentence, voice, merge_mentions(mentions, values), meant, find_reports(voice)))
    return tuple(reads)


def _touches(left: Span, right: Span) -> bool:
    return left.start < right.end and right.start < left.end


def _quotes(article: Article, sentences: Sequence[Sentence]) -> tuple[Quotation, ...]:
    """The quotations of all paragraphs; questions inside one count, headings do not."""
    found: list[Quotation] = []
    kept = [sentence for sentence in sentences if sentence.kind in {"prose", "question"}]
    for number in dict.fromkeys(sentence.paragraph for sentence in kept):
        spans = [sentence.span for sentence in kept if sentence.paragraph == number]
        found.extend(find_quotes(article.text, spans, article.language))
    return tuple(found)


def _voices(reads: Sequence[_Read]) -> Iterator[tuple[_Read, dict[int, Report]]]:
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


def _quote_speakers(reads: Sequence[_Read]) -> dict[Span, Attribution]:
    found: dict[Span, Attribution] = {}
    for read in reads:
        for report in read.reports:
            for head in report.contents if report.attribution.kind == "direct" else ():
                quote = read.voice.in_quote(read.voice.parse.tokens[head])
                if quote is not None:
                    found.setdefault(quote.span, report.attribution)
    return found


def _carried(
    read: _Read, clause: Clause, quoted: dict[Span, Attribution], last: Attribution | None
) -> Report | None:
    """A report for a clause that has no cue in its own sentence."""
    head = read.voice.parse.tokens[clause.head]
    quote = read.voice.in_quote(head)
    kind = needs_voice(read.voice, clause, follows_speech=last is not None and last.cue != "")
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


def _inherit(read: _Read, found: dict[int, Report]) -> dict[int, Report]:
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


def _last_voice(read: _Read, found: dict[int, Report]) -> Attribution | None:
    """Whom a following sentence in reported speech can go on quoting: the last speaker, else the one person named."""
    reports = [found[clause.head] for clause in read.voice.clauses if clause.head in found]
    spoken = [report.attribution for report in reports if report.attribution.speaker]
    if spoken:
        return spoken[-1]
    persons = {name.name for name in read.voice.names if name.kind == "person"}
    if len(persons) == 1:
        return Attribution(persons.pop(), "", read.sentence.span, "subjunctive")
    return None


def _claims(article: Article, read: _Read, credit: dict[int, Report]) -> Iterator[Claim]:
    settled = settle_clauses(read.voice, read.reports)
    chosen = [clause for clause in settled if clause.states and _is_full(read, clause)]
    found: dict[Span, Claim] = {}
    for clause in chosen:
        claim = _claim(article, read, clause, credit.get(clause.head))
        found.setdefault(claim.span, claim)
    if not found:
        claim = _whole(article, read, credit)
        found[claim.span] = claim
    yield from (found[span] for span in sorted(found))


def _is_full(read: _Read, clause: Clause) -> bool:
    """Whether a clause has enough to state something: words, and a verb unless it is an apposition."""
    parse = read.voice.parse
    own = [index for index in clause.tokens if parse.tokens[index].upos not in {"PUNCT", "CCONJ"}]
    head = parse.tokens[clause.head]
    has_verb = head.upos in {"VERB", "AUX"} or is_finite(parse, head) or any(is_finite(parse, parse.tokens[i]) for i in own)
    is_shared = clause.kind == "conjunct" and clause.subject >= 0 and head.upos == "VERB"
    least = 1 if is_shared else MIN_WORDS
    return len(own) >= least and (has_verb or clause.kind == "apposition") and not _is_label(read, clause, own)


def _is_label(read: _Read, clause: Clause, own: Sequence[int]) -> bool:
    """"Fest steht: …" only points at what follows the colon."""
    tokens = read.voice.parse.tokens
    after = tokens[own[-1] + 1].form if own and own[-1] + 1 < len(tokens) else ""
    return clause.kind == "main" and len(own) <= MAX_LABEL and after == ":" and len(read.voice.clauses) > 1


def _claim(article: Article, read: _Read, clause: Clause, report: Report | None) -> Claim:
    stance = read_stance(read.voice.parse, clause, article.language)
    source = ParsedSentence(article.text, read.voice.parse, article.language, read.resolved.words)
    span = own_span(read.voice.parse, clause, article.text, read.sentence.span)
    marks = (*_marks(read, clause, report), *stance.marks)
    base = _bare(article, read, span, readable(source, clause))
    mentions = _own_mentions(read, clause, span)
    stance = _with_future(stance, read, clause, mentions, article)
    return replace(
        base,
        attribution=report.attribution if report is not None else None,
        polarity=stance.polarity,
        modality=_modality(stance, report, article.language),
        mentions=mentions,
        predicate=read_predicate(source, clause),
        marks=tuple(dict.fromkeys(marks)),
    )


def _bare(article: Article, read: _Read, span: Span, text: str) -> Claim:
    return Claim(
        id=content_id("c", article.id, span.start, span.end, text),
        article_id=article.id,
        source=article.source,
        span=span,
        text=text,
        attribution=None,
        polarity="affirmed",
        modality="asserted",
        mentions=(),
        sentence=read.sentence.span,
        quote=span.of(article.text),
        published=article.published,
        language=article.language,
    )


def _whole(article: Article, read: _Read, credit: dict[int, Report]) -> Claim:
    """The sentence as it stands, where no clause of it states anything alone."""
    roots = [clause for clause in read.voice.clauses if clause.kind == "main"]
    text = " ".join(read.sentence.span.of(article.text).split())
    if not roots:
        return replace(_bare(article, read, read.sentence.span, text), marks=("fragment",))
    whole = replace(roots[0], tokens=tuple(range(len(read.voice.parse.tokens))))
    report = credit.get(roots[0].head) or next(iter(read.reports), None)
    claim = _claim(article, read, whole, report)
    return replace(claim, marks=tuple(dict.fromkeys((*claim.marks, "fragment"))))


def _modality(stance: Stance, report: Report | None, language: str) -> Modality:
    if report is None:
        return stance.modality
    if report.verb == "deny":
        return "denied"
    if report.verb == "exclude":
        return "denied" if stance.polarity == "affirmed" and stance.modality != "possible" else "possible"
    if report.verb == "think":
        return "possible" if stance.modality == "asserted" else stance.modality
    if CONDITIONAL in stance.marks and report.attribution.kind != "direct":
        return "planned" if language == "en" else "reported"
    return "reported" if stance.modality == "asserted" else stance.modality


def _with_future(
    stance: Stance, read: _Read, clause: Clause, mentions: Sequence[Mention], article: Article
) -> Stance:
    """A present tense with a time after the article's date is a plan ("the tax takes effect in 2031")."""
    verb = finite_verb(read.voice.parse, read.voice.parse.tokens[clause.head])
    if stance.modality != "asserted" or article.published is None or verb is None or verb.feature("Tense") == "Past":
        return stance
    today = article.published.date()
    for mention in mentions:
        value = mention.value
        if not isinstance(value, TimeExpression) or value.start is None or value.relation in {"until", "before"}:
            continue
        if value.start.date() > today:
            return replace(stance, modality="planned")
    return stance


def _marks(read: _Read, clause: Clause, report: Report | None) -> Iterator[str]:
    if clause.kind not in {"main", "conjunct", "complement", "parataxis"}:
        yield clause.kind
    own = set(clause.tokens)
    yield from (mark for index, mark in read.resolved.open.items() if index in own)
    if clause.subject in read.resolved.open and clause.subject not in own:
        yield read.resolved.open[clause.subject]
    low = {read.voice.parse.tokens[index].form.lower() for index in own}
    if low & words("modality", "opinion", read.voice.language):
        yield "opinion"
    if report is not None and not report.attribution.speaker:
        yield "unnamed_speaker"


def _own_mentions(read: _Read, clause: Clause, span: Span) -> tuple[Mention, ...]:
    """The mentions in the clause's own words, in the subject or antecedent it shares, and those its pronouns mean."""
    parse = read.voice.parse
    indices = set(clause.tokens)
    shared = antecedent(parse, parse.tokens[clause.head], read.voice.language) if clause.kind == "relative" else None
    if shared is None and clause.subject >= 0 and clause.subject not in indices:
        shared = parse.tokens[clause.subject]
    if shared is not None:
        indices |= {token.index for token in noun_phrase(parse, shared)}
    starts = [(parse.tokens[index].start, parse.tokens[index].end) for index in sorted(indices)]
    meant = {mention for index, mention in read.resolved.mentions.items() if index in indices}
    own = {
        mention
        for mention in read.mentions
        if any(start < mention.span.end and mention.span.start < end for start, end in starts)
    }
    return tuple(sorted(meant | own, key=lambda mention: (mention.span, mention.kind)))
