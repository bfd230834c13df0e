"""An article cut into pieces at the bounds of its claims, so that each piece can be marked in place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from claims.records import Article, Claim


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the article's text and the ids of the claims whose span covers it, the shortest span first."""

    text: str
    claims: tuple[str, ...]


def cut(article: Article, claims: Sequence[Claim]) -> tuple[Piece, ...]:
    """The whole text in order; joined, the pieces are the text again. Spans may overlap."""
    own = sorted((c for c in claims if c.article_id == article.id), key=lambda c: (c.span.end - c.span.start, c.id))
    bounds = {0, len(article.text)}
    for claim in own:
        bounds |= {max(claim.span.start, 0), min(claim.span.end, len(article.text))}
    cuts = sorted(bounds)
    pieces = []
    for start, end in pairwise(cuts):
        over = tuple(claim.id for claim in own if claim.span.start <= start and end <= claim.span.end)
        pieces.append(Piece(article.text[start:end], over))
    return tuple(pieces)
