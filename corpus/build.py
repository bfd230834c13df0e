"""Turn the event files into `pairs.jsonl`: one row a pair, split by event. Usage: python corpus/build.py

The verdict follows from the kind. Pairs that the third look dropped (`labels/dropped.txt`) are left out, and so are pairs of
one text; settled ones (`labels/settled.csv`: id, kind) get the settled kind. Ids are content hashes of the two texts.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent

KINDS: dict[str, list[str]] = json.loads((HERE / "kinds.json").read_text(encoding="utf-8"))
"""The kinds of each verdict, of corpus pairs and of gold pairs alike."""

VERDICT = {kind: verdict for verdict, kinds in KINDS.items() for kind in kinds}


def split_of(event: str) -> str:
    """train, dev or test by a hash of the event's name: 80 / 10 / 10, the same on every machine."""
    bucket = int.from_bytes(hashlib.blake2b(event.encode(), digest_size=4).digest(), "big") % 10
    return {8: "dev", 9: "test"}.get(bucket, "train")


def pair_id(left: str, right: str) -> str:
    """Content hash of the two texts, in order."""
    return "n_" + hashlib.blake2b(f"{left}\x1f{right}".encode(), digest_size=8).hexdigest()


def side(event: dict[str, Any], part: list[Any]) -> dict[str, str]:
    """One side of a pair: text, context, source, publication time, speaker."""
    source, published, _ = event["articles"][part[0]]
    more = part[2] if len(part) > 2 else {}
    return {
        "text": part[1].strip(),
        "context": more.get("c", ""),
        "source": source,
        "published": published,
        "speaker": more.get("s", ""),
    }


def rows(files: list[Path]) -> Iterator[dict[str, Any]]:
    """Every pair of the event files, before any settling."""
    for file in files:
        for line in file.read_text(encoding="utf-8").split("\n"):
            if not line.strip():
                continue
            event = json.loads(line)
            for pair in event["pairs"]:
                left, right = side(event, pair["l"]), side(event, pair["r"])
                name = pair_id(left["text"], right["text"])
                languages = [event["articles"][part[0]][2] for part in (pair["l"], pair["r"])]
                difference = pair.get("d", "")
                if int(name[-1], 16) % 2:  # writers put the trap on the right: half of the pairs change sides
                    left, right, languages = right, left, languages[::-1]
                    difference = " | ".join(reversed(difference.split(" | ")))
                yield {
                    "id": name,
                    "event": event["event"],
                    "subject": event["subject"],
                    "split": split_of(event["event"]),
                    "left": left,
                    "right": right,
                    "verdict": VERDICT[pair["k"]],
                    "kind": pair["k"],
                    "lang_left": languages[0],
                    "lang_right": languages[1],
                    "difference": difference,
                    "note": pair.get("n", ""),
                }


def settle(found: list[dict[str, Any]], labels: Path) -> list[dict[str, Any]]:
    """Drop and relabel what the second and third look decided."""
    dropped: set[str] = set()
    settled: dict[str, str] = {}
    if (labels / "dropped.txt").is_file():
        dropped = set((labels / "dropped.txt").read_text(encoding="utf-8").split())
    if (labels / "settled.csv").is_file():
        with (labels / "settled.csv").open(encoding="utf-8", newline="") as handle:
            settled = {row["id"]: row["kind"] for row in csv.DictReader(handle)}
    kept = []
    for row in found:
        if row["id"] not in dropped and row["left"]["text"] != row["right"]["text"]:
            kind = settled.get(row["id"], row["kind"])
            kept.append({**row, "kind": kind, "verdict": VERDICT[kind]})
    return kept


def main() -> None:
    """Write pairs.jsonl, ordered by event and id."""
    found = list(rows(sorted((HERE / "events").glob("*.jsonl"))))
    unique = {row["id"]: row for row in found}
    kept = sorted(settle(list(unique.values()), HERE / "labels"), key=lambda row: (row["event"], row["id"]))
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in kept)
    (HERE / "pairs.jsonl").write_text(text, encoding="utf-8")
    print(f"{len(kept)} pairs written, {len(found) - len(kept)} left out")


if __name__ == "__main__":
    main()
