"""Ask a served store what nobody should: it must refuse in one shape, and give nothing away.

    python benchmarks/hostile.py [--requests 20000] [--wire 2000] [--slow 20] [--seed 20161014]

A store is made of made-up events whose parties are called like formulas and scripts. `--requests`
go to the application in this process, as a server hands them on: negative and huge pages, days at
the ends of the calendar, SQL in every parameter, broken UTF-8 and JSON, paths that climb, foreign
hosts, huge and senseless headers, methods that there are none of, bodies over the limit. `--wire`
go over a socket to `detente serve` in a process of its own: what is no HTTP, bodies that lie about
their length, clients that go away; `--slow` more of them send a byte now and then.

A fault is an answer of 500 or more; one that takes longer than `--limit` seconds, without the
loading of libraries by the first who asks; an error in another shape
than the one that is documented; text of a file that is not served; markup that a browser would run;
a formula in a CSV file; a changed document; a file that was written. Prints the answers by kind and
status, then the faults; exit 1 when there are any.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import gzip
import io
import logging
import random
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from hostile_requests import Asked, draw
from hostile_tally import Tally, fault_of_problem, show
from hostile_wire import serve_and_ask
from hostile_words import ADDRESSES, FORMULAS, MARKUP
from serving import Given, given_by, make_store

from detente.model import Annotation
from detente.model.shapes import annotation_shape
from detente.reading import from_text
from detente.storage import Store, open_shelved
from detente.tables import open_lexicon
from detente.web import Access, Context, create_app

SEED = 20161014
EVENTS = 2_000
COLD_S = 300.0
SECRET = "the secret of this machine"
LEAKS = (SECRET, "from __future__ import annotations", "root:x:0:0", "Traceback (most recent")
SEALS = ("content-security-policy", "x-content-type-options", "x-frame-options", "cache-control")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; `surprise` is what the application raised."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float
    surprise: str | None = None


class Echo:
    """Stands in for the coder: gives a text back without an event in it."""

    def code(
        self, text: str, *, title: str | None = None, published: date | None = None
    ) -> dict[str, Any]:
        """Return the text as one in which nothing was found."""
        document = replace(from_text(text, id="text", published=published), title=title)
        return annotation_shape(Annotation(document=document))


def main(words: Sequence[str] | None = None) -> int:
    """Make a store, ask, print; return 1 when there was a fault."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--requests", type=int, default=20_000)
    parser.add_argument("--wire", type=int, default=2_000)
    parser.add_argument("--slow", type=int, default=20)
    parser.add_argument("--limit", type=float, default=10.0, help="seconds an answer may take")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args(words)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that the server ends too
    logging.getLogger("detente.web").addHandler(logging.NullHandler())
    chance, tally = random.Random(options.seed), Tally()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "served"
        folder.mkdir()
        (folder / "secret.txt").write_text(SECRET, "utf-8")
        path = folder / "store.duckdb"
        given = given_by(open_lexicon())
        make_store(path, EVENTS, hostile_names(given))
        with open_shelved(path) as store:
            before = held(store)
            asked = draw(chance, ids_of(store), options.requests)
            asyncio.run(ask_all(store, asked, options.limit, tally))
            tally_end(tally, before, held(store))
        if options.wire or options.slow:
            serve_and_ask(path, options.wire, options.slow, options.limit, chance, tally)
        with open_shelved(path) as store:
            tally_end(tally, before, held(store))
        found = sorted(one.name for one in folder.iterdir())
        if found != ["secret.txt", "store.duckdb"]:
            tally.wrong(f"files were written: {found}", "all of them")
    show(tally)
    return 1 if tally.faults else 0


def hostile_names(given: Given) -> Given:
    """Return what events are made from, with the busiest countries called like attacks."""
    names = [*FORMULAS, *MARKUP]
    return replace(given, names=[*names, *given.names[len(names) :]])


def ids_of(store: Store) -> list[str]:
    """Return ids of some events, mentions and documents."""
    query = "SELECT event, id, document FROM mentions ORDER BY id LIMIT 20"
    return [name for row in store.connection.execute(query).fetchall() for name in row]


def held(store: Store) -> tuple[list[str], object]:
    """Return what no request may change: the tables, and a digest of the documents."""
    tables = [name for (name,) in store.connection.execute("SHOW TABLES").fetchall()]
    digest = "SELECT count(*), bit_xor(hash(id, text, title, published)) FROM documents"
    return tables, store.connection.execute(digest).fetchall()


def tally_end(tally: Tally, before: object, after: object) -> None:
    """Add a fault if a document or table is another than before."""
    if before != after:
        tally.wrong(f"the store was changed: {before} to {after}", "all of them")


async def ask_all(store: Store, asked: Sequence[Asked], limit_s: float, tally: Tally) -> None:
    """Ask the application one request after the other, once each address has been asked."""
    access = Access(per_second=10**6, burst=10**6)
    app = create_app(Context(store, open_lexicon(), access, Echo()))
    for path in ADDRESSES:
        known = path.format(side="FRA", id="e000000000000000")
        await answered(app, Asked(kind="cold", path=known, query="one=FRA&other=USA"), COLD_S)
    for one in asked:
        answer = await answered(app, one, limit_s)
        tally.add(one.kind, answer.status, answer.seconds, fault_of(one, answer), shown(one))


async def answered(app: Any, asked: Asked, limit_s: float) -> Answer:  # noqa: ANN401 (of ASGI)
    """Return what the application answers, as a server would ask it."""
    parts = [asked.body[k : k + 65_536] for k in range(0, len(asked.body), 65_536)] or [b""]
    messages = [{"type": "http.request", "body": part, "more_body": True} for part in parts]
    messages[-1]["more_body"] = False
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return messages.pop(0) if messages else await asyncio.Event().wait() or {}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    begun, surprise = time.perf_counter(), None
    try:
        await asyncio.wait_for(app(scope_of(asked), receive, send), limit_s)
    except TimeoutError:
        surprise = f"no answer within {limit_s:g} s"
    except Exception as error:  # noqa: BLE001 (what is looked for)
        surprise = f"{type(error).__name__}: {error}"
    seconds = time.perf_counter() - begun
    start = next((one for one in sent if one["type"] == "http.response.start"), {})
    headers = {k.decode("latin-1"): v.decode("latin-1") for k, v in start.get("headers", [])}
    body = b"".join(one.get("body", b"") for one in sent[1:])
    if headers.get("content-encoding") == "gzip" and asked.method != "HEAD":
        body = gzip.decompress(body)
    return Answer(start.get("status", 0), headers, body, seconds, surprise)


def scope_of(asked: Asked) -> dict[str, Any]:
    """Return the request as uvicorn describes it."""
    given = (("host", asked.host), *asked.headers)
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "server": ("127.0.0.1", 8484),
        "client": ("127.0.0.1", 50_000),
        "scheme": "http",
        "method": asked.method,
        "root_path": "",
        "path": unquote(asked.path),
        "raw_path": asked.path.encode("latin-1"),
        "query_string": asked.query.encode("latin-1"),
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in given],
        "state": {},
    }


def fault_of(asked: Asked, answer: Answer) -> str | None:
    """Return what is wrong with an answer, None when it is as it should be."""
    if answer.surprise is not None:
        return f"{answer.status}: {answer.surprise[:200]}"
    if not 200 <= answer.status < 500:
        return f"status {answer.status}: {answer.body[:200]!r}"
    if asked.kind == "host" and answer.status != 421:
        return f"host {asked.host!r} is answered with {answer.status}"
    if asked.kind == "foreign" and answer.status != 403:
        return f"another site's request is answered with {answer.status}"
    text = answer.body.decode("utf-8", "replace")
    if leak := next((leak for leak in LEAKS if leak in text), None):
        return f"gives away {leak!r}"
    if missing := [name for name in SEALS if name not in answer.headers]:
        return f"comes without {missing}"
    return fault_of_text(answer, text, asked)


def fault_of_text(answer: Answer, text: str, asked: Asked) -> str | None:
    """Return what is wrong with the words of an answer."""
    kind = answer.headers.get("content-type", "").partition(";")[0]
    if kind == "text/html":
        ran = next((one for one in MARKUP if one in text), None)
        return f"a page holds {ran!r} as it is" if ran else None
    if kind == "text/csv" and asked.path == "/api/export/csv":
        cells = {cell for row in csv.reader(io.StringIO(text)) for cell in row}
        bad = next(
            (one for one in cells if one.startswith(("=", "@", "\t", "\r", *FORMULAS))), None
        )
        return f"a cell holds the formula {bad!r}" if bad else None
    if answer.status < 400:
        return None
    if asked.method == "HEAD":
        return None
    return fault_of_problem(answer.status, kind, answer.body)


def shown(asked: Asked) -> str:
    """Return a request in a line, its body cut short."""
    headers = {name: value[:80] for name, value in asked.headers[:5]}
    return f"{asked.method} {asked.path[:200]}?{asked.query[:300]} {headers} {asked.body[:120]!r}"


if __name__ == "__main__":
    sys.exit(main())
