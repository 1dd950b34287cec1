"""Events of a store page by page, however many there are."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any

from detente.storage.bulk import listed
from detente.storage.paging import DAY, NUMBER, Listing, Page
from detente.storage.selection import Selection

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = [
    "SORTS",
    "EventRow",
    "PartyCell",
    "chosen_ids",
    "chosen_shapes",
    "count_events",
    "count_undated",
    "find_events",
    "rows_of",
]


@dataclass(frozen=True, slots=True)
class PartyCell:
    """An actor or recipient as a list shows it; None for what is unknown."""

    name: str
    country: str | None
    sector: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """One event as a list shows it.

    `told` is the day on which its first document was printed; `day` the first day on which it may
    have happened, else `told`. `type` and `quad` are None where an imported dataset's code has
    none; `intensity` runs from -10 (hostile) to 10. `claimed` is true when no writer tells it as
    a fact and one voice alone says so. `sources` counts the independent documents, `mentions` the
    tellings. `country` is that of the place. `sentence` is the first that tells it, None where
    the dataset has no text.
    """

    id: str
    dataset: str
    run: str
    document: str
    told: date | None
    source: str | None
    day_earliest: date | None
    day_latest: date | None
    day: date | None
    type: str | None
    mode: str | None
    quad: int | None
    intensity: float | None
    status: str
    polarity: str
    claimed: bool
    confidence: float
    sources: int
    mentions: int
    place: str | None
    country: str | None
    latitude: float | None
    longitude: float | None
    actors: tuple[PartyCell, ...]
    recipients: tuple[PartyCell, ...]
    sentence: str | None


SORTS = {
    "day": DAY,
    "told": DAY,
    "confidence": NUMBER,
    "intensity": NUMBER,
    "sources": NUMBER,
    "mentions": NUMBER,
}
"""What events can be sorted by."""

_COLUMNS = tuple(field.name for field in fields(EventRow))
_LISTING = Listing("shelf_events", _COLUMNS, SORTS)


def find_events(
    connection: DuckDBPyConnection,
    selection: Selection | None = None,
    *,
    sort: str = "-day",
    limit: int = 50,
    after: str | None = None,
) -> Page[EventRow]:
    """Return a page of the events that `selection` means, as the shelf has them.

    `sort` is one of `SORTS`, from high to low with a minus before it. `after` is the `next` of
    the page before, with the same selection and sort.

    Raises:
        SettingError: the events cannot be sorted so, or `after` is no such cursor.
    """
    return _LISTING.page(
        connection,
        (selection or Selection()).condition(),
        _event_rows,
        sort=sort,
        limit=limit,
        after=after,
    )


def count_events(connection: DuckDBPyConnection, selection: Selection) -> int:
    """Return how many events `selection` means, without putting them in any order."""
    condition, values = selection.condition()
    ((found,),) = connection.execute(
        f"SELECT count(*) FROM shelf_events WHERE {condition}", values
    ).fetchall()
    return int(found)


def rows_of(connection: DuckDBPyConnection, events: Sequence[str]) -> tuple[EventRow, ...]:
    """Return events by their ids, in their order; those that are not there are left out."""
    found = connection.execute(
        f"SELECT {', '.join(_COLUMNS)} FROM shelf_events WHERE id IN {listed(events)}",
        list(events),
    ).fetchall()
    named = {row[0]: dict(zip(_COLUMNS, row, strict=True)) for row in found}
    return _event_rows(named[name] for name in dict.fromkeys(events) if name in named)


def _event_rows(found: Iterable[Mapping[str, Any]]) -> tuple[EventRow, ...]:
    return tuple(map(_event_row, found))


def _event_row(row: Mapping[str, Any]) -> EventRow:
    sides = {side: tuple(PartyCell(**p) for p in row[side]) for side in ("actors", "recipients")}
    return EventRow(**{**row, **sides})


def chosen_ids(connection: DuckDBPyConnection, selection: Selection) -> None:
    """Make the ids of the events that are wanted a temporary table `wanted_events`."""
    condition, values = selection.condition()
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE wanted_events AS SELECT id FROM shelf_events "
        f"WHERE {condition}",
        values,
    )


def count_undated(connection: DuckDBPyConnection, selection: Selection) -> int:
    """Return how many of the events that are wanted name no day on which they happened."""
    condition, values = selection.condition()
    query = f"SELECT count(*) FROM shelf_events WHERE {condition} AND day_earliest IS NULL"
    ((count,),) = connection.execute(query, values).fetchall()
    return int(count)


def chosen_shapes(
    connection: DuckDBPyConnection, selection: Selection
) -> Iterator[Mapping[str, Any]]:
    """Yield the events that are wanted, of our own, in the contract's shape, by first document."""
    with closing(connection.cursor()) as cursor:
        chosen_ids(cursor, selection)
        cursor.execute(
            "SELECT shape FROM events SEMI JOIN wanted_events USING (id) "
            "ORDER BY document, position, id"
        )
        while rows := cursor.fetchmany(1000):
            for (shape,) in rows:
                yield json.loads(shape)
