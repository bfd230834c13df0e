"""reconciliation.json back to the record that it was written from."""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from claims.errors import InputError
from claims.records import Article, Claim, Quantity, Skipped, TimeExpression
from reconcile.records import ClaimPair, Entity, Finding, ParticipantComparison, Reconciliation
from reports.json import SCHEMA_VERSION

FILE_NAME = "reconciliation.json"


def read_reconciliation(folder: Path) -> Reconciliation:
    """What a run wrote into `folder`.

    Raises InputError when there is none, or when it is damaged or of another major version.
    """
    path = folder / FILE_NAME
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path}: {error.strerror} (write it with: reconcile run INPUT --out {folder})") from error
    except ValueError as error:
        raise InputError(f"{path}: not valid JSON ({error})") from error
    try:
        major = str(value["schema"]).split(".")[0]
        if major != f"reconcile/{SCHEMA_VERSION}".split(".")[0]:
            raise InputError(f"{path}: schema {value['schema']}, this version reads reconcile/{SCHEMA_VERSION}")
        return _reconciliation(value)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(f"{path}: not a reconciliation ({type(error).__name__}: {error})") from error


def _reconciliation(value: Mapping[str, Any]) -> Reconciliation:
    claims = tuple(_build(Claim, claim) for claim in value["claims"])
    by_id = {claim.id: claim for claim in claims}
    return Reconciliation(
        story=_build(str, value["story"]),
        articles=tuple(_build(Article, article) for article in value["articles"]),
        claims=claims,
        entities=tuple(_build(Entity, entity) for entity in value["entities"]),
        participants=tuple(_build(ParticipantComparison, both) for both in value["participants"]),
        findings=tuple(_finding(finding, by_id) for finding in value["findings"]),
        skipped=tuple(_build(Skipped, skipped) for skipped in value["skipped"]),
        settings=tuple((name, str(text)) for name, text in value["settings"].items()),
        models=tuple((name, str(text)) for name, text in value["models"].items()),
    )


def _finding(value: Mapping[str, Any], claims: Mapping[str, Claim]) -> Finding:
    measured = {
        name: _build(kind, value[name]) for name, kind in _hints(ClaimPair).items() if name in value and kind is float
    }
    pair = ClaimPair(claims[value["left"]], claims[value["right"]], **measured)
    hints = {name: kind for name, kind in _hints(Finding).items() if name != "pair"}
    return Finding(pair=pair, **{name: _build(kind, value[name]) for name, kind in hints.items() if name in value})


def _build(kind: Any, value: Any) -> Any:
    """A value of the given type from its JSON form; TypeError where it does not fit."""
    if kind is datetime:
        return datetime.fromisoformat(value)
    if dataclasses.is_dataclass(kind):
        return _record(kind, value)
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return None if value is None else _build(_member(kind, value), value)
    if origin is tuple:
        return _tuple(get_args(kind), value)
    if kind in (str, int, float, bool) and not isinstance(value, (int, float) if kind is float else kind):
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value


def _record(kind: Any, value: Mapping[str, Any]) -> Any:
    given = dict(value)
    if kind is Quantity:
        # JSON knows no infinity: an open end was written as null.
        given["low"] = float("-inf") if given["low"] is None else given["low"]
        given["high"] = float("inf") if given["high"] is None else given["high"]
    hints = _hints(kind)
    return kind(**{name: _build(hints[name], part) for name, part in given.items() if name in hints})


def _member(union: Any, value: Any) -> Any:
    members = [member for member in get_args(union) if member is not type(None)]
    if set(members) == {Quantity, TimeExpression}:
        return Quantity if "bound" in value else TimeExpression
    (only,) = members
    return only


def _tuple(members: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is no list")
    if len(members) == 2 and members[1] is Ellipsis:
        return tuple(_build(members[0], part) for part in value)
    return tuple(_build(member, part) for member, part in zip(members, value, strict=True))


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
