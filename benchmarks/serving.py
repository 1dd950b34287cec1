"""How fast a served store answers.

    python benchmarks/serving.py [EVENTS] [--asked N] [--only NAME] [--keep FILE]

Makes a store of made-up documents and events of our own (`serving_store`), brings its shelf up to
date, serves it on loopback in a process of its own, and asks every address of the REST interface
and every page that a person sees, with filters drawn from the seed, two requests at a time.
Prints for each the median and the 95th percentile in milliseconds, the server's processor time a
request, which other work beside changes less, and the kilobytes of the heaviest answer as sent;
of pages also with the scripts and styles that they load, which a browser keeps.
What the server keeps until the store changes (charts, turning points, network, countries, movers)
is asked with other sides or days each time, so that all of it is worked out.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import httpx
from serving_store import DAYS, FIRST, WORDS, Given, given_by, make_store

from detente.tables import open_lexicon

SEED = 20161014
PORT = 8499
AT_ONCE = 2

Draw = Callable[[], str]


@dataclass(frozen=True)
class Filters:
    """Filters drawn from a seed: countries as seldom as they are in the store, any days."""

    given: Given
    events: int
    chance: random.Random

    def country(self) -> str:
        """Return a country's code."""
        return self.given.codes[int(len(self.given.codes) ** self.chance.random()) - 1]

    def two(self) -> tuple[str, str]:
        """Return the codes of two countries."""
        one, other = self.country(), self.country()
        return (one, other) if one != other else self.two()

    def days(self, least: int = 30, most: int = 400) -> str:
        """Return a first and a last day, so many days apart."""
        first = FIRST + timedelta(days=self.chance.randrange(DAYS - most))
        return f"since={first}&until={first + timedelta(days=self.chance.randint(least, most))}"

    def until(self) -> str:
        """Return a last day."""
        return f"until={FIRST + timedelta(days=self.chance.randrange(400, DAYS))}"

    def kind(self) -> str:
        """Return a type."""
        return str(self.chance.choice(self.given.labels)["type"])

    def word(self) -> str:
        """Return a word of the texts."""
        return self.chance.choice(WORDS)

    def sort(self) -> str:
        """Return an order of events."""
        return self.chance.choice(("-day", "day", "-told", "-confidence", "intensity", "-sources"))

    def number(self) -> int:
        """Return the number of an event."""
        return self.chance.randrange(self.events)


def interface(by: Filters) -> dict[str, Draw]:
    """Return what is asked of REST, by name: each call gives an address with other filters."""
    asked: dict[str, Draw] = {
        "events, newest": lambda: "events",
        "events, by type and days": lambda: f"events?type={by.kind()}&{by.days()}",
        "events, of a country, sorted": lambda: f"events?actor={by.country()}&sort={by.sort()}",
        "events, of a dyad": lambda: f"events?dyad={','.join(by.two())}",
        "events, by words": lambda: f"events?q={quote(f'{by.word()} {by.word()}')}",
        "an event": lambda: f"events/e{by.number():015x}",
        "documents, newest": lambda: f"documents?{by.days()}",
        "documents, by title": lambda: f"documents?q={by.word()}",
        "a document": lambda: f"documents/d{by.number():08}",
        "dyads": lambda: f"dyads?{by.days()}",
        "series": lambda: f"dyads/{'/'.join(by.two())}/series",
        "tension": lambda: f"dyads/{'/'.join(by.two())}/tension",
        "turning points": lambda: f"dyads/{'/'.join(by.two())}/turning-points?{by.days()}",
        "timeline": lambda: f"dyads/{'/'.join(by.two())}/timeline",
        "countries": lambda: f"countries?{by.until()}",
        "movers": lambda: f"movers?{by.until()}",
        "network": lambda: f"network?{by.days()}",
        "choices": lambda: "choices",
        "health": lambda: "health",
    }
    return {name: lambda draw=draw: f"/api/{draw()}" for name, draw in asked.items()}  # type: ignore[misc]  # mypy takes the default for another parameter


def pages(by: Filters) -> dict[str, Draw]:
    """Return what is asked of pages, likewise."""
    dyad = "/dyad?one={}&other={}&{}"
    networks: list[str] = []

    def network() -> str:
        networks.append(by.days(365, 365))
        return f"/network?{networks[-1]}"

    return {
        "Overview": lambda: "/",
        "Overview of another day": lambda: f"/?{by.until()}",
        "Overview of all days up to one": lambda: f"/?days=36500&{by.until()}",
        "Dyad, whole history": lambda: dyad.format(*by.two(), by.until()),
        "Dyad, a year": lambda: dyad.format(*by.two(), by.days(365, 365)),
        "Dyad, a year, half-life drawn": lambda: dyad.format(
            *by.two(), f"{by.days(365, 365)}&half_life={by.chance.randint(7, 90)}"
        ),
        "Unusual weeks, a year": lambda: dyad.format(*by.two(), by.days(365, 365)).replace(
            "?", "/anomalies?"
        ),
        "Unusual weeks, whole history": lambda: dyad.format(*by.two(), by.until()).replace(
            "?", "/anomalies?"
        ),
        "Who answers whom, a year": lambda: dyad.format(*by.two(), by.days(365, 365)).replace(
            "?", "/reactions?"
        ),
        "Who answers whom, whole history": lambda: dyad.format(*by.two(), by.until()).replace(
            "?", "/reactions?"
        ),
        "Event": lambda: f"/event/e{by.number():015x}",
        "Document": lambda: f"/document/d{by.number():08}",
        "Network, a year": network,
        "Network, its figure after it": lambda: f"/network/figure?{networks.pop(0)}",
        "Network, up to a day": lambda: f"/network?{by.until()}",
        "Network by name": lambda: f"/network?by=name&{by.days(365, 365)}",
        "Data": lambda: f"/data?sort={by.sort()}",
        "Data, of a country, sorted": lambda: (
            f"/data?party={by.country()}&{by.days()}&sort={by.sort()}"
        ),
        "Data, by type, least confidence": lambda: (
            f"/data?type={by.kind()}&status=actual&confidence={by.chance.random():.2f}"
        ),
        "Search, a word": lambda: f"/search?q={by.word()}",
        "Search, a country": lambda: f"/search?q={by.country()}",
        "Search, two words": lambda: f"/search?q={quote(f'{by.word()} {by.word()}')}",
        "Try it": lambda: "/try",
    }


@dataclass(frozen=True)
class Answer:
    """How long an answer took, and how many bytes of it were sent, headers aside."""

    took_ms: float
    sent: int


def ask(client: httpx.Client, address: str) -> Answer:
    """Return what it takes to read an answer."""
    start = time.perf_counter()
    with client.stream("GET", address) as answer:
        answer.raise_for_status()
        answer.read()
    return Answer(1000 * (time.perf_counter() - start), answer.num_bytes_downloaded)


def loaded(client: httpx.Client, address: str) -> int:
    """Return how many bytes of scripts and styles a page has a browser load, once."""
    text = client.get(address).text
    found = re.findall(r'(?:src|href)="(/(?:assets|bokeh)/[^"]+)"', text)
    parts = ["/assets/figures.js", "/assets/sending.js"]  # which page.js imports
    return sum(ask(client, one).sent for one in dict.fromkeys([*found, *parts]))


def worked_ms(process: int) -> float:
    """Return the processor time that a process has used, in milliseconds."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def timed(client: httpx.Client, process: int, addresses: Sequence[str]) -> list[float]:
    """Return median, 95th percentile and processor time in milliseconds, and kilobytes sent."""
    before = worked_ms(process)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(lambda address: ask(client, address), addresses))
    work = (worked_ms(process) - before) / len(addresses)
    took = sorted(one.took_ms for one in answers)
    last = took[min(len(took) - 1, int(0.95 * len(took)))]
    return [statistics.median(took), last, work, max(one.sent for one in answers) / 1000]


def tell(name: str, *cells: float | str) -> None:
    """Print a line of the table."""
    said = (cell if isinstance(cell, str) else f"{cell:.0f}" for cell in cells)
    print(f"{name:32}" + "".join(f"{cell:>13}" for cell in said), flush=True)


def measure(path: Path, given: Given, events: int, asked: int, only: str) -> None:
    """Serve the store and print how long each address takes."""
    program = "from detente.cli.main import run; run()"
    command = [sys.executable, "-c", program, "serve", "--store", str(path)]
    start = time.perf_counter()
    server = subprocess.Popen([*command, "--port", str(PORT)])
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{PORT}", timeout=120) as client:
            while True:
                try:
                    ask(client, "/api/health")
                    break
                except httpx.TransportError:
                    if server.poll() is not None:
                        sys.exit(f"the server ended with {server.returncode}")
                    time.sleep(0.2)
            print(f"started    in {time.perf_counter() - start:.1f} s")
            by = Filters(given, events, random.Random(SEED + 1))
            tell("", "median", "95th", "processor", "sent kB", "with scripts")
            for name, draw in {**interface(by), **pages(by)}.items():
                drawn = [draw() for _ in range(asked)]
                if only not in name:
                    continue
                times = timed(client, server.pid, drawn)
                page = not drawn[0].startswith("/api/")
                more = [times[-1] + loaded(client, drawn[0]) / 1000] if page else []
                tell(name, *times, *more)
        with Path(f"/proc/{server.pid}/status").open() as status:
            peak = next(line.split()[1] for line in status if line.startswith("VmHWM"))
        print(f"memory     {int(peak) / 1024:,.0f} MiB at most")
    finally:
        server.terminate()
        server.wait()


def main(words: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("events", nargs="?", type=int, default=1_000_000)
    parser.add_argument("--asked", type=int, default=40, help="requests to each address")
    parser.add_argument("--only", default="", help="ask only what has this in its name")
    parser.add_argument("--keep", type=Path, help="make the store here, or take the one there")
    options = parser.parse_args(words)
    given = given_by(open_lexicon())
    with tempfile.TemporaryDirectory() as folder:
        path: Path = options.keep or Path(folder) / "store.duckdb"
        if not path.exists():
            made, shelved = make_store(path, options.events, given)
            print(
                f"made       {options.events:,} events in {made:.0f} s, shelved in {shelved:.0f} s"
            )
        print(f"store      {path.stat().st_size / 2**20:,.0f} MiB")
        measure(path, given, options.events, options.asked, options.only)


if __name__ == "__main__":
    main()
