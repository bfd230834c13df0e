"""Wall time of cold runs, each in a process of its own: python bench/speed.py [FOLDER] [--runs 3]

Prints seconds for `--help`, and for `run` on the first two articles of FOLDER and on all of them. Timings are not stable
on shared machines: compare figures of one call with each other, and quote the median.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def seconds(command: list[str], runs: int) -> list[float]:
    """Wall seconds of each run; raises CalledProcessError when one fails."""
    found = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        found.append(time.perf_counter() - start)
    return found


def main() -> None:
    """Print minimum, median and maximum of each command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("examples"))
    parser.add_argument("--runs", type=int, default=3)
    args = parser.parse_args()
    articles = sorted(str(path) for path in args.folder.glob("*.txt"))
    program = [sys.executable, "-m", "reconcile.cli"]
    with tempfile.TemporaryDirectory() as out:
        commands = {
            "--help": [*program, "--help"],
            "run, 2 articles": [*program, "run", *articles[:2], "--out", out, "--quiet"],
            f"run, {len(articles)} articles": [*program, "run", *articles, "--out", out, "--quiet"],
        }
        for name, command in commands.items():
            found = seconds(command, args.runs)
            print(f"{name:18} min {min(found):.2f} s  median {statistics.median(found):.2f} s  max {max(found):.2f} s")


if __name__ == "__main__":
    main()
