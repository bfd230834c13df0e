"""The append-only file of decisions: one SQLite table that import, run and serve share.

Nothing is ever changed or deleted in it (triggers refuse to); undo is one more row that names the row it takes back.
Every append is one transaction, synced to disk before the call returns.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from claims.errors import InputError
from reconcile.decisions import Decision, Passage

FILE_NAME = "decisions.sqlite"
APPLICATION_ID = 0x7265636F
_SCHEMA = f"""
PRAGMA application_id = {APPLICATION_ID};
CREATE TABLE IF NOT EXISTS decisions (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    time TEXT NOT NULL,
    reviewer TEXT NOT NULL CHECK (reviewer <> ''),
    finding_id TEXT NOT NULL,
    verdict TEXT NOT NULL,
    note TEXT NOT NULL,
    passages TEXT NOT NULL,
    undoes INTEGER REFERENCES decisions (seq)
);
CREATE TRIGGER IF NOT EXISTS never_updated BEFORE UPDATE ON decisions BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER IF NOT EXISTS never_deleted BEFORE DELETE ON decisions BEGIN SELECT RAISE(ABORT, 'append only'); END;
"""


def now() -> str:
    """The time of a decision: UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class DecisionStore:
    """Decisions in one file. It is made at the first append; reading a file that does not exist finds nothing."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def append(self, decisions: Sequence[Decision]) -> None:
        """Add decisions, all or none. Raises InputError when the file cannot be written or is none of ours."""
        with self._open(write=True) as db, db:
            db.executemany(
                "INSERT INTO decisions (time, reviewer, finding_id, verdict, note, passages) VALUES (?, ?, ?, ?, ?, ?)",
                [_row(decision) for decision in decisions],
            )

    def undo(self, reviewer: str, among: Collection[str]) -> Decision | None:
        """Take back the reviewer's last standing decision on one of these findings and return it; None when there is none."""
        with self._open(write=True) as db, db:
            rows = db.execute(
                "SELECT * FROM decisions WHERE reviewer = ? AND undoes IS NULL"
                " AND seq NOT IN (SELECT undoes FROM decisions WHERE undoes IS NOT NULL) ORDER BY seq DESC",
                (reviewer,),
            )
            row = next((row for row in rows if row["finding_id"] in among), None)
            if row is None:
                return None
            db.execute(
                "INSERT INTO decisions (time, reviewer, finding_id, verdict, note, passages, undoes)"
                " VALUES (?, ?, ?, '', '', ?, ?)",
                (now(), reviewer, row["finding_id"], row["passages"], row["seq"]),
            )
            return _decision(row)

    def standing(self) -> tuple[Decision, ...]:
        """The last decision of each reviewer on each finding that was not taken back, in the order of the file."""
        latest: dict[tuple[str, str], Decision] = {}
        for decision in self.history():
            key = (decision.finding_id, decision.reviewer)
            latest.pop(key, None)
            latest[key] = decision
        # A row without verdict and note takes back what its reviewer said before.
        return tuple(decision for decision in latest.values() if decision.verdict or decision.note)

    def history(self, *, undone: bool = False) -> tuple[Decision, ...]:
        """Every decision that was not taken back, oldest first; with `undone` those too that were."""
        if not self.path.exists() or not self.path.stat().st_size:
            return ()  # an empty file is what a process leaves that was killed before its first row
        kept = "" if undone else " AND seq NOT IN (SELECT undoes FROM decisions WHERE undoes IS NOT NULL)"
        with self._open(write=False) as db:
            rows = db.execute(f"SELECT * FROM decisions WHERE undoes IS NULL{kept} ORDER BY seq").fetchall()
        return tuple(_decision(row) for row in rows)

    @contextmanager
    def _open(self, *, write: bool) -> Iterator[sqlite3.Connection]:
        """A connection for one call: threads share nothing, and a killed process leaves a whole file behind."""
        try:
            with closing(sqlite3.connect(self.path, timeout=10)) as db:
                db.row_factory = sqlite3.Row
                db.execute("PRAGMA synchronous = FULL")
                self._check(db)
                if write:
                    db.executescript(_SCHEMA)
                    db.execute("BEGIN IMMEDIATE")
                yield db
        except sqlite3.Error as error:
            raise InputError(f"{self.path}: not usable as a decisions file ({error})") from error

    def _check(self, db: sqlite3.Connection) -> None:
        """Refuse a database of another program before anything is written into it."""
        (mark,) = db.execute("PRAGMA application_id").fetchone()
        (tables,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if tables and mark != APPLICATION_ID:
            raise InputError(f"{self.path}: a database of another program")


def _row(decision: Decision) -> tuple[str, ...]:
    sides = json.dumps([asdict(decision.left), asdict(decision.right)], ensure_ascii=False)
    return decision.time, decision.reviewer, decision.finding_id, decision.verdict, decision.note, sides


def _decision(row: sqlite3.Row) -> Decision:
    left, right = (Passage(**side) for side in json.loads(row["passages"]))
    return Decision(
        finding_id=row["finding_id"], verdict=row["verdict"], note=row["note"], reviewer=row["reviewer"],
        time=row["time"], left=left, right=right,
    )  # fmt: skip
