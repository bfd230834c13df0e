"""The core of a clause: what is done, by whom, to whom, and how else. It drives the comparison of swapped roles."""

from __future__ import annotations

from collections.abc import Sequence

from claims.clause import Clause
from claims.lemma import lemma, verb_lemma
from claims.lexicon import words
from claims.records import Predicate
from claims.relatives import antecedent
from claims.syntax import Parse, Token
from claims.tree import base, children, noun_phrase
from claims.word_order import ParsedSentence
from claims.wording import subject_words


def read_predicate(sentence: ParsedSentence, clause: Clause) -> Predicate:
    """The predicate of a clause; see `records.Predicate` for the roles in a passive."""
    parse, head = sentence.parse, sentence.parse.tokens[clause.head]
    subject = _subject(sentence, clause)
    copulas = children(parse, head, "cop")
    if clause.kind == "apposition" or copulas or head.upos not in {"VERB", "AUX"}:
        verb = lemma(copulas[0].form, sentence.language) if copulas else "" if clause.kind != "apposition" else "sein"
        if clause.kind == "apposition" and sentence.language != "de":
            verb = "be" if sentence.language == "en" else ""
        named = sentence.words(token.index for token in noun_phrase(parse, head) if token.index in clause.tokens)
        return Predicate(verb or "", subject, named, _obliques(sentence, clause))
    passive = is_passive(parse, head, clause.auxiliaries, sentence.language)
    objects = children(parse, head, "obj", "iobj")
    objects = tuple(child for child in objects if child.form.lower() != "sich")
    direct = [child for child in objects if base(child) == "obj"] or list(objects)
    named = _phrase(sentence, direct[0]) if direct else ""
    rest = tuple(
        _phrase(sentence, child) for child in objects if child.index != direct[0].index and child.form.lower() != "sich"
    )
    verb = verb_lemma(parse, head, sentence.language)
    if passive:
        agent = _agent(sentence, head)
        actor = _phrase(sentence, agent) if agent is not None else ""
        return Predicate(verb, actor, subject, rest + _obliques(sentence, clause, agent), True)
    return Predicate(verb, subject, named, rest + _obliques(sentence, clause))


def _subject(sentence: ParsedSentence, clause: Clause) -> str:
    """The subject in words; behind a relative pronoun what it stands for."""
    head = sentence.parse.tokens[clause.head]
    if clause.kind == "relative" and clause.subject >= 0:
        form = sentence.parse.tokens[clause.subject].form.lower()
        described = antecedent(sentence.parse, head, sentence.language)
        if described is not None and form in words("grammar", "relative", sentence.language):
            return _phrase(sentence, described)
    return subject_words(sentence, clause)


def _phrase(sentence: ParsedSentence, token: Token) -> str:
    return sentence.words(part.index for part in noun_phrase(sentence.parse, token))


def is_passive(parse: Parse, head: Token, shared: Sequence[int], language: str) -> bool:
    """Whether a verbal predicate is passive. German "ist gegangen" is not, whatever the tree says of its subject."""
    helpers = [*children(parse, head, "aux"), *(parse.tokens[index] for index in shared)]
    lemmas = {lemma(token.form, language) for token in helpers}
    if language != "de":
        return any(token.relation == "aux:pass" for token in helpers)
    if head.feature("VerbForm") == "Inf" or verb_lemma(parse, head, language) in words(
        "grammar", "with_sein", language
    ):
        return False
    if "werden" in lemmas or any(token.form.lower() == "worden" for token in helpers):
        return True
    return "sein" in lemmas and any(token.relation == "aux:pass" for token in helpers)


def _agent(sentence: ParsedSentence, head: Token) -> Token | None:
    listed = words("grammar", "agent", sentence.language)
    for child in children(sentence.parse, head, "obl"):
        cases = {case.form.lower() for case in children(sentence.parse, child, "case")}
        parts = tuple(sentence.parse.children(child))
        is_named = child.upos in {"PROPN", "PRON"} or child.feature("Number") == "Plur"
        has_article = bool(cases & words("grammar", "agent_with_article", sentence.language))
        if cases & listed and (
            is_named or has_article or any(base(part) in {"det", "amod", "nmod", "flat"} for part in parts)
        ):
            return child
    return None


def _obliques(sentence: ParsedSentence, clause: Clause, agent: Token | None = None) -> tuple[str, ...]:
    """Adverbials with their prepositions, in text order."""
    parse = sentence.parse
    found = []
    for child in children(parse, parse.tokens[clause.head], "obl"):
        is_agent = agent is not None and child.index == agent.index
        if child.index not in clause.tokens or is_agent or child.form.lower() == "sich":
            continue
        cases = tuple(case.index for case in children(parse, child, "case") if case.index < child.index)
        found.append(sentence.words({*cases, *(part.index for part in noun_phrase(parse, child))}))
    return tuple(found)
