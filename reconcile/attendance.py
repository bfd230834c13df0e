"""Who took part in the event that one claim tells of, read from its wording and its mentions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from claims.records import Claim, Mention
from reconcile.names.fold import joined
from reconcile.names.offices import countries_in, government
from reconcile.names.places import place_ids
from reconcile.names.resources import read_words
from reconcile.records import ParticipantList

_LOCATION = re.compile(
    r"\b(?:in|im|nach|aus|bei|von|vor|zu|at|from|to|near|of|inside|outside)\s+(?:der|dem|den|the)?\s*$", re.I
)
_NEAR = 40
"""Most characters between a word such as "nur" and the first member for it to close the list."""

ABSENCE = "absence"


@dataclass(frozen=True, slots=True)
class Attendance:
    """One claim's list with what its wording tells of it.

    `opener` and `closer` are the words that open or close the list; `size` is the stated number of participants, 0 if
    none; `absent` tells that they stayed away; `countries` the countries that the claim speaks of.
    """

    members: ParticipantList
    opener: str
    closer: str
    size: int
    absent: bool
    countries: frozenset[str]

    @property
    def event(self) -> str:
        """The kind of event (`meeting`)."""
        return self.members.event

    @property
    def ids(self) -> frozenset[str]:
        """The entity ids (or folded names) of the members."""
        return frozenset(self.members.entity_ids)


def _lexicon() -> Any:
    return read_words("participants.toml")


@lru_cache(maxsize=20_000)
def attendance(claim: Claim) -> Attendance | None:
    """Who took part in the claim's event, `None` if it tells of no such event or names nobody."""
    absent = claim.polarity == "negated" or bool(_search(tuple(_lexicon()["absence"]["words"]), claim.text))
    event = event_of(claim) or (ABSENCE if absent and claim.polarity != "negated" else "")
    named = _members(claim)
    if not event or not named:
        return None
    opener, closer = _first(_cues("open"), claim.text), _closer(claim, tuple(named.values()))
    if opener and closer and not _closes_all(closer):
        opener = closer = ""
    listed = ParticipantList(claim.id, claim.source, event, tuple(named.values()), tuple(named), open=not closer)
    size = _size(claim.text) if closer else 0
    return Attendance(listed, "" if closer else opener, closer, size, absent, countries_in(claim.text))


def event_of(claim: Claim) -> str:
    """The kind of event that a claim tells of, by its wording; "" if none is known."""
    return next((name for name, words in _lexicon()["events"].items() if _search(tuple(words), claim.text)), "")


@cache
def _pattern(alternatives: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(alternatives) + ")", re.IGNORECASE)


def _search(alternatives: tuple[str, ...], text: str) -> str:
    return _first(_pattern(alternatives), text)


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found.group() if found else ""


def _cues(side: str) -> re.Pattern[str]:
    words = _lexicon()["lists"][side]
    return _pattern(tuple(word if word.endswith((r"\b", "nicht", ")")) else word + r"\b" for word in words))


def _closer(claim: Claim, names: Sequence[str]) -> str:
    """The word that closes the list; "nur" and the like only directly before the first member or behind the last."""
    texts = [m.text for m in claim.mentions if (m.name or m.text) in names or m.text in names]
    for match in _cues("closed").finditer(claim.text):
        after = [claim.text.find(text, match.end()) - match.end() for text in texts]
        before = [match.start() - claim.text.find(text) - len(text) for text in texts]
        beside = any(0 <= gap <= _NEAR for gap in after) or any(0 <= gap <= 2 for gap in before)
        if beside or match.group().lower() not in _lexicon()["lists"]["narrow"]:
            return match.group()
    return ""


def _closes_all(closer: str) -> bool:
    """Whether a closing cue is stronger than an opening word elsewhere in the sentence."""
    return bool(
        re.search(r"^zu |weiter|sonst|niemand|augen|einzig|the only|no one|nobody|no other", closer, re.IGNORECASE)
    )


def _size(text: str) -> int:
    """The number of participants that the closing words state ("zu dritt"), 0 if none does."""
    cues = [match.group().lower() for match in _cues("closed").finditer(text)]
    return max(
        (n for word, n in _lexicon()["sizes"].items() for cue in cues if re.search(rf"\b{word}\b", cue)), default=0
    )


def _members(claim: Claim) -> dict[str, str]:
    """Entity id (or folded name) to name: the persons, or without persons the organisations and countries that act."""
    mentions = [mention for mention in claim.mentions if not _is_speaker(claim, mention)]
    persons = {_identity(m): m.name or m.text for m in mentions if m.kind == "person"}
    if persons:
        return persons
    return {_identity(m): m.text for m in mentions if m.kind == "organization" or _acts(claim, m)}


def _identity(mention: Mention) -> str:
    """The entity, or the country for a place that stands for it: Oslo and Norway sign as one."""
    country = _country(mention.text) if mention.kind == "place" else ""
    return country or mention.entity or joined(mention.name or mention.text)


def _country(name: str) -> str:
    """The country (`country:no`) that a name names or, as its seat of government, stands for."""
    return next((place for place in sorted(place_ids(name)) if place.startswith("country:")), "") or government(name)


def _is_speaker(claim: Claim, mention: Mention) -> bool:
    """Whether a mention only tells who says it."""
    if claim.attribution is None:
        return False
    inside = claim.attribution.span.covers(mention.span) and not claim.span.covers(mention.span)
    return inside or bool(mention.text and mention.text in claim.attribution.speaker)


def _acts(claim: Claim, mention: Mention) -> bool:
    """Whether a place is a country or its seat of government that acts, not where something happens, no genitive."""
    if mention.kind != "place" or not _country(mention.text):
        return False
    position = claim.text.find(mention.text)
    return position >= 0 and not _LOCATION.search(claim.text[:position])
