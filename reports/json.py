"""The reconciliation as JSON for programs: everything, versioned, deterministic."""

from __future__ import annotations

import dataclasses
import json
from datetime import datetime
from typing import Any

from reconcile.records import Finding, Reconciliation

SCHEMA_VERSION = "1.0"


def to_json(result: Reconciliation) -> bytes:
    """UTF-8, two-space indent, keys in record order. Findings name their claims by id; infinities become null."""
    value = {
        "schema": f"reconcile/{SCHEMA_VERSION}",
        "story": result.story,
        "articles": [_plain(article) for article in result.articles],
        "claims": [_plain(claim) for claim in result.claims],
        "entities": [_plain(entity) for entity in result.entities],
        "participants": [_plain(both) for both in result.participants],
        "findings": [_finding(finding) for finding in result.findings],
        "skipped": [_plain(skipped) for skipped in result.skipped],
        "settings": dict(result.settings),
        "models": dict(result.models),
    }
    return (json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode("utf-8", "replace")


def _finding(finding: Finding) -> dict[str, Any]:
    shown = {f.name: _plain(getattr(finding, f.name)) for f in dataclasses.fields(finding) if f.name != "pair"}
    measured = {f.name: _plain(getattr(finding.pair, f.name)) for f in dataclasses.fields(finding.pair)}
    return {**shown, **measured, "left": finding.pair.left.id, "right": finding.pair.right.id}


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, float) and (value != value or abs(value) == float("inf")):
        return None
    return value
