"""The figures of `reconcile review agreement` for a reader."""

from __future__ import annotations

from reconcile.agreement import TOOL, Agreement
from reports.escape import plain

UNDEFINED = "–"


def agreement_text(measured: Agreement, *, story: str) -> str:
    """A small table; `–` where a coefficient is not defined (too little, or everybody always says the same)."""
    if not measured.reviewers:
        return f"{plain(story)}: nothing is decided yet"
    lines = [f"{plain(story)}: {len(measured.reviewers)} reviewers ({', '.join(map(plain, measured.reviewers))})", ""]
    lines.append(f"{'':40} {'shared':>7} {'same':>7} {'kappa':>7}")
    for pair in measured.pairs:
        name = f"{plain(pair.one)} – {'the tool' if pair.two == TOOL else plain(pair.two)}"
        lines.append(f"{name[:40]:40} {pair.shared:7} {pair.same:7} {_figure(pair.kappa):>7}")
    lines += ["", f"Krippendorff's alpha, reviewers: {_figure(measured.alpha)}"]
    lines += [f"Krippendorff's alpha, with the tool: {_figure(measured.alpha_with_tool)}"]
    for cut in measured.precision:
        share = _figure(cut.confirmed / cut.decided if cut.decided else None)
        lines.append(f"conflicts confirmed among the first {cut.k}: {cut.confirmed} of {cut.decided} decided ({share})")
    if measured.disputed:
        lines.append(f"reviewers differ on: {', '.join(measured.disputed)}")
    return "\n".join(lines)


def _figure(value: float | None) -> str:
    return UNDEFINED if value is None else f"{value:.2f}"
