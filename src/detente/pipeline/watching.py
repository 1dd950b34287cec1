"""Feeds watched: what is new in them is fetched, coded and kept; nothing is fetched twice.

One request goes out at a time, two to one host never closer than the watchlist says or the host
asks for. What a feed sends is settled before its ETag is kept, so that a stopped watch misses
nothing.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol, TypeAlias
from urllib.parse import urlsplit

from detente.model import Document
from detente.pipeline.keep import code_into
from detente.pipeline.polling import Clock, failed_poll, gone, good_poll, pause_asked
from detente.pipeline.stages import Stage, load_stages
from detente.pipeline.work import BATCH_SIZE
from detente.reading import Reading, Remark, Unread
from detente.reading.documents import build
from detente.reading.feeds import Feed, Item, parse
from detente.reading.fetching import Answer, FetchError
from detente.reading.records import Origin
from detente.reading.watchlist import WatchedFeed, Watchlist
from detente.reading.webpage import from_page
from detente.storage import Store
from detente.storage.watching import (
    STORED,
    FeedState,
    feed_state,
    keep_feed,
    note_items,
    settled_items,
    tries_of,
)
from detente.tables import Lexicon

__all__ = ["Source", "Step", "Stored", "Watch"]

MAX_TRIES = 3
BUSY = frozenset({429, 503})
LONGEST_HOLD_SECONDS = 300.0
LONGEST_DELAY_SECONDS = 60.0
PAGES = frozenset({"text/html", "application/xhtml+xml", None})


@dataclass(frozen=True, slots=True)
class Stored:
    """Documents that have just been coded into the store, by id, and why others could not be."""

    documents: tuple[str, ...]
    failures: tuple[str, ...]


Step: TypeAlias = Stored | Unread | Remark


class Source(Protocol):
    """Where pages come from; `detente.reading.fetching.Fetcher` is one."""

    def get(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Answer:
        """Return what is at an address, or raise `FetchError`."""

    def crawl_delay_seconds(self, url: str) -> float:
        """Return the pause that a host asks for."""


@dataclass(frozen=True, slots=True)
class _Todo:
    feed: WatchedFeed
    item: Item
    key: str


@dataclass(frozen=True, slots=True)
class _Settled:
    """What became of an item: a document, or why there is none; neither: to be tried again."""

    document: Document | None
    outcome: str | None
    steps: list[Step]


class Watch:
    """A watchlist at work. Models are loaded when the first document needs them."""

    def __init__(
        self,
        watchlist: Watchlist,
        lexicon: Lexicon,
        source: Source,
        clock: Clock,
        *,
        pipeline: str | None = None,
        stages: Sequence[Stage] | None = None,
        seed: int | None = None,
    ) -> None:
        """Keep what is needed; `stages` stand in for those of the lexicon, `seed` is jitter's."""
        self._list = watchlist
        self._lexicon = lexicon
        self._source = source
        self._clock = clock
        self._pipeline = pipeline
        self._stages = stages
        self._chance = random.Random(seed)
        self._ready: dict[str, datetime] = {}

    def due(self, store: Store) -> datetime:
        """Return when the next feed is to be asked."""
        return min(feed_state(store.connection, feed.url).next_poll for feed in self._list.feeds)

    def turn(self, store: Store) -> Iterator[Step]:
        """Ask every feed that is due and code what is new; yield what happens as it does.

        Whatever goes wrong with a feed or a page is yielded as an `Unread`. Ends early, with
        what was done kept, when the clock is stopped.

        Raises:
            StoreError: the store cannot be written.
        """
        states: list[tuple[WatchedFeed, FeedState]] = []
        todo: list[_Todo] = []
        for feed in self._list.feeds:
            state = feed_state(store.connection, feed.url)
            if self._clock.stopped or state.next_poll > self._clock.now():
                continue
            if self._is_held(feed.url):
                states.append((feed, replace(state, next_poll=self._ready[_host(feed.url)])))
                continue
            state, found, steps = self._poll(feed, state)
            if self._clock.stopped:
                break
            yield from steps
            states.append((feed, state))
            todo += self._new(store, feed, found, {one.key for one in todo})
        open_feeds = yield from self._work_off(store, todo)
        if self._clock.stopped:
            return
        for feed, state in states:
            whole = feed.url not in open_feeds
            kept = state if whole else replace(state, etag=None, modified=None)
            keep_feed(store.connection, kept)

    def _poll(
        self, feed: WatchedFeed, state: FeedState
    ) -> tuple[FeedState, tuple[Item, ...], list[Step]]:
        """Ask one feed; return its state then, its items, and what is to be told."""
        interval, origin = self._list.interval_seconds(feed), Origin(name=feed.url, stem=feed.url)

        def failed(problem: str, retry_after: str | None = None) -> FeedState:
            now = self._clock.now()
            return failed_poll(
                state, problem, now, interval, retry_after=retry_after, chance=self._chance
            )

        try:
            answer = self._fetch(feed.url, state)
        except FetchError as error:
            return failed(str(error)), (), [origin.unread(None, str(error))]
        if answer.status == 304:
            return good_poll(state, self._clock.now(), interval), (), []
        if answer.status != 200:
            problem = f"the server answers with status {answer.status}"
            after = failed(problem, answer.retry_after)
            if answer.status == 410:
                problem, after = f"{problem}: gone for good", gone(state, problem)
            return after, (), [origin.unread(None, problem)]
        try:
            found = parse(answer.body)
        except ValueError as error:
            return failed(str(error)), (), [origin.unread(None, str(error))]
        state = replace(state, etag=answer.etag, modified=answer.modified)
        return good_poll(state, self._clock.now(), interval), found.items, _remarks(found, origin)

    def _new(
        self, store: Store, feed: WatchedFeed, items: Sequence[Item], known: set[str]
    ) -> list[_Todo]:
        """Return the items of a feed that are not settled, each once."""
        keyed = {key: item for item in items if (key := item.url or item.id or item.title)}
        settled = settled_items(store.connection, keyed) | known
        return [_Todo(feed, item, key) for key, item in keyed.items() if key not in settled]

    def _work_off(self, store: Store, todo: Sequence[_Todo]) -> Generator[Step, None, set[str]]:
        """Fetch and code items, hosts in turn; return the feeds that have some left."""
        batch: list[tuple[_Todo, Document]] = []
        left = {one.key: one.feed.url for one in todo}
        for one in self._in_turn(todo):
            settled = self._settle(store, one)
            if self._clock.stopped and settled.document is None:
                break
            yield from settled.steps
            if settled.document is not None:
                batch.append((one, settled.document))
            else:
                self._note(store, one, settled.outcome)
            if settled.document is not None or settled.outcome is not None:
                del left[one.key]
            if len(batch) == BATCH_SIZE:
                yield self._code(store, batch)
                batch = []
        if batch:
            yield self._code(store, batch)
        return set(left.values())

    def _in_turn(self, todo: Sequence[_Todo]) -> Iterator[_Todo]:
        """Yield items, that of the host first which may be asked first, until it is to end."""
        queues: dict[str, deque[_Todo]] = {}
        for one in todo:
            queues.setdefault(_host(one.item.url), deque()).append(one)
        while queues and not self._clock.stopped:
            host = min(queues, key=self._wait_seconds)
            if self._wait_seconds(host) > LONGEST_HOLD_SECONDS:
                return
            yield queues[host].popleft()
            if not queues[host]:
                del queues[host]

    def _settle(self, store: Store, one: _Todo) -> _Settled:
        """Return the document of an item: its page, else the feed's own words."""
        origin = Origin(name=one.key, stem=one.key)
        if not (self._list.wants_pages(one.feed) and one.item.url):
            return _own_words(one, origin, None)
        try:
            answer = self._fetch(one.item.url)
            problem, final = _page_problem(answer)
        except FetchError as error:
            problem, final = str(error), error.final
        if problem and not final and tries_of(store.connection, one.key) + 1 < MAX_TRIES:
            return _Settled(None, None, [origin.unread(None, f"{problem}; to be tried again")])
        return _own_words(one, origin, problem) if problem else _page(one, origin, answer)

    def _fetch(self, url: str, state: FeedState | None = None) -> Answer:
        """Ask a host, not before it may be asked again.

        Raises:
            FetchError: as `Source.get` says.
        """
        host = _host(url)
        if not host:
            raise FetchError("is no address that can be fetched", final=True)
        if (pause := self._wait_seconds(host)) > 0:
            self._clock.wait(pause)
        if self._clock.stopped:
            raise FetchError("stopped before it was fetched")
        asked = 0.0
        try:
            etag, modified = (state.etag, state.modified) if state else (None, None)
            answer = self._source.get(url, etag=etag, modified=modified)
            if answer.status in BUSY:
                asked = pause_asked(answer.retry_after, self._now())
            return answer
        finally:
            own = min(LONGEST_DELAY_SECONDS, self._source.crawl_delay_seconds(url))
            pause = max(self._list.settings.delay_seconds, own, asked)
            self._ready[host] = self._now() + timedelta(seconds=pause)

    def _is_held(self, url: str) -> bool:
        """Tell whether a host asked to be left alone for longer than a turn waits."""
        return self._wait_seconds(_host(url)) > LONGEST_HOLD_SECONDS

    def _wait_seconds(self, host: str) -> float:
        ready = self._ready.get(host)
        return (ready - self._now()).total_seconds() if ready else 0.0

    def _note(self, store: Store, one: _Todo, outcome: str | None) -> None:
        note_items(store.connection, one.feed.url, [(one.key, outcome)], self._now())

    def _now(self) -> datetime:
        return self._clock.now()

    def _code(self, store: Store, batch: Sequence[tuple[_Todo, Document]]) -> Stored:
        """Code documents into the store and note that their items are settled."""
        if self._stages is None:
            self._stages = load_stages(self._lexicon, pipeline=self._pipeline, sparing=True)
        documents = [document for _, document in batch]
        *_, done = code_into(
            store, documents, self._lexicon, pipeline=self._pipeline, loaded=self._stages
        )
        for one, _ in batch:
            outcome = done.failures.get(one.key, STORED)
            self._note(store, one, outcome)
        failures = tuple(f"{name}: {reason}" for name, reason in done.failures.items())
        return Stored(tuple(done.documents), failures)


def _host(url: str | None) -> str:
    """Return the host of an address, empty where it has none or is none."""
    try:
        return urlsplit(url or "").netloc.lower()
    except ValueError:
        return ""


def _remarks(feed: Feed, origin: Origin) -> list[Step]:
    if not feed.fault:
        return []
    return [origin.remark(None, f"not well formed ({feed.fault}); read as far as it can be")]


def _page_problem(answer: Answer) -> tuple[str | None, bool]:
    """Return what is wrong with an answer, None when nothing is, and whether that is final."""
    if answer.status != 200:
        final = 400 <= answer.status < 500 and answer.status not in BUSY
        return f"the server answers with status {answer.status}", final
    if answer.media not in PAGES:
        return f"is of type {answer.media}, no page", True
    return None, False


def _page(one: _Todo, origin: Origin, answer: Answer) -> _Settled:
    readings = [
        *from_page(
            answer.body,
            origin,
            None,
            id=one.key,
            charset=answer.charset,
            url=answer.url,
            published=one.item.published,
            extra={"feed": one.feed.url},
        )
    ]
    if unread := next((one for one in readings if isinstance(one, Unread)), None):
        return _own_words(one, origin, unread.problem)
    return _settled(readings)


def _own_words(one: _Todo, origin: Origin, problem: str | None) -> _Settled:
    """Return the document of what the feed itself says of an item, with the reason for that."""
    item = one.item
    text = item.text or item.title
    if problem and not text:
        return _Settled(None, problem, [origin.unread(None, problem)])
    remark = f"{problem}; the feed's own words are taken instead"
    told: list[Reading] = [origin.remark(None, remark)] if problem else []
    built = build(
        origin,
        None,
        id=one.key,
        text=text or "",
        title=item.title,
        published=item.published,
        source=one.feed.name,
        url=item.url,
        extra={"feed": one.feed.url},
    )
    return _settled([*told, *built])


def _settled(readings: Sequence[Reading]) -> _Settled:
    document = next((one for one in readings if isinstance(one, Document)), None)
    steps: list[Step] = [one for one in readings if not isinstance(one, Document)]
    unread = next((one for one in readings if isinstance(one, Unread)), None)
    return _Settled(document, unread.problem if unread else None, steps)
