"""`detente code`: documents into the store, and their events shown or written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.deciding import note_lost
from detente.cli.distributing import Address, Blocks, On, Where, gathered
from detente.cli.opening import store_at
from detente.cli.options import (
    DEFAULT_TIMEOUT_S,
    DEFAULT_WAIT_S,
    Inputs,
    Lexicons,
    MinConfidence,
    Pipeline,
    Published,
    StoreFile,
    Timeout,
    Wait,
    Workers,
    day,
)
from detente.cli.reporting import Report, progress, sure_enough

if TYPE_CHECKING:
    from detente.pipeline import Coded

__all__ = ["command"]


def command(
    inputs: Inputs,
    published: Published = None,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", help="Write the events to this .jsonl, .csv or .parquet file."),
    ] = None,
    store: StoreFile = None,
    wait: Wait = DEFAULT_WAIT_S,
    lexicon: Lexicons = None,
    pipeline: Pipeline = None,
    min_confidence: MinConfidence = 0.0,
    workers: Workers = 0,
    timeout: Timeout = DEFAULT_TIMEOUT_S,
    on: On = None,
    blocks: Blocks = None,
    address: Address = None,
) -> None:
    """Code documents into the store and show their events, or write them to a file.

    The store keeps events of every confidence; --min-confidence is for what is shown or written.

    Example: detente code article.txt --published 2016-10-14 -o events.csv
    """
    from detente import reading
    from detente.cli.showing import show_events
    from detente.formats import format_of, write_events
    from detente.pipeline import Coded, Crew, Tools, code_into
    from detente.tables import open_lexicon

    kind = format_of(out) if out else None
    where, crew = Where(on, blocks, address), Crew(workers, timeout)
    tools = Tools(open_lexicon(lexicon or ()), pipeline, sparing=True)
    report, done, ready = Report(), Coded(), None
    if where.elsewhere():
        found = gathered(where, inputs, tools, day(published), crew, report)
        readings, ready, crew = found.readings(), found.take, Crew(timeout_s=timeout)
    else:
        readings = reading.read(inputs, published=day(published))
    documents = report.documents(readings)
    with store_at(store, wait) as opened:
        coding = code_into(
            opened, documents, tools.lexicon, pipeline=pipeline, crew=crew, ready=ready
        )
        with progress("coding") as bar:
            for done in coding:
                bar.reach(len(done.documents))
        for name, failure in done.failures.items():
            report.fail(f"{name}: {failure}")
        names = list(dict.fromkeys(done.documents))
        events = sure_enough(opened.event_shapes(names), min_confidence)
        if out is not None and kind is not None:
            count = write_events(events, out, kind)
        else:
            count = show_events(events, opened.mention_shapes(names), opened.texts(names))
        note_lost(opened)
        summary = f"{_summary(done)}, {count} events; stored in {opened.path}"
    raise typer.Exit(report.close(summary))


def _summary(done: Coded) -> str:
    parts = [(done.added, "added"), (done.replaced, "replaced"), (done.unchanged, "unchanged")]
    told = ", ".join(f"{number} {word}" for number, word in parts if number)
    aside = f", {done.unread:,} sentences set aside that tell no act" if done.unread else ""
    return f"{len(done.documents)} documents" + (f" ({told})" if told else "") + aside
