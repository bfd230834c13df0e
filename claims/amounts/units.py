"""The unit that stands with a number, and how units convert."""

from __future__ import annotations

import re
from functools import cache

from claims.amounts.lexicon import csv_list

_LETTER = r"(?![^\W\d_])"


@cache
def _forms(language: str) -> tuple[dict[str, str], dict[str, str]]:
    """Forms that are read as written, and forms that are read in any case (lower-cased)."""
    exact: dict[str, str] = {}
    folded: dict[str, str] = {}
    for row in csv_list("unit_forms.csv"):
        if row["languages"] and language not in row["languages"].split():
            continue
        (exact if row["case"] == "exact" else folded)[row["form"] if row["case"] else row["form"].lower()] = row["unit"]
    return exact, folded


@cache
def _after(language: str) -> re.Pattern[str]:
    exact, folded = _forms(language)
    forms = [(form, re.escape(form)) for form in exact] + [(form, f"(?i:{re.escape(form)})") for form in folded]
    ordered = [pattern.replace(r"\ ", r"\s+") for form, pattern in sorted(forms, key=lambda f: (-len(f[0]), f[0]))]
    return re.compile(rf"[\s‑-]{{0,2}}(?:{'|'.join(ordered)}){_LETTER}")


@cache
def _before(language: str) -> re.Pattern[str]:
    forms = [row["form"] for row in csv_list("unit_forms.csv") if row["case"] == "exact" and row["unit"].isupper()]
    money = [form for form in forms if "$" in form or form in ("€", "£", "¥", "SFr") or re.fullmatch(r"[A-Z]{3}", form)]
    ordered = "|".join(re.escape(form) for form in sorted(money, key=lambda form: (-len(form), form)))
    return re.compile(rf"(?<!\w)(?:{ordered})\s?$")


def unit_after(text: str, position: int, language: str) -> tuple[str, int]:
    """The unit code right after `position` and where it ends; `("", position)` if there is none."""
    match = _after(language).match(text, position)
    if match is None:
        return "", position
    form = re.sub(r"\s+", " ", match[0].strip("\u00a0\u202f \t\n-‑"))
    exact, folded = _forms(language)
    unit = exact.get(form) or folded.get(form.lower(), "")
    return unit, match.end()


def unit_before(text: str, position: int, language: str) -> tuple[str, int]:
    """The currency that ends at `position` and where it starts; `("", position)` if there is none."""
    match = _before(language).search(text, max(0, position - 5), position)
    if match is None:
        return "", position
    return _forms(language)[0].get(match[0].strip(), ""), match.start()


@cache
def conversions() -> dict[str, tuple[str, float, float]]:
    """Unit to (base unit, factor, offset): base = value * factor + offset."""
    rows = csv_list("unit_conversions.csv")
    return {row["unit"]: (row["base"], float(row["factor"]), float(row["offset"] or 0)) for row in rows}


def to_base(value: float, unit: str) -> tuple[float, str]:
    """`value` in the base unit of its dimension; unchanged where no conversion is known."""
    base, factor, offset = conversions().get(unit, (unit, 1.0, 0.0))
    return value * factor + offset, base
