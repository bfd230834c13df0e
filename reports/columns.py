"""The columns of the review sheet and of names.csv: the output contract, in order."""

from __future__ import annotations

from claims.records import Claim
from reconcile.decisions import NOTHING_DECIDED, Decided
from reconcile.records import Finding, Reconciliation

REVIEW_COLUMNS = (
    "finding_id", "story", "verdict", "kind", "confidence", "rule", "explanation",
    "source_a", "article_a", "start_a", "end_a", "quote_a", "claim_a", "speaker_a",
    "source_b", "article_b", "start_b", "end_b", "quote_b", "claim_b", "speaker_b",
    "similarity", "review_verdict", "review_note", "reviewer",
)  # fmt: skip

NAME_COLUMNS = ("entity_id", "kind", "canonical", "variant", "source", "article", "count")
PARTICIPANT_COLUMNS = (
    "event", "relation", "source_a", "members_a", "open_a", "source_b", "members_b", "open_b", "only_a", "only_b",
)  # fmt: skip

Row = dict[str, str]


BLIND_COLUMNS = (
    *(name for name in REVIEW_COLUMNS if name not in ("verdict", "kind", "confidence", "rule", "explanation", "similarity")),
)  # fmt: skip
"""The sheet for reviewers who shall not see what the tool thinks."""


def review_row(finding: Finding, story: str, paths: dict[str, str], decided: Decided = NOTHING_DECIDED) -> Row:
    """One finding as a row of the review sheet; `paths` gives each article id its path.

    The last three columns hold the latest decision and are empty where there is none.
    """
    standing = decided.latest(finding)
    row = {
        "finding_id": finding.id,
        "story": story,
        "verdict": finding.verdict,
        "kind": finding.kind,
        "confidence": f"{finding.confidence:.2f}",
        "rule": finding.rule,
        "explanation": finding.explanation,
        **_side("a", finding.pair.left, paths),
        **_side("b", finding.pair.right, paths),
        "similarity": f"{finding.pair.similarity:.4f}",
        "review_verdict": standing.decision.verdict if standing else "",
        "review_note": standing.decision.note if standing else "",
        "reviewer": standing.decision.reviewer if standing else "",
    }
    return {name: row[name] for name in REVIEW_COLUMNS}


def _side(side: str, claim: Claim, paths: dict[str, str]) -> Row:
    return {
        f"source_{side}": claim.source,
        f"article_{side}": paths[claim.article_id],
        f"start_{side}": str(claim.span.start),
        f"end_{side}": str(claim.span.end),
        f"quote_{side}": claim.quote,
        f"claim_{side}": claim.text,
        f"speaker_{side}": claim.speaker,
    }


def article_paths(result: Reconciliation) -> dict[str, str]:
    """Path of every article, by its id."""
    return {article.id: article.path for article in result.articles}


def review_rows(result: Reconciliation, decided: Decided = NOTHING_DECIDED) -> list[Row]:
    """All findings as rows, in the order of the reconciliation."""
    paths = article_paths(result)
    return [review_row(finding, result.story, paths, decided) for finding in result.findings]


def blind_rows(result: Reconciliation) -> list[Row]:
    """The same without what the tool thinks and what anybody decided, by id: the report's order would give verdicts away."""
    rows = sorted(review_rows(result), key=lambda row: row["finding_id"])
    return [{name: row[name] for name in BLIND_COLUMNS} for row in rows]


def name_rows(result: Reconciliation) -> list[Row]:
    """One row a variant of an entity and article, spelled exactly as written."""
    paths = article_paths(result)
    return [
        {
            "entity_id": entity.id,
            "kind": entity.kind,
            "canonical": entity.canonical,
            "variant": variant.text,
            "source": variant.source,
            "article": paths[variant.article_id],
            "count": str(variant.count),
        }
        for entity in result.entities
        for variant in entity.variants
    ]


def participant_rows(result: Reconciliation) -> list[Row]:
    """One row a comparison of two participant lists."""
    rows = []
    for both in result.participants:
        left, right = (
            dict(zip(both.left.entity_ids, both.left.members, strict=True)),
            dict(zip(both.right.entity_ids, both.right.members, strict=True)),
        )
        rows.append(
            {
                "event": both.left.event,
                "relation": both.relation,
                "source_a": both.left.source,
                "members_a": "; ".join(both.left.members),
                "open_a": "open" if both.left.open else "closed",
                "source_b": both.right.source,
                "members_b": "; ".join(both.right.members),
                "open_b": "open" if both.right.open else "closed",
                "only_a": "; ".join(name for key, name in left.items() if key not in right),
                "only_b": "; ".join(name for key, name in right.items() if key not in left),
            }
        )
    return rows
