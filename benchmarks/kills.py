"""Kills `detente code` at random moments and looks whether anything is lost or there twice.

    python benchmarks/kills.py [--kills 20] [--documents 64] [--seed 20161014]

Documents are made up from a few sentences, and linked every eight. First they are coded without a
kill, which gives the truth and the time that it takes. Then coding begins in an empty store, is
killed (SIGKILL) and begun again, until it ends by itself or the kills are used up; then a fresh
store is begun. Every other kill comes while the program links: it says when it begins to, and is
killed within the shortest time that this took, after the first, second or third time. The others
come after a time drawn evenly between a fifth of the whole (models are being loaded before) and
the whole of it. After every kill the store is opened and must hold, for every document that it
has, exactly the mentions of the truth, no document twice, every document that it had before the
kill, and no event without a mention nor mention without its event. At each end the store must
equal the truth: documents, mentions, and which mentions are one event. Exit 1 when anything
differs.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

SEED = 20161014
RUN = """
from time import monotonic
from detente.cli.main import run
from detente.pipeline import keep

link = keep.link_new

def announced(*given):
    print("linking", monotonic(), flush=True)
    done = link(*given)
    print("linked", monotonic(), flush=True)
    return done

keep.link_new, keep._LINKED_AT_ONCE = announced, 8
run()
"""


@dataclass
class Held:
    """What a store holds: mentions by document, and events as sets of mentions."""

    mentions: dict[str, frozenset[str]] = field(default_factory=dict)
    events: frozenset[frozenset[str]] = frozenset()
    twice: int = 0
    stray: int = 0


@dataclass
class Tally:
    """What was seen over all kills."""

    kills: int = 0
    linking: int = 0
    ends: int = 0
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Pace:
    """How long a run takes, and linking in it at the least."""

    whole_s: float
    linking_s: float


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
        said, _ = start(news, folder / "truth.duckdb").communicate()
        pace = Pace(time.monotonic() - begun, shortest_linking(said))
        truth = held(folder / "truth.duckdb")
        print(f"truth      {len(truth.mentions)} documents, {len(truth.events)} events", end="")
        print(f" of {sum(map(len, truth.mentions.values()))} mentions in {pace.whole_s:.0f} s,")
        print(f"           linking in {pace.linking_s:.2f} s or more each time")
        tally = kill_often(news, folder, truth, pace, options.kills, random.Random(options.seed))
    print(f"killed     {tally.kills} times, {tally.linking} of them while it linked;", end="")
    print(f" {tally.ends} runs came to their end")
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


def start(news: Path, store: Path) -> subprocess.Popen[str]:
    """Begin to code; the process says when it links."""
    words = ["code", str(news), "--store", str(store), "-o", str(store.with_suffix(".csv"))]
    return subprocess.Popen(
        [sys.executable, "-c", RUN, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def shortest_linking(said: str) -> float:
    """Return the fewest seconds that linking took, by what a process said of it."""
    moments = [float(line.split()[1]) for line in said.splitlines()]
    return min(end - begin for begin, end in zip(moments[::2], moments[1::2], strict=True))


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
        known = {row[0] for row in connection.execute("SELECT id FROM events").fetchall()}
    mentions: dict[str, set[str]] = {name: set() for name in ids}
    events: dict[str, set[str]] = {}
    for document, mention, event in rows:
        mentions.setdefault(document, set()).add(mention)
        events.setdefault(event, set()).add(f"{document} {mention}")
    return Held(
        {name: frozenset(found) for name, found in mentions.items()},
        frozenset(map(frozenset, events.values())),
        len(ids) - len(set(ids)) + len(rows) - sum(map(len, mentions.values())),
        len(known ^ events.keys()),
    )


def kill_often(
    news: Path, folder: Path, truth: Held, pace: Pace, kills: int, chance: random.Random
) -> Tally:
    """Begin and kill until the kills are used up, then let the last run come to its end."""
    tally = Tally()
    store, before = folder / "0.duckdb", Held()
    while True:
        process = start(news, store)
        if tally.kills < kills:
            await_moment = (await_linking, await_any)[tally.kills % 2]
            said = await_moment(process, pace, chance)
            process.kill()
            said += process.communicate()[0]
        else:
            said, _ = process.communicate()
        killed = process.returncode == -signal.SIGKILL
        tally.kills += killed
        tally.linking += killed and said.count("linking") > said.count("linked")
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


def await_linking(process: subprocess.Popen[str], pace: Pace, chance: random.Random) -> str:
    """Wait for a moment while the program links, or until it has ended; return what it said."""
    times, said = chance.randint(1, 3), ""
    assert process.stdout is not None
    while said.count("linking") < times and (line := process.stdout.readline()):
        said += line
    time.sleep(chance.uniform(0.0, 1.0) * pace.linking_s)
    return said


def await_any(process: subprocess.Popen[str], pace: Pace, chance: random.Random) -> str:
    """Wait for any moment after loading, or until the program has ended; nothing is read."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(chance.uniform(0.2, 1.0) * pace.whole_s)
    return ""


def faults(before: Held, after: Held, truth: Held) -> list[str]:
    """Return what is wrong with a store after a kill or an end."""
    found = []
    if lost := before.mentions.keys() - after.mentions.keys():
        found.append(f"{len(lost)} documents that were finished are lost, {min(lost)} among them")
    if after.twice:
        found.append(f"{after.twice} rows are there twice")
    if after.stray:
        found.append(f"{after.stray} events without a mention, or named by one and not there")
    half = [
        name for name, mentions in after.mentions.items() if mentions != truth.mentions.get(name)
    ]
    if half:
        found.append(f"{len(half)} documents are there in part, {min(half)} among them")
    return found


if __name__ == "__main__":
    sys.exit(main())
