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
from datetime import datetime
from typing import TypeAlias

from detente.model import Document
from detente.pipeline.items import Settled, Todo, own_words, page_problem, page_words
from detente.pipeline.keep import code_into
from detente.pipeline.manners import LONGEST_HOLD_SECONDS, Asking, Source, host_of
from detente.pipeline.polling import Clock, failed_poll, gone, good_poll
from detente.pipeline.stages import Stage, load_stages
from detente.pipeline.work import BATCH_SIZE
from detente.reading import Remark, Unread
from detente.reading.feeds import Feed, Item, parse
from detente.reading.fetching import FetchError
from detente.reading.records import Origin
from detente.reading.watchlist import WatchedFeed, Watchlist
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

__all__ = ["Step", "Stored", "Watch"]

MAX_TRIES = 3
"""How often a page is asked for before the feed's own words are taken."""


@dataclass(frozen=True, slots=True)
class Stored:
    """Documents that have just been coded into the store, by id, and why others could not be."""

    documents: tuple[str, ...]
    failures: tuple[str, ...]


Step: TypeAlias = Stored | Unread | Remark


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
        self._asking = Asking(source, clock, watchlist.settings.delay_seconds)
        self._clock = clock
        self._pipeline = pipeline
        self._stages = stages
        self._chance = random.Random(seed)

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
        todo: list[Todo] = []
        for feed in self._list.feeds:
            state = feed_state(store.connection, feed.url)
            if self._clock.stopped or state.next_poll > self._clock.now():
                continue
            if held := self._asking.held_until(feed.url):
                states.append((feed, replace(state, next_poll=held)))
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
            answer = self._asking.get(feed.url, etag=state.etag, modified=state.modified)
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
    ) -> list[Todo]:
        """Return the items of a feed that are not settled, each once."""
        keyed = {key: item for item in items if (key := item.url or item.id or item.title)}
        settled = settled_items(store.connection, keyed) | known
        return [Todo(feed, item, key) for key, item in keyed.items() if key not in settled]

    def _work_off(self, store: Store, todo: Sequence[Todo]) -> Generator[Step, None, set[str]]:
        """Fetch and code items, hosts in turn; return the feeds that have some left."""
        batch: list[tuple[Todo, Document]] = []
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

    def _in_turn(self, todo: Sequence[Todo]) -> Iterator[Todo]:
        """Yield items, that of the host first which may be asked first, until it is to end."""
        queues: dict[str, deque[Todo]] = {}
        for one in todo:
            queues.setdefault(host_of(one.item.url), deque()).append(one)
        while queues and not self._clock.stopped:
            host = min(queues, key=self._asking.wait_seconds)
            if self._asking.wait_seconds(host) > LONGEST_HOLD_SECONDS:
                return
            yield queues[host].popleft()
            if not queues[host]:
                del queues[host]

    def _settle(self, store: Store, one: Todo) -> Settled:
        """Return the document of an item: its page, else the feed's own words."""
        origin = Origin(name=one.key, stem=one.key)
        if not (self._list.wants_pages(one.feed) and one.item.url):
            return own_words(one, origin, None)
        try:
            answer = self._asking.get(one.item.url)
            problem, final = page_problem(answer)
        except FetchError as error:
            problem, final = str(error), error.final
        if problem and not final and tries_of(store.connection, one.key) + 1 < MAX_TRIES:
            return Settled(None, None, [origin.unread(None, f"{problem}; to be tried again")])
        return own_words(one, origin, problem) if problem else page_words(one, origin, answer)

    def _note(self, store: Store, one: Todo, outcome: str | None) -> None:
        note_items(store.connection, one.feed.url, [(one.key, outcome)], self._clock.now())

    def _code(self, store: Store, batch: Sequence[tuple[Todo, Document]]) -> Stored:
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


def _remarks(feed: Feed, origin: Origin) -> list[Step]:
    if not feed.fault:
        return []
    return [origin.remark(None, f"not well formed ({feed.fault}); read as far as it can be")]
