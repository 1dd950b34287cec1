"""How fast texts are coded beside plain spaCy: python benchmarks/speed.py TEXTS... [--documents N].

Runs `detente code`, `detente annotate` with every layer, and spaCy's whole default pipeline over
the same texts, each in a process of its own on one core with one thread, in turn, several times.
Start-up, the same command over one sentence, is taken off. Prints documents, sentences and words a
second, on the clock and of processor time, ratios to spaCy with their spread, start-up and peak
memory; then the share of each stage, and pairs a second of the relation model. Sentences and words
are spaCy's. On a busy machine trust the ratios of processor time.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL, Popen

from detente.model import Document
from detente.reading import read

ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
SHORT = "France rejected the demand."
PROBE = Path(__file__).with_name("speed_probe.py")
COMMAND = "from detente.cli.main import run; run()"
RUNS = ("spacy", "code", "annotate")


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took: seconds on the clock and of processor time, and its peak memory."""

    clock_s: float
    processor_s: float
    peak_mib: float

    def less(self, other: Cost) -> Cost:
        """Return the cost with another's time taken off."""
        return Cost(
            self.clock_s - other.clock_s, self.processor_s - other.processor_s, self.peak_mib
        )


@dataclass(frozen=True, slots=True)
class Round:
    """One turn of each program: whole runs with start-up taken off, and the start-ups."""

    net: Mapping[str, Cost]
    start: Mapping[str, Cost]


def cost_of(command: Sequence[str], core: int) -> Cost:
    """Run a command on one core and return what it took.

    Raises:
        SystemExit: the command failed.
    """
    began = time.perf_counter()
    process = Popen(command, env={**os.environ, **ONE_THREAD}, stdout=DEVNULL, stderr=DEVNULL)
    os.sched_setaffinity(process.pid, {core})
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 3):
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    took = time.perf_counter() - began
    return Cost(took, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def command_of(name: str, texts: Path, folder: Path) -> list[str]:
    """Return the command that works on texts, into an empty folder."""
    if name == "spacy":
        return [sys.executable, str(PROBE), "spacy", str(texts)]
    detente = [sys.executable, "-c", COMMAND, name, str(texts)]
    out = ["-o", str(folder / "out.jsonl")]
    return detente + out + (["--store", str(folder / "store.duckdb")] if name == "code" else [])


def measured(name: str, texts: Path, core: int) -> Cost:
    """Return what one program takes for texts, its output thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        return cost_of(command_of(name, texts, Path(folder)), core)


def one_round(texts: Path, short: Path, core: int) -> Round:
    """Return what every program takes, in turn."""
    start = {name: measured(name, short, core) for name in RUNS}
    return Round({name: measured(name, texts, core).less(start[name]) for name in RUNS}, start)


def probed(texts: Path, core: int) -> dict[str, dict[str, float]]:
    """Return counts, seconds of processor time by stage, and pairs a second; see the probe."""
    command = [sys.executable, str(PROBE), "stages", str(texts)]
    with tempfile.TemporaryFile("w+") as out:
        process = Popen(command, env={**os.environ, **ONE_THREAD}, stdout=out, stderr=DEVNULL)
        os.sched_setaffinity(process.pid, {core})
        if process.wait():
            raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
        out.seek(0)
        found: dict[str, dict[str, float]] = json.load(out)
    return found


def chosen(paths: Sequence[str], number: int | None) -> list[Document]:
    """Return so many documents of the inputs, spread evenly; all without a number."""
    found = [one for one in read(paths) if isinstance(one, Document)]
    if number is None or number >= len(found):
        return found
    return [found[k * len(found) // number] for k in range(number)]


def write(documents: Sequence[Document], path: Path) -> None:
    """Write documents as JSON lines that every program reads."""
    rows = (
        {"id": d.id, "text": d.text, "published": d.published and d.published.isoformat()}
        for d in documents
    )
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


def tell_rounds(rounds: Sequence[Round], counts: Mapping[str, float]) -> None:
    """Print speed, start-up and memory of every program, by the median of the rounds."""
    print("\n             docs/s  sents/s  words/s   (processor: the same)      start-up   peak")
    for name in RUNS:
        clock = statistics.median(r.net[name].clock_s for r in rounds)
        used = statistics.median(r.net[name].processor_s for r in rounds)
        speeds = " ".join(f"{counts[k] / clock:8.1f}" for k in counts)
        worked = " ".join(f"{counts[k] / used:8.1f}" for k in counts)
        began = statistics.median(r.start[name].clock_s for r in rounds)
        work = statistics.median(r.start[name].processor_s for r in rounds)
        peak = max(r.net[name].peak_mib for r in rounds)
        print(f"{name:9s} {speeds}  ({worked})  {began:5.1f} s ({work:.1f})  {peak:5.0f} MiB")
    for name in RUNS[1:]:
        for what in ("processor_s", "clock_s"):
            shares = sorted(
                getattr(r.net[name], what) / getattr(r.net["spacy"], what) for r in rounds
            )
            told = f"{statistics.median(shares):.2f} ({shares[0]:.2f} to {shares[-1]:.2f})"
            print(f"{name} takes {told} times spaCy's {what.removesuffix('_s')} time")


def tell_stages(stages: Mapping[str, float], spacy_s: float) -> None:
    """Print the time of each stage beside spaCy's."""
    print("\nstage        processor s   times spaCy")
    for name, seconds in stages.items():
        print(f"{name:12s} {seconds:11.2f} {seconds / spacy_s:13.3f}")


def main() -> None:
    """Measure as the arguments ask."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("texts", nargs="+", help="anything that `detente code` reads")
    parser.add_argument("--documents", type=int, help="so many, spread evenly; else all")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--core", type=int, default=max(os.sched_getaffinity(0)))
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        texts, short = Path(folder, "texts.jsonl"), Path(folder, "short.jsonl")
        write(chosen(asked.texts, asked.documents), texts)
        write([Document(id="short", text=SHORT)], short)
        found = probed(texts, asked.core)
        counts = found["counts"]
        print(", ".join(f"{number:,.0f} {name}" for name, number in counts.items()))
        rounds = []
        for number in range(asked.rounds):
            rounds.append(one_round(texts, short, asked.core))
            used = {name: round(cost.processor_s, 1) for name, cost in rounds[-1].net.items()}
            print(f"round {number + 1}: seconds of processor time {used}", flush=True)
    tell_rounds(rounds, counts)
    tell_stages(found["annotate"], found["spacy"]["spacy"])
    print("\n".join(f"{name}: {value:,.0f}" for name, value in found["relations"].items()))


if __name__ == "__main__":
    main()
