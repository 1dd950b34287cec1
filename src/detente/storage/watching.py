"""What is known of watched feeds and their items, kept in the store."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from detente.storage.changes import transaction

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = [
    "STORED",
    "FeedState",
    "feed_state",
    "keep_feed",
    "note_items",
    "settled_items",
    "tries_of",
]

STORED = "stored"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """How things stand with a feed.

    `next_poll` is in UTC; `failures` counts the polls on end that went wrong, `problem` says
    how the last one did, None when it went well.
    """

    url: str
    next_poll: datetime
    etag: str | None = None
    modified: str | None = None
    failures: int = 0
    problem: str | None = None


def feed_state(connection: DuckDBPyConnection, url: str) -> FeedState:
    """Return the state of a feed; one that was never asked is due since ever."""
    row = connection.execute(
        "SELECT next_poll, etag, modified, failures, problem FROM watched_feeds WHERE url = ?",
        [url],
    ).fetchone()
    if row is None:
        return FeedState(url=url, next_poll=datetime.min.replace(tzinfo=UTC))
    when, etag, modified, failures, problem = row
    return FeedState(
        url=url,
        next_poll=when.replace(tzinfo=UTC),
        etag=etag,
        modified=modified,
        failures=failures,
        problem=problem,
    )


def keep_feed(connection: DuckDBPyConnection, state: FeedState) -> None:
    """Keep the state of a feed.

    Raises:
        StoreError: the file cannot be written.
    """
    with transaction(connection):
        connection.execute(
            "INSERT OR REPLACE INTO watched_feeds VALUES (?, ?, ?, ?, ?, ?)",
            [
                state.url,
                state.etag,
                state.modified,
                state.next_poll.astimezone(UTC).replace(tzinfo=None),
                state.failures,
                state.problem,
            ],
        )


def settled_items(connection: DuckDBPyConnection, items: Iterable[str]) -> set[str]:
    """Return which of the items need not be fetched any more."""
    found = connection.execute(
        "SELECT item FROM watched_items WHERE outcome IS NOT NULL AND list_contains(?, item)",
        [[*items]],
    )
    return {item for (item,) in found.fetchall()}


def tries_of(connection: DuckDBPyConnection, item: str) -> int:
    """Return how often fetching an item has failed."""
    row = connection.execute("SELECT tries FROM watched_items WHERE item = ?", [item]).fetchone()
    return int(row[0]) if row else 0


def note_items(
    connection: DuckDBPyConnection,
    feed: str,
    outcomes: Iterable[tuple[str, str | None]],
    now: datetime,
) -> None:
    """Keep what became of items of a feed; an outcome of None counts as one more failed try.

    Raises:
        StoreError: the file cannot be written.
    """
    seen = now.astimezone(UTC).replace(tzinfo=None)
    with transaction(connection):
        for item, outcome in outcomes:
            connection.execute(
                "INSERT INTO watched_items VALUES (?, ?, ?, ?, ?) ON CONFLICT (item) DO UPDATE "
                "SET tries = tries + excluded.tries, outcome = excluded.outcome",
                [item, feed, seen, int(outcome is None), outcome],
            )
