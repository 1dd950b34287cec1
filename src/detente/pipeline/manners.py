"""How hosts are asked: one request at a time, and none sooner than it may be."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol
from urllib.parse import urlsplit

from detente.pipeline.polling import Clock, pause_asked
from detente.reading.fetching import Answer, FetchError

__all__ = ["BUSY", "LONGEST_HOLD_SECONDS", "Asking", "Source", "host_of"]

BUSY = frozenset({429, 503})
"""Statuses by which a host says that it is asked too often."""

LONGEST_HOLD_SECONDS = 300.0
"""A host that asks for a longer pause is left for a later turn."""

LONGEST_DELAY_SECONDS = 60.0
"""The longest pause between two requests that a host's robots.txt can ask for."""


class Source(Protocol):
    """Where pages come from; `detente.reading.fetching.Fetcher` is one."""

    def get(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Answer:
        """Return what is at an address, or raise `FetchError`."""

    def crawl_delay_seconds(self, url: str) -> float:
        """Return the pause that a host asks for."""


class Asking:
    """Asks a source, two requests to one host never closer than given or than the host asks."""

    def __init__(self, source: Source, clock: Clock, delay_seconds: float) -> None:
        """Keep what is needed; nothing is asked yet."""
        self._source = source
        self._clock = clock
        self._delay_seconds = delay_seconds
        self._ready: dict[str, datetime] = {}

    def get(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Answer:
        """Ask a host, not before it may be asked again.

        Raises:
            FetchError: as `Source.get` says.
        """
        host = host_of(url)
        if not host:
            raise FetchError("is no address that can be fetched", final=True)
        if (pause := self.wait_seconds(host)) > 0:
            self._clock.wait(pause)
        if self._clock.stopped:
            raise FetchError("stopped before it was fetched")
        asked = 0.0
        try:
            answer = self._source.get(url, etag=etag, modified=modified)
            if answer.status in BUSY:
                asked = pause_asked(answer.retry_after, self._clock.now())
            return answer
        finally:
            own = min(LONGEST_DELAY_SECONDS, self._source.crawl_delay_seconds(url))
            pause = max(self._delay_seconds, own, asked)
            self._ready[host] = self._clock.now() + timedelta(seconds=pause)

    def held_until(self, url: str) -> datetime | None:
        """Return until when a host asked to be left alone, None if a turn can wait for it."""
        host = host_of(url)
        return self._ready[host] if self.wait_seconds(host) > LONGEST_HOLD_SECONDS else None

    def wait_seconds(self, host: str) -> float:
        """Return how long a host is not to be asked, 0 or less if it may be asked now."""
        ready = self._ready.get(host)
        return (ready - self._clock.now()).total_seconds() if ready else 0.0


def host_of(url: str | None) -> str:
    """Return the host of an address, empty where it has none or is none."""
    try:
        return urlsplit(url or "").netloc.lower()
    except ValueError:
        return ""
