"""How fast a served store answers: python benchmarks/serving.py [EVENTS] [--asked N] [--keep FILE].

Makes a store of made-up documents and events of our own from a fixed seed, brings its shelf up to
date, serves it on loopback in a process of its own, and asks every address with filters drawn from
the seed, two requests at a time. Prints for each the median and the 95th percentile in
milliseconds. What the server keeps until the store changes (tension, turning points, network,
countries, movers) is asked with other sides or days each time, so that all of it is worked out.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pyarrow as pa

from detente.analysis import names_of_codes
from detente.events import Ontology, load_ontology
from detente.storage import Store, open_store, shelve
from detente.storage.rows import event_row
from detente.tables import open_lexicon

SEED = 20161014
FIRST = date(2014, 1, 1)
DAYS = 3_650
BATCH = 50_000
PORT = 8499
AT_ONCE = 2
COUNTRIES = 180
WORDS = [
    "talks",
    "army",
    "court",
    "border",
    "visit",
    "strike",
    "aid",
    "trade",
    "vote",
    "police",
    "minister",
    "treaty",
    "convoy",
    "protest",
    "sanctions",
    "election",
    "harbour",
    "airport",
    "village",
    "pipeline",
    "summit",
    "embassy",
    "refugees",
    "ceasefire",
]
SOURCES = [f"Paper {number}" for number in range(40)]


class Maker:
    """Makes documents of one event each; a few countries take part in most of them."""

    def __init__(self, ontology: Ontology, names: dict[str, str]) -> None:
        """Take types and countries from the tables."""
        self.random = random.Random(SEED)
        self.labels = [ontology.label(name) for name in (*ontology.types, *ontology.modes)]
        self.names = names
        self.codes = sorted(names)[:COUNTRIES]
        self.weights = [1 / (1 + rank) for rank in range(len(self.codes))]

    def tables(self, first: int, count: int) -> dict[str, list[list[Any]]]:
        """Return the rows of so many documents with their events, mentions and parties."""
        rows: dict[str, list[list[Any]]] = {
            name: [] for name in ("documents", "events", "mentions", "parties")
        }
        for number in range(first, first + count):
            self._put(rows, number)
        return rows

    def _put(self, rows: dict[str, list[list[Any]]], number: int) -> None:
        chance = self.random
        one, other = self._pair()
        words = " ".join(chance.choice(WORDS) for _ in range(16))
        text = f"{self.names[one]} told {self.names[other]} of {words}."
        printed = FIRST + timedelta(days=chance.randrange(DAYS))
        document, event, mention = f"d{number:08}", f"e{number:015x}", f"m{number:015x}"
        title, source = " ".join(words.split()[:6]), chance.choice(SOURCES)
        rows["documents"].append(
            [document, "r1", event, title, printed, source, None, "en", text, "{}", None]
        )
        shape = self._shape(one, other, printed)
        whole = {"id": event, "mentions": [mention], "documents": [document], "sources": 1}
        told = {"id": mention, "sentence": {"start": 0, "end": len(text)}, "trace": ["made up"]}
        rows["events"].append(event_row(whole | shape | {"reasons": []}, 0))
        rows["mentions"].append(
            [
                *(mention, event, document, 0, shape["type"], shape["mode"], shape["status"]),
                *("positive", 0, len(text), "told", False, shape["confidence"]),
                json.dumps(told | shape),
            ]
        )
        for side in ("actor", "recipient"):
            (party,) = shape[f"{side}s"]
            named = [party["name"], "country", party["country"], "GOV", None]
            place = [party["start"], party["end"], party["text"]]
            rows["parties"].append([mention, document, side, 0, *named, *place])

    def _shape(self, one: str, other: str, printed: date) -> dict[str, Any]:
        """Return what events and mentions share, in the contract's shape."""
        chance = self.random
        label = chance.choice(self.labels)
        day = (printed - timedelta(days=chance.randrange(3))).isoformat()
        after = len(self.names[one])
        return {
            "type": label.type,
            "mode": label.mode,
            "contexts": ["diplomatic"],
            "quad": label.quad,
            "intensity": label.intensity,
            "cameo": label.cameo,
            "trigger": {"start": after + 1, "end": after + 5, "text": "told"},
            "act": {"type": label.type, "mode": label.mode},
            "actors": [self._party(one, 0)],
            "recipients": [self._party(other, after + 6)],
            "status": chance.choices(("actual", "planned", "historical"), (8, 1, 1))[0],
            "polarity": "positive",
            "day": {"earliest": day, "latest": day, "precision": "day"}
            | dict.fromkeys(("start", "end", "text")),
            "place": None,
            "quantities": [],
            "attribution": [],
            "confidence": round(chance.random(), 3),
        }

    def _pair(self) -> tuple[str, str]:
        while True:
            one, other = self.random.choices(self.codes, self.weights, k=2)
            if one != other:
                return one, other

    def _party(self, code: str, start: int) -> dict[str, Any]:
        name = self.names[code]
        return {
            "start": start,
            "end": start + len(name),
            "text": name,
            "name": name,
            "kind": "country",
            "country": code,
            "sector": "GOV",
            "sectors": ["GOV"],
            "role": None,
        }


def make_store(path: Path, events: int, maker: Maker) -> tuple[float, float]:
    """Write a store and its shelf; return the seconds that each took."""
    start = time.perf_counter()
    with open_store(path) as store:
        for first in range(0, events, BATCH):
            tables = maker.tables(first, min(BATCH, events - first))
            for name, rows in tables.items():
                _insert(store, name, rows)
        made = time.perf_counter()
        shelve(store.connection)
        store.connection.execute("CHECKPOINT")
    return made - start, time.perf_counter() - made


def _insert(store: Store, name: str, rows: list[list[Any]]) -> None:
    schema = store.connection.table(name).limit(0).to_arrow_table().schema
    columns = zip(*rows, strict=True)
    arrays = [pa.array(cells, f.type) for cells, f in zip(columns, schema, strict=True)]
    given = pa.Table.from_arrays(arrays, schema=schema)
    store.connection.register("given", given)
    store.connection.execute(f'INSERT INTO "{name}" SELECT * FROM given')
    store.connection.unregister("given")


def addresses(maker: Maker, events: int) -> dict[str, Callable[[], str]]:
    """Return what is asked, by name: each call gives an address with other filters."""
    chance = random.Random(SEED + 1)

    def two() -> str:
        one, other = maker._pair()
        return f"{one}/{other}"

    def days() -> str:
        first = FIRST + timedelta(days=chance.randrange(DAYS - 400))
        return f"since={first}&until={first + timedelta(days=chance.randrange(30, 400))}"

    def until() -> str:
        return f"until={FIRST + timedelta(days=chance.randrange(400, DAYS))}"

    def kind() -> str:
        return chance.choice(maker.labels).type

    def country() -> str:
        return chance.choices(maker.codes, maker.weights)[0]

    number = lambda: chance.randrange(events)  # noqa: E731 (one of many small draws)
    sorts = ("-day", "day", "-told", "-confidence", "intensity", "-intensity", "-sources")
    return {
        "events, newest": lambda: "events",
        "events, by type and days": lambda: f"events?type={kind()}&{days()}",
        "events, of a country, sorted": lambda: (
            f"events?actor={country()}&sort={chance.choice(sorts)}"
        ),
        "events, of a dyad": lambda: f"events?dyad={two().replace('/', ',')}",
        "events, by words": lambda: f"events?q={quote(' '.join(chance.sample(WORDS, 2)))}",
        "an event": lambda: f"events/e{number():015x}",
        "documents, newest": lambda: f"documents?{days()}",
        "documents, by title": lambda: f"documents?q={chance.choice(WORDS)}",
        "a document": lambda: f"documents/d{number():08}",
        "dyads": lambda: f"dyads?{days()}",
        "series": lambda: f"dyads/{two()}/series",
        "tension": lambda: f"dyads/{two()}/tension",
        "turning points": lambda: f"dyads/{two()}/turning-points?{days()}",
        "timeline": lambda: f"dyads/{two()}/timeline",
        "countries": lambda: f"countries?{until()}",
        "movers": lambda: f"movers?{until()}",
        "network": lambda: f"network?{days()}",
        "choices": lambda: "choices",
        "health": lambda: "health",
    }


def ask(client: httpx.Client, address: str) -> float:
    """Return the milliseconds that an answer takes."""
    start = time.perf_counter()
    answer = client.get(f"/api/{address}")
    answer.raise_for_status()
    return 1000 * (time.perf_counter() - start)


def measure(path: Path, maker: Maker, events: int, asked: int) -> None:
    """Serve the store and print how long each address takes."""
    program = "from detente.cli.main import run; run()"
    command = [sys.executable, "-c", program, "serve", "--store", str(path)]
    start = time.perf_counter()
    server = subprocess.Popen([*command, "--port", str(PORT)])
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{PORT}", timeout=120) as client:
            while True:
                try:
                    ask(client, "health")
                    break
                except httpx.TransportError:
                    if server.poll() is not None:
                        sys.exit(f"the server ended with {server.returncode}")
                    time.sleep(0.2)
            print(f"started    in {time.perf_counter() - start:.1f} s")
            print(f"{'':32}{'median':>10}{'95th':>10}   ms")
            for name, draw in addresses(maker, events).items():
                given = [draw() for _ in range(asked)]
                with ThreadPoolExecutor(AT_ONCE) as pool:
                    took = sorted(pool.map(lambda a: ask(client, a), given))
                last = took[min(len(took) - 1, int(0.95 * len(took)))]
                print(f"{name:32}{statistics.median(took):10.0f}{last:10.0f}", flush=True)
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
    parser.add_argument("--keep", type=Path, help="make the store here, or take the one there")
    given = parser.parse_args(words)
    lexicon = open_lexicon()
    maker = Maker(load_ontology(lexicon), dict(names_of_codes(lexicon)))
    with tempfile.TemporaryDirectory() as folder:
        path: Path = given.keep or Path(folder) / "store.duckdb"
        if not path.exists():
            made, shelved = make_store(path, given.events, maker)
            print(f"made       {given.events:,} events in {made:.0f} s, shelved in {shelved:.0f} s")
        print(f"store      {path.stat().st_size / 2**20:,.0f} MiB")
        measure(path, maker, given.events, given.asked)


if __name__ == "__main__":
    main()
