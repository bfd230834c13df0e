"""The quality gate's arithmetic: floors hold, fall and rise; kinds are counted by their own verdict."""

from __future__ import annotations

from collections import Counter

import pytest

from bench.gate import EPSILON, holds, raised
from bench.stories import Tally, right_by_kind


@pytest.mark.parametrize(
    ("name", "value", "floor", "slack", "fine"),
    [
        ("stories.paired", 0.80, 0.80, EPSILON, True),
        ("stories.paired", 0.80 - 2 * EPSILON, 0.80, EPSILON, False),
        ("stories.trap_false_alarms", 0.05, 0.0, EPSILON, False),
        ("stories.trap_false_alarms", 0.0, 0.05, EPSILON, True),
        ("kinds.conflicting/number", 0.2, 0.4, 0.2, True),
        ("kinds.conflicting/number", 0.0, 0.4, 0.2, False),
        ("kinds.conflicting/cause", 0.3333, 0.6667, 1 / 3, True),
        ("kinds.complementary/modality", 0.6, 0.8, 1 / 5, True),
    ],
)
def test_a_figure_may_fall_by_one_pair_and_no_more(name, value, floor, slack, fine):
    assert holds(name, value, floor, slack) is fine


def test_floors_only_rise_and_ceilings_only_sink():
    old = {"stories.paired": 0.8, "stories.trap_false_alarms": 0.02}
    assert raised(old, {"stories.paired": 0.7, "stories.trap_false_alarms": 0.05}) == old
    better = {"stories.paired": 0.9, "stories.trap_false_alarms": 0.0}
    assert raised(old, better) == better


def test_a_kind_counts_what_got_its_own_verdict():
    kinds = {
        ("conflicting/date", "conflicting"): 2,
        ("conflicting/date", "agreeing"): 1,
        ("complementary/scope", "conflicting"): 4,
    }
    assert right_by_kind(Tally(kinds=Counter(kinds))) == {"complementary/scope": (0, 4), "conflicting/date": (2, 3)}
