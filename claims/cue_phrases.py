"""Attribution by a phrase inside the content: "laut X", "nach Angaben von X", "according to X", ", so X"."""

from __future__ import annotations

import re
from itertools import takewhile

from claims.clause import Clause
from claims.lemma import lemma
from claims.lexicon import words
from claims.records import Attribution, Span
from claims.syntax import Token
from claims.tree import children
from claims.voice import Report, Voice, speaker_text


def report_by_phrase(voice: Voice, clause: Clause) -> Report | None:
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
        elif low in words("speech", "adverbs", voice.language) and low not in words(
            "speech", "carrying", voice.language
        ):
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
    of = children(voice.parse, noun, "nmod", "appos", "flat", "compound")
    return speaker_text(voice, of[0]) if of else ""


def _by_so(voice: Voice, token: Token) -> str | None:
    """ "…, so die Sprecherin." behind the content."""
    tokens = voice.parse.tokens
    before = tokens[token.index - 1].form if token.index else ""
    after = tokens[token.index + 1] if token.index + 1 < len(tokens) else None
    if before not in {",", "“", '"', "–"} or after is None or after.upos not in {"DET", "PROPN", "NOUN"}:
        return None
    rest = list(takewhile(lambda other: other.form != ",", tokens[token.index + 1 :]))
    if any(other.upos in {"VERB", "AUX"} for other in rest):
        return None
    noun = next((other for other in rest if other.upos in {"NOUN", "PROPN"}), None)
    return speaker_text(voice, noun) if noun is not None else None
