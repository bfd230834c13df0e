"""Two numbers against each other: votes (`108 zu 74 Stimmen`) and scores (`2:1`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from claims.amounts.amount import Amount
from claims.amounts.words import english_number, english_pattern, german_number, german_pattern

_NEAR = 80
_VOTES = {
    "de": re.compile(r"[Ss]timm|[Ee]nthalt|[Aa]bstimm|votier|Mehrheit"),
    "en": re.compile(r"\bvot|abst(?:ain|ention)|\bpassed\b|\bapproved\b|\bmajority\b|\bmotion\b"),
}
_SIDES = {"de": ("ja-stimmen", "nein-stimmen"), "en": ("votes for", "votes against")}
_UNIT = re.compile(r"\s+(?:Prozent|percent|per cent|%|Jahre|years|Euro|km|Grad|degrees)")


@cache
def _pattern(language: str) -> re.Pattern[str]:
    word = german_pattern() if language == "de" else english_pattern()
    number = rf"(?:\d{{1,4}}|{word})"
    joint = r"\s*:\s*|\s+(?:Ja-?|Für-)?(?:Stimmen\s+)?(?:zu|gegen)\s+" if language == "de" else r"\s*:\s*|\s+to\s+"
    return re.compile(
        rf"(?<![\w.,:/-])(?P<left>{number})(?P<joint>{joint})(?P<right>{number})(?![\w:]|[.,]\d)"
        r"(?P<votes>(?:\s+(?:Nein-?|Gegen)?(?:Stimmen|votes?))?)",
        re.IGNORECASE,
    )


def pairs(text: str, language: str) -> Iterator[Amount]:
    """`108 zu 74 Stimmen` as votes for and against, `2:1` as the two sides of a score: two amounts each."""
    number = german_number if language == "de" else english_number
    for match in _pattern(language).finditer(text):
        left, right = (float(side) if side.isdigit() else number(side) for side in (match["left"], match["right"]))
        if left is None or right is None or not _is_pair(text, match):
            continue
        votes = _VOTES[language].search(text[max(0, match.start() - _NEAR) : match.end() + _NEAR]) is not None
        votes = votes and ":" not in match["joint"]
        names = _SIDES[language] if votes else ("", "")
        unit = "" if votes else "score"
        yield Amount(match.start("left"), match.end("left"), left, 1.0, unit, names[0])
        yield Amount(match.start("right"), match.end(), right, 1.0, unit, names[1])


_CLOCK = re.compile(r"(?:[01]?\d|2[0-4]):[0-5]\d")
_AFTER_SCORE = re.compile(r"\s*(?:\(\d+:\d+\)|[–-]?(?:Sieg|Niederlage|Erfolg|Führung|win|victory|defeat))")
_BEFORE_SCORE = re.compile(
    r"(?:verlor|gewann|siegte|unterlag|schlug|endete|beat|won|lost)\w*\s+(?:[\w-]+\s+){0,5}$", re.IGNORECASE
)


def _is_pair(text: str, match: re.Match[str]) -> bool:
    """Not a clock time, not "von 3 zu 5 Prozent", not "one to three people"."""
    rest = text[match.end() :]
    if _UNIT.match(rest):
        return False
    if ":" in match["joint"]:
        played = _AFTER_SCORE.match(rest) or _BEFORE_SCORE.search(text[: match.start()])
        timed = _CLOCK.fullmatch(match[0].strip()) or re.match(r"\s*(?:Uhr|[ap]\.?m\.?\b)", rest)
        return played is not None or timed is None
    if match["votes"].strip() or (match["left"].isdigit() and match["joint"].strip() != "to"):
        return True
    if match["joint"].strip() == "to":
        return _VOTES["en"].search(text[max(0, match.start() - _NEAR) : match.end()]) is not None
    voted = _VOTES["de"].search(text[max(0, match.start() - _NEAR) : match.end()])
    if voted and match["joint"].strip() in ("zu", "gegen") and re.match(r"\s*[,.;)]", rest):
        return True
    noun = r"\s+[A-ZÄÖÜ]" if match["joint"].strip() in ("zu", "gegen") else r"\s+[a-z]+s\b"
    return "null" in match[0].lower() and not re.match(noun, rest)
