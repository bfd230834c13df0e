"""Take a person's name apart: titles and particles off, initials known, `Surname, Given` turned round."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from reconcile.names.fold import fold, is_latin, split_words
from reconcile.names.offices import demonyms
from reconcile.names.resources import words

_GENITIVE = re.compile(r"(?<=\w)['’`´]s?(?=\s|$)")
_INITIALS = re.compile(r"\b(?:(?:[A-Z]\.){2,3}|[B-DF-HJ-NP-TV-Z]{2})(?=\s)")


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of one name, folded, in the order of writing.

    `parts` are the words that carry the name, `particles` words such as `von` or `al` (also kept, with their place,
    in `whole`), `initials` single letters; `latin` tells whether it was written in the Latin script.
    """

    parts: tuple[str, ...]
    whole: tuple[str, ...]
    titles: tuple[str, ...]
    latin: bool
    patronymic: bool


def is_title(word: str) -> bool:
    """Whether one folded word is a title or a role noun (`ministerin`, `kremlchef`, `dr`)."""
    if word in words("roles.toml", "titles"):
        return True
    return len(word) > 6 and word.endswith(_endings())


def is_role(word: str) -> bool:
    """Whether one folded word is a title that tells what a person does, not a mere form of address."""
    return is_title(word) and word not in words("roles.toml", "address")


def _is_before_name(word: str) -> bool:
    return is_title(word) or word in demonyms()


@lru_cache(maxsize=1)
def _endings() -> tuple[str, ...]:
    return tuple(words("roles.toml", "endings"))


def strip_genitive(text: str) -> str:
    """`text` without an apostrophe genitive (`Biden's`, `Sanchez'`)."""
    return _GENITIVE.sub("", text)


def _reorder(text: str) -> str:
    """`Putin, Vladimir` as `Vladimir Putin`; suffixes (`Smith, Jr.`) stay behind."""
    head, comma, tail = text.partition(",")
    if not comma or not tail.strip() or fold(tail).strip(" .") in words("names.toml", "suffixes"):
        return text.replace(",", " ")
    return f"{tail.strip()} {head.strip()}".replace(",", " ")


@lru_cache(maxsize=100_000)
def parse_person(text: str) -> PersonName:
    """Take one name apart; a name of titles alone keeps them as parts, so that nothing is ever empty for letters."""
    ordered = _INITIALS.sub(lambda m: " ".join(m.group().replace(".", "")), _reorder(strip_genitive(text)))
    every = split_words(ordered)
    suffixes, particles = words("names.toml", "suffixes"), words("names.toml", "particles")
    titles = tuple(takewhile(_is_before_name, every))
    whole = tuple(word for word in every[len(titles) :] if word not in suffixes) or every
    parts = tuple(word for word in whole if word not in particles) or whole
    patronymic = any(word in words("names.toml", "patronymic_particles") for word in whole)
    return PersonName(_distinct(parts), whole, titles, is_latin(text), patronymic)


def _distinct(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Parts without immediate and later repetitions, if at least two differ."""
    unique = tuple(dict.fromkeys(parts))
    return unique if len(unique) > 1 else parts[:1]
