"""The claims of one article for a reader or a program: what was read, span by span."""

from __future__ import annotations

import json
from collections.abc import Sequence

from claims.records import Article, Claim
from reports.escape import plain


def claims_lines(article: Article, claims: Sequence[Claim]) -> str:
    """JSON Lines, one claim a line."""
    return "\n".join(json.dumps(_fields(article, claim), ensure_ascii=False) for claim in claims)


def _fields(article: Article, claim: Claim) -> dict[str, object]:
    speech = claim.attribution
    return {
        "id": claim.id,
        "article": article.path,
        "source": claim.source,
        "start": claim.span.start,
        "end": claim.span.end,
        "quote": claim.quote,
        "text": claim.text,
        "speaker": speech.speaker if speech else "",
        "cue": speech.cue if speech else "",
        "modality": claim.modality,
        "polarity": claim.polarity,
        "mentions": [{"kind": m.kind, "text": m.text, "name": m.name} for m in claim.mentions],
        "marks": list(claim.marks),
    }


def claims_table(article: Article, claims: Sequence[Claim]) -> str:
    """A plain table: number, span, mood, speaker, readable text; control characters taken out."""
    lines = [f"{plain(article.path)} · {plain(article.source)} · {len(claims)} claims"]
    for number, claim in enumerate(claims, 1):
        mood = ("not " if claim.polarity == "negated" else "") + claim.modality
        marks = f"  [{', '.join(claim.marks)}]" if claim.marks else ""
        head = f"{number:3} {claim.span.start:5}–{claim.span.end:<5} {mood:14} {plain(claim.speaker)[:28]:28}"
        lines.append(f"{head} {plain(claim.text)}{plain(marks) and marks}")
    return "\n".join(lines)
