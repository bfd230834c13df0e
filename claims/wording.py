"""The words of a claim: its verbatim span, and a text that can be read alone.

Elided subjects and auxiliaries are filled in, relative pronouns give way to what they stand for, German subordinate
clauses get the word order of a main clause, and pronouns are replaced where `context` found what they mean.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.clause import Clause
from claims.lexicon import topic, words
from claims.records import Span
from claims.relatives import antecedent, is_relative_word
from claims.spans import own_span, trim_edges
from claims.syntax import Token
from claims.tree import base, below, children, finite_verb, noun_phrase
from claims.word_order import ParsedSentence, main_order, starts_with_verb, subject_first


def readable(sentence: ParsedSentence, clause: Clause) -> str:
    """The clause as a sentence of its own."""
    kept = trim_edges(sentence.parse, clause.tokens, clause.head)
    if clause.kind == "relative":
        text = _relative(sentence, clause, kept)
    elif clause.kind == "apposition":
        text = _apposition(sentence, clause, kept)
    elif clause.kind == "participial":
        text = (
            f"{subject_words(sentence, clause)} {sentence.words(kept)}" if clause.subject >= 0 else sentence.words(kept)
        )
    elif sentence.language == "de" and starts_with_verb(sentence, clause, kept):
        text = subject_first(sentence, clause, kept)
    elif clause.kind == "conjunct":
        text = _conjunct(sentence, clause, kept)
    elif clause.kind in {"adverbial", "complement"} and _opening(sentence, clause, kept):
        text = _subordinate(sentence, clause, kept)
    else:
        text = sentence.words(kept)
    whole = Span(0, len(sentence.text))
    return tidy(text) or " ".join(own_span(sentence.parse, clause, sentence.text, whole).of(sentence.text).split())


def subject_words(sentence: ParsedSentence, clause: Clause) -> str:
    """The subject's phrase, with names filled in; for a shared relative pronoun what it stands for."""
    if clause.subject < 0:
        return ""
    token = sentence.parse.tokens[clause.subject]
    above = sentence.parse.head(token)
    if above is not None and base(above) == "acl" and is_relative_word(token, sentence.language):
        described = antecedent(sentence.parse, above, sentence.language)
        token = described if described is not None else token
    return sentence.words(part.index for part in noun_phrase(sentence.parse, token))


def _conjunct(sentence: ParsedSentence, clause: Clause, kept: Sequence[int]) -> str:
    parse = sentence.parse
    own = {child.index for child in children(parse, parse.tokens[clause.head], "nsubj")}
    auxiliaries = [parse.tokens[index].form for index in clause.auxiliaries]
    if own & set(kept):
        if not auxiliaries:
            return sentence.words(kept)
        phrase = {index for subject in own for index in below(parse, parse.tokens[subject])} & set(kept)
        return " ".join([sentence.words(phrase), *auxiliaries, sentence.words(set(kept) - phrase)])
    verb = finite_verb(parse, parse.tokens[clause.head])
    front = subject_words(sentence, clause)
    if sentence.language == "de" and verb is not None and verb.index in kept:
        rest = [index for index in kept if index != verb.index]
        return " ".join([front, sentence.words([verb.index]), sentence.words(rest)])
    return " ".join([front, *auxiliaries, sentence.words(kept)])


def _opening(sentence: ParsedSentence, clause: Clause, kept: Sequence[int]) -> set[int]:
    """The subjunction in front of a clause, whatever the tree calls it."""
    first = sentence.parse.tokens[kept[0]]
    listed = words("grammar", "factual", sentence.language) | words("grammar", "causal", sentence.language)
    verb = finite_verb(sentence.parse, sentence.parse.tokens[clause.head])
    is_adverb = sentence.language == "de" and verb is not None and verb.index == first.index + 1
    marks = {first.index} if first.form.lower() in listed and not is_adverb else set()
    return marks | {
        child.index
        for child in children(sentence.parse, sentence.parse.tokens[clause.head], "mark")
        if child.index in kept and child.index < clause.head and child.index <= kept[0] + 1
    }


def _subordinate(sentence: ParsedSentence, clause: Clause, kept: Sequence[int]) -> str:
    marks = _opening(sentence, clause, kept)
    rest = [index for index in kept if index not in marks]
    return main_order(sentence, clause, rest) if sentence.language == "de" else sentence.words(rest)


def _relative(sentence: ParsedSentence, clause: Clause, kept: Sequence[int]) -> str:
    parse = sentence.parse
    head = parse.tokens[clause.head]
    described = antecedent(parse, head, sentence.language)
    if described is None:
        return sentence.words(kept)
    tokens = noun_phrase(parse, described)
    phrase = sentence.words(token.index for token in tokens)
    if parse.tokens[kept[0]].form.lower() == "was":
        whole = ParsedSentence(sentence.text, parse, sentence.language, {**sentence.names, kept[0]: "das"})
        return main_order(whole, clause, kept)
    found = next((index for index in kept[:3] if is_relative_word(parse.tokens[index], sentence.language)), None)
    if found is None:
        return f"{sentence.words(kept)} {phrase}"
    phrase = _inflect(sentence, found, _in_case(sentence, found, tokens))
    filled = ParsedSentence(sentence.text, parse, sentence.language, {**sentence.names, found: phrase})
    if sentence.language == "de":
        return main_order(filled, clause, kept)
    is_inside = found > kept[0] or parse.tokens[found].form.lower() in words("grammar", "genitive", sentence.language)
    if base(parse.tokens[found]) == "nsubj" or is_inside:
        return filled.words(kept)
    rest = sentence.words(index for index in kept if index != found)
    if parse.tokens[found].upos == "PRON":
        return f"{rest} {phrase}"
    case = " ".join(child.form for child in children(parse, described, "case") if child.index < described.index)
    if case.lower() == "of":
        return rest
    return f"{rest} {case or 'at'} {phrase}"


def _inflect(sentence: ParsedSentence, index: int, phrase: str) -> str:
    """What replaces a relative word: the phrase, as a genitive behind "dessen" and "whose", with "in" for "wo"."""
    form = sentence.parse.tokens[index].form.lower()
    if form in words("grammar", "genitive", sentence.language):
        ending = "" if sentence.language != "de" or phrase.endswith(("s", "ß", "x", "z")) else "s"
        return f"{phrase}’s" if sentence.language == "en" else f"{phrase}{ending}"
    is_bare = index == 0 or sentence.parse.tokens[index - 1].upos != "ADP"
    return f"in {phrase}" if form == "wo" and is_bare else phrase


def _in_case(sentence: ParsedSentence, index: int, tokens: Sequence[Token]) -> str:
    """The antecedent with its article in the case of the German relative pronoun, which is that very article."""
    form, article = sentence.parse.tokens[index].form.lower(), tokens[0]
    low = article.form.lower()
    wanted = {"dessen": "des", "deren": "der", "denen": "den"}.get(form, form)
    if (
        sentence.language != "de"
        or article.upos != "DET"
        or form == "wo"
        or form not in words("grammar", "relative", "de")
    ):
        return sentence.words(token.index for token in tokens)
    if low.startswith("ein") and (form == "denen" or any(base(token) == "conj" for token in tokens)):
        wanted = article.form
    elif low.startswith("ein"):
        endings = {"der": "ein", "die": "eine", "das": "ein", "den": "einen", "dem": "einem", "des": "eines"}
        wanted = "einer" if form == "deren" else endings.get(wanted, article.form)
    elif low not in {"der", "die", "das", "den", "dem", "des"}:
        wanted = article.form
    rest = sentence.words(token.index for token in tokens[1:])
    return f"{wanted} {rest}".strip()


def _apposition(sentence: ParsedSentence, clause: Clause, kept: Sequence[int]) -> str:
    verb = str(topic("grammar").get(sentence.language, {}).get("is", ":"))
    link = verb if verb == ":" else f" {verb}"
    return f"{subject_words(sentence, clause)}{link} {sentence.words(kept)}"


def tidy(text: str) -> str:
    """One line, marks without partner dropped, a capital in front, a full stop behind."""
    text = re.sub(r"\s+", " ", text).strip(" ,;:–—-")
    text = re.sub(r"(?:\s*,)+(?=\s*[,.;:!?])|(?<=[(„«])\s+|\s+(?=[,.;:!?)”])", "", text)
    text = _drop_single_marks(text)
    text = text[:1].upper() + text[1:]
    return text if not text or text.endswith((".", "!", "?", "…")) or text[-2:-1] in ".!?" else f"{text}."


def _drop_single_marks(text: str) -> str:
    openings, closings = text.count("„") + text.count("«"), text.count("“") + text.count("”") + text.count("»")
    if text.count('"') % 2 == 1:
        text = text.replace('"', "")
    if openings != closings and text.count("“") != text.count("”"):
        text = re.sub("[„“”«»]", "", text)
    return text.strip()
