"""Check corpus event files: schema, lengths, labels, frames, duplicates; print the balance. Usage: check.py [FILE ...]"""
from __future__ import annotations
import json, re, sys
from collections import Counter
from pathlib import Path

KINDS = {
    "agreeing": "paraphrase translation name_variant alias_role rounding time_expression unit specificity".split(),
    "complementary": "detail participants_open planned_done updated_toll different_speaker scope part_whole same_words_other_event modality framing".split(),
    "conflicting": "number date place person participants_closed polarity outcome order cause attribution quote magnitude negation_trap".split(),
}
VERDICT = {k: v for v, ks in KINDS.items() for k in ks}

def main() -> int:
    files = [Path(p) for p in sys.argv[1:]] or sorted(Path(__file__).parent.glob("events/*.jsonl"))
    bad, kinds, langs, frames, seen, subjects, events, overlap = 0, Counter(), Counter(), Counter(), Counter(), Counter(), Counter(), []
    def err(msg: str) -> None:
        nonlocal bad; bad += 1; print("ERROR", msg)
    for f in files:
        for no, line in enumerate(f.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip(): continue
            try: e = json.loads(line)
            except ValueError as x: err(f"{f.name}:{no}: {x}"); continue
            events[e["event"]] += 1; subjects[e["subject"]] += 1
            for p in e["pairs"]:
                if p["k"] not in VERDICT: err(f"{f.name}:{no}: kind {p['k']}"); continue
                if p["l"][0] == p["r"][0]: err(f"{f.name}:{no}: same article twice: {p['l'][1][:50]}")
                kinds[p["k"]] += 1; ls = []
                for s in (p["l"], p["r"]):
                    if s[0] not in e["articles"]: err(f"{f.name}:{no}: article {s[0]}"); continue
                    ls.append(e["articles"][s[0]][2]); n = len(s[1].split())
                    if not 5 <= n <= 42: err(f"{f.name}:{no}: {n} words: {s[1][:60]}")
                    frames[re.sub(r"\b[A-ZÄÖÜ]\w+|\d[\d.,:']*", "_", s[1])] += 1
                langs["-".join(sorted(ls))] += 1
                key = tuple(sorted((p["l"][1], p["r"][1]))); seen[key] += 1
                if seen[key] > 1: err(f"{f.name}:{no}: duplicate pair {key[0][:50]}")
                if VERDICT[p["k"]] == "agreeing":
                    a, b = (set(re.findall(r"\w{4,}", s[1].lower())) for s in (p["l"], p["r"]))
                    overlap.append(len(a & b) / max(1, min(len(a), len(b))))
    n = sum(kinds.values())
    for e, c in events.items():
        if c > 1: err(f"event id {e} used {c} times")
    for fr, c in frames.items():
        if c > 9 : err(f"frame used {c} times: {fr[:80]}")
    print(f"{n} pairs, {len(events)} events, {len(subjects)} subjects, languages {dict(langs)}")
    for v, ks in KINDS.items():
        t = sum(kinds[k] for k in ks); print(f"{v} {t} ({t / max(1, n):.0%}): " + ", ".join(f"{k} {kinds[k]}" for k in ks))
    if overlap: print(f"agreeing pairs with low word overlap (<0.35): {sum(o < .35 for o in overlap) / len(overlap):.0%}")
    print(f"{bad} errors"); return bad > 0

if __name__ == "__main__":
    raise SystemExit(main())
