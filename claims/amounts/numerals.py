"""Where a text states a number, and which: digits with their separators, number words, scale words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from claims.amounts.lexicon import alternatives, number_words
from claims.amounts.words import english_number, english_pattern, german_number, german_pattern

DIGITS = re.compile(
    r"""(?<![\w.,/§+-])(?<!\d[:’'\u00a0\u202f])
    (?P<sign>[-−–](?=\d))?
    (?P<whole>\d{1,3}(?P<sep>[.,'’\u00a0\u202f\u2009 ])\d{3}(?:(?P=sep)\d{3})*(?!\d)|\d+)
    (?:(?P<mark>[.,])(?P<fraction>\d+))?(?!:\d\d)""",
    re.VERBOSE,
)
COMMA_DECIMAL = frozenset({"de", "fr", "es", "it", "pt", "nl"})


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number at code points [start, end): `step` is the place value of its last stated digit.

    `kind` tells how it was written: digits, word, plural ("Hunderte"), article ("eine Stunde") or fraction.
    """

    start: int
    end: int
    value: float
    step: float
    kind: str
    scaled: bool = False


def find_numerals(text: str, language: str) -> tuple[Numeral, ...]:
    """All numerals of `text`, in order, without overlaps; scale words ("Mio.") are applied."""
    found = sorted((*_digits(text, language), *_words(text, language)), key=lambda n: (n.start, -n.end))
    kept: list[Numeral] = []
    for numeral in found:
        scaled = _scaled(text, numeral, language)
        if not kept or scaled.start >= kept[-1].end:
            kept.append(scaled)
    return tuple(kept)


def _digits(text: str, language: str) -> Iterator[Numeral]:
    for match in DIGITS.finditer(text):
        value, step = _value(match, language)
        if value is not None:
            yield Numeral(match.start(), match.end(), value, step, "digits")


def _value(match: re.Match[str], language: str) -> tuple[float | None, float]:
    """Digits to a number: a separator before three digits groups, where the language groups with it."""
    whole, separator, fraction = match["whole"], match["sep"] or "", match["fraction"] or ""
    comma = language in COMMA_DECIMAL
    if separator and separator == ("," if comma else "."):
        if whole.count(separator) > 1:
            return None, 0.0
        whole, fraction = whole.split(separator)  # 3,500 in German: three and a half
    digits = re.sub(r"\D", "", whole)
    value = float(f"{digits}.{fraction}" if fraction else digits)
    step = 10.0 ** -len(fraction) if fraction else _place(digits)
    return (-value if match["sign"] else value), step


def _place(digits: str) -> float:
    """The place value of the last digit that is not a trailing zero: 8500 is stated in hundreds."""
    bare = digits.rstrip("0")
    return 1.0 if not bare else 10.0 ** (len(digits) - len(bare))


def _words(text: str, language: str) -> Iterator[Numeral]:
    if language == "de":
        yield from _german(text)
    elif language == "en":
        yield from _english(text)
    else:
        yield from _foreign(text, language)


@cache
def _german_scan() -> re.Pattern[str]:
    plural = alternatives(number_words("de", "plural"))
    return re.compile(
        rf"\b(?:(?:ein(?:e[nsmr]?)?\s+)?(?P<half>halbe?[nsmr]?)\s+(?=Dutzend|Hundert\b|Million|Milliarde|Jahrhundert|Jahrzehnt|Stunde|Jahr\b|Tag\b|Liter|Meter|Kilo|Prozent|Tonne)"
        rf"|(?P<plural>{plural}|(?:mehrere|einige|ein\s+paar)\s+(?:hundert|tausend|dutzend|millionen|milliarden))\b"
        rf"|(?:ein(?:e[ns]?)?\s+)?(?P<dozen>dutzend)\b)|(?P<word>{german_pattern()})(?P<ending>er|en|e)?\b(?!-)",
        re.IGNORECASE,
    )


def _german(text: str) -> Iterator[Numeral]:
    plurals = number_words("de", "plural") | number_words("de", "scale")
    for match in _german_scan().finditer(text):
        start, end = match.span()
        if match["half"]:
            yield Numeral(start, match.end("half"), 0.5, 0.5, "word")
        elif match["plural"]:
            base = plurals[match["plural"].lower().split()[-1]]
            yield Numeral(start, end, base, base, "plural", scaled=True)
        elif match["dozen"]:
            yield Numeral(start, end, 12.0, 12.0, "word", scaled=True)
        elif (value := german_number(match["word"])) is not None and _plausible(match):
            article = match["word"].lower().startswith("ein") and value == 1
            yield Numeral(start, end, value, _word_step(value), "article" if article else "word")


def _plausible(match: re.Match[str]) -> bool:
    """Case endings only where they occur: `dreier` yes, `einsen` no."""
    ending, word = match["ending"] or "", match["word"].lower()
    return not ending or word in ("zwei", "drei") or (ending in ("e", "en") and word in ("sechs", "fünf", "vier"))


def _word_step(value: float) -> float:
    return 0.5 if value % 1 else _place(str(int(value)))


@cache
def _english_scan() -> re.Pattern[str]:
    plural, scale = alternatives(number_words("en", "plural")), "million|billion|trillion"
    return re.compile(
        rf"\b(?P<half>half\s+an?|a\s+half|half)\s+(?=million|billion|trillion|dozen|century|decade|hour|mile|year\b|percent|per\s+cent|tonne|ton\b)"
        rf"|\b(?P<plural>(?:hundreds|tens|dozens)\s+of\s+(?:thousands|millions|hundreds)|(?:{plural})(?=\s+of\b)|several\s+(?:hundred|thousand|dozen|million|billion)|(?:{plural})(?!\s+of))\b"
        rf"|\b(?P<some>a\s+few\s+(?:hundred|thousand|dozen))\b"
        rf"|\b(?P<dozen>(?:a\s+)?dozen)\b|\b(?P<a>an?)\s+(?=(?:{scale})\b)|(?P<word>{english_pattern()})(?!-(?:and|one|on|off))",
        re.IGNORECASE,
    )


_MANY = {"hundreds": 100.0, "tens": 10.0, "dozens": 12.0}


def _english(text: str) -> Iterator[Numeral]:
    plurals = number_words("en", "plural") | number_words("en", "scale")
    for match in _english_scan().finditer(text):
        start, end = match.span()
        if match["half"]:
            yield Numeral(start, match.end("half"), 0.5, 0.5, "word")
        elif many := match["plural"] or match["some"]:
            words = many.lower().split()
            base = plurals[words[-1]] * (_MANY.get(words[0], 1.0) if "of" in words else 1.0)
            yield Numeral(start, end, base, base, "plural", scaled=True)
        elif match["dozen"]:
            yield Numeral(start, end, 12.0, 12.0, "word", scaled=True)
        elif match["a"]:
            yield Numeral(start, match.end("a"), 1.0, 1.0, "word")
        elif (value := english_number(match["word"])) is not None:
            kind = "article" if match["word"].lower() == "one" else "word"
            yield Numeral(start, end, value, _word_step(value), kind)


class _Word:
    """What text2num asks of a token."""

    def __init__(self, match: re.Match[str]) -> None:
        self.match = match

    def text(self) -> str:
        return self.match[0]

    def nt_separated(self, _previous: _Word) -> bool:
        return False

    def not_a_number_part(self) -> bool:
        return self.match[0][0].isdigit()


def _foreign(text: str, language: str) -> Iterator[Numeral]:
    """Number words of French, Spanish, Italian, Dutch and Portuguese by text2num, one-word "one" left out."""
    if language not in ("fr", "es", "it", "nl", "pt"):
        return
    from text_to_num import find_numbers

    tokens = [_Word(match) for match in re.finditer(r"[\w’'-]+|[^\w\s]", text)]
    for found in find_numbers(tokens, language, 0.0):
        words = tokens[found.start : found.end]
        if not found.is_ordinal and not any(word.match[0][0].isdigit() for word in words) and found.value >= 2:
            yield Numeral(
                words[0].match.start(), words[-1].match.end(), float(found.value), _word_step(found.value), "word"
            )


@cache
def _scale_after(language: str) -> re.Pattern[str]:
    long = [word for word in number_words(language, "scale") if len(word) > 3 or word in ("mil",)]
    short = [word for word in number_words(language, "scale") if word not in long]
    abbreviated = rf"\s?(?:{alternatives(short)})(?:\.|\b)" if short else r"(?!)"
    return re.compile(rf"[\s‑-]*?(?:(?:{alternatives(long)})\b)|{abbreviated}", re.IGNORECASE)


def _scaled(text: str, numeral: Numeral, language: str) -> Numeral:
    """The numeral with the scale words that follow it: `3,5 Mio.`, `zwei Dutzend`, `1.2bn`."""
    if not number_words(language, "scale") or numeral.scaled:
        return numeral
    match = _scale_after(language).match(text, numeral.end)
    if match is None:
        return numeral
    word = match[0].strip(" \u00a0\u202f\n‑-.").lower()
    if word in ("m", "k", "b") and numeral.kind != "digits":
        return numeral
    if word == "m" and not re.search(r"[$€£]\s?$", text[: numeral.start]):
        return numeral  # metres
    factor = number_words(language, "scale")[word]
    end = (
        match.end()
        if not match[0].endswith(".") or word in ("mio", "mrd", "tsd", "bio", "mill", "mia")
        else match.end() - 1
    )
    kind = "word" if numeral.kind == "article" else numeral.kind
    scaled = replace(numeral, end=end, value=numeral.value * factor, step=numeral.step * factor, kind=kind)
    return _scaled(text, scaled, language) if factor < 1e4 else replace(scaled, scaled=True)
