"""A parsed sentence in words, and German main-clause order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from claims.clause import Clause
from claims.lemma import lemma
from claims.lexicon import words
from claims.syntax import Parse, Token
from claims.tree import below, finite_verb

MIN_CUT = 2
"""A gap of more words is a clause that was cut off with its commas; one word less is a verb that moved."""


@dataclass(frozen=True, slots=True)
class ParsedSentence:
    """A parsed sentence with its text; `names` gives other words for some tokens (a pronoun's antecedent)."""

    text: str
    parse: Parse
    language: str
    names: Mapping[int, str]

    def words(self, indices: Iterable[int]) -> str:
        """The words of some tokens, verbatim spacing inside a run, one space between runs."""
        found: list[str] = []
        last: Token | None = None
        for index in sorted(indices):
            token = self.parse.tokens[index]
            is_cut = last is not None and last.index + MIN_CUT < index
            if is_cut and token.form == ",":
                continue
            if last is not None and (last.index + 1 != index or self.text[last.end : token.start].strip(" ") == ""):
                gap = self.text[last.end : token.start] if last.index + 1 == index else " "
                if is_cut and last.form == "," and len(found) > 1:
                    found.pop()
                found.append(" " if gap.isspace() else gap)
            found.append(self.names.get(index, token.form))
            last = token
        return "".join(found)


def main_order(sentence: ParsedSentence, clause: Clause, kept: Sequence[int]) -> str:
    """German verb-second order: the first constituent, the finite verb, the rest."""
    parse = sentence.parse
    head = parse.tokens[clause.head]
    verb = finite_verb(parse, head)
    if verb is None or verb.index not in kept or not kept:
        return sentence.words(kept)
    first = _constituent(parse, head, kept[0]) & set(kept)
    if verb.index in first:
        return sentence.words(kept)
    rest = [index for index in kept if index not in first and index != verb.index]
    stem, prefix = split_prefix(verb.form) if verb.index == kept[-1] else (verb.form, "")
    return " ".join(filter(None, [sentence.words(first), stem, sentence.words(rest), prefix]))


def split_prefix(form: str) -> tuple[str, str]:
    """A German finite verb at the end of its clause as it stands in second place: "vorliegt" → "liegt", "vor"."""
    for prefix in sorted(words("grammar", "separable", "de"), key=len, reverse=True):
        stem = form.removeprefix(prefix)
        if stem != form and len(stem) > 2 and prefix + lemma(stem, "de") == lemma(form, "de"):
            return stem, prefix
    return form, ""


def _constituent(parse: Parse, head: Token, index: int) -> set[int]:
    """The child of `head` that holds the token `index`, with all below it."""
    token = parse.tokens[index]
    while token.head not in {head.index, -1}:
        token = parse.tokens[token.head]
    return below(parse, token) if token.index != head.index else {index}


def starts_with_verb(sentence: ParsedSentence, clause: Clause, kept: Sequence[int]) -> bool:
    """Whether the clause that stood in front was cut off ("…, hatte sie den Saal verlassen")."""
    verb = finite_verb(sentence.parse, sentence.parse.tokens[clause.head])
    return bool(kept) and verb is not None and verb.index == kept[0] and clause.subject in kept


def subject_first(sentence: ParsedSentence, clause: Clause, kept: Sequence[int]) -> str:
    """The clause with its subject in front of its finite verb."""
    subject = below(sentence.parse, sentence.parse.tokens[clause.subject]) & set(kept)
    rest = [index for index in kept[1:] if index not in subject]
    verb = sentence.words(kept[:1])
    return " ".join([sentence.words(subject), verb[:1].lower() + verb[1:], sentence.words(rest)])
