"""The verbatim span of a clause: the tightest contiguous range, its edges cleaned."""

from __future__ import annotations

from collections.abc import Sequence

from claims.clause import Clause
from claims.records import Span
from claims.syntax import Parse, Token
from claims.tree import base, span_of

MAX_LABEL = 2
"""Words before a colon that only point at what follows."""
_EDGES = frozenset(",;:–—-.")
_OPEN_MARKS, _CLOSE_MARKS = "„“\"«»‚‘'", "“”\"»«’‘'"
_CLOSE_MARKS = "“”\"»«’‘'"


def own_span(parse: Parse, clause: Clause, text: str, limits: Span) -> Span:
    """The tightest contiguous range with the clause's words, edges cleaned; it stays inside `limits`."""
    kept = trim_edges(parse, clause.tokens, clause.head)
    if not kept:
        return limits
    span = span_of(parse.tokens[index] for index in (kept[0], kept[-1]))
    end = span.end
    while end < limits.end and text[end] in _CLOSE_MARKS and _misses_mark(text, Span(span.start, end)):
        end += 1
    return Span(max(span.start, limits.start), min(end, limits.end))


def _misses_mark(text: str, span: Span) -> bool:
    part = span.of(text)
    return part.count("„") > part.count("“") + part.count("”") or part.count('"') % 2 == 1


def trim_edges(parse: Parse, indices: Sequence[int], head: int) -> tuple[int, ...]:
    """Drop punctuation at both ends and a conjunction in front."""
    kept = _without_label(parse, _without_stray_marks(parse, indices))
    while kept and _is_edge(parse.tokens[kept[0]], head):
        kept.pop(0)
    while kept and parse.tokens[kept[-1]].form in _EDGES:
        kept.pop()
    return tuple(kept)


def _without_stray_marks(parse: Parse, indices: Sequence[int]) -> list[int]:
    """Leave out runs of nothing but punctuation that another clause parts from the rest."""
    runs: list[list[int]] = []
    for index in indices:
        if runs and runs[-1][-1] + 1 == index:
            runs[-1].append(index)
        else:
            runs.append([index])
    return [index for run in runs if any(parse.tokens[i].upos != "PUNCT" for i in run) for index in run]


def _without_label(parse: Parse, indices: list[int]) -> list[int]:
    """Leave out "Fest steht:" in front of a clause that the tree did not part from it."""
    colon = next((at for at, index in enumerate(indices[:4]) if parse.tokens[index].form == ":"), None)
    if colon is None or colon > MAX_LABEL:
        return indices
    rest = indices[colon + 1 :]
    has_verb = any(parse.tokens[index].feature("VerbForm") == "Fin" for index in rest)
    return rest if has_verb else indices


def _is_edge(token: Token, head: int) -> bool:
    is_mark = token.upos == "PUNCT" and (token.form in _EDGES or token.form in ")”")
    return is_mark or (base(token) == "cc" and token.head == head and token.upos == "CCONJ")
