"""The distinct ways in which the articles of a story name things, gathered from the mentions of their claims."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from claims.records import Claim, Mention
from reconcile.names.fold import fold, joined
from reconcile.names.parts import is_title, parse_person, strip_genitive
from reconcile.names.places import place_ids, split_direction
from reconcile.names.resources import read_words, words

NAMED = ("person", "organization", "place", "misc", "role")
"""The kinds of mention that name an entity."""

_EDGES = re.compile(r"^[\s\"„“”»«‚‘’'(\[]+|[\s\"„“”»«‚‘'’)\].,;:!?]+$")

_ADJECTIVES = (("er", ""), ("er", "en"), ("er", "e"), ("ner", "en"), ("enser", "e"), ("nser", ""), ("ner", ""))
_NUMBER = re.compile(r"(?<=[^\W\d])\s+\d+$")
_SIDE = re.compile(r"(\w+) $")


@dataclass(frozen=True, slots=True)
class Naming:
    """One surface form in one article. `clean` is `text` without quotation marks, leading article and titles.

    `full` is the fullest form that the article has for it according to the claim, "" if there is none; `titles` are
    folded.
    """

    article_id: str
    kind: str
    text: str
    clean: str
    full: str
    titles: tuple[str, ...]


def clean_name(kind: str, text: str) -> str:
    """`text` without surrounding marks, a leading article, and (for persons) leading titles; never empty for a word."""
    bare = _EDGES.sub("", strip_genitive(text)) or text
    if kind == "place" and place_ids(_NUMBER.sub("", bare)):
        bare = _NUMBER.sub("", bare)
    first, _, rest = bare.partition(" ")
    if rest and fold(first) in words("names.toml", "articles") and (first.islower() or kind != "person"):
        bare = rest
    if kind == "person":
        return _without_titles(bare)
    if kind != "place":
        return bare
    return bare[:-1] if genitive_places(bare) else adjective_base(bare)


def adjective_base(name: str) -> str:
    """The place of the table that an adjective in -er is of (`Dresdner`, `Thüringer`), else `name` itself."""
    if name.endswith("er") and " " not in name and not place_ids(name):
        for ending, base in _ADJECTIVES:
            place = name[: -len(ending)] + base
            if name.endswith(ending) and len(place) > 3 and place_ids(place):
                return place
    return name


def genitive_places(name: str) -> frozenset[str]:
    """The places of the table whose genitive or dative `name` is (`Norwegens`), empty for a name of its own."""
    return place_ids(name[:-1]) if name.endswith(("s", "n")) and not place_ids(name) else frozenset()


def _without_titles(text: str) -> str:
    parsed = parse_person(text)
    pieces = text.split()
    for _ in range(min(len(parsed.titles), len(pieces) - 1)):
        rest = " ".join(pieces[1:])
        if parse_person(rest).parts != parsed.parts:
            break
        pieces = pieces[1:]
    return " ".join(pieces)


def naming_of(article_id: str, mention: Mention, text: str) -> Naming:
    """The naming that one mention is; `text` is its article's, "" if unknown."""
    titles = (*(word for title in mention.titles for word in fold(title).split()), *parse_person(mention.text).titles)
    clean = clean_name(mention.kind, mention.text)
    full = clean_name(mention.kind, mention.name) if mention.name else ""
    before = text[max(0, mention.span.start - 24) : mention.span.start]
    if mention.kind == "person":
        words_before = (fold(word).strip(".") for word in reversed(before.split()))
        titles += tuple(takewhile(is_title, words_before))
    if mention.kind == "place" and (side := _SIDE.search(before)) and side.group(1).islower():
        both = f"{side.group(1)} {clean}"
        clean = both if split_direction(both)[0] else clean
    return Naming(article_id, mention.kind, mention.text, clean, full, titles)


def speaker_naming(claim: Claim) -> Naming | None:
    """The naming that a claim's speaker is, `None` unless it is clearly a person: two names, or a name with a title."""
    pieces = claim.speaker.split()
    last_title = max((i for i, word in enumerate(pieces) if is_title(fold(word).strip("."))), default=-1)
    name = pieces[last_title + 1 :]
    if not name or (last_title < 0 and len(name) < 2) or any(_common(word) for word in name):
        return None
    titles = tuple(fold(word).strip(".") for word in pieces[: last_title + 1])
    text = " ".join(name)
    return Naming(claim.article_id, "person", text, clean_name("person", text), "", titles)


def _common(word: str) -> bool:
    """Whether a word of a speaker shows that the speaker is no person: in lower case, or a noun for a body."""
    if fold(word) in words("names.toml", "particles"):
        return False
    kinds = read_words("organisations.toml")["kinds"]
    return not word[0].isupper() or fold(word).endswith(tuple(fold(kind) for kind in kinds)) or word.isupper()


def gather(claims: Iterable[Claim], texts: Mapping[str, str]) -> tuple[Naming, ...]:
    """The distinct namings of all claims in reading order, their kinds made consistent over the story.

    `texts` are the articles' texts by article id.
    """
    found: dict[tuple[str, str, str, str], Naming] = {}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for claim in claims:
        for mention in claim.mentions:
            if mention.kind in NAMED and any(c.isalpha() for c in mention.text):
                naming = naming_of(claim.article_id, mention, texts.get(claim.article_id, ""))
                found.setdefault((naming.article_id, naming.kind, naming.text, naming.full), naming)
                if naming.kind != "role":
                    counts[joined(naming.clean)][naming.kind] += 1
        if (speaker := speaker_naming(claim)) is not None:
            found.setdefault((speaker.article_id, speaker.kind, speaker.text, ""), speaker)
            counts[joined(speaker.clean)][speaker.kind] += 1
    return _settle(tuple(found.values()), counts)


def _settle(namings: Sequence[Naming], counts: dict[str, Counter[str]]) -> tuple[Naming, ...]:
    """Give every form one kind: that of most of its mentions, or person where it is a full name's surname."""
    surnames = {part for n in namings if n.kind == "person" for part in surname_parts(n.clean)}
    settled = {}
    for naming in namings:
        kind = naming.kind if naming.kind == "role" else counts[joined(naming.clean)].most_common(1)[0][0]
        if kind not in ("person", "role") and not place_ids(naming.clean) and _is_surname(naming.clean, surnames):
            kind = "person"
        elif kind == "person" and any(place.startswith("country:") for place in genitive_places(naming.clean)):
            kind = "place"
        clean = naming.clean if kind == naming.kind else clean_name(kind, naming.text)
        settled[naming.article_id, kind, naming.text, naming.full] = replace(naming, kind=kind, clean=clean)
    return tuple(settled.values())


def _is_surname(clean: str, surnames: set[str]) -> bool:
    parts = parse_person(clean).parts
    form = parts[0] if len(parts) == 1 else ""
    return form in surnames or (form.endswith("s") and form[:-1] in surnames)


def surname_parts(clean: str) -> tuple[str, ...]:
    """The folded parts of a full name that may stand for it alone: the last, and the first where it is a family name."""
    parts = parse_person(clean).parts
    if len(parts) < 2:
        return ()
    return (parts[-1], parts[0]) if family_first(parts) else (parts[-1],)


def family_first(parts: Sequence[str]) -> bool:
    """Whether a name's first part is an East Asian family name."""
    return len(parts) > 1 and parts[0] in words("names.toml", "family_first")
