"""What flows from claims to a reconciliation: frozen records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from claims.records import Article, Claim, Skipped

Verdict = Literal["agreeing", "complementary", "conflicting"]
Relation = Literal["equal", "subset", "superset", "overlap", "swapped", "denied"]


@dataclass(frozen=True, slots=True)
class ClaimPair:
    """Two claims of different sources that may be about the same thing; `similarity` is a cosine in [-1, 1].

    `characters` is the similarity of their character n-grams in [0, 1], rare ones of the story counting more; `rank` how
    near they are: 1 when each is the other's nearest of that source, else the mean of their two ranks.
    """

    left: Claim
    right: Claim
    similarity: float
    characters: float = 0.0
    rank: float = 1.0


@dataclass(frozen=True, slots=True)
class Signal:
    """One comparison of a pair: `score` in [-1, 1] (1 same, -1 contrary, 0 silent), `detail` why, for a reader."""

    name: str
    score: float
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A judged pair. `rule` names what decided; `values` are the two wordings that agree or differ."""

    id: str
    pair: ClaimPair
    verdict: Verdict
    kind: str
    confidence: float
    rule: str
    explanation: str
    signals: tuple[Signal, ...] = ()
    values: tuple[str, str] = ("", "")
    reservation: str = ""


@dataclass(frozen=True, slots=True)
class Variant:
    """One spelling of an entity in one article, exactly as written, and how often."""

    text: str
    source: str
    article_id: str
    count: int


@dataclass(frozen=True, slots=True)
class Entity:
    """Mentions across sources that name the same thing; `reasons` tell why the variants were joined."""

    id: str
    kind: str
    canonical: str
    variants: tuple[Variant, ...]
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ParticipantList:
    """Who took part in one event according to one claim; `open` unless the wording closes the list."""

    claim_id: str
    source: str
    event: str
    members: tuple[str, ...]
    entity_ids: tuple[str, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class ParticipantComparison:
    """Two participant lists of one event side by side."""

    left: ParticipantList
    right: ParticipantList
    relation: Relation


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Everything that a run found. Deterministic: the same articles and settings give an equal record."""

    story: str
    articles: tuple[Article, ...]
    claims: tuple[Claim, ...]
    entities: tuple[Entity, ...]
    participants: tuple[ParticipantComparison, ...]
    findings: tuple[Finding, ...]
    skipped: tuple[Skipped, ...]
    settings: tuple[tuple[str, str], ...]
    models: tuple[tuple[str, str], ...]
