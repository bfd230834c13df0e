"""Whether two numbers count the same thing: concepts of nouns, what happened to the counted, parts and wholes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from claims.amounts.words import english_number, german_number
from claims.records import Claim, Mention, Quantity
from reconcile.judge.words import fold
from reconcile.judge.words import lexicon as word_lists

_SHORTEST_TAIL = 5
"""Letters of the shorter of two nouns from which one may be the last part of the other's compound. By hand."""
_ENDINGS = re.compile(r"(?:en|ern|er|es|e|n|s)$")


@cache
def lexicon() -> Mapping[str, Any]:
    """The word list of counted things."""
    return word_lists("counted")


@cache
def _concepts() -> Mapping[str, str]:
    return {noun: concept for concept, nouns in lexicon()["concepts"].items() for noun in nouns}


@cache
def _states() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in lexicon()["states"].items())


@cache
def _marker(kind: str) -> re.Pattern[str]:
    return re.compile(lexicon()["part"][kind], re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Topic:
    """What a quantity counts: the noun, its concept ("" if unlisted), what happened to it, and its place in a whole.

    `share` is part, whole, each, more ("weitere zwei") or ""; `rate` the time over which it runs ("im Monat"), "" if none.
    """

    noun: str
    concept: str
    state: str
    share: str
    rate: str = ""


@lru_cache(maxsize=8192)
def concept_of(noun: str) -> str:
    """The concept of a counted noun, or of the longest listed noun that it ends in; "" if none."""
    table = _concepts()
    if noun in table:
        return table[noun]
    tails = [noun[cut:] for cut in range(1, len(noun) - _SHORTEST_TAIL + 1)]
    return next((table[tail] for tail in tails if tail in table), "")


def topic(mention: Mention, claim: Claim) -> Topic:
    """The topic of a quantity in its claim; the words around it are read in the claim's verbatim quote."""
    value = mention.value
    noun = value.counted if isinstance(value, Quantity) else ""
    before, after = _around(mention, claim)
    concept = concept_of(noun) or _described(mention)
    state = lexicon()["state_of"].get(concept) or _state(after) or _state(before)
    return Topic(
        noun,
        concept,
        state,
        _share(mention, before, after, claim.quote[_place(mention, claim) + len(mention.text) :]),
        _rate(before[-25:]) or _rate(after[:90]),
    )


@cache
def _rates() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((unit, re.compile(pattern, re.IGNORECASE)) for unit, pattern in lexicon()["rate"].items())


def _rate(text: str) -> str:
    return next((unit for unit, pattern in _rates() if pattern.search(text)), "")


def _described(mention: Mention) -> str:
    """The concept of a word beside an unlisted noun: "inhaftierte Kämpfer" are prisoners."""
    words = mention.text.lower().split()
    return next((found for word in words[1:] if (found := _concepts().get(word, ""))), "")


def _around(mention: Mention, claim: Claim) -> tuple[str, str]:
    """The words before and behind a quantity, up to the neighbouring quantities of the claim."""
    text, place = claim.quote, _place(mention, claim)
    others = [m for m in claim.mentions if m.kind == "quantity" and m is not mention]
    places = [(_place(m, claim), m) for m in others]
    low = max((at + len(m.text) for at, m in places if 0 <= at < place), default=0)
    high = min((at for at, m in places if at > place), default=len(text))
    return text[low:place], text[place:high]


def _place(mention: Mention, claim: Claim) -> int:
    """Where the mention stands in the quote: by its span if it lies in the claim's, else by its text."""
    start = mention.span.start - claim.span.start
    if claim.quote[start : start + len(mention.text)] == mention.text and start >= 0:
        return start
    return max(0, claim.quote.find(mention.text))


def _state(text: str) -> str:
    found = [(match.start(), name) for name, pattern in _states() if (match := pattern.search(text))]
    return min(found)[1] if found else ""


_BEFORE, _AFTER = {"part": 90}, 70
"""How many characters before and behind a number are searched for "davon", "insgesamt", "je"; 40 before unless given."""
_FROM_WHOLE = re.compile(r"\s*(?:(?:aus|von) (?:dem|der|den|diese[mr])|of (?:the|this|that|its))\b")


_PARTITIVE = re.compile(
    r"\s*(?:der|dieser|von (?:den|ihnen|diesen)|of (?:the|them|these|those|its|their))\b(?:\s+(\w+))?"
)


def _of_unnumbered(rest: str) -> bool:
    """Whether a whole follows whose number is not told: "(zwei) der Häftlinge"."""
    match = _PARTITIVE.match(rest)
    if match is None:
        return False
    following = match[1] or ""
    return not (following.isdigit() or german_number(following) or english_number(following))


def _share(mention: Mention, before: str, after: str, rest: str) -> str:
    if isinstance(mention.value, Quantity) and mention.value.unit and _FROM_WHOLE.match(after, len(mention.text)):
        return "part"  # "600 Millionen Euro aus dem Fonds"
    if _of_unnumbered(rest):
        return "part"  # "zwei der Häftlinge", but not "vier der sieben Waggons"
    for kind in ("each", "part", "whole", "more"):
        near = before[-_BEFORE.get(kind, 40) :]
        if _marker(kind).search(near) or _marker(kind).search(after[:_AFTER]):
            return kind
    return ""


def same_noun(left: Topic, right: Topic) -> bool:
    """Whether two counted nouns may name the same things: one concept, one lemma, or a compound and its last part."""
    if left.concept and right.concept:
        return left.concept == right.concept or _general_pair(left, right)
    if _stands_for_state(left) and _stands_for_state(right):
        return bool(left.state) and left.state == right.state
    a, b = _stem(left.noun), _stem(right.noun)
    return bool(a and b) and (a == b or (min(len(a), len(b)) >= _SHORTEST_TAIL and (a.endswith(b) or b.endswith(a))))


def _general_pair(left: Topic, right: Topic) -> bool:
    """People of any kind against a crowd, or against those whose state they share ("Menschen getötet", "Todesopfer")."""
    if left.state and left.state == right.state:
        return _stands_for_state(left) and _stands_for_state(right)
    general = lexicon()["general"]
    crowd = {*general, "participants", "visitors"}
    return {left.concept, right.concept} <= crowd and bool({left.concept, right.concept} & set(general))


def _stands_for_state(topic: Topic) -> bool:
    """Whether a noun adds nothing to what happened: none, people of any kind, or a word for the state itself ("Tote")."""
    own = lexicon()["state_of"].get(topic.concept) == topic.state
    also = lexicon()["general_for"].get(topic.state, ())
    return not topic.noun or own or topic.concept in lexicon()["general"] or topic.concept in also


@lru_cache(maxsize=8192)
def _stem(noun: str) -> str:
    folded = fold(noun.capitalize(), "de") if noun else ""
    return _ENDINGS.sub("", folded) if len(folded) > 5 else folded


def contrary_states(left: Topic, right: Topic) -> bool:
    """Whether the counted met two different fates: the dead are not the injured."""
    return bool(left.state and right.state) and left.state != right.state
