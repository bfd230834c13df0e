"""The extraction bench counts what it says it counts."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bench.extraction import (
    GoldClaim,
    best_matches,
    count_boundaries,
    figures,
    is_same_speaker,
    read_gold,
    score_article,
)
from claims.records import Span
from tests.factory import claim, said


def gold(text: str, start: int = 0, speaker: str = "", **fields: str) -> GoldClaim:
    found = {"modality": "asserted", "polarity": "affirmed", **fields}
    return GoldClaim(Span(start, start + len(text)), text, speaker, found["modality"], found["polarity"])


def test_perfect_claims_score_one() -> None:
    made = said("Das Tor bleibt zu", "Eva Moser", modality="reported")
    counts = score_article([gold("Das Tor bleibt zu", speaker="Moser", modality="reported")], [made])
    assert set(figures(counts).values()) == {1.0}


def test_a_claim_that_holds_two_gold_claims_is_not_atomic() -> None:
    text = "Das Tor fiel und brach"
    counts = score_article([gold("Das Tor fiel"), gold("brach", text.index("brach"))], [claim(text)])
    assert counts["atomic"] == 0
    assert counts["met"] == 2


def test_a_missed_speaker_costs_recall_and_a_made_one_precision() -> None:
    missed = figures(score_article([gold("Das Tor fiel", speaker="Moser")], [claim("Das Tor fiel")]))
    made = figures(score_article([gold("Das Tor fiel")], [said("Das Tor fiel", "Moser")]))
    assert missed["attribution_recall"] == made["attribution_precision"] == 0.0


def test_a_match_needs_half_of_the_shorter_span() -> None:
    assert best_matches([gold("Das Tor fiel", 100)], [claim("Das Tor fiel")])[0].claim is None


def test_boundaries_match_one_to_one() -> None:
    assert count_boundaries([gold("Das Tor fiel")], [claim("Das Tor fiel"), claim("Das Tor fiel", "B")]) == 1


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [("Eva Moser", "Moser", True), ("Polizei", "Die Polizei", True), ("Moser", "Huber", False), ("", "Moser", False)],
)
def test_speakers_are_the_same_when_one_name_holds_the_other(left: str, right: str, same: bool) -> None:
    assert is_same_speaker(left, right) is same


def test_a_quote_that_is_not_unique_needs_a_start(tmp_path: Path) -> None:
    header, row = "quote,text,speaker,modality,polarity,start", "Tor,,,asserted,affirmed,"
    path = tmp_path / "claims.a.csv"
    path.write_text(f"{header}\n{row}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="not unique"):
        read_gold(path, "Tor auf, Tor zu")
    path.write_text(f"{header}\n{row}9\n", encoding="utf-8")
    assert read_gold(path, "Tor auf, Tor zu")[0].span == Span(9, 12)


def test_nothing_counted_gives_zeros() -> None:
    assert set(figures(Counter()).values()) == {0.0}
