"""Write reports/schema/reconciliation.schema.json from the records. Usage: reconciliation_schema.py

A new field is a minor version, a changed or removed one a major version: raise SCHEMA_VERSION in reports/json.py accordingly.
"""

from __future__ import annotations

import dataclasses
import inspect
import json
import types
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from reconcile.records import Reconciliation
from reports.json import SCHEMA_VERSION

PATH = Path(__file__).parents[1] / "reports" / "schema" / "reconciliation.schema.json"
SIMPLE = {str: "string", int: "integer", float: "number", bool: "boolean"}
TIME = "ISO 8601, with a time zone where the source gives one."
TOLD: dict[str, dict[str, Any]] = {
    "Quantity.low": {"type": ["number", "null"], "description": "null: no limit on this side."},
    "Quantity.high": {"type": ["number", "null"], "description": "null: no limit on this side."},
    "Span.start": {"type": "integer", "minimum": 0},
    "Span.end": {"type": "integer", "minimum": 0},
    "Finding.confidence": {"type": "number", "minimum": 0, "maximum": 1},
}
"""What the types alone do not tell."""
CLAIM_ID = {"type": "string", "description": "Id of a claim in `claims`."}
NAMED_TEXTS = {"type": "object", "additionalProperties": {"type": "string"}}


def schema() -> dict[str, Any]:
    """The whole schema."""
    records: dict[str, Any] = {}
    fields = {
        name: _of(kind, records)
        for name, kind in get_type_hints(Reconciliation).items()
        if name not in ("settings", "models")
    }
    version = {
        "const": f"reconcile/{SCHEMA_VERSION}",
        "description": "Another major number may break a program that reads this.",
    }
    properties = {"schema": version, **fields, "settings": NAMED_TEXTS, "models": NAMED_TEXTS}
    _flatten(records["Finding"], records.pop("ClaimPair"))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:reconcile:schema:reconciliation:{SCHEMA_VERSION}",
        "title": "reconciliation.json",
        "description": "Everything that a run found. Offsets are half-open and count code points of `articles[].text`.",
        **_closed(properties),
        "$defs": dict(sorted(records.items())),
    }


def _flatten(finding: dict[str, Any], pair: dict[str, Any]) -> None:
    """A finding names its claims, and holds what was measured of its pair, instead of holding the pair."""
    fields = {name: kind for name, kind in finding["properties"].items() if name != "pair"}
    finding |= _closed({**fields, **pair["properties"], "left": CLAIM_ID, "right": CLAIM_ID})


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "required": list(properties), "properties": properties}


def _of(kind: Any, records: dict[str, Any]) -> dict[str, Any]:
    """The schema of a type; records are collected and referred to."""
    origin, members = get_origin(kind), get_args(kind)
    if kind in SIMPLE:
        return {"type": SIMPLE[kind]}
    if kind is datetime:
        return {"type": "string", "description": TIME}
    if dataclasses.is_dataclass(kind):
        return _record(kind, records)
    if origin is Literal:
        return {"enum": list(members)}
    if origin in (Union, types.UnionType):
        return {"anyOf": [{"type": "null"} if member is types.NoneType else _of(member, records) for member in members]}
    if origin is tuple and members[-1] is Ellipsis:
        return {"type": "array", "items": _of(members[0], records)}
    if origin is tuple:
        parts = [_of(member, records) for member in members]
        return {"type": "array", "prefixItems": parts, "minItems": len(parts), "maxItems": len(parts)}
    raise TypeError(f"no schema for {kind}")


def _record(kind: Any, records: dict[str, Any]) -> dict[str, Any]:
    name = kind.__name__
    if name not in records:
        records[name] = {}  # a record that holds itself finds its name taken
        properties = {
            field: TOLD.get(f"{name}.{field}") or _of(hint, records) for field, hint in get_type_hints(kind).items()
        }
        about = inspect.cleandoc(kind.__doc__).split("\n")[0]
        records[name] = {"description": about, **_closed(properties)}
    return {"$ref": f"#/$defs/{name}"}


def text() -> str:
    """The file's text."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    PATH.write_text(text(), encoding="utf-8")
    print(f"written: {PATH}")
