"""Dictionary forms, by simplemma (Barbaresi 2021), offline."""

from __future__ import annotations

import re
from functools import lru_cache

from claims.syntax import Parse, Token
from claims.tree import base

_KNOWN = frozenset(
    {"bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "hu", "it", "lt", "lv", "nb", "nl"}
    | {"pl", "pt", "ro", "ru", "sk", "sl", "sq", "sv", "tr", "uk"}
)
_FORMS = {
    "de": {
        "worden": "werden",
        "ward": "werden",
        "stand": "stehen",
        "brach": "brechen",
        "riss": "reißen",
        "maß": "messen",
    },
    "en": {"wo": "will", "ca": "can", "left": "leave", "won": "win", "shot": "shoot", "felt": "feel", "born": "bear"}
    | {"thought": "think", "rose": "rise", "bound": "bind", "burning": "burn", "living": "live", "wound": "wound"}
    | {"swore": "swear"},
}
"""Verb forms that the dictionary reads as nouns or does not know."""


@lru_cache(maxsize=50_000)
def lemma(form: str, language: str) -> str:
    """The lower-cased dictionary form of a word, the lower-cased word itself where it is unknown."""
    low = form.lower()
    if form == low and low in _FORMS.get(language, {}):
        return _FORMS[language][low]
    if language not in _KNOWN:
        return low
    import simplemma

    found = str(simplemma.lemmatize(form, lang=language)).lower()
    if found == low and form != low:
        found = str(simplemma.lemmatize(low, lang=language)).lower()
    return _mend_english(low, found) if language == "en" else found


def _mend_english(form: str, found: str) -> str:
    """Undo two slips of the dictionary: "thanked" → "thanke" and "travelled" → "travell"."""
    import simplemma

    short = found[:-1]
    is_slip = form.endswith("ed") and re.search(r"[^aeiou]{2}e$", found) is not None
    is_double = len(form) > 7 and re.search(r"ll(?:ed|ing)$", form) is not None and found.endswith("ll")
    if (is_slip or is_double) and simplemma.is_known(short, lang="en"):
        return short
    return found


def verb_lemma(parse: Parse, token: Token, language: str) -> str:
    """The lemma of a predicate with its separable prefix ("kündigte … an": "ankündigen"); "sich" before a reflexive."""
    stem = lemma(token.form.lower() if token.upos in {"VERB", "AUX"} else token.form, language)
    parts = [child for child in parse.children(token) if child.relation == "compound:prt"]
    if parts and language in {"de", "nl"} and not stem.startswith(parts[0].form.lower()):
        stem = parts[0].form.lower() + stem
    elif parts and language == "en":
        stem = f"{stem} {parts[0].form.lower()}"
    if language == "de" and any(_is_reflexive(child) for child in parse.children(token)):
        stem = f"sich {stem}"
    return stem


def _is_reflexive(token: Token) -> bool:
    return token.form.lower() == "sich" and base(token) in {"obj", "iobj", "expl"}
