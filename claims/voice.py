"""A sentence as it is read for its voices, and how speakers and agencies are named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from claims.clause import Clause
from claims.lemma import lemma
from claims.lexicon import words
from claims.quotes import Quotation
from claims.records import Attribution, Mention, Span
from claims.syntax import Parse, Token
from claims.tree import ancestors, base, children, noun_phrase, text_of


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
    media = words("agencies", "media", voice.language)
    kept = [token for token in phrase if not _is_medium(voice, who, token, media)]
    while len(kept) > 1 and kept[-1].upos == "NUM":
        kept.pop()
    while len(kept) > 1 and (kept[0].upos in {"DET", "PUNCT", "ADP"} or kept[0].form.lower() == "so"):
        kept.pop(0)
    if who.upos == "PRON":
        return ""
    wording = text_of(voice.text, kept)
    article = phrase[0].form.lower() if phrase[0].upos == "DET" else ""
    is_genitive = voice.language == "de" and (who.feature("Case") == "Gen" or article.endswith("es"))
    return _nominative(wording, voice.language) if kept[-1] is who and is_genitive else wording


def _is_medium(voice: Voice, who: Token, token: Token, media: frozenset[str]) -> bool:
    """Whether a word belongs to the paper that was told, which the parser took for an attribute of the speaker."""
    for step in (token, *ancestors(voice.parse, token)):
        if step.index == who.index:
            return False
        if step.head == who.index:
            return base(step) == "nmod" and step.form.lower().endswith(tuple(media))
    return False


def _nominative(noun: str, language: str) -> str:
    """A German genitive without its ending, where the dictionary knows the form ("Betreibers")."""
    short = lemma(noun.split()[-1], language)
    is_ending = noun.lower().endswith((short + "s", short + "es"))
    return noun[: len(noun) - (1 if noun.lower().endswith(short + "s") else 2)] if is_ending else noun


def find_agency(voice: Voice, clause: Clause, who: Token | None) -> str:
    """The news agency that the cue's clause names beside the speaker ("sagte sie der dpa")."""
    for token in (voice.parse.tokens[index] for index in clause.tokens):
        if _is_agency(voice, token) and not _is_speaker(voice, token, who):
            own = tuple(voice.parse.tokens[index] for index in clause.tokens)
            return text_of(voice.text, _name_around(own, token))
    return ""


def _is_speaker(voice: Voice, token: Token, who: Token | None) -> bool:
    """Whether an agency is the speaker, or its speaker's house ("a spokesman of the agency")."""
    if who is None or token.index == who.index:
        return who is not None
    return token.head == who.index and who.upos != "PROPN"


def _is_agency(voice: Voice, token: Token) -> bool:
    low = token.form.lower()
    nouns = tuple(words("agencies", "nouns", voice.language))
    return low in words("agencies", "names", "any") or (bool(nouns) and low.endswith(nouns))


def _name_around(phrase: tuple[Token, ...], token: Token) -> list[Token]:
    """The capitalised words around one word of a name ("Deutschen Presse-Agentur", "Nachrichtenagentur Reuters")."""
    at = phrase.index(token)
    first = last = at
    while first > 0 and phrase[first - 1].form[:1].isupper() and phrase[first - 1].upos in {"ADJ", "PROPN", "NOUN"}:
        first -= 1
    while last + 1 < len(phrase) and phrase[last + 1].upos == "PROPN":
        last += 1
    return list(phrase[first : last + 1])
