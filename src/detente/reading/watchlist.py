"""The list of feeds to watch: a TOML file, checked as a whole."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from detente.errors import Fault, InputError, TableError
from detente.tables.blocks import build, read_toml

__all__ = ["WatchedFeed", "Watchlist", "load_watchlist"]

LEAST_INTERVAL_MINUTES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedFeed:
    """One feed: its address, and what it does otherwise than the whole list (None: the same)."""

    url: str
    name: str | None = None
    interval_minutes: float | None = None
    pages: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What holds for all feeds.

    Each is asked every `interval_minutes` (5 at least), two requests to one host are
    `delay_seconds` apart at least. `contact` stands in the User-Agent. With `pages` the items'
    pages are fetched, else the feed's own text is coded. `allow_hosts` names the hosts that may
    have private addresses. A request may take `timeout_seconds` in all.
    """

    interval_minutes: float = 30.0
    delay_seconds: float = 5.0
    contact: str | None = None
    pages: bool = True
    allow_hosts: tuple[str, ...] = ()
    timeout_seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class Watchlist:
    """The feeds to watch, in the order of the file, and what holds for all."""

    feeds: tuple[WatchedFeed, ...]
    settings: Settings

    def interval_seconds(self, feed: WatchedFeed) -> float:
        """Return the seconds between two polls of a feed."""
        return 60 * (feed.interval_minutes or self.settings.interval_minutes)

    def wants_pages(self, feed: WatchedFeed) -> bool:
        """Tell whether the pages of a feed's items are fetched."""
        return self.settings.pages if feed.pages is None else feed.pages


def load_watchlist(path: Path) -> Watchlist:
    """Return the list in a TOML file: settings on top, then a block `[[feed]]` for each.

    Raises:
        InputError: there is no such file, or it cannot be read.
        TableError: it is wrong; every fault is named with its line.
    """
    faults: list[Fault] = []
    try:
        blocks = read_toml(path, "feed", WatchedFeed, faults)
        settings = _settings(path, faults)
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise InputError(f"{path}: cannot be read: {reason}") from None
    seen: set[str] = set()
    for line, feed in blocks:
        if problem := _problem(feed, seen):
            faults.append(Fault(file=str(path), line=line, problem=problem))
        seen.add(feed.url)
    if not blocks and not faults:
        remedy = 'give each a block like [[feed]] with url = "https://..."'
        faults.append(Fault(file=str(path), line=None, problem="no feeds", remedy=remedy))
    if faults:
        raise TableError(faults)
    return Watchlist(tuple(feed for _, feed in blocks), settings)


def _settings(path: Path, faults: list[Fault]) -> Settings:
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError:  # named with its line by `read_toml`
        return Settings()
    values.pop("feed", None)
    try:
        made = build(Settings, values)
    except ValueError as error:
        faults.append(Fault(file=str(path), line=None, problem=str(error)))
        return Settings()
    if made.interval_minutes < LEAST_INTERVAL_MINUTES:
        faults.append(Fault(file=str(path), line=None, problem=_too_often(made.interval_minutes)))
    faults += [
        Fault(file=str(path), line=None, problem=f"{name} must be above 0")
        for name in ("delay_seconds", "timeout_seconds")
        if getattr(made, name) <= 0
    ]
    return made


def _problem(feed: WatchedFeed, seen: set[str]) -> str | None:
    parts = urlsplit(feed.url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return f"{feed.url!r} is no address that begins with http:// or https://"
    if feed.url in seen:
        return f"{feed.url} is there twice"
    if feed.interval_minutes is not None and feed.interval_minutes < LEAST_INTERVAL_MINUTES:
        return _too_often(feed.interval_minutes)
    return None


def _too_often(minutes: float) -> str:
    return f"interval_minutes = {minutes:g}; {LEAST_INTERVAL_MINUTES} is the least that is polite"
