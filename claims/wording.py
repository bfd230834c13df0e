"""The words of a claim: its verbatim span, and a text that can be read alone.

Elided subjects and auxiliaries are filled in, relative pronouns give way to what they stand for, German subordinate
clauses get the word order of a main clause, and pronouns are replaced where `context` found what they mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from claims.lemma import lemma
from claims.lexicon import topic, words
from claims.records import Span
from claims.split import Clause, antecedent
from claims.syntax import Parse, Token
from claims.tree import base, below, children, finite_verb, noun_phrase, span_of

MAX_LABEL = 2
"""Words before a colon that only point at what follows."""
_EDGES = frozenset(",;:–—-.")
_OPEN_MARKS, _CLOSE_MARKS = "„“\"«»‚‘'", "“”\"»«’‘'"


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
            if last is not None and (last.index + 1 != index or self.text[last.end : token.start].strip(" ") == ""):
                gap = self.text[last.end : token.start] if last.index + 1 == index else " "
                found.append(" " if gap.isspace() else gap)
            found.append(self.names.get(index, token.form))
            last = token
        return "".join(found)


def own_span(parse: Parse, clause: Clause, text: str, limits: Span) -> Span:
    """The tightest contiguous range with the clause's words, edges cleaned; it stays inside `limits`."""
    kept = trim_edges(parse, clause.tokens, clause.head)
    if not kept:
        return limits
    span = span_of(parse.tokens[index] for index in (kept[0], kept[-1]))
    end = span.end
    while end < limits.end and text[end] in _CLOSE_MARKS and _misses_mark(text, Span(span.start, end)):
        end += 1
    return Span(max(span.start, limits.start), min(end, limits.end))


def _misses_mark(text: str, span: Span) -> bool:
    part = span.of(text)
    return part.count("„") > part.count("“") + part.count("”") or part.count("\"") % 2 == 1


def trim_edges(parse: Parse, indices: Sequence[int], head: int) -> tuple[int, ...]:
    """Drop punctuation at both ends and a conjunction in front."""
    kept = _without_label(parse, _without_stray_marks(parse, indices))
    while kept and _is_edge(parse.tokens[kept[0]], head):
        kept.pop(0)
    while kept and parse.tokens[kept[-1]].form in _EDGES:
        kept.pop()
    return tuple(kept)


def _without_stray_marks(parse: Parse, indices: Sequence[int]) -> list[int]:
    """Leave out runs of nothing but punctuation that another clause parts from the rest."""
    runs: list[list[int]] = []
    for index in indices:
        if runs and runs[-1][-1] + 1 == index:
            runs[-1].append(index)
        else:
            runs.append([index])
    return [index for run in runs if any(parse.tokens[i].upos != "PUNCT" for i in run) for index in run]


def _without_label(parse: Parse, indices: list[int]) -> list[int]:
    """Leave out "Fest steht:" in front of a clause that the tree did not part from it."""
    colon = next((at for at, index in enumerate(indices[:4]) if parse.tokens[index].form == ":"), None)
    if colon is None or colon > MAX_LABEL:
        return indices
    rest = indices[colon + 1 :]
    has_verb = any(parse.tokens[index].feature("VerbForm") == "Fin" for index in rest)
    return rest if has_verb else indices


def _is_edge(token: Token, head: int) -> bool:
    is_mark = token.upos == "PUNCT" and (token.form in _EDGES or token.form in ")”")
    return is_mark or (base(token) == "cc" and token.head == head and token.upos == "CCONJ")


def readable(sentence: ParsedSentence, clause: Clause) -> str:
    """The clause as a sentence of its own."""
    kept = trim_edges(sentence.parse, clause.tokens, clause.head)
    if clause.kind == "relative":
        text = _relative(sentence, clause, kept)
    elif clause.kind == "apposition":
        text = _apposition(sentence, clause, kept)
    elif clause.kind == "participial":
        text = f"{subject_words(sentence, clause)} {sentence.words(kept)}" if clause.subject >= 0 else sentence.words(kept)
    elif clause.kind == "conjunct":
        text = _conjunct(sentence, clause, kept)
    elif sentence.language == "de" and _starts_with_verb(sentence, clause, kept):
        text = _subject_first(sentence, clause, kept)
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
    if above is not None and base(above) == "acl" and _is_relative_word(token, sentence.language):
        described = antecedent(sentence.parse, above, sentence.language)
        token = described if described is not None else token
    return sentence.words(part.index for part in noun_phrase(sentence.parse, token))


def _starts_with_verb(sentence: ParsedSentence, clause: Clause, kept: Sequence[int]) -> bool:
    """Whether the clause that stood in front was cut off ("…, hatte sie den Saal verlassen")."""
    verb = finite_verb(sentence.parse, sentence.parse.tokens[clause.head])
    return bool(kept) and verb is not None and verb.index == kept[0] and clause.subject in kept


def _subject_first(sentence: ParsedSentence, clause: Clause, kept: Sequence[int]) -> str:
    subject = below(sentence.parse, sentence.parse.tokens[clause.subject]) & set(kept)
    rest = [index for index in kept[1:] if index not in subject]
    return " ".join([sentence.words(subject), sentence.words(kept[:1]), sentence.words(rest)])


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
    if verb is not None and verb.index in kept:
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
    return _main_order(sentence, clause, rest) if sentence.language == "de" else sentence.words(rest)


def _main_order(sentence: ParsedSentence, clause: Clause, kept: Sequence[int]) -> str:
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
        return _main_order(whole, clause, kept)
    found = next((index for index in kept[:3] if _is_relative_word(parse.tokens[index], sentence.language)), None)
    if found is None:
        return f"{sentence.words(kept)} {phrase}"
    phrase = _inflect(sentence, found, _in_case(sentence, found, tokens))
    filled = ParsedSentence(sentence.text, parse, sentence.language, {**sentence.names, found: phrase})
    if sentence.language == "de":
        return _main_order(filled, clause, kept)
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


def _is_relative_word(token: Token, language: str) -> bool:
    known = words("grammar", "relative", language)
    return token.form.lower() in known and token.upos in {"PRON", "DET", "ADV", "SCONJ"}


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
    if sentence.language != "de" or article.upos != "DET" or form == "wo" or form not in words("grammar", "relative", "de"):
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
    if text.count("\"") % 2 == 1:
        text = text.replace("\"", "")
    if openings != closings and text.count("“") != text.count("”"):
        text = re.sub("[„“”«»]", "", text)
    return text.strip()
