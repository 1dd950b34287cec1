"""Peak memory of `detente code` over more and more short documents: it is to stay flat.

    python benchmarks/memory.py --counts 1000 5000 20000 --workers 0

Every count is a run of its own with a store of its own. Prints the peak of the process itself and
of its largest worker, and the seconds that it took.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PLACES = ("Warsaw", "Ankara", "Lagos", "Lima", "Hanoi", "Oslo", "Quito")
ACTS = ("expelled two diplomats of", "held talks with", "imposed sanctions on", "sent aid to")
STATES = ("Poland", "Turkey", "Nigeria", "Peru", "Vietnam", "Norway", "Ecuador")

MEASURED = """
import resource, sys
from detente.cli.main import app
try:
    app(sys.argv[1:])
finally:
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    worker = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(f"peak {own} {worker}", file=sys.stderr)
"""


def main() -> None:
    """Run every count and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts", type=int, nargs="+", default=[1_000, 5_000, 20_000])
    parser.add_argument("--workers", type=int, default=0)
    asked = parser.parse_args()
    print("documents  process MB  worker MB  seconds")
    for count in asked.counts:
        with tempfile.TemporaryDirectory() as folder:
            news = Path(folder, "news.jsonl")
            write(news, count)
            start = time.monotonic()
            own, worker = peaks(news, asked.workers)
            seconds = time.monotonic() - start
            print(f"{count:9,} {own / 1024:11,.0f} {worker / 1024:10,.0f} {seconds:8,.0f}")


def write(path: Path, count: int) -> None:
    """Write so many short documents, no two the same."""
    with path.open("w", encoding="utf-8") as out:
        for k in range(count):
            one, other = STATES[k % 7], STATES[(k // 7 + k + 1) % 7]
            text = f"{PLACES[k % 5]}, desk {k}. {one} {ACTS[k % 4]} {other} on Tuesday."
            row = {"id": f"d{k}", "text": text, "published": f"20{k % 25:02}-03-15"}
            out.write(json.dumps(row | {"language": "en"}) + "\n")


def peaks(news: Path, workers: int) -> tuple[int, int]:
    """Return the peak memory in KiB of the process and of its largest worker."""
    options = ["-o", str(news.with_name("out.jsonl")), "--store", str(news.with_name("s.duckdb"))]
    command = [sys.executable, "-c", MEASURED, "code", str(news), *options]
    done = subprocess.run(
        [*command, "--workers", str(workers)],
        stderr=subprocess.PIPE,
        text=True,
        check=True,
        env=os.environ,
    )
    said = next(line for line in done.stderr.splitlines() if line.startswith("peak "))
    own, worker = said.split()[1:]
    return int(own), int(worker)


if __name__ == "__main__":
    main()
