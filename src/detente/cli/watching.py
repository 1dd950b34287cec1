"""`detente watch`: feeds are polled, and what is new in them is coded into the store."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.opening import store_at
from detente.cli.options import DEFAULT_WAIT_S, Lexicons, Pipeline, StoreFile, Wait
from detente.cli.reporting import Report, note
from detente.errors import StoreError

if TYPE_CHECKING:
    from detente.pipeline.watching import Watch
    from detente.storage import Store

__all__ = ["command"]

LONGEST_SLEEP_SECONDS = 3600.0
RETRY_SECONDS = 30.0


def command(
    feeds: Annotated[Path, typer.Argument(help="The TOML file that lists the feeds.")],
    store: StoreFile = None,
    wait: Wait = DEFAULT_WAIT_S,
    once: Annotated[
        bool, typer.Option("--once", help="Ask every feed that is due once, then end.")
    ] = False,
    lexicon: Lexicons = None,
    pipeline: Pipeline = None,
) -> None:
    """Poll feeds, fetch what is new in them, and code it into the store, until Ctrl-C.

    What cannot be fetched is named, and the rest goes on. The store is free for other commands
    between two polls.

    Example: detente watch feeds.toml --store news.duckdb
    """
    from detente import __version__
    from detente.pipeline.watching import Watch
    from detente.reading.fetching import Fetcher
    from detente.reading.watchlist import load_watchlist
    from detente.tables import open_lexicon

    watchlist = load_watchlist(feeds)
    contact = watchlist.settings.contact
    fetcher = Fetcher(
        agent=f"detente/{__version__}" + (f" (+{contact})" if contact else ""),
        allowed=watchlist.settings.allow_hosts,
        timeout_seconds=watchlist.settings.timeout_seconds,
    )
    report = Report()
    with _stoppable() as clock:
        watch = Watch(watchlist, open_lexicon(lexicon or ()), fetcher, clock, pipeline=pipeline)
        _work(watch, store, wait, clock, report, once=once)
        fetcher.close()
    raise typer.Exit(report.close(f"watched {len(watchlist.feeds)} feeds; {report.read} documents"))


class Timer:
    """The time of this machine; waiting ends when the work is to end."""

    def __init__(self) -> None:
        """Begin with nothing to end."""
        self._end = threading.Event()

    @property
    def stopped(self) -> bool:
        """Whether the work is to end."""
        return self._end.is_set()

    def stop(self) -> None:
        """End the work as soon as what is under way is done."""
        self._end.set()

    def now(self) -> datetime:
        """Return the time in UTC."""
        return datetime.now(UTC)

    def wait(self, seconds: float) -> None:
        """Wait, or less long when the work is to end."""
        self._end.wait(max(0.0, seconds))


@contextmanager
def _stoppable() -> Iterator[Timer]:
    """Give a clock that Ctrl-C and SIGTERM stop; a second Ctrl-C ends at once."""
    timer = Timer()

    def stop(number: int, frame: FrameType | None) -> None:
        if timer.stopped:
            signal.default_int_handler(number, frame)
        note("stopping; a second time ends at once")
        timer.stop()

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield timer
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _work(
    watch: Watch, store: Path | None, wait: float, clock: Timer, report: Report, *, once: bool
) -> None:
    """Take turns until the clock is stopped; the store is open only meanwhile."""
    turns = 0
    while not clock.stopped:
        try:
            with store_at(store, wait) as opened:
                due = _turn(watch, opened, report)
        except StoreError as error:
            if once or not turns:
                raise
            note(f"note: {error}")  # another command has it; what is due stays due
            clock.wait(RETRY_SECONDS)
            continue
        turns += 1
        if once:
            return
        pause = (due - clock.now()).total_seconds()
        clock.wait(min(LONGEST_SLEEP_SECONDS, max(1.0, pause)))


def _turn(watch: Watch, store: Store, report: Report) -> datetime:
    """Take one turn, tell what happens, and return when the next one is due."""
    from detente.pipeline.watching import Stored
    from detente.reading import Unread

    for step in watch.turn(store):
        if isinstance(step, Stored):
            report.read += len(step.documents)
            note(f"coded {len(step.documents)} documents")
            for failure in step.failures:
                report.fail(failure)
        elif isinstance(step, Unread):
            report.fail(str(step))
        else:
            note(f"note: {step}")
    return watch.due(store)
