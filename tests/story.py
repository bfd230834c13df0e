"""One invented story of three sources with every kind of finding, made by hand: no model is needed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

from claims.identity import content_id
from claims.records import Article, Attribution, Claim, Mention, Quantity, Skipped, Span
from reconcile.records import (
    ClaimPair,
    Entity,
    Finding,
    ParticipantComparison,
    ParticipantList,
    Reconciliation,
    Signal,
    Variant,
)

ZONE = timezone(timedelta(hours=2))
TEXTS = {
    "Talbote": (
        "Brücke von Ostheim eingestürzt\n\nBei dem Einsturz der alten Brücke in Ostheim wurden am Montag 14 Menschen "
        "verletzt. Bürgermeisterin Ágnes Szűcs sprach von einem „schwarzen Tag“. 300 Helfer suchten in der Nacht nach "
        "Vermissten. Die Brücke war 1931 gebaut worden. An der Sitzung nahmen nur Szűcs und Baudezernent Olaf Rüth "
        "teil. Die Sperrung soll bis Freitag dauern."
    ),
    "Kreisanzeiger": (
        "Nach dem Unglück\n\nIn Ostheim ist eine Brücke eingestürzt, 19 Menschen wurden verletzt. Rund 300 "
        "Einsatzkräfte waren die Nacht über unterwegs. Es sei „ein schwarzer Tag“, sagte Baudezernent Olaf Rüth. "
        "Das Bauwerk stammte aus dem Jahr 1913. An der Sitzung nahm auch Landrat Jörn Matthey teil. "
        "=1+1 schrieb ein Leser."
    ),
    "The Valley Post": (
        "Bridge collapse in Ostheim\n\nAgnes Szucs, the mayor, called it a black day. The bridge was built in 1931. "
        "Investigators from the capital are expected on Tuesday. See <b>www.example.org</b> | [more](http://x.example)."
    ),
}
TIMES = {
    "Talbote": datetime(2031, 3, 4, 8, 0, tzinfo=ZONE),
    "Kreisanzeiger": datetime(2031, 3, 4, 17, 30, tzinfo=ZONE),
    "The Valley Post": None,
}


def article(source: str) -> Article:
    """One of the three."""
    text = TEXTS[source]
    title = text.split("\n", 1)[0]
    path = f"{source.split()[-1].lower()}.txt"
    made_id = content_id("a", source, text)
    language = "en" if "Post" in source else "de"
    return Article(made_id, source, title, text, Span(len(title) + 2, len(text)), TIMES[source], "", language, path)


def claim_in(source: str, quote: str, speaker: str = "", text: str = "", **fields: Any) -> Claim:
    """A claim whose quote stands verbatim in the article of `source`."""
    of = article(source)
    start = of.text.index(quote)
    span = Span(start, start + len(quote))
    attribution = Attribution(speaker, "sagte", Span(start, start), "indirect") if speaker else None
    made = Claim(
        id=content_id("c", of.id, start, quote), article_id=of.id, source=source, span=span, text=text or quote,
        attribution=attribution, polarity="affirmed", modality="asserted", mentions=(), sentence=span, quote=quote,
        published=of.published, language=of.language,
    )  # fmt: skip
    return replace(made, **fields)


REASONS = {
    "number": "Die Zahlen können nicht beide stimmen: 1931 / 1913.",
    "attribution": "Beide zitieren dieselben Worte; Talbote schreibt sie Szűcs zu, Kreisanzeiger Olaf Rüth.",
    "updated_toll": "Die Zahl stieg zwischen den Berichten (14 / 19).",
    "participants_open": "Die Listen sind offen; weitere Namen ergänzen: Jörn Matthey.",
    "detail": "Dasselbe Thema; ein Artikel ergänzt den anderen.",
}


def found(left: Claim, right: Claim, verdict: Any, kind: str, confidence: float, **fields: Any) -> Finding:
    """A finding with a rule of its kind's name."""
    made = Finding(
        content_id("f", left.id, right.id), ClaimPair(left, right, 0.91), verdict, kind, confidence,
        rule=f"{kind}_rule", explanation=REASONS.get(kind, "Beide Artikel melden dasselbe."), signals=(Signal(kind, -1.0, "so"),),
    )  # fmt: skip
    return replace(made, **fields)


def _claims() -> dict[str, Claim]:
    a, b, c = TEXTS
    helpers = "300 Helfer suchten in der Nacht nach Vermissten"
    start = TEXTS[a].index(helpers)
    counted = Mention(
        "quantity", Span(start, start + 3), "300", value=Quantity(300, 300, float("inf"), "at_least", counted="helfer")
    )
    return {
        "hurt_a": claim_in(a, "Bei dem Einsturz der alten Brücke in Ostheim wurden am Montag 14 Menschen verletzt"),
        "hurt_b": claim_in(b, "19 Menschen wurden verletzt"),
        "day_a": claim_in(a, "Bürgermeisterin Ágnes Szűcs sprach von einem „schwarzen Tag“", "Ágnes Szűcs"),
        "day_b": claim_in(b, "Es sei „ein schwarzer Tag“", "Olaf Rüth", "Es sei ein schwarzer Tag"),
        "day_c": claim_in(c, "Agnes Szucs, the mayor, called it a black day", "Agnes Szucs"),
        "help_a": claim_in(a, helpers, mentions=(counted,)),
        "help_b": claim_in(b, "Rund 300 Einsatzkräfte waren die Nacht über unterwegs"),
        "built_a": claim_in(a, "Die Brücke war 1931 gebaut worden"),
        "built_b": claim_in(b, "Das Bauwerk stammte aus dem Jahr 1913"),
        "built_c": claim_in(c, "The bridge was built in 1931"),
        "met_a": claim_in(a, "An der Sitzung nahmen nur Szűcs und Baudezernent Olaf Rüth teil"),
        "met_b": claim_in(b, "An der Sitzung nahm auch Landrat Jörn Matthey teil"),
        "closed_a": claim_in(a, "Die Sperrung soll bis Freitag dauern", modality="planned"),
        "odd_b": claim_in(b, "=1+1 schrieb ein Leser"),
        "soon_c": claim_in(c, "Investigators from the capital are expected on Tuesday", modality="planned"),
        "odd_c": claim_in(c, "See <b>www.example.org</b> | [more](http://x.example)"),
    }


def story() -> Reconciliation:
    """The whole reconciliation."""
    k = _claims()
    findings = (
        found(k["built_a"], k["built_b"], "conflicting", "number", 0.97, values=("1931", "1913")),
        found(k["day_a"], k["day_b"], "conflicting", "attribution", 0.93, values=("Szűcs", "Olaf Rüth")),
        found(k["built_c"], k["built_b"], "conflicting", "number", 0.9, values=("1931", "1913")),
        found(k["hurt_a"], k["hurt_b"], "complementary", "updated_toll", 0.88, values=("14", "19")),
        found(k["met_a"], k["met_b"], "complementary", "participants_open", 0.7),
        found(k["odd_b"], k["odd_c"], "complementary", "detail", 0.55),
        found(k["help_a"], k["help_b"], "agreeing", "rounding", 0.95, values=("300", "Rund 300")),
        found(k["built_a"], k["built_c"], "agreeing", "translation", 0.92),
        found(k["day_a"], k["day_c"], "agreeing", "translation", 0.81),
    )
    a, b, c = (article(source) for source in TEXTS)
    mayor = (
        Variant("Ágnes Szűcs", a.source, a.id, 1),
        Variant("Szűcs", a.source, a.id, 1),
        Variant("Agnes Szucs", c.source, c.id, 1),
    )
    builder = (Variant("Olaf Rüth", a.source, a.id, 1), Variant("Olaf Rüth", b.source, b.id, 1))
    left = ParticipantList(k["met_a"].id, a.source, "meeting", ("Szűcs", "Olaf Rüth"), ("e_szucs", "e_rueth"), False)
    right = ParticipantList(k["met_b"].id, b.source, "meeting", ("Jörn Matthey",), ("e_matthey",), True)
    return Reconciliation(
        story="ostheim",
        articles=(a, b, c),
        claims=tuple(k.values()),
        entities=(
            Entity("e_szucs", "person", "Ágnes Szűcs", mayor, ("folded spelling",)),
            Entity("e_rueth", "person", "Olaf Rüth", builder),
        ),
        participants=(ParticipantComparison(left, right, "overlap"),),
        findings=findings,
        skipped=(Skipped("bild.png", "unknown file type .png"),),
        settings=(("top_k", "5"), ("lang", "de")),
        models=(("encoder", "packaged 0123abcd"),),
    )
