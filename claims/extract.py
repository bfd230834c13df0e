"""An article to its claims: the order of the extraction steps, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from claims.attribution import settle_clauses
from claims.carry import credit_sentences
from claims.clause import Clause
from claims.identity import content_id
from claims.lexicon import words
from claims.parse import parse_text
from claims.polarity import CONDITIONAL, Stance, read_stance
from claims.predicate import read_predicate
from claims.readings import ReadSentence, read_sentences
from claims.records import Article, Claim, Mention, Modality, Skipped, Span, TimeExpression
from claims.relatives import antecedent
from claims.segment import Sentence, segment
from claims.spans import own_span
from claims.syntax import Parser
from claims.tree import finite_verb, is_finite, noun_phrase
from claims.voice import Report
from claims.word_order import ParsedSentence
from claims.wording import readable

MIN_WORDS = 2
"""A clause of fewer words is no claim of its own."""
MAX_LABEL = 3
"""A main clause of so few words before a colon is no claim either."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """The claims of one article in text order, and the lines that became none, with the reason."""

    claims: tuple[Claim, ...]
    skipped: tuple[Skipped, ...]


def extract_claims(article: Article, parser: Parser) -> Extraction:
    """All claims of an article; an article without any gives a `Skipped` that says so.

    Every prose sentence yields at least one claim. `claim.quote == article.text[claim.span]` always holds.
    """
    sentences = segment(article)
    prose = tuple(sentence for sentence in sentences if sentence.kind == "prose")
    skipped = [_skip(article, sentence) for sentence in sentences if sentence.kind != "prose"]
    parses = parse_text(parser, article.text, [sentence.span for sentence in prose])
    reads = read_sentences(article, sentences, prose, parses)
    claims = tuple(claim for read, credit in credit_sentences(reads) for claim in _claims(article, read, credit))
    if not claims:
        skipped.append(Skipped(article.path, "no claims found"))
    return Extraction(claims, tuple(skipped))


def _skip(article: Article, sentence: Sentence) -> Skipped:
    line = " ".join(sentence.span.of(article.text).split())
    return Skipped(f"{article.path}: {line[:80]}", sentence.kind)


def _claims(article: Article, read: ReadSentence, credit: dict[int, Report]) -> Iterator[Claim]:
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


def _is_full(read: ReadSentence, clause: Clause) -> bool:
    """Whether a clause has enough to state something: words, and a verb unless it is an apposition."""
    parse = read.voice.parse
    own = [index for index in clause.tokens if parse.tokens[index].upos not in {"PUNCT", "CCONJ"}]
    head = parse.tokens[clause.head]
    has_verb = (
        head.upos in {"VERB", "AUX"} or is_finite(parse, head) or any(is_finite(parse, parse.tokens[i]) for i in own)
    )
    is_shared = clause.kind == "conjunct" and clause.subject >= 0 and head.upos == "VERB"
    least = 1 if is_shared else MIN_WORDS
    return len(own) >= least and (has_verb or clause.kind == "apposition") and not _is_label(read, clause, own)


def _is_label(read: ReadSentence, clause: Clause, own: Sequence[int]) -> bool:
    """ "Fest steht: …" only points at what follows the colon."""
    tokens = read.voice.parse.tokens
    after = tokens[own[-1] + 1].form if own and own[-1] + 1 < len(tokens) else ""
    return clause.kind == "main" and len(own) <= MAX_LABEL and after == ":" and len(read.voice.clauses) > 1


def _claim(article: Article, read: ReadSentence, clause: Clause, report: Report | None) -> Claim:
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


def _bare(article: Article, read: ReadSentence, span: Span, text: str) -> Claim:
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


def _whole(article: Article, read: ReadSentence, credit: dict[int, Report]) -> Claim:
    """The sentence as it stands, where no clause of it states anything alone."""
    roots = [clause for clause in read.voice.clauses if clause.kind == "main"]
    text = " ".join(read.sentence.span.of(article.text).split())
    if not roots:
        return replace(_bare(article, read, read.sentence.span, text), marks=("fragment",))
    whole = replace(roots[0], tokens=tuple(range(len(read.voice.parse.tokens))))
    report = credit.get(roots[0].head) or next(iter(read.reports), None)
    claim = replace(_claim(article, read, whole, report), text=text)
    return replace(claim, marks=tuple(dict.fromkeys((*claim.marks, "fragment"))))


def _modality(stance: Stance, report: Report | None, language: str) -> Modality:
    if report is None:
        return stance.modality
    if report.verb == "deny":
        return "denied"
    if report.verb == "exclude":
        return "denied" if stance.polarity == "affirmed" and stance.modality != "possible" else "possible"
    if report.verb == "think":
        return "possible" if stance.modality in {"asserted", "planned"} else stance.modality
    if CONDITIONAL in stance.marks and report.attribution.kind != "direct":
        return "planned" if language == "en" else "reported"
    return "reported" if stance.modality == "asserted" else stance.modality


def _with_future(
    stance: Stance, read: ReadSentence, clause: Clause, mentions: Sequence[Mention], article: Article
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


def _marks(read: ReadSentence, clause: Clause, report: Report | None) -> Iterator[str]:
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


def _own_mentions(read: ReadSentence, clause: Clause, span: Span) -> tuple[Mention, ...]:
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
