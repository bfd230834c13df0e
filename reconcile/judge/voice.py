"""Who speaks, in which mood, and when it was reported: speaker, quotation, polarity, modality, report time."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from claims.records import Claim
from reconcile.judge.words import cue, folded, lexicon
from reconcile.records import Signal

Speakers = Literal["same", "different", "one", "none"]
_MARKS = (
    ("„", '[“”"]'),
    ("“", '[”“"]'),
    ('"', '["“”]'),
    ("«", "»"),
    ("»", "«"),
    ("‚", "[‘’](?!\\w)"),
    ("‘", "’(?!\\w)"),
)
"""Opening marks, each with what closes it: an apostrophe or the mark of a quotation inside another one does not."""
_QUOTED = re.compile(
    "|".join(rf"(?<![\w.,!?…]){opened}(?=\s?[\w…(‚])(.+?)(?:{closed}|$)" for opened, closed in _MARKS), re.DOTALL
)
_FULL_NAME = re.compile(r"[A-ZÀ-Þ][\w'’.-]*(?: [A-ZÀ-Þ][\w'’.-]*)+")
"""Two words and more with capitals, as the name of a person or of a body."""
_OF = re.compile(r",|\s(?:of|for|from|in|at|der|des|von|vom|für|beim?|im|am|de|du|del)\s")
"""What ends the head of a designation."""
_ARTICLE = re.compile(r"^(?:der|die|das|dem|den|des|the|la|le|les|el|los|las)\s")
_FOR = re.compile(
    r"(?:(?:presse|(\w*?))sprecher(?:in)?s?|spokes(?:man|woman|person)|porte-parole|portavoz)"
    r"(?: (?:of|for|de[rsl]?|du|von|vom)(?: the)? )?"
)
"""Who speaks for a body is its voice: "Regierungssprecher", "Sprecher der Regierung", "government spokesman"."""
SAME_NAME = 88
"""Ratio of the tokens from which two designations of a speaker are one; by hand, as the three lengths below."""
MIN_QUOTE = 12
"""A shorter quotation is a word or two ("Reform"), no statement that could be put into another mouth."""
MIN_PART = 4
"""A shorter designation ("er", "Rat") is in too many others by chance."""
MIN_SHORTENED = 20
"""Characters that a shortened quotation needs to be recognised inside the whole one."""
SAME_QUOTE = 0.82
"""Ratio from which two quotations are one statement: shortenings stay above, other sentences of one speech below. By hand."""


def relate_speakers(left: Claim, right: Claim) -> Speakers:
    """Whether the claims have the same speaker, different ones, one only, or stand in the narrator's voice.

    "one" too where nobody can say: two languages name one kind of body and tell it apart ("Sozialministerium", "finance ministry").
    """
    a, b = _speaker(left), _speaker(right)
    if not a and not b:
        return "none"
    if not a or not b:
        return "one"
    if _same_speaker(left, right, a, b):
        return "same"
    return _as_bodies(a, b) if left.language != right.language else "different"


def both_named(left: Claim, right: Claim) -> bool:
    """Whether both speakers are named. A role or a body may be the voice of the other: "Trainer" / "Ben Rask"."""
    return all(_speaker_entity(claim) or _FULL_NAME.fullmatch(_speaker(claim)) for claim in (left, right))


def _speaker(claim: Claim) -> str:
    """Who says it, or by whose count it is so ("nach Zählung der Veranstalter")."""
    if claim.speaker:
        return claim.speaker
    text = claim.quote.casefold()
    counter = cue("counter").search(text) if cue("counting").search(text) else None
    return counter.group() if counter else ""


def _same_speaker(left: Claim, right: Claim, a: str, b: str) -> bool:
    one, two = _speaker_entity(left), _speaker_entity(right)
    if (one and one == two) or _holds(a, b) or _holds(b, a):
        return True
    if one and two:
        return False
    from rapidfuzz import fuzz, utils

    return bool(fuzz.token_set_ratio(a, b, processor=utils.default_process) >= SAME_NAME)


def _as_bodies(a: str, b: str) -> Speakers:
    """Two unnamed speakers of two languages: "same" if they are one kind of body ("Polizei" and "police"), "one" if each is told
    apart from others of its kind, so that they may be one or two, else "different"."""
    (one, told), (other, told_too) = _body(a), _body(b)
    if one is None or one != other:
        return "different"
    return "one" if told and told_too else "same"


def _body(speaker: str) -> tuple[int | None, bool]:
    """The number of the body that an unnamed speaker is, None of any other, and whether it is told apart ("Irish police").

    Its head decides: a union of the police is no police.
    """
    words = _ARTICLE.sub("", _FOR.sub(r"\1", speaker.casefold()).strip())
    head = _OF.split(words, maxsplit=1)[0].strip()
    for number, names in enumerate(lexicon("cues")["bodies"]):
        found = re.search(rf"(?:^|\s)({'|'.join(folded(names))})(?:e?s|e?n)?$", head)
        if found:
            return number, found.start(1) > 0 or words != head or found[1] not in _bare_bodies()
    return None, False


@cache
def _bare_bodies() -> frozenset[str]:
    """The words of the lexicon's list of bodies as they stand, without what a compound adds."""
    entries = (name for names in lexicon("cues")["bodies"] for name in folded(names))
    parts = (part for entry in entries for part in re.split(r"[()|?:]+", entry))
    return frozenset(part.removeprefix(r"\w*").removeprefix(r"\w+") for part in parts if part)


def _holds(whole: str, part: str) -> bool:
    """Whether one designation is in the other: "Ministerium" in "Verkehrsministerium", "Wendt" in "Paula Wendt"."""
    return len(part) >= MIN_PART and part.casefold().rstrip("s") in whole.casefold()


def _speaker_entity(claim: Claim) -> str:
    speaker = _speaker(claim).casefold()
    for mention in claim.mentions:
        names = (mention.text.casefold(), mention.name.casefold())
        if mention.entity and any(name and (name in speaker or speaker in name) for name in names):
            return mention.entity
    return ""


def compare_speakers(left: Claim, right: Claim) -> Signal:
    """1 same speaker, -1 two different speakers, 0 where a side speaks in the narrator's voice."""
    relation = relate_speakers(left, right)
    detail = f"{_speaker(left) or 'narrator'} / {_speaker(right) or 'narrator'}"
    return Signal("speakers", {"same": 1.0, "different": -1.0}.get(relation, 0.0), detail)


def quotations(claim: Claim) -> tuple[str, ...]:
    """Quoted passages of the claim long enough to be a statement; a clause out of direct speech is one without its marks."""
    quoted = (match[match.lastindex or 0].strip() for match in _QUOTED.finditer(claim.quote))
    found = tuple(part for part in quoted if len(part) >= MIN_QUOTE)
    if found or claim.attribution is None or claim.attribution.kind != "direct":
        return found
    bare = claim.quote.strip(' „“”"«»‚‘’,.')
    return (bare,) if len(bare) >= MIN_QUOTE else ()


def compare_quotations(left: Claim, right: Claim) -> Signal:
    """1 when both quote the same words (one may be shortened), 0 otherwise."""
    from rapidfuzz import fuzz

    best, words = 0.0, ""
    for a in quotations(left):
        for b in quotations(right):
            ratio = (
                max(fuzz.ratio(a, b), fuzz.partial_ratio(a, b) if min(len(a), len(b)) >= MIN_SHORTENED else 0.0) / 100
            )
            if ratio > best:
                best, words = ratio, a if len(a) <= len(b) else b
    return Signal("quotation", 1.0, words) if best >= SAME_QUOTE else Signal("quotation", 0.0)


def compare_polarity(left: Claim, right: Claim) -> Signal:
    """1 when both are affirmed or both negated, -1 when one denies what the other states."""
    same = left.polarity == right.polarity
    return Signal("polarity", 1.0 if same else -1.0, f"{left.polarity} / {right.polarity}")


def compare_modality(left: Claim, right: Claim) -> Signal:
    """1 for the same modality (asserted and reported count as one), -1 when one is only planned or possible."""
    fact = {"asserted", "reported", "denied"}
    same = left.modality == right.modality or {left.modality, right.modality} <= fact
    return Signal("modality", 1.0 if same else -1.0, f"{left.modality} / {right.modality}")


def hours_between(left: Claim, right: Claim) -> float | None:
    """Hours from the left to the right article's publication; None when a time is missing."""
    if left.published is None or right.published is None:
        return None
    a, b = left.published, right.published
    if (a.tzinfo is None) != (b.tzinfo is None):
        a, b = a.replace(tzinfo=None), b.replace(tzinfo=None)
    return (b - a).total_seconds() / 3600


def compare_report_times(left: Claim, right: Claim) -> Signal:
    """1 when both were reported within three hours, falling to -1 from two days on; 0 when a time is missing."""
    hours = hours_between(left, right)
    if hours is None:
        return Signal("report_times", 0.0, "a publication time is missing")
    apart = abs(hours)
    score = 1.0 if apart <= 3 else max(-1.0, 1.0 - 2.0 * (apart - 3) / 45)
    return Signal("report_times", round(score, 4), f"{apart:.0f} h apart")
