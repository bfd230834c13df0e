"""Who took part in what: lists of participants per claim, open or closed, compared as sets.

Silence is no conflict: a list is open unless its wording closes it ("nur", "zu dritt", "the only"), and an open list
that names others than the other article adds to it. A closed list that leaves out whom the other names contradicts it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from claims.records import Claim, Mention
from reconcile.names.fold import joined
from reconcile.names.places import place_ids
from reconcile.names.resources import read_words
from reconcile.records import ClaimPair, ParticipantComparison, ParticipantList, Relation, Signal

_LOCATION = re.compile(r"\b(?:in|im|nach|aus|bei|von|vor|zu|at|from|to|near|of|inside|outside)\s+(?:der|dem|den|the)?\s*$", re.I)


@dataclass(frozen=True, slots=True)
class Attendance:
    """One claim's list with what its wording tells of it; `size` the stated number of participants, 0 if none."""

    members: ParticipantList
    opener: str
    closer: str
    size: int
    absent: bool


def attendance(claim: Claim) -> Attendance | None:
    """Who took part in the claim's event, `None` if it tells of no such event or names nobody."""
    event = event_of(claim)
    named = _members(claim)
    if not event or not named:
        return None
    opener, closer = _cue("open", claim.text), _cue("closed", claim.text)
    if opener and closer and not _closes_all(closer):
        opener = closer = ""
    listed = ParticipantList(
        claim.id, claim.source, event, tuple(named.values()), tuple(named), open=not closer
    )
    absent = claim.polarity == "negated" or bool(_search(tuple(read_words("participants.toml")["absence"]["words"]), claim.text))
    return Attendance(listed, "" if closer else opener, closer, _size(closer), absent)


def event_of(claim: Claim) -> str:
    """The kind of event that a claim tells of, by its wording; "" if none is known."""
    events = read_words("participants.toml")["events"]
    return next((name for name, words in events.items() if _search(tuple(words), claim.text)), "")


@cache
def _pattern(alternatives: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(alternatives) + ")", re.IGNORECASE)


def _search(alternatives: tuple[str, ...], text: str) -> str:
    found = _pattern(alternatives).search(text)
    return found.group() if found else ""


def _cue(side: str, text: str) -> str:
    words = read_words("participants.toml")["lists"][side]
    return _search(tuple(word if word.endswith((r"\b", "nicht")) else word + r"\b" for word in words), text)


def _closes_all(closer: str) -> bool:
    """Whether a closing cue is stronger than an opening word elsewhere in the sentence."""
    return bool(re.search(r"^zu |weiter|sonst|niemand|augen|einzig|the only|no one|nobody|no other", closer, re.IGNORECASE))


def _size(closer: str) -> int:
    sizes = read_words("participants.toml")["sizes"]
    return max((number for word, number in sizes.items() if re.search(rf"\b{word}\b", closer.lower())), default=0)


def _members(claim: Claim) -> dict[str, str]:
    """Entity id (or folded name) to name: the persons, or without persons the organisations and countries that act."""
    mentions = [mention for mention in claim.mentions if not _is_speaker(claim, mention)]
    persons = {_identity(m): m.name or m.text for m in mentions if m.kind == "person"}
    if persons:
        return persons
    return {_identity(m): m.text for m in mentions if m.kind == "organization" or _acts(claim, m)}


def _identity(mention: Mention) -> str:
    return mention.entity or joined(mention.name or mention.text)


def _is_speaker(claim: Claim, mention: Mention) -> bool:
    """Whether a mention only tells who says it."""
    if claim.attribution is None:
        return False
    inside = claim.attribution.span.covers(mention.span) and not claim.span.covers(mention.span)
    return inside or bool(mention.text and mention.text in claim.attribution.speaker)


def _acts(claim: Claim, mention: Mention) -> bool:
    """Whether a place is a country that acts, not a place where something happens or a genitive before a title."""
    if mention.kind != "place" or not any(place.startswith("country:") for place in place_ids(mention.text)):
        return False
    position = claim.text.find(mention.text)
    return position >= 0 and not _LOCATION.search(claim.text[:position])


def compare_participants(left: Claim, right: Claim) -> Signal:
    """Whether two claims name the same participants of one kind of event.

    1 the same; -1 a closed list that excludes someone whom the other names, or one present and absent; 0 otherwise, with
    a detail that begins with "open" where the wording leaves a list open and the members differ.
    """
    one, two = attendance(left), attendance(right)
    if one is None or two is None or one.members.event != two.members.event:
        return Signal("participants", 0.0)
    if one.absent != two.absent:
        return Signal("participants", 0.0, _denial(one, two))
    only_left, only_right = _only(one, two), _only(two, one)
    if not only_left and not only_right:
        return Signal("participants", 1.0, "same participants: " + ", ".join(one.members.members))
    if (reason := _contrary(one, two) or _contrary(two, one)) and _comparable(one, two):
        return Signal("participants", -1.0, reason)
    if one.opener or two.opener:
        cue = one.opener or two.opener
        return Signal("participants", 0.0, f"open list (“{cue}”): only left {_names(only_left)}; only right {_names(only_right)}")
    return Signal("participants", 0.0, f"lists differ: only left {_names(only_left)}; only right {_names(only_right)}")


def _names(names: Sequence[str]) -> str:
    return ", ".join(names) or "nobody"


def _only(one: Attendance, two: Attendance) -> list[str]:
    pairs = zip(one.members.entity_ids, one.members.members, strict=True)
    return [name for key, name in pairs if key not in two.members.entity_ids]


def _shared(one: Attendance, two: Attendance) -> set[str]:
    return set(one.members.entity_ids) & set(two.members.entity_ids)


def _comparable(one: Attendance, two: Attendance) -> bool:
    """Whether the lists are likely of one occasion: someone is in both, and neither is a single name."""
    return bool(_shared(one, two)) and min(len(one.members.members), len(two.members.members)) > 1


def _contrary(one: Attendance, two: Attendance) -> str:
    """Why the closed list of `one` excludes someone of `two`; "" if it does not."""
    others = _only(two, one)
    unnamed = max(0, one.size - len(one.members.members))
    if not one.closer or len(others) <= unnamed:
        return ""
    return f"closed list (“{one.closer}”: {', '.join(one.members.members)}) without {', '.join(others)}"


def _denial(one: Attendance, two: Attendance) -> str:
    shared = _shared(one, two)
    names = [name for key, name in zip(one.members.entity_ids, one.members.members, strict=True) if key in shared]
    return f"present in one, absent in the other: {', '.join(names)}" if names else ""


def relation_of(one: Attendance, two: Attendance) -> Relation | None:
    """How two lists of one event relate, `None` where nothing can be compared."""
    left, right = set(one.members.entity_ids), set(two.members.entity_ids)
    if one.absent != two.absent:
        return "denied" if left & right else None
    if left == right:
        return "equal"
    if left < right:
        return "subset"
    if left > right:
        return "superset"
    closed = bool(one.closer or two.closer)
    return "swapped" if closed and left & right and len(left - right) == len(right - left) else "overlap"


def participant_tables(claims: Sequence[Claim], pairs: Iterable[ClaimPair]) -> tuple[ParticipantComparison, ...]:
    """The lists of participants of all pairs that tell of one kind of event, side by side, each two claims once."""
    lists = {claim.id: attendance(claim) for claim in claims}
    found: dict[tuple[str, str], ParticipantComparison] = {}
    for pair in pairs:
        one = lists.get(pair.left.id) or attendance(pair.left)
        two = lists.get(pair.right.id) or attendance(pair.right)
        if one is None or two is None or one.members.event != two.members.event:
            continue
        if (relation := relation_of(one, two)) is not None:
            found[pair.left.id, pair.right.id] = ParticipantComparison(one.members, two.members, relation)
    return tuple(found.values())
