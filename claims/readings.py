"""Prose sentences read one by one and in context: parse, clauses, names, values, quotations, attributions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims.attribution import find_reports
from claims.context import Resolved, resolve_pronouns
from claims.inverted import mend_clauses, part_contents
from claims.mentions import find_names, find_roles, find_values, merge_mentions
from claims.quotes import Quotation, find_quotes
from claims.records import Article, Mention, Span
from claims.segment import Sentence
from claims.short_names import add_surnames, complete_names
from claims.split import split_clauses
from claims.syntax import Parse
from claims.voice import Report, Voice


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """One prose sentence with all that was found in it; `mentions` are the names and values."""

    sentence: Sentence
    voice: Voice
    mentions: tuple[Mention, ...]
    resolved: Resolved
    reports: tuple[Report, ...]


def read_sentences(
    article: Article, sentences: Sequence[Sentence], prose: Sequence[Sentence], parses: Sequence[Parse]
) -> tuple[ReadSentence, ...]:
    """Read the prose sentences of an article with their parses, in order; `sentences` are all of its lines."""
    text, language = article.text, article.language
    named = [find_names(parse, text, language) + find_roles(parse, text, language) for parse in parses]
    names = add_surnames(parses, complete_names(named, language), text, language)
    resolved = resolve_pronouns(parses, names, text, language)
    quotes = _quotes(article, sentences)
    reads = []
    for sentence, parse, mentions, meant in zip(prose, parses, names, resolved, strict=True):
        around = tuple(quote for quote in quotes if _touches(quote.span, sentence.span))
        clauses = split_clauses(parse, language)
        voice = part_contents(mend_clauses(Voice(text, language, parse, clauses, mentions, meant.words, around)))
        values = find_values(text, sentence.span, language, article.published)
        reads.append(ReadSentence(sentence, voice, merge_mentions(mentions, values), meant, find_reports(voice)))
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
