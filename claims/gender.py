"""Grammatical and natural gender as far as German and English prose shows it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from claims.lexicon import words
from claims.mentions import role_of
from claims.records import Mention
from claims.syntax import Parse, Token
from claims.tree import base, children

Gender = Literal["m", "f", "n", "p", ""]
"""Masculine, feminine, neuter, plural, unknown."""


def person_genders(sentences: Sequence[tuple[Mention, ...]], language: str) -> dict[str, Gender]:
    """The gender of each person by titles and honorifics; a person with contrary evidence has none."""
    found: dict[str, set[Gender]] = {}
    for mention in (mention for sentence in sentences for mention in sentence if mention.kind == "person"):
        genders = (title_gender(title, language, is_beside_name=True) for title in mention.titles)
        found.setdefault(mention.name, set()).update(filter(None, genders))
    return {name: genders.copy().pop() if len(genders) == 1 else "" for name, genders in found.items()}


def title_gender(title: str, language: str, *, is_beside_name: bool = False) -> Gender:
    """The gender that a title or role noun shows; beside a name its ending alone is enough ("Wirtin", "Bäcker")."""
    low = [word.lower() for word in re.findall(r"[\w.-]+", title)]
    if any(word in words("roles", "feminine", language) for word in low):
        return "f"
    if any(word in words("roles", "masculine", language) for word in low):
        return "m"
    role = role_of(title, language) or (low[-1] if low and is_beside_name else "")
    if language != "de" or not role:
        return ""
    if role.endswith(tuple(words("roles", "feminine_endings", language))):
        return "f"
    return "m" if role.endswith(tuple(words("roles", "masculine_endings", language))) else ""


def noun_gender(parse: Parse, token: Token) -> Gender:
    """German gender as far as the article shows it; plural from the noun or a coordination."""
    if token.feature("Number") == "Plur" or any(base(child) == "conj" for child in parse.children(token)):
        return "p"
    forms = {child.form.lower() for child in children(parse, token, "det")}
    if forms & {"die", "eine", "keine", "ihre", "seine", "diese", "jede"}:
        return "f"
    if "der" in forms or "einer" in forms:
        return "m" if base(token) == "nsubj" else "f"
    if forms & {"den", "einen", "seinen", "ihren", "keinen", "diesen"}:
        return "m"
    return "n" if "das" in forms else ""
