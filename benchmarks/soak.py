"""Serve a store under mixed load for long: are requests answered, and does memory stay flat?

    python benchmarks/soak.py [--minutes 60] [--rate 20] [--events 100000] [--seed 20161014]

The store is that of `serving.py`. Requests begin at `--rate` a second whether or not those before
them are answered, and what one waits for its turn counts as its time. Of a hundred, 60 ask the REST
API with filters drawn anew, 25 ask pages, 5 ask for something wrong, 5 correct a mention or take
that back, 3 download events and 2 have a text coded. Each tenth of the time gives a line: requests
a second, errors, the median, 95th and 99th percentile in milliseconds, and the memory of the server
and of its coder. At the end stands how fast the server's memory grows after the first fifth (least
squares over samples taken every five seconds, in MB an hour). Exit 1 when an answer was not as it
should be, or memory grows faster than `--growth` says.
"""

from __future__ import annotations

import argparse
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Full, Queue

import httpx
from serving import PORT, Given, addresses, given_by, make_store

from detente.tables import open_lexicon

SEED = 20161014
SAMPLE_S = 5.0
TENTHS = 10
WARM_UP = 0.2
AT_ONCE = 8
LATE_S = 10.0
TEXTS = (
    "France accused Russia of lying on Monday.",
    "Soldiers shelled a village in Syria, killing 12 people. The president condemned the attack.",
    "Poland expelled two diplomats and India signed a trade agreement with Japan.",
)
RUN = "from detente.cli.main import run; run()"


@dataclass(frozen=True, slots=True)
class Ask:
    """A request, and the statuses that are right for it."""

    kind: str
    path: str
    right: tuple[int, ...] = (200,)
    sent: dict[str, object] | None = None


@dataclass(slots=True)
class Part:
    """What was seen in a tenth of the time."""

    times_ms: list[float] = field(default_factory=list)
    wrong: int = 0
    server_mb: float = 0.0
    coder_mb: float = 0.0


@dataclass(slots=True)
class Seen:
    """What was seen over all: parts, samples of memory as hours and MB, and what was wrong."""

    parts: list[Part] = field(default_factory=lambda: [Part() for _ in range(TENTHS)])
    samples: list[tuple[float, float]] = field(default_factory=list)
    wrong: Counter[str] = field(default_factory=Counter)
    by_kind: dict[str, list[float]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


def main(words: Sequence[str] | None = None) -> int:
    """Make a store, serve it, ask, print; return 1 when something was wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--rate", type=float, default=20.0)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--growth", type=float, default=60.0, help="MB an hour that are too much")
    options = parser.parse_args(words)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that the server ends too
    given, seen = given_by(open_lexicon()), Seen()
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store.duckdb"
        make_store(store, options.events, given)
        with served(store) as process:
            draws = asks(random.Random(options.seed), given, options.events)
            load(process, draws, options.minutes * 60, options.rate, seen)
    show(seen, options.minutes)
    grown = slope(seen.samples, options.minutes / 60 * WARM_UP)
    print(f"growth     {grown:+.1f} MB an hour after warm-up")
    return 1 if seen.wrong or grown > options.growth else 0


@contextmanager
def served(store: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Serve a store until the block ends."""
    command = [sys.executable, "-c", RUN, "serve", "--store", str(store), "--port", str(PORT)]
    with subprocess.Popen(command) as process:
        try:
            while process.poll() is None:
                try:
                    httpx.get(f"http://127.0.0.1:{PORT}/api/health", timeout=60)
                    break
                except httpx.TransportError:
                    time.sleep(0.2)
            yield process
        finally:
            process.terminate()


def asks(chance: random.Random, given: Given, events: int) -> Iterator[Ask]:
    """Yield requests without end."""
    known = addresses(given, events)
    names = list(known)
    codes = given.codes

    def page() -> Ask:
        one, other = chance.sample(codes[:40], 2)
        paths = ("/", "/network", "/data", f"/data?party={one}", f"/dyad?one={one}&other={other}")
        told = (
            f"/event/e{chance.randrange(events):015x}",
            f"/document/d{chance.randrange(events):08}",
        )
        return Ask("page", chance.choice((*paths, *told, "/search?q=army", "/try")))

    def wrong() -> Ask:
        paths = ("/api/events?limit=-1", "/api/events?since=never", "/api/events/none", "/none")
        return Ask("refused", chance.choice(paths), right=(404, 422))

    def correct() -> Ask:
        say = chance.choice(("right", "wrong", "undo"))
        told = {"say": say, "mention": f"m{chance.randrange(50):015x}"}
        return Ask("correct", "/api/corrections", right=(200, 404), sent=told)

    def code() -> Ask:
        text = " ".join(chance.choices(TEXTS, k=chance.randrange(1, 6)))
        return Ask("code", "/api/code", sent={"text": text, "published": "2016-10-14"})

    kinds: dict[Callable[[], Ask], int] = {
        lambda: Ask("rest", f"/api/{known[chance.choice(names)]()}"): 60,
        page: 25,
        wrong: 5,
        correct: 5,
        lambda: Ask(
            "download", f"/api/export/csv?party={chance.choice(codes)}", right=(200, 503)
        ): 3,
        code: 2,
    }
    while True:
        (draw,) = chance.choices(list(kinds), list(kinds.values()))
        yield draw()


def load(
    process: subprocess.Popen[bytes], draws: Iterator[Ask], seconds: float, rate: float, seen: Seen
) -> None:
    """Ask at a steady rate for so long, and look at the memory meanwhile."""
    begun = time.monotonic()
    waiting: Queue[tuple[float, Ask] | None] = Queue(maxsize=10_000)

    def work() -> None:
        with httpx.Client(base_url=f"http://127.0.0.1:{PORT}", timeout=60) as client:
            while (due := waiting.get()) is not None:
                at, asked = due
                if time.monotonic() > begun + seconds + LATE_S:
                    note_late(seen)
                    continue
                problem = answer(client, asked)
                note(seen, asked, problem, time.monotonic() - at, (at - begun) / seconds)

    with ThreadPoolExecutor(AT_ONCE + 1) as pool:
        done = threading.Event()
        pool.submit(watch, process.pid, begun, seconds, seen, done)
        workers = [pool.submit(work) for _ in range(AT_ONCE)]
        for number in range(int(seconds * rate)):
            at = begun + number / rate
            time.sleep(max(0.0, at - time.monotonic()))
            try:
                waiting.put_nowait((at, next(draws)))
            except Full:
                seen.wrong["the server is far behind"] += 1
        for _ in workers:
            waiting.put(None)
        for one in workers:
            one.result()
        done.set()
    if process.poll() is not None:
        seen.wrong[f"the server ended with {process.returncode}"] += 1


def answer(client: httpx.Client, asked: Ask) -> str | None:
    """Ask, and return what is wrong with the answer."""
    try:
        if asked.sent is None:
            got = client.get(asked.path)
        else:
            got = client.post(asked.path, json=asked.sent, headers={"X-Detente": "1"})
    except httpx.HTTPError as error:
        return f"{asked.kind}: {type(error).__name__}: {error}"
    return None if got.status_code in asked.right else f"{asked.path}: {got.status_code}"


def note(seen: Seen, asked: Ask, problem: str | None, took_s: float, share: float) -> None:
    """Keep what came of a request."""
    with seen.lock:
        part = seen.parts[min(TENTHS - 1, int(share * TENTHS))]
        part.times_ms.append(1000 * took_s)
        seen.by_kind.setdefault(asked.kind, []).append(1000 * took_s)
        if problem is not None:
            part.wrong += 1
            seen.wrong[problem] += 1


def note_late(seen: Seen) -> None:
    """Count a request that was still waiting for its turn when the time was over."""
    with seen.lock:
        seen.wrong["never asked, for the server was behind"] += 1


def watch(server: int, begun: float, seconds: float, seen: Seen, done: threading.Event) -> None:
    """Look at the memory of the server and its coder until it is done."""
    while not done.wait(SAMPLE_S):
        at = time.monotonic() - begun
        own, coder = resident_mb(server), sum(map(resident_mb, children(server)))
        with seen.lock:
            seen.samples.append((at / 3600, own))
            part = seen.parts[min(TENTHS - 1, int(at / seconds * TENTHS))]
            part.server_mb, part.coder_mb = own, coder


def resident_mb(process: int) -> float:
    """Return the memory that a process holds, 0 for one that has gone."""
    try:
        told = Path(f"/proc/{process}/status").read_text("ascii", "replace")
    except OSError:
        return 0.0
    return next((int(x.split()[1]) / 1024 for x in told.splitlines() if x.startswith("VmRSS")), 0.0)


def children(process: int) -> list[int]:
    """Return the processes that a process has begun."""
    told = Path(f"/proc/{process}/task").glob("*/children")
    return [int(word) for one in told for word in one.read_text("ascii").split()]


def slope(samples: Sequence[tuple[float, float]], from_hours: float) -> float:
    """Return the growth in MB an hour from then on, by least squares."""
    kept = [sample for sample in samples if sample[0] >= from_hours]
    if len(kept) < 2:
        return 0.0
    return statistics.linear_regression(*zip(*kept, strict=True)).slope


def show(seen: Seen, minutes: float) -> None:
    """Print a line for each tenth, then kinds of requests, then what was wrong."""
    print("minute     asked/s  wrong  median ms    95th    99th  server MB  coder MB")
    for number, part in enumerate(seen.parts):
        each = 60 * minutes / TENTHS
        told = f"{minutes * (number + 1) / TENTHS:6.1f} {len(part.times_ms) / each:11.1f}"
        figures = "".join(f"{one:8.0f}" for one in percentiles(part.times_ms))
        print(f"{told} {part.wrong:6}   {figures} {part.server_mb:10.0f} {part.coder_mb:9.0f}")
    for kind, times in sorted(seen.by_kind.items()):
        figures = "".join(f"{one:8.0f}" for one in percentiles(times))
        print(f"{kind:10} {len(times):8,}          {figures}")
    print(f"wrong      {sum(seen.wrong.values())}")
    for problem, count in seen.wrong.most_common(20):
        print(f"    {count} {problem}")


def percentiles(times: Sequence[float]) -> tuple[float, float, float]:
    """Return the median, 95th and 99th percentile, noughts of nothing."""
    if not times:
        return 0.0, 0.0, 0.0
    ordered = sorted(times)
    at = (ordered[min(len(ordered) - 1, int(share * len(ordered)))] for share in (0.5, 0.95, 0.99))
    return next(at), next(at), next(at)


if __name__ == "__main__":
    sys.exit(main())
