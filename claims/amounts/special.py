"""Amounts that are written inside a word or without a number: ages, sizes of groups, "none", fractions, ordinals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from claims.amounts.counted import counted_after
from claims.amounts.lexicon import alternatives, number_words, toml_list
from claims.amounts.numerals import _place
from claims.amounts.words import english_number, english_pattern, german_number, german_pattern


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit and counted noun at [start, end), before its bound is read."""

    start: int
    end: int
    value: float
    step: float
    unit: str = ""
    counted: str = ""
    ordinal: bool = False
    low: float | None = None
    high: float | None = None


_SUFFIXES = {
    "jährig": "age", "köpfig": "member", "stündig": "hour", "tägig": "day", "wöchig": "week", "monatig": "month",
    "minütig": "minute", "prozentig": "percent", "fach": "factor", "mal": "times", "seitig": "", "gliedrig": "",
    "stöckig": "", "geschossig": "", "stellig": "",
}  # fmt: skip
_KEPT = {"seitig": "seiten", "stöckig": "stockwerke", "geschossig": "stockwerke"}


@cache
def _german_suffixed() -> re.Pattern[str]:
    suffixes = "|".join(_SUFFIXES)
    return re.compile(
        rf"(?<![\w.,-])(?:(?P<digits>\d+(?:,\d+)?)-?|(?P<word>{german_pattern()}))-?(?P<suffix>{suffixes})"
        rf"(?P<ending>e[nrsm]?|s)?\b",
        re.IGNORECASE,
    )


def german_suffixed(text: str) -> Iterator[Amount]:
    """`46-jährige`, `fünfköpfige Familie`, `dreitägigen`, `zweimal`, `14-tägig`."""
    for match in _german_suffixed().finditer(text):
        suffix = match["suffix"].lower()
        value = float(match["digits"].replace(",", ".")) if match["digits"] else german_number(match["word"])
        if value is None or suffix == "stellig" or (suffix == "mal" and value == 1):
            continue
        unit, end = _SUFFIXES[suffix], match.end()
        noun, noun_end = ("", end) if suffix in ("mal", "fach") else counted_after(text, end, "de")
        if suffix == "jährig" and match["suffix"][0].islower() is False and not match["digits"]:
            noun, noun_end = "", end
        if suffix == "jährig" and re.match(r"-?J", text[match.start("suffix") - 1 : match.end()] or ""):
            noun, noun_end = "", end  # "der 46-Jährige": a noun already
        if suffix == "jährig" and noun in (
            "bestehen",
            "jubiläum",
            "haft",
            "haftstrafe",
            "freiheitsstrafe",
            "krieg",
            "bürgerkrieg",
            "mitgliedschaft",
            "ehe",
            "amtszeit",
            "laufzeit",
            "pause",
            "abwesenheit",
        ):
            unit = "year"
        yield Amount(match.start(), noun_end, value, 1.0, unit, _KEPT.get(suffix, noun))


_ENGLISH_AGE = re.compile(
    r"\b(?:aged\s+(?P<aged>\d{1,3})\b|(?P<old>\d{1,3})[- ]years?[- ]olds?\b"
    r"|(?<=[a-z]\s)of\s+(?P<of>\d{2})\b(?=\s+(?:who|was|were|from|has|had)\b))"
)


def english_ages(text: str) -> Iterator[Amount]:
    """`51-year-old man`, `aged 51`, `a man of 51 who`."""
    for match in _ENGLISH_AGE.finditer(text):
        noun, end = _next_word(text, match.end()) if match["old"] else ("", match.end())
        value = float(match["aged"] or match["old"] or match["of"])
        start = match.start("of") if match["of"] else match.start()
        yield Amount(start, end, value, 1.0, "age", noun)


def _next_word(text: str, position: int) -> tuple[str, int]:
    words = list(re.finditer(r"\s+([^\W\d_][\w'-]*)", text[position : position + 60]))
    for index, word in enumerate(words[:3]):
        if (
            word[1] in ("man", "woman", "boy", "girl", "driver", "suspect", "student", "player", "son", "daughter")
            or index == 2
        ):
            return (word[1], position + word.end()) if word[1].islower() and index < 2 else ("", position)
    return "", position


_BRACKET_AGE = re.compile(
    r"(?P<name>[^\W\d_][\w’'-]+)(?:\s\((?P<bracket>\d{1,3})\)|,\s(?P<comma>\d{1,3})(?=[,.;](?:\s|$)))"
)


def bracketed_ages(text: str) -> Iterator[Amount]:
    """`Anna Muster (46)` and `Anna Muster, 46,`: an age from 1 to 110 behind two capitalised words."""
    for match in _BRACKET_AGE.finditer(text):
        before = re.search(r"[^\W\d_][\w’'.-]*\s+$", text[: match.start()])
        value = float(match["bracket"] or match["comma"])
        if match["name"][0].isupper() and before and before[0][0].isupper() and 1 <= value <= 110:
            group = "bracket" if match["bracket"] else "comma"
            yield Amount(match.start(group), match.end(group), value, 1.0, "age", match["name"].lower())


def zeros(text: str, language: str) -> Iterator[Amount]:
    """`niemand`, `keine Verletzten`, `no casualties`: nought of something that could be counted."""
    table = toml_list("quantity_zero.toml").get(language)
    if table is None:
        return
    pattern = re.compile(
        rf"\b(?P<alone>{alternatives(table['alone'])})\b"
        rf"|\b(?:{alternatives(table['determiner'])})\s+(?:[a-zäöüß]+\s+){{0,2}}?(?P<noun>{alternatives(table['nouns'])})\b",
        re.IGNORECASE,
    )
    nobody = "personen" if language == "de" else "people"
    for match in pattern.finditer(text):
        noun = (match["noun"] or nobody).lower()
        yield Amount(match.start(), match.end(), 0.0, 1.0, "", noun)


@cache
def _fraction_pattern(language: str) -> re.Pattern[str]:
    words = alternatives(number_words(language, "fraction"))
    if language == "de":
        return re.compile(
            rf"\b(?:(?:(?P<count>ein(?:e[mnrs]?)?|zwei|drei|vier)\s+)?(?P<part>{words})[sn]?(?!\w|-)|(?P<factor>doppelt|dreifach)\s+so)\b",
            re.IGNORECASE,
        )
    return re.compile(
        rf"\b(?:(?P<count>an?|one|two|three|four)[- ])?(?P<part>{words})(?=\s+of\b|\s+the\b)|\b(?P<factor>twice)\s+(?:as|the)\b",
        re.IGNORECASE,
    )


def fractions(text: str, language: str) -> Iterator[Amount]:
    """`ein Drittel`, `zwei Drittel der Befragten`, `half of the seats`, `doppelt so viele`: shares and factors."""
    if language not in ("de", "en"):
        return
    small = number_words(language, "small") | {"a": 1.0, "an": 1.0}
    for match in _fraction_pattern(language).finditer(text):
        if match["factor"]:
            yield Amount(
                match.start(), match.end("factor"), 3.0 if match["factor"].lower() == "dreifach" else 2.0, 1.0, "factor"
            )
            continue
        part = match["part"].lower()
        count = small.get((match["count"] or "a").lower(), 1.0) if match["count"] else 1.0
        if not match["count"] and part not in ("hälfte", "half"):
            continue
        if re.match(r"\s*(?:Uhr|Stunde|[a-z]*finale|vor|nach)\b", text[match.end() :]):
            continue
        noun, end = counted_after(text, match.end(), language)
        share = count * number_words(language, "fraction")[part]
        yield Amount(match.start(), end, share, 0.02, "share", noun, low=share - 0.02, high=share + 0.02)


@cache
def _ordinal_pattern(language: str) -> re.Pattern[str]:
    if language == "de":
        words = alternatives(number_words("de", "ordinal"))
        return re.compile(
            rf"\b(?P<word>{words})(?:e[nrsm]?)\b(?=\s+[A-ZÄÖÜ])|(?<![\w.,:/-])(?P<digits>\d{{1,3}})\.(?=\s[A-ZÄÖÜ])",
            re.IGNORECASE,
        )
    words = alternatives(number_words("en", "ordinal"))
    return re.compile(
        rf"\b(?P<word>(?:(?:twenty|thirty|forty|fifty)-)?(?:{words}))\b(?=\s+[a-z])|\b(?P<digits>\d{{1,3}})(?:st|nd|rd|th)\b",
        re.IGNORECASE,
    )


def ordinals(text: str, language: str) -> Iterator[Amount]:
    """`zum dritten Mal`, `80. Jahrestag`, `the 12th round`; the counted noun is the word that follows."""
    if language not in ("de", "en"):
        return
    for match in _ordinal_pattern(language).finditer(text):
        word = (match["word"] or "").lower()
        tens, _, rest = word.rpartition("-")
        value = float(match["digits"]) if match["digits"] else number_words(language, "ordinal")[rest]
        value += number_words("en", "tens").get(tens, 0.0)
        following = re.match(r"\s+([^\W\d_][\w-]*)", text[match.end() :])
        if language == "de" and (following is None or not following[1][0].isupper()):
            continue
        if match["digits"] and language == "de" and (value == 0 or _ends_sentence(text, match.start())):
            continue
        noun = following[1].lower() if following else ""
        yield Amount(
            match.start(), match.end() + (following.end() if following else 0), value, 1.0, "", noun, ordinal=True
        )


def _ends_sentence(text: str, position: int) -> bool:
    """Whether the number before the full stop is more likely a count that ends its sentence: "es waren 15. Die …"."""
    before = re.search(r"([^\W\d_][\w-]*)\s$", text[:position])
    return before is None or before[1].lower() not in (
        "der", "die", "das", "dem", "den", "des", "zum", "zur", "im", "am", "beim", "vom", "ihr", "ihren", "ihrem", "seinen",
        "seinem", "sein", "ein", "einen", "einem", "unser", "ihre", "seine", "diesem", "diesen", "in", "und", "jeder", "ins",
    )  # fmt: skip


_JOIN = r"\s*(?P<join>:|zu|gegen|to)\s*"


@cache
def _pair_pattern(language: str) -> re.Pattern[str]:
    word = german_pattern() if language == "de" else english_pattern()
    number = rf"(?:\d{{1,4}}|{word})"
    dash = r"|(?<=\d)[-–](?=\d)" if language == "en" else ""
    return re.compile(
        rf"(?<![\w.,:/-])(?P<left>{number})(?:\s*:\s*|\s+(?:Ja-?|Für-)?(?:Stimmen\s+)?(?:zu|gegen|to)\s+{dash})(?P<right>{number})(?![\w:]|[.,]\d)"
        rf"(?P<votes>(?:\s+(?:Nein-?|Gegen)?(?:Stimmen|votes?))?)",
        re.IGNORECASE,
    )


def pairs(text: str, language: str) -> Iterator[Amount]:
    """`108 zu 74 Stimmen` and `2:1`: two amounts; votes for and against, or the two sides of a score."""
    if language not in ("de", "en"):
        return
    number = german_number if language == "de" else english_number
    for match in _pair_pattern(language).finditer(text):
        sides = [float(side) if side.isdigit() else number(side) for side in (match["left"], match["right"])]
        left, right = sides
        if left is None or right is None or not _is_pair(text, match):
            continue
        votes = _votes(text, match, language)
        names = (
            (("ja-stimmen", "nein-stimmen") if language == "de" else ("votes for", "votes against"))
            if votes
            else ("", "")
        )
        unit = "" if votes else "score"
        for side, value, noun in (("left", left, names[0]), ("right", right, names[1])):
            end = match.end() if side == "right" and match["votes"] else match.end(side)
            yield Amount(match.start(side), end, value, 1.0, unit, noun)


def _is_pair(text: str, match: re.Match[str]) -> bool:
    colon = ":" in text[match.end("left") : match.start("right")]
    if colon:
        return not re.match(r"\s*(?:Uhr|[ap]\.?m\.?\b)", text[match.end() :]) and not re.fullmatch(
            r"[0-2]?\d:[0-5]\d", match[0].strip()
        )
    words = bool(match["votes"].strip()) or match["left"].isdigit()
    return words and not re.match(r"\s+(?:Prozent|percent|per cent|%|Jahre|years|Euro|km)", text[match.end() :])


def _votes(text: str, match: re.Match[str], language: str) -> bool:
    near = text[max(0, match.start() - 80) : match.end() + 80]
    cue = (
        r"[Ss]timm|[Ee]nthalt|[Aa]bstimm|votier"
        if language == "de"
        else r"\bvot|abst(?:ain|ention)|\bpassed\b|\bapproved\b"
    )
    return re.search(cue, near) is not None


__all__ = [
    "Amount",
    "_place",
    "bracketed_ages",
    "english_ages",
    "fractions",
    "german_suffixed",
    "ordinals",
    "pairs",
    "zeros",
]
