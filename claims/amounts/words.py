"""German and English number words to numbers: `dreihundertfünfzig`, `a hundred and twenty-five`."""

from __future__ import annotations

import re
from functools import cache

from claims.amounts.lexicon import alternatives, number_words

HALF = "einhalb"


@cache
def _german() -> re.Pattern[str]:
    small, tens = alternatives(number_words("de", "small")), alternatives(number_words("de", "tens"))
    below = rf"(?:(?:{small})und(?:{tens})|{tens}|{small})"
    hundreds = rf"(?:(?:{small})?hundert(?:und)?(?:{below})?|{below})"
    return re.compile(
        rf"(?P<thousands>{hundreds})?(?P<tausend>tausend)(?:und)?(?P<rest>{hundreds})?|(?P<only>{hundreds})"
    )


@cache
def _german_below() -> re.Pattern[str]:
    small, tens = alternatives(number_words("de", "small")), alternatives(number_words("de", "tens"))
    return re.compile(
        rf"(?:(?P<count>{small})?(?P<hundred>hundert)(?:und)?)?(?:(?:(?P<one>{small})und)?(?P<ten>{tens})|(?P<small>{small}))?"
    )


def _below_thousand(word: str) -> float | None:
    match = _german_below().fullmatch(word)
    if match is None or not word:
        return None
    small, tens = number_words("de", "small"), number_words("de", "tens")
    total = 0.0
    if match["hundred"]:
        total += 100 * small[match["count"] or "ein"]
    if match["ten"]:
        total += tens[match["ten"]]
    return total + small.get(match["one"] or match["small"] or "", 0.0)


@cache
def german_number(word: str) -> float | None:
    """The value of one German number word, `None` if it is none. `zweieinhalb` is 2.5, `anderthalb` 1.5."""
    word = word.lower()
    if re.fullmatch(r"anderthalb|eineinhalb", word):
        return 1.5
    if word.endswith(HALF) and (whole := german_number(word.removesuffix(HALF))) is not None:
        return whole + 0.5
    match = _german().fullmatch(word)
    if match is None:
        return None
    if not match["tausend"]:
        return _below_thousand(match["only"])
    thousands = _below_thousand(match["thousands"]) if match["thousands"] else 1.0
    rest = _below_thousand(match["rest"]) if match["rest"] else 0.0
    return None if thousands is None or rest is None else 1000 * thousands + rest


@cache
def german_pattern() -> str:
    """A regular expression that meets German number words and no longer words that only begin like one."""
    small, tens = alternatives(number_words("de", "small")), alternatives(number_words("de", "tens"))
    part = f"{small}|{tens}|hundert|tausend|und"
    return rf"\b(?:anderthalb|eineinhalb|(?:{small}|{tens}|hundert|tausend)(?:{part})*(?:{HALF})?)"


@cache
def english_pattern() -> str:
    """A regular expression for English number words up to, not including, million."""
    small, tens = alternatives(number_words("en", "small")), alternatives(number_words("en", "tens"))
    below = rf"(?:(?:{tens})(?:[-‑ ](?:{small}))?|{small})\b"
    hundreds = rf"(?:(?:{below}|an?)\s+hundred\b(?:\s+and\s+{below}|\s+{below})?|{below})"
    return rf"\b(?:(?:{hundreds}|an?)\s+thousand\b(?:(?:\s+and)?\s+{hundreds})?|{hundreds})(?:\s+and\s+a\s+half\b)?"


def english_number(phrase: str) -> float | None:
    """The value of a phrase that `english_pattern` meets, `None` if it is none."""
    small, tens = number_words("en", "small"), number_words("en", "tens")
    phrase = phrase.lower()
    half = 0.5 if re.search(r"and\s+a\s+half$", phrase) else 0.0
    phrase = re.sub(r"\s+and\s+a\s+half$", "", phrase)
    total = current = 0.0
    for word in re.split(r"[\s‑-]+", phrase):
        if word in ("and", "a", "an"):
            current += 1.0 if word != "and" and not current else 0.0
        elif word == "hundred":
            current = (current or 1.0) * 100
        elif word == "thousand":
            total, current = total + (current or 1.0) * 1000, 0.0
        elif word in small or word in tens:
            current += small.get(word, 0.0) + tens.get(word, 0.0)
        else:
            return None
    return total + current + half
