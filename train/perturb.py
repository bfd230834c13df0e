"""Controlled pairs: one value of a claim is changed (a conflict), or a rewrite keeps its meaning (agreeing).

Rules over German and English text with word lists in `perturb.json`. A changed claim is set against the claim itself
or against its agreeing partner, so that the model learns to look at the value and not at the wording.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from train.news_data import TARGETS, NewsPair
from train.nli_data import Pair

LISTS: dict[str, list[str]] = json.loads(Path(__file__).with_name("perturb.json").read_text("utf-8"))

_NUMBER = re.compile(r"(?<![\w.,:'’-])(\d{1,3}(?:[.,'’]\d{3})+|\d{1,4})(,\d+|\.\d+)?(?![\w:'’-]|[.,]\d|\. )")
_HEDGE = re.compile(
    r"\b(rund|etwa|knapp|fast|gut|mehr als|über|mindestens|bis zu|about|some|nearly|almost|over|more than)\b"
)

Change = Callable[[str, random.Random], str | None]


def change_number(text: str, rng: random.Random) -> str | None:
    """Another value far enough away to be no rounding; years move by a few."""
    found = list(_NUMBER.finditer(text))
    if not found or _HEDGE.search(text):
        return None
    match = rng.choice(found)
    digits = re.sub(r"\D", "", match.group(1))
    value = int(digits)
    if 1900 <= value <= 2035 and len(match.group(1)) == 4:
        changed = str(value + rng.choice([-3, -2, -1, 1, 2, 3]))
    else:
        factor = rng.choice([0.3, 0.5, 0.7, 1.4, 1.8, 2.5])
        changed = str(max(2, round(value * factor) + (value < 8)))
        separator = re.search(r"\D", match.group(1))
        if separator and len(changed) > 3:
            changed = f"{int(changed):,}".replace(",", separator.group(0))
    if changed == match.group(1):
        return None
    return text[: match.start(1)] + changed + text[match.end(1) :]


def swap_word(name: str) -> Change:
    """A change that replaces a word of one list by another of the same list."""
    words = LISTS[name]
    pattern = re.compile(r"(?<!\w)(" + "|".join(map(re.escape, words)) + r")(?!\w)")

    def change(text: str, rng: random.Random) -> str | None:
        found = list(pattern.finditer(text))
        if not found:
            return None
        match = rng.choice(found)
        other = rng.choice([word for word in words if word != match.group(1)])
        return text[: match.start()] + other + text[match.end() :]

    return change


def swap_opposite(text: str, rng: random.Random) -> str | None:
    """An outcome turned into its opposite: gestiegen and gesunken, accepted and rejected."""
    table: dict[str, str] = {}
    for entry in LISTS["opposites"]:
        word, _, opposite = entry.partition("|")
        table |= {word: opposite, opposite: word}
    found = [match for match in re.finditer(r"[^\W\d_]+", text) if match.group(0) in table]
    if not found:
        return None
    match = rng.choice(found)
    return text[: match.start()] + table[match.group(0)] + text[match.end() :]


def negate(text: str, rng: random.Random) -> str | None:
    """`nicht` or `not` put after an auxiliary, or taken away."""
    for word in (" nicht ", " not "):
        if text.count(word) == 1 and "ausgeschlossen" not in text and "nur" not in text:
            return text.replace(word, " ")
    found = list(re.finditer(r"\b(was|were|has been|have been|will|is|are)\b(?= \w+(ed|en)\b)", text))
    if found:
        match = rng.choice(found)
        return text[: match.end()] + " not" + text[match.end() :]
    end = re.search(r" (?=(?:\w+(?:t|en) )?(?:worden|werden|wird|wurde|wurden|hat|haben|hatte|sei|ist|sind)[.,])", text)
    return None if end is None else text[: end.start()] + " nicht" + text[end.start() :]


def spell_number(text: str, rng: random.Random) -> str | None:
    """A small number in words instead of digits, or the other way: the meaning stays."""
    german = any(word in f" {text} " for word in (" der ", " die ", " und ", " das ", " den ", " im "))
    words = LISTS["german_numbers" if german else "english_numbers"]
    for match in re.finditer(r"(?<![\w.,:-])(\d{1,2})(?= [a-zA-ZÄÖÜäöü])", text):
        if 2 <= int(match.group(1)) <= 12:
            return text[: match.start()] + words[int(match.group(1)) - 2] + text[match.end() :]
    return None


BREAKING: tuple[Change, ...] = (
    change_number,
    change_number,
    swap_word("german_days"),
    swap_word("english_days"),
    swap_word("german_months"),
    swap_word("english_months"),
    swap_word("places"),
    swap_word("scales"),
    swap_opposite,
    swap_opposite,
    negate,
)
"""Changes after which two claims contradict each other, numbers and outcomes twice as likely."""


def swap_person(pairs: Sequence[NewsPair]) -> Change:
    """A change that puts another event's speaker in a named speaker's place."""
    names = sorted({name for pair in pairs for name in pair.speakers if len(name.split()) == 2 and name.istitle()})

    def change(text: str, rng: random.Random) -> str | None:
        inside = [name for name in names if name in text]
        return text.replace(inside[0], rng.choice(names)) if inside else None

    return change


def controlled_pairs(pairs: Sequence[NewsPair], count: int, rng: random.Random) -> list[Pair]:
    """`count` pairs made from training claims: four fifths conflicts, the rest rewrites and other editions."""
    changes = (*BREAKING, swap_person(pairs))
    agreeing = [pair for pair in pairs if pair.verdict == "agreeing"]
    texts = sorted({text for pair in pairs for text in (pair.left, pair.right)})
    made: list[Pair] = []
    while len(made) < count:
        kind, text, pair = rng.random(), rng.choice(texts), rng.choice(agreeing)
        if kind < 0.4:
            made += _changed(pair.left, pair.right, changes, rng)
        elif kind < 0.8:
            made += _changed(text, text, changes, rng)
        elif kind < 0.9:
            made.append(_other_edition(text, rng))
        elif rewritten := spell_number(text, rng):
            made.append(Pair(text, rewritten, TARGETS["agreeing"]))
    return made


def _changed(kept: str, text: str, changes: Sequence[Change], rng: random.Random) -> list[Pair]:
    """`kept` against `text` with one change, in random order; nothing if no change applies."""
    for change in rng.sample(changes, len(changes)):
        other = change(text, rng)
        if other is not None and other != text:
            sides = (kept, other) if rng.random() < 0.5 else (other, kept)
            return [Pair(*sides, TARGETS["conflicting"])]
    return []


def _other_edition(text: str, rng: random.Random) -> Pair:
    """A claim against its own words about another year or event: both can be true."""
    german = bool(re.search(r"\b(der|die|das|und|im|am|den|von|für|mit|ist|hat)\b", text))
    lead = rng.choice(LISTS["german_editions" if german else "english_editions"])
    lead = lead.replace("YEAR", str(rng.randint(1998, 2017))).replace("PLACE", rng.choice(LISTS["places"]))
    changed = change_number(text, rng) if rng.random() < 0.5 else text
    sides = (text, f"{lead} {changed or text}")
    return Pair(*(sides if rng.random() < 0.5 else sides[::-1]), TARGETS["complementary"])
