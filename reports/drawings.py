"""Geometry of the two drawings in the HTML report: which source agrees with which, and who reported when.

Only numbers and texts are computed here; the template draws them as SVG, so that every text is escaped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from claims.records import Article
from reconcile.records import Finding
from reports.subjects import Step

VERDICTS = ("conflicting", "complementary", "agreeing")
CELL_WIDTH, CELL_HEIGHT, MARGIN = 116, 44, 150
ROW_HEIGHT, AXIS_WIDTH = 46, 640


@dataclass(frozen=True, slots=True)
class Bar:
    """One verdict's share of a cell."""

    verdict: str
    count: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Cell:
    """What two sources have in common: upper left corner, bars and the number of their findings."""

    row: str
    column: str
    x: int
    y: int
    bars: tuple[Bar, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """Source by source, the upper triangle."""

    sources: tuple[str, ...]
    cells: tuple[Cell, ...]
    width: int
    height: int


def draw_matrix(sources: Sequence[str], findings: Sequence[Finding]) -> Matrix:
    """A cell for each two sources; the bars' widths are shares of the cell's own findings."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for finding in findings:
        one, two = sorted((finding.pair.left.source, finding.pair.right.source))
        counts.setdefault((one, two), Counter())[finding.verdict] += 1
    cells = []
    for row, one in enumerate(sources[:-1]):
        for column, two in enumerate(sources[1:]):
            if column >= row:
                found = counts.get((one, two) if one <= two else (two, one), Counter())
                x, y = MARGIN + column * CELL_WIDTH, 34 + row * CELL_HEIGHT
                cells.append(Cell(one, two, x, y, _bars(found), found.total()))
    steps = max(len(sources) - 1, 1)
    return Matrix(tuple(sources), tuple(cells), MARGIN + steps * CELL_WIDTH + 8, 34 + steps * CELL_HEIGHT + 8)


def _bars(found: Counter[str]) -> tuple[Bar, ...]:
    whole, at = CELL_WIDTH - 16, 0.0
    bars = []
    for verdict in VERDICTS:
        if found[verdict]:
            width = whole * found[verdict] / found.total()
            bars.append(Bar(verdict, found[verdict], round(at, 1), round(width, 1)))
            at += width
    return tuple(bars)


@dataclass(frozen=True, slots=True)
class Dot:
    """One article on its source's line, with the values that it gives to counts that were updated."""

    x: float
    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One source's line."""

    source: str
    y: int
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Sources by publication time; `undated` have no place on it."""

    lines: tuple[Line, ...]
    undated: tuple[str, ...]
    first: str
    last: str
    width: int
    height: int


def draw_timeline(articles: Sequence[Article], updates: Sequence[Step]) -> Timeline | None:
    """A line a source; None where no article has a time."""
    times = {a.id: _moment(a.published) for a in articles if a.published}
    if not times:
        return None
    start, end = min(times.values()), max(times.values())
    length = max(end - start, 1.0)
    lines: dict[str, list[Dot]] = {}
    for article in sorted((a for a in articles if a.id in times), key=lambda a: (a.source, times[a.id], a.id)):
        x = MARGIN + 20 + (AXIS_WIDTH - 60) * (times[article.id] - start) / length
        values = tuple(
            dict.fromkeys(step.value for step in updates if step.claim.article_id == article.id and step.value)
        )
        lines.setdefault(article.source, []).append(Dot(round(x, 1), _shown(article.published), values))
    drawn = tuple(Line(s, 30 + place * ROW_HEIGHT, tuple(dots)) for place, (s, dots) in enumerate(lines.items()))
    ends = [min((a for a in articles if a.id in times), key=lambda a: (times[a.id], a.id))]
    ends += [max((a for a in articles if a.id in times), key=lambda a: (times[a.id], a.id))]
    undated = tuple(a.source for a in articles if a.id not in times)
    first, last = (_shown(a.published) for a in ends)
    return Timeline(drawn, undated, first, last, MARGIN + AXIS_WIDTH, 30 + len(drawn) * ROW_HEIGHT)


def _moment(time: datetime) -> float:
    """Seconds; a time without zone is taken as UTC, which only moves its dot."""
    return (time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp()


def _shown(time: datetime | None) -> str:
    return time.strftime("%Y-%m-%d %H:%M") if time else ""
