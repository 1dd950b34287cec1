"""Kill `detente code --on ray` at random moments, go on: is anything lost, or there twice?

    python benchmarks/ray_kills.py [--kills 10] [--files 16] [--documents 12] [--seed 20161014]

The news are those of `made_up_news.py`, in files that are a part of the work each. They are coded
without a kill first, by one process and by a cluster on this machine: both must give the same, and
the second says how long it takes. Then coding on the cluster begins in an empty folder, is killed
with all its processes (SIGKILL) after a time drawn evenly between a fifth of that time and the
whole of it, and is begun again, until it ends by itself or the kills are used up; then a fresh
folder is begun. After every kill each block that is there must be byte for byte that of the
undisturbed run, and what was there before must be there still. At each end the file of events must
be byte for byte that of one process, and the store must hold the same mentions and events, none
twice. Exit 1 when anything differs.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kills import RUN, SEED, Held, held
from made_up_news import make_news

WORKERS = 2

Blocks = dict[str, dict[str, bytes]]


@dataclass
class Tally:
    """What was seen over all kills; `blocks` counts those that were there at each kill."""

    kills: int = 0
    ends: int = 0
    blocks: list[int] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Truth:
    """What an undisturbed run leaves: blocks, events as written, the store, and its seconds."""

    blocks: Blocks
    events: bytes
    store: Held
    seconds: float


def main(words: Sequence[str] | None = None) -> int:
    """Kill, look, print; return 1 when anything was lost, doubled or changed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--files", type=int, default=16)
    parser.add_argument("--documents", type=int, default=12, help="in a file, at most")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        news = folder / "news"
        count = write_news(news, options.files, options.documents, options.seed)
        truth, tally = undisturbed(news, folder), Tally()
        if truth.store.mentions.keys() != {f"d{k:04}" for k in range(count)}:
            tally.faults.append("the undisturbed run has not all documents")
        print(f"truth      {count} documents in {len(truth.blocks)} blocks,", end=" ")
        print(f"{len(truth.store.events)} events, in {truth.seconds:.0f} s", flush=True)
        kill_often(news, folder, truth, options.kills, random.Random(options.seed), tally)
    print(f"killed     {tally.kills} times, {tally.ends} runs came to their end")
    print(f"blocks     {', '.join(map(str, tally.blocks))} were there at the kills")
    print(f"faults     {len(tally.faults)}", *tally.faults, sep="\n           ")
    return 1 if tally.faults else 0


def write_news(folder: Path, files: int, documents: int, seed: int) -> int:
    """Write made-up news, so many documents a file; return how many there are."""
    folder.mkdir()
    made = make_news(files * documents, seed=seed).documents[: files * documents]
    for k in range(0, len(made), documents):
        rows = [
            {"id": f"d{k + n:04}", "text": one.text, "published": str(one.published)}
            for n, one in enumerate(item.document for item in made[k : k + documents])
        ]
        text = "".join(json.dumps(row | {"language": "en"}) + "\n" for row in rows)
        (folder / f"{k // documents:03}.jsonl").write_text(text, "utf-8")
    return len(made)


def undisturbed(news: Path, folder: Path) -> Truth:
    """Code the news by one process and on Ray; both must give the same."""
    alone, ray = folder / "alone", folder / "ray"
    for place in (alone, ray):
        place.mkdir()
    finish(start(news, alone, on_ray=False))
    begun = time.monotonic()
    finish(start(news, ray))
    seconds = time.monotonic() - begun
    truth = Truth(blocks_of(ray), (alone / "events.jsonl").read_bytes(), held_in(alone), seconds)
    if differing := differences(ray, truth):
        sys.exit(f"without a kill already: {differing}")
    return truth


def start(news: Path, place: Path, *, on_ray: bool = True) -> subprocess.Popen[bytes]:
    """Begin to code into a folder, in a session of its own, so that all of it can be killed."""
    words = ["code", str(news), "--store", str(place / "store.duckdb")]
    words += ["-o", str(place / "events.jsonl")]
    if on_ray:
        words += ["--on", "ray", "--blocks", str(place / "blocks"), "--workers", str(WORKERS)]
    with (place / "said").open("ab") as said:
        return subprocess.Popen(
            [sys.executable, "-c", RUN, *words], stdout=said, stderr=said, start_new_session=True
        )


def finish(process: subprocess.Popen[bytes]) -> None:
    """Wait for a run that must come to a good end."""
    if process.wait() != 0:
        sys.exit(f"the run ended with {process.returncode}")


def kill_often(
    news: Path, folder: Path, truth: Truth, kills: int, chance: random.Random, tally: Tally
) -> None:
    """Begin and kill until the kills are used up, then let the last run come to its end."""
    before: set[str] = set()
    while True:
        place = folder / f"{tally.ends}"
        place.mkdir(exist_ok=True)
        process = start(news, place)
        wait = chance.uniform(0.2, 1.0) * truth.seconds if tally.kills < kills else None
        killed = stop(process, wait)
        tally.kills += killed
        there = blocks_of(place)
        where = f"kill {tally.kills}" if killed else f"end {tally.ends + 1}"
        tally.faults += [f"{where}: {fault}" for fault in damage(before, there, truth)]
        before = set(there)
        if killed:
            tally.blocks.append(len(there))
            continue
        tally.faults += [f"{where}: {fault}" for fault in differences(place, truth)]
        if process.returncode != 0:
            tally.faults.append(f"{where}: exit {process.returncode}")
        tally.ends += 1
        before = set()
        if tally.kills >= kills:
            return


def stop(process: subprocess.Popen[bytes], wait: float | None) -> bool:
    """Kill a run with its cluster after so many seconds; return whether it was still at work."""
    try:
        process.wait(wait)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True
    return False


def blocks_of(place: Path) -> Blocks:
    """Return the bytes of every file of every block that is there."""
    found = sorted((place / "blocks").glob("block-*"))
    return {one.name: {p.name: p.read_bytes() for p in sorted(one.iterdir())} for one in found}


def held_in(place: Path) -> Held:
    """Return what the store of a run holds."""
    return held(place / "store.duckdb")


def damage(before: set[str], there: Blocks, truth: Truth) -> list[str]:
    """Return what is wrong with the blocks after a kill or an end."""
    found = []
    if lost := before - there.keys():
        found.append(f"{len(lost)} blocks that were done are lost")
    if strange := there.keys() - truth.blocks.keys():
        found.append(f"{len(strange)} blocks are none of the undisturbed run")
    if other := [name for name in there if there[name] != truth.blocks.get(name)]:
        found.append(f"{len(other)} blocks have other bytes, {other[0]} among them")
    return found


def differences(place: Path, truth: Truth) -> list[str]:
    """Return how what a run has left differs from the truth."""
    store, found = held_in(place), []
    if (place / "events.jsonl").read_bytes() != truth.events:
        found.append("the file of events is not that of one process")
    if store.mentions != truth.store.mentions or store.events != truth.store.events:
        found.append("the store does not hold the same")
    if store.twice:
        found.append(f"{store.twice} rows are there twice")
    return found


if __name__ == "__main__":
    sys.exit(main())
