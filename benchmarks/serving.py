"""How fast a served store answers: python benchmarks/serving.py [EVENTS] [--asked N] [--keep FILE].

Makes a store of made-up documents and events of our own from a fixed seed, brings its shelf up to
date, serves it on loopback in a process of its own, and asks every address with filters drawn from
the seed, two requests at a time. Prints for each the median and the 95th percentile in
milliseconds, and the server's processor time a request, which other work beside changes less.
What the server keeps until the store changes (tension, turning points, network, countries,
movers) is asked with other sides or days each time, so that all of it is worked out.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx

from detente.analysis import find_side, names_of_codes
from detente.events import load_ontology
from detente.storage import open_store, shelve
from detente.tables import Lexicon, open_lexicon

SEED = 20161014
FIRST = date(2014, 1, 1)
DAYS = 3_650
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


MADE = """
CREATE TEMP TABLE made AS
WITH drawn AS (
    SELECT
        number,
        CAST(floor(pow($countries, hash(number, 1) % 1000000 / 1e6)) AS INTEGER) AS one,
        CAST(floor(pow($countries, hash(number, 2) % 1000000 / 1e6)) AS INTEGER) AS other,
        list_extract($labels, CAST(hash(number, 3) % len($labels) + 1 AS INTEGER)) AS label,
        $first + CAST(hash(number, 4) % $days AS INTEGER) AS printed,
        list_extract(['actual', 'actual', 'actual', 'planned', 'historical'],
            CAST(hash(number, 5) % 5 + 1 AS INTEGER)) AS status,
        round(hash(number, 6) % 1000 / 1e3, 3) AS confidence,
        array_to_string([list_extract($words, CAST(hash(number, w) % len($words) + 1 AS INTEGER))
            FOR w IN range(10, 26)], ' ') AS words
    FROM range($events) AS numbers(number)
),
named AS (
    SELECT
        * REPLACE (if(one = other, one % $countries + 1, other) AS other),
        printed - CAST(hash(number, 7) % 3 AS INTEGER) AS day
    FROM drawn
)
SELECT
    *,
    printf('d%08d', number) AS document,
    printf('e%015x', number) AS event,
    printf('m%015x', number) AS mention,
    printf('%s told %s of %s.', $names[one], $names[other], words) AS text,
    length($names[one]) AS after,
    {'start': 0, 'end': after, 'text': $names[one], 'name': $names[one], 'kind': 'country',
        'country': $codes[one], 'sector': 'GOV', 'sectors': ['GOV'], 'role': NULL} AS actor,
    {'start': after + 6, 'end': after + 6 + length($names[other]), 'text': $names[other],
        'name': $names[other], 'kind': 'country', 'country': $codes[other], 'sector': 'GOV',
        'sectors': ['GOV'], 'role': NULL} AS recipient,
    {'type': label.type, 'mode': label.mode, 'contexts': ['diplomatic'], 'quad': label.quad,
        'intensity': label.intensity, 'cameo': label.cameo,
        'trigger': {'start': after + 1, 'end': after + 5, 'text': 'told'},
        'act': {'type': label.type, 'mode': label.mode},
        'actors': [actor], 'recipients': [recipient], 'status': status, 'polarity': 'positive',
        'day': {'earliest': day, 'latest': day, 'precision': 'day', 'start': NULL, 'end': NULL,
            'text': NULL},
        'place': NULL, 'quantities': [], 'attribution': [], 'confidence': confidence} AS shape
FROM named
"""
"""One event a document; what is drawn follows from its number. Few countries take part in most."""

FILLED = (
    """
    INSERT INTO documents
    SELECT document, 'r1', event, array_to_string(split(words, ' ')[:6], ' '), printed,
        'Paper ' || hash(number, 8) % 40, NULL, 'en', text, '{}', NULL
    FROM made
    """,
    """
    INSERT INTO events
    SELECT event, document, 0, label.type, label.mode, label.quad, label.intensity, label.cameo,
        status, 'positive', day, day, NULL, NULL, NULL, NULL, 1, confidence,
        to_json(struct_insert(shape, id := event, mentions := [mention],
            documents := [document], sources := 1, reasons := [])),
        nextval('event_versions')
    FROM made
    """,
    """
    INSERT INTO mentions
    SELECT mention, event, document, 0, label.type, label.mode, status, 'positive', 0,
        length(text), 'told', false, confidence,
        to_json(struct_insert(shape, id := mention,
            sentence := {'start': 0, 'end': length(text)}, trace := ['made up']))
    FROM made
    """,
    """
    INSERT INTO parties
    SELECT mention, document, side, 0, party.name, 'country', party.country, 'GOV', NULL,
        party.start, party.end, party.text
    FROM (SELECT mention, document, 'actor' AS side, actor AS party FROM made
        UNION ALL SELECT mention, document, 'recipient', recipient FROM made)
    """,
)


def make_store(path: Path, events: int, given: Given) -> tuple[float, float]:
    """Write a store and its shelf; return the seconds that each took."""
    start = time.perf_counter()
    with open_store(path) as store:
        values = {"countries": len(given.codes), "events": events, "first": FIRST, "days": DAYS}
        lists = {"labels": given.labels, "words": WORDS, "codes": given.codes}
        store.connection.execute(MADE, {**values, **lists, "names": given.names})
        for statement in FILLED:
            store.connection.execute(statement)
        store.connection.execute("DROP TABLE made")
        made = time.perf_counter()
        shelve(store.connection)
        store.connection.execute("CHECKPOINT")
    return made - start, time.perf_counter() - made


@dataclass(frozen=True, slots=True)
class Given:
    """What events are made up from: labels, and countries by code and name."""

    labels: list[dict[str, Any]]
    codes: list[str]
    names: list[str]


def given_by(lexicon: Lexicon) -> Given:
    """Return the labels and countries of the tables."""
    ontology = load_ontology(lexicon)
    found = [ontology.label(name) for name in (*ontology.types, *ontology.modes)]
    labels = [
        {"type": one.type, "mode": one.mode, "quad": one.quad}
        | {"intensity": one.intensity, "cameo": one.cameo}
        for one in found
    ]
    names = names_of_codes(lexicon)
    sides = (find_side(code, lexicon) for code in sorted(names))
    codes = list(dict.fromkeys(side.key for side in sides if side and side.key in names))
    return Given(labels, codes[:COUNTRIES], [names[code] for code in codes[:COUNTRIES]])


def addresses(given: Given, events: int) -> dict[str, Callable[[], str]]:
    """Return what is asked, by name: each call gives an address with other filters."""
    chance = random.Random(SEED + 1)

    def country() -> str:
        return given.codes[int(len(given.codes) ** chance.random()) - 1]

    def two() -> str:
        one, other = country(), country()
        return f"{one}/{other}" if one != other else two()

    def days() -> str:
        first = FIRST + timedelta(days=chance.randrange(DAYS - 400))
        return f"since={first}&until={first + timedelta(days=chance.randrange(30, 400))}"

    def until() -> str:
        return f"until={FIRST + timedelta(days=chance.randrange(400, DAYS))}"

    def kind() -> str:
        return str(chance.choice(given.labels)["type"])

    def number() -> int:
        return chance.randrange(events)

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


def worked_ms(process: int) -> float:
    """Return the processor time that a process has used, in milliseconds."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(path: Path, given: Given, events: int, asked: int) -> None:
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
            print(f"{'':32}{'median':>10}{'95th':>10}{'processor':>12}   ms")
            for name, draw in addresses(given, events).items():
                drawn = [draw() for _ in range(asked)]
                before = worked_ms(server.pid)
                with ThreadPoolExecutor(AT_ONCE) as pool:
                    took = sorted(pool.map(lambda a: ask(client, a), drawn))
                last = took[min(len(took) - 1, int(0.95 * len(took)))]
                work = (worked_ms(server.pid) - before) / asked
                print(
                    f"{name:32}{statistics.median(took):10.0f}{last:10.0f}{work:12.0f}", flush=True
                )
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
        measure(path, given, options.events, options.asked)


if __name__ == "__main__":
    main()
