"""Reasons that a reader understands, from a catalogue in two languages (messages.toml)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from reconcile.judge.evidence import Evidence

if TYPE_CHECKING:
    from reconcile.judge.rules import Decision


@cache
def _catalogue() -> dict[str, Any]:
    return tomllib.loads(files("reconcile.judge").joinpath("messages.toml").read_text(encoding="utf-8"))


def messages(lang: str) -> dict[str, str]:
    """The catalogue of one language."""
    return dict(_catalogue()[lang])


def explain(decision: Decision, evidence: Evidence, lang: str) -> str:
    """One or two sentences: why this verdict, and for a conflict what would make it none."""
    catalogue = messages(lang)
    name = f"model_{decision.verdict}" if decision.rule == "model" else decision.rule
    detail = in_language(decision.detail or _strongest(evidence), evidence, lang)
    sentence = catalogue[name].format(
        left=decision.values[0],
        right=decision.values[1],
        detail=detail,
        a=evidence.pair.left.source,
        b=evidence.pair.right.source,
    )
    undone = reservation(decision, lang)
    return f"{sentence} {undone}" if undone else sentence


def in_language(detail: str, evidence: Evidence, lang: str) -> str:
    """What a comparison found, its own words in the reader's language; comparisons know no reader and speak English."""
    by_signal = _catalogue()["details"].get(lang, {})
    name = next((signal.name for signal in evidence.signals if signal.detail == detail), "")
    for own, shown in by_signal.get(name, {}).items():
        detail = detail.replace(own, shown)
    return detail


def values(decision: Decision, evidence: Evidence, lang: str) -> tuple[str, str]:
    """The deciding wordings; where they are the two halves of a comparison's finding, in the reader's language."""
    shown = in_language(decision.detail, evidence, lang)
    if shown == decision.detail or decision.detail != " / ".join(decision.values):
        return decision.values
    left, _, right = shown.partition(" / ")
    return (left, right)


def reservation(decision: Decision, lang: str) -> str:
    """What would make a conflict none, "" for other verdicts."""
    return messages(lang).get(f"undo_{decision.rule}", "") if decision.verdict == "conflicting" else ""


def _strongest(evidence: Evidence) -> str:
    contrary = [signal for signal in evidence.signals if signal.score < 0 and signal.detail]
    return min(contrary, key=lambda signal: signal.score).detail if contrary else "–"
