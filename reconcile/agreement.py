"""How far reviewers agree, with each other and with the tool, and how often the tool's conflicts are confirmed.

Cohen's kappa by scikit-learn, Krippendorff's alpha (nominal) by the krippendorff package; nothing is computed by hand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from reconcile.decisions import REVIEW_VERDICTS, Decided
from reconcile.records import Finding

TOOL = "reconcile"
"""The tool's own name among the raters."""
CUTS = (5, 10, 20, 50)
"""The k of precision at k; every conflict is one more cut."""


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """Two raters on the `shared` findings that both judged; `kappa` is None where it is not defined."""

    one: str
    two: str
    shared: int
    same: int
    kappa: float | None


@dataclass(frozen=True, slots=True)
class Precision:
    """Of the first `k` conflicts, `decided` have a majority verdict, `confirmed` of them are conflicts to the reviewers."""

    k: int
    decided: int
    confirmed: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """The whole comparison. `alpha` is among reviewers, `alpha_with_tool` counts the tool as one more; None: undefined."""

    reviewers: tuple[str, ...]
    pairs: tuple[PairAgreement, ...]
    alpha: float | None
    alpha_with_tool: float | None
    precision: tuple[Precision, ...]
    disputed: tuple[str, ...]


def measure_agreement(findings: Sequence[Finding], decided: Decided) -> Agreement:
    """Every figure, from the standing decisions on these findings; bare notes do not count."""
    by_rater = _by_rater(findings, decided)
    tool = {finding.id: str(finding.verdict) for finding in findings}
    reviewers = tuple(sorted(by_rater))
    pairs = [_pair(a, by_rater[a], b, by_rater[b]) for a, b in combinations(reviewers, 2)]
    pairs += [_pair(a, by_rater[a], TOOL, tool) for a in reviewers]
    ids = [finding.id for finding in findings if any(finding.id in said for said in by_rater.values())]
    votes = {i: Counter(said[i] for said in by_rater.values() if i in said) for i in ids}
    return Agreement(
        reviewers=reviewers,
        pairs=tuple(pairs),
        alpha=_alpha(list(by_rater.values()), ids),
        alpha_with_tool=_alpha([*by_rater.values(), tool], ids),
        precision=_precision(findings, votes),
        disputed=tuple(i for i in ids if len(votes[i]) > 1),
    )


def _by_rater(findings: Sequence[Finding], decided: Decided) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for finding in findings:
        for standing in decided.of(finding):
            if standing.decision.verdict:
                found.setdefault(standing.decision.reviewer, {})[finding.id] = standing.decision.verdict
    return found


def _pair(one: str, left: Mapping[str, str], two: str, right: Mapping[str, str]) -> PairAgreement:
    shared = [i for i in left if i in right]
    first, second = [left[i] for i in shared], [right[i] for i in shared]
    return PairAgreement(
        one, two, len(shared), sum(a == b for a, b in zip(first, second, strict=True)), _kappa(first, second)
    )


def _kappa(first: Sequence[str], second: Sequence[str]) -> float | None:
    """None where both always say one and the same word, or share no finding: chance agreement is then total."""
    if not first or len({*first, *second}) < 2:
        return None
    from sklearn.metrics import cohen_kappa_score

    return float(cohen_kappa_score(first, second))


def _alpha(raters: Sequence[Mapping[str, str]], ids: Sequence[str]) -> float | None:
    """None with fewer than two raters, two verdicts, or where no finding was judged twice."""
    judged = [i for i in ids if sum(i in said for said in raters) > 1]
    if len({said[i] for said in raters for i in judged if i in said}) < 2:
        return None
    import krippendorff
    import numpy as np

    codes = {verdict: float(number) for number, verdict in enumerate(REVIEW_VERDICTS)}
    values = [[codes[said[i]] if i in said else np.nan for i in judged] for said in raters]
    return float(krippendorff.alpha(np.array(values), level_of_measurement="nominal"))


def _precision(findings: Sequence[Finding], votes: Mapping[str, Counter[str]]) -> tuple[Precision, ...]:
    """Conflicts in the report's order; a tie between reviewers counts as not decided."""
    conflicts = [finding.id for finding in findings if finding.verdict == "conflicting"]
    cuts = [k for k in CUTS if k < len(conflicts)] + [len(conflicts)] * bool(conflicts)
    found = []
    for k in cuts:
        settled = [_majority(votes[i]) for i in conflicts[:k] if i in votes]
        known = [verdict for verdict in settled if verdict]
        found.append(Precision(k, len(known), known.count("conflicting")))
    return tuple(found)


def _majority(votes: Counter[str]) -> str:
    (first, most), *rest = votes.most_common()
    return first if all(count < most for _, count in rest) else ""
