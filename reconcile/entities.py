"""Who and what the articles of a story name: mentions joined to entities, every spelling counted.

Inside an article a surname, a short form or a role may stand for the full name; across articles only full names,
unambiguous surnames and the alias table join. What must stay apart (another given name, another syllable of a Korean
name, a man and a woman) is checked against every member of a group before it grows.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from claims.identity import content_id
from claims.records import Article, Claim, Mention, MentionKind, Span
from reconcile.aliases import Alias, AliasTable
from reconcile.names.clusters import Clusters
from reconcile.names.forms import article_forms
from reconcile.names.linking import (
    gender,
    is_full,
    link_equal,
    link_names,
    link_parts,
    link_roles,
    must_part,
    vouched_pairs,
)
from reconcile.names.naming import NAMED, Naming, clean_name, gather
from reconcile.names.parts import parse_person
from reconcile.names.scan import scan_acronyms, scan_spellings
from reconcile.names.short_forms import link_longer_places, link_places, link_short_forms
from reconcile.names.spelling import without_glue
from reconcile.names.table_links import find_aliases, link_aliases, scan_texts, weak_positions
from reconcile.names.variants import Hit, count_hits, find_forms
from reconcile.records import Entity, Variant

Owner = Mapping[tuple[str, str, str], Entity]


@dataclass(frozen=True, slots=True)
class _Group:
    """The namings of one entity, the alias they were found in, and why they were joined."""

    members: Sequence[Naming]
    alias: Alias | None
    reasons: tuple[str, ...]


def resolve(
    articles: Sequence[Article], claims: Sequence[Claim], aliases: AliasTable
) -> tuple[tuple[Entity, ...], tuple[Claim, ...]]:
    """The entities of a story, and its claims with `Mention.entity` filled (and a mistaken kind mended).

    Deterministic; the entities stand in the order in which the claims first name them.
    """
    mentioned = gather(claims, {article.id: article.text for article in articles})
    named = (*mentioned, *scan_acronyms(articles), *scan_spellings(articles, mentioned))
    namings = (*named, *scan_texts(articles, aliases, named))
    days = {article.id: article.published.date() if article.published else None for article in articles}
    known = find_aliases(namings, aliases, days)
    clusters = link_all(namings, known, weak_positions(namings, aliases))
    groups = clusters.groups()
    hits = {a.id: find_forms(a.text, article_forms(a.id, namings, groups, known)) for a in articles}
    counts = _count(articles, hits)
    stories = [_Group([namings[i] for i in group], known.get(group[0]), clusters.reasons(group[0])) for group in groups]
    entities = _distinct(
        [
            _entity(story, tuple(counts.get(n, ())) or _as_mentioned(articles, story.members))
            for n, story in enumerate(stories)
        ]
    )
    owner = {_key(namings[i]): entities[n] for n, group in enumerate(groups) for i in group}
    return entities, tuple(_filled(claim, owner, _missed(claim, hits, entities)) for claim in claims)


def link_all(namings: Sequence[Naming], known: Mapping[int, Alias], weak: frozenset[int]) -> Clusters:
    """Group the namings, the surest evidence first; `weak` are positions of names that many things have."""

    def apart(left: int, right: int) -> bool:
        if left in known and known[left] == known.get(right):
            return False
        if (left in weak or right in weak) and known.get(left) != known.get(right):
            return True
        pair = frozenset((namings[left].clean, namings[right].clean))
        return pair not in vouched and must_part(namings[left], namings[right])

    vouched = vouched_pairs(namings)
    clusters = Clusters([(n.kind, n.clean, gender(n), known.get(i)) for i, n in enumerate(namings)], apart)
    link_equal(namings, clusters)
    link_aliases(namings, clusters, known)
    link_places(namings, clusters)
    link_names(namings, clusters, vouched)
    link_parts(namings, clusters, across=False)
    link_roles(namings, clusters)
    link_short_forms(namings, clusters)
    link_longer_places(namings, clusters)
    link_parts(namings, clusters, across=True)
    return clusters


def _key(naming: Naming) -> tuple[str, str, str]:
    return naming.article_id, naming.text, naming.full


def _filled(claim: Claim, owner: Owner, missed: Sequence[Mention]) -> Claim:
    named = (_with_entity(claim.article_id, mention, owner) for mention in claim.mentions)
    return replace(claim, mentions=tuple(sorted((*named, *missed), key=lambda mention: (mention.span, mention.kind))))


def _missed(claim: Claim, hits: Mapping[str, Sequence[Hit]], entities: Sequence[Entity]) -> tuple[Mention, ...]:
    """The names that stand in the claim's own words and that its mentions lack, as mentions."""
    found = []
    for hit in hits.get(claim.article_id, ()):
        span = Span(hit.start, hit.end)
        apart = all(span.end <= other.span.start or other.span.end <= span.start for other in claim.mentions)
        entity = entities[hit.group]
        if hit.named and apart and claim.span.covers(span) and entity.kind in NAMED:
            found.append(Mention(_mention_kind(entity.kind), span, hit.written[0], entity.canonical, entity=entity.id))
    return tuple(found)


def _with_entity(article_id: str, mention: Mention, owner: Owner) -> Mention:
    if mention.kind not in NAMED:
        return mention
    full = clean_name(mention.kind, mention.name) if mention.name else ""
    found = owner.get((article_id, mention.text, full))
    if found is None:
        return mention
    return replace(mention, entity=found.id, kind="role" if mention.kind == "role" else _mention_kind(found.kind))


def _mention_kind(kind: str) -> MentionKind:
    return cast(MentionKind, kind if kind in NAMED else "misc")


def _count(articles: Sequence[Article], hits: Mapping[str, Sequence[Hit]]) -> dict[int, list[Variant]]:
    """The variants of every group (by number), article by article, forms in alphabetical order."""
    variants: dict[int, list[Variant]] = defaultdict(list)
    for article in articles:
        for (number, text), count in sorted(count_hits(hits[article.id]).items()):
            variants[number].append(Variant(text, article.source, article.id, count))
    return variants


def _as_mentioned(articles: Sequence[Article], members: Sequence[Naming]) -> tuple[Variant, ...]:
    """The variants of a group of which no form stands in a text as a whole word: the mentions as they are."""
    wanted = {(naming.article_id, naming.text) for naming in members}
    texts = ((a, text) for a in articles for text in sorted({text for where, text in wanted if where == a.id}))
    return tuple(Variant(text, a.source, a.id, max(1, a.text.count(text))) for a, text in texts)


def _entity(group: _Group, found: tuple[Variant, ...]) -> Entity:
    canonical = _canonical(group, found)
    kinds = Counter(n.kind for n in group.members if n.kind != "role") or Counter(["role"])
    kind = group.alias.kind if group.alias is not None else kinds.most_common(1)[0][0]
    return Entity(content_id("e", kind, canonical), kind, canonical, found, group.reasons)


def _canonical(group: _Group, variants: Sequence[Variant]) -> str:
    """The fullest form: of most parts for a person, else the most frequent; ties by the alias table, then reading order.

    A form that only adds a glued word to another form of the group comes last.
    """
    members = group.members
    used = Counter({v.text: 0 for v in variants})
    for variant in variants:
        used[variant.text] += variant.count
    full = [n.clean for n in members if is_full(n)]
    if full:
        glued = {form for form in full if any(without_glue(form, other) for other in full)}
        first = group.alias.names[0] if group.alias is not None else ""
        return max(full, key=lambda f: (f not in glued, len(parse_person(f).parts), used[f], f == first))
    named = [n.clean for n in members if n.kind != "role"] or [n.clean for n in members]
    return max(named, key=lambda form: (used[form], len(form), form))


def _distinct(entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """The entities, those that share an id told apart by their place in the story."""
    seen: Counter[str] = Counter()
    told = []
    for entity in entities:
        seen[entity.id] += 1
        again = seen[entity.id]
        told.append(entity if again == 1 else replace(entity, id=content_id("e", entity.kind, entity.canonical, again)))
    return tuple(told)
