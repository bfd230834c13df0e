#!/usr/bin/env python3
"""Check gold stories: is every folder complete, consistent and quoted verbatim?

usage: check_gold.py FOLDER...

A FOLDER is a story (a.txt, b.txt, ..., meta.json, gold.json) or holds stories at any
depth. What is checked: three articles or more; `meta.json` names every article's
language and source; every quote occurs exactly once in its article; both sides of a
pair come from different articles; every kind is known and belongs to its verdict;
name variants stand in the articles they are listed for; every line of a
`claims.<article>.csv` quotes its article. Problems go to standard output, one a
line, and the exit status is 1 when there is any.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

KINDS: dict[str, list[str]] = json.loads(
    (Path(__file__).parents[1] / "corpus" / "kinds.json").read_text(encoding="utf-8")
)
LANGUAGES = frozenset({"de", "en", "fr", "es", "pl", "it"})
NAME_KINDS = frozenset({"person", "place", "org", "event", "work"})
RELATIONS = frozenset({"equal", "overlap", "subset", "swapped", "denied"})
MODALITIES = frozenset({"asserted", "reported", "planned", "possible", "denied"})
POLARITIES = frozenset({"affirmed", "negated"})
LEAST_ARTICLES = 3

Texts = dict[str, str]
Json = dict[str, Any]


def check_meta(meta: Json, articles: Texts) -> Iterator[str]:
    """Every article has a language, a source name and a readable time (or none)."""
    for key in ("id", "title"):
        if not meta.get(key):
            yield f"meta.json: no {key}"
    for key in ("languages", "sources"):
        if set(meta.get(key, {})) != set(articles):
            yield f"meta.json: {key} do not match the articles {sorted(articles)}"
    for article, language in meta.get("languages", {}).items():
        if language not in LANGUAGES:
            yield f"meta.json: unknown language {language!r} of {article}"
    for article, source in meta.get("sources", {}).items():
        if not source.get("name"):
            yield f"meta.json: source of {article} has no name"
        published = source.get("published")
        if published is not None and not _is_zoned_time(published):
            yield f"meta.json: published of {article} is no time with zone: {published!r}"


def check_pairs(pairs: list[Json], articles: Texts) -> Iterator[str]:
    """Verdict and kind fit; both quotes are verbatim, unique and from two articles."""
    seen: set[tuple[tuple[str, str], ...]] = set()
    for number, pair in enumerate(pairs, start=1):
        where = f"pair {number}"
        if pair.get("kind") not in KINDS.get(pair.get("verdict", ""), []):
            yield f"{where}: {pair.get('kind')!r} is no kind of {pair.get('verdict')!r}"
        if not pair.get("note"):
            yield f"{where}: no note"
        sides = [(pair[side]["article"], pair[side]["quote"]) for side in ("a", "b")]
        if sides[0][0] == sides[1][0]:
            yield f"{where}: both quotes are from article {sides[0][0]}"
        for article, quote in sides:
            times = articles.get(article, "").count(quote)
            if times != 1:
                yield f"{where}: occurs {times} times in {article}: {quote!r}"
        key = tuple(sorted(sides))
        if key in seen:
            yield f"{where}: the same two quotes were labelled before"
        seen.add(key)


def check_names(names: list[Json], articles: Texts) -> Iterator[str]:
    """Every variant stands in an article of its group, every such article has one."""
    for number, name in enumerate(names, start=1):
        where = f"names {number}"
        if name.get("kind") not in NAME_KINDS:
            yield f"{where}: unknown kind {name.get('kind')!r}"
        texts = {article: articles.get(article, "") for article in name["articles"]}
        for variant in name["variants"]:
            if not any(variant in text for text in texts.values()):
                yield f"{where}: {variant!r} stands in none of {sorted(texts)}"
        for article, text in texts.items():
            if not any(variant in text for variant in name["variants"]):
                yield f"{where}: no variant stands in {article}"


def check_participants(groups: list[Json], articles: Texts) -> Iterator[str]:
    """A group names its event, a known relation and two articles or more."""
    for number, group in enumerate(groups, start=1):
        where = f"participants {number}"
        if not group.get("event") or not isinstance(group.get("open"), bool):
            yield f"{where}: event or open is missing"
        if group.get("relation") not in RELATIONS:
            yield f"{where}: unknown relation {group.get('relation')!r}"
        listed = set(group) - {"event", "relation", "open"}
        if len(listed) < 2 or not listed <= set(articles):
            yield f"{where}: needs two of the articles, has {sorted(listed)}"


def check_claims(path: Path, text: str) -> Iterator[str]:
    """Extraction gold quotes its article once, or says where with `start`."""
    with path.open(encoding="utf-8", newline="") as handle:
        claims = list(csv.DictReader(handle))
    for number, claim in enumerate(claims, start=1):
        where = f"{path.name}:{number}"
        quote, start = claim.get("quote") or "", claim.get("start") or ""
        if not start and text.count(quote) != 1:
            yield f"{where}: occurs {text.count(quote)} times: {quote!r}"
        if start and not text.startswith(quote, int(start)):
            yield f"{where}: does not stand at {start}: {quote!r}"
        if not quote or not claim.get("text") or "speaker" not in claim:
            yield f"{where}: quote, text or speaker is missing"
        if claim.get("modality") not in MODALITIES:
            yield f"{where}: unknown modality {claim.get('modality')!r}"
        if claim.get("polarity") not in POLARITIES:
            yield f"{where}: unknown polarity {claim.get('polarity')!r}"


def check_story(folder: Path) -> Iterator[str]:
    """All problems of one story folder."""
    articles = {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.txt")}
    if len(articles) < LEAST_ARTICLES:
        yield f"only {len(articles)} articles"
    if not (folder / "meta.json").exists():
        yield "meta.json is missing"
        return
    yield from check_meta(_load(folder / "meta.json"), articles)
    gold = _load(folder / "gold.json")
    yield from check_pairs(gold.get("pairs", []), articles)
    yield from check_names(gold.get("names", []), articles)
    yield from check_participants(gold.get("participants", []), articles)
    for path in sorted(folder.glob("claims.*.csv")):
        article = path.name.split(".")[1]
        if article in articles:
            yield from check_claims(path, articles[article])
        else:
            yield f"{path.name}: no such article"


def _is_zoned_time(value: str) -> bool:
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def _load(path: Path) -> Json:
    loaded: Json = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def main(arguments: list[str]) -> int:
    """Check every story under the given folders; 0 when all are clean."""
    stories = sorted({p.parent for a in arguments for p in Path(a).rglob("gold.json")})
    if not stories:
        print("no stories found; usage: check_gold.py FOLDER...", file=sys.stderr)
        return 2
    problems = [f"{story}: {problem}" for story in stories for problem in check_story(story)]
    print("\n".join([*problems, f"{len(stories)} stories, {len(problems)} problems"]))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
