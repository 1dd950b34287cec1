"""Kills `detente code` at random moments and looks whether anything is lost or there twice.

    python benchmarks/kills.py [--kills 20] [--documents 64] [--seed 20161014]

Documents are made up from a few sentences. First they are coded without a kill, which gives the
truth and the time that it takes. Then coding begins in an empty store, is killed (SIGKILL) after
a time drawn evenly between a fifth of that time (models are being loaded before) and the whole of
it, and is begun again, until it ends by itself or the kills are used up; then a fresh store
is begun. After every kill the store is opened and must hold, for every document that it has,
exactly the mentions of the truth, no document twice, and every document that it had before the
kill. At each end the store must equal the truth: documents, mentions, and which mentions are one
event. Exit 1 when anything differs.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

SEED = 20161014
RUN = "from detente.cli.main import run; run()"


@dataclass
class Held:
    """What a store holds: mentions by document, and events as sets of mentions."""

    mentions: dict[str, frozenset[str]] = field(default_factory=dict)
    events: frozenset[frozenset[str]] = frozenset()
    twice: int = 0


@dataclass
class Tally:
    """What was seen over all kills."""

    kills: int = 0
    ends: int = 0
    faults: list[str] = field(default_factory=list)


def main(words: Sequence[str] | None = None) -> int:
    """Kill, look, print; return 1 when anything was lost or is there twice."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--documents", type=int, default=64)
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        news = make_news(folder / "news.jsonl", options.documents, options.seed)
        begun = time.monotonic()
        start(news, folder / "truth.duckdb").wait()
        seconds = time.monotonic() - begun
        truth = held(folder / "truth.duckdb")
        print(f"truth      {len(truth.mentions)} documents, {len(truth.events)} events", end="")
        print(f" of {sum(map(len, truth.mentions.values()))} mentions in {seconds:.0f} s")
        tally = kill_often(news, folder, truth, seconds, options.kills, random.Random(options.seed))
    print(f"killed     {tally.kills} times, {tally.ends} runs came to their end")
    print(f"faults     {len(tally.faults)}", *tally.faults, sep="\n           ")
    return 1 if tally.faults else 0


def make_news(path: Path, documents: int, seed: int) -> Path:
    """Write documents of two or three sentences, some of them telling of the same events."""
    chance = random.Random(seed)
    pairs = [("France", "Russia"), ("Poland", "Belarus"), ("India", "Pakistan"), ("Iran", "Iraq")]
    acts = [
        "{} expelled two diplomats of {} on Monday.",
        "{} signed a trade agreement with {} on Monday.",
        "Soldiers of {} shelled a village in {} on Monday, killing {dead} people.",
        "The president of {} met the president of {} on Monday.",
        "{} imposed sanctions on {} on Monday.",
    ]
    with path.open("w", encoding="utf-8") as out:
        for number in range(documents):
            one, other = chance.choice(pairs)
            told = chance.sample(acts, chance.randint(2, 3))
            text = " ".join(act.format(one, other, dead=chance.randint(2, 40)) for act in told)
            day = f"2016-10-{chance.randint(10, 28):02}"
            out.write(json.dumps({"id": f"n{number}", "text": text, "published": day}) + "\n")
    return path


def start(news: Path, store: Path) -> subprocess.Popen[bytes]:
    """Begin to code."""
    words = ["code", str(news), "--store", str(store), "-o", str(store.with_suffix(".csv"))]
    return subprocess.Popen(
        [sys.executable, "-c", RUN, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def held(store: Path) -> Held:
    """Return what a store holds, as a person would read it after a crash."""
    if not store.exists():
        return Held()
    with duckdb.connect(str(store)) as connection:
        names = [row[0] for row in connection.execute("SHOW TABLES").fetchall()]
        if "documents" not in names:
            return Held()
        ids = [row[0] for row in connection.execute("SELECT id FROM documents").fetchall()]
        rows = connection.execute("SELECT document, id, event FROM mentions").fetchall()
    mentions: dict[str, set[str]] = {name: set() for name in ids}
    events: dict[str, set[str]] = {}
    for document, mention, event in rows:
        mentions.setdefault(document, set()).add(mention)
        events.setdefault(event, set()).add(f"{document} {mention}")
    return Held(
        {name: frozenset(found) for name, found in mentions.items()},
        frozenset(map(frozenset, events.values())),
        len(ids) - len(set(ids)) + len(rows) - sum(map(len, mentions.values())),
    )


def kill_often(
    news: Path, folder: Path, truth: Held, seconds: float, kills: int, chance: random.Random
) -> Tally:
    """Begin and kill until the kills are used up, then let the last run come to its end."""
    tally = Tally()
    store, before = folder / "0.duckdb", Held()
    while True:
        process = start(news, store)
        wait = chance.uniform(0.2, 1.0) * seconds if tally.kills < kills else None
        killed = stop(process, wait)
        tally.kills += killed
        after = held(store)
        where = f"kill {tally.kills}" if killed else f"end {tally.ends + 1}"
        tally.faults += [f"{where}: {fault}" for fault in faults(before, after, truth)]
        before = after
        if not killed:
            tally.ends += 1
            if after.mentions != truth.mentions or after.events != truth.events:
                tally.faults.append(f"{where}: the store is not that of a run without kills")
            if tally.kills >= kills:
                return tally
            store, before = folder / f"{tally.ends}.duckdb", Held()


def stop(process: subprocess.Popen[bytes], wait: float | None) -> bool:
    """Kill a process after so many seconds; return whether it was still at work."""
    try:
        process.wait(wait)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True
    return False


def faults(before: Held, after: Held, truth: Held) -> list[str]:
    """Return what is wrong with a store after a kill or an end."""
    found = []
    if lost := before.mentions.keys() - after.mentions.keys():
        found.append(f"{len(lost)} documents that were finished are lost, {min(lost)} among them")
    if after.twice:
        found.append(f"{after.twice} rows are there twice")
    half = [
        name for name, mentions in after.mentions.items() if mentions != truth.mentions.get(name)
    ]
    if half:
        found.append(f"{len(half)} documents are there in part, {min(half)} among them")
    return found


if __name__ == "__main__":
    sys.exit(main())
