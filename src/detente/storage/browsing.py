"""Events and documents of a store page by page, however many there are."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from detente.errors import SettingError
from detente.storage.selection import Selection

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["SORTS", "EventRow", "Page", "PartyCell", "find_events"]

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows of many: `total` counts all; `next` is the cursor of the page after this one.

    `next` is None on the last page.
    """

    items: tuple[Row, ...]
    total: int
    next: str | None


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
    none. `sources` counts the independent documents, `mentions` the tellings. `sentence` is the
    first that tells it, None where the dataset has no text.
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


_DAY = "DATE", "0001-01-01", "9999-12-31"
_NUMBER = "DOUBLE", "-1e300", "1e300"

SORTS = {
    "day": _DAY,
    "told": _DAY,
    "confidence": _NUMBER,
    "intensity": _NUMBER,
    "sources": _NUMBER,
    "mentions": _NUMBER,
}
"""What events can be sorted by; the type of the key, and what stands for unknown, which is last."""

_COLUMNS = (
    "id, dataset, run, document, told, source, day_earliest, day_latest, day, type, mode, quad, "
    "intensity, status, polarity, claimed, confidence, sources, mentions, place, country, "
    "latitude, longitude, actors, recipients"
)


def find_events(
    connection: DuckDBPyConnection,
    selection: Selection | None = None,
    *,
    sort: str = "-day",
    limit: int = 50,
    after: str | None = None,
) -> Page[EventRow]:
    """Return a page of the events that `selection` means, as the shelf has them.

    `sort` is one of `SORTS`, from high to low with a minus before it; unknown values come last,
    and equal ones by id. `after` is the `next` of the page before, with the same selection and
    sort.

    Raises:
        SettingError: the events cannot be sorted so, or `after` is no such cursor.
    """
    chosen = selection or Selection()
    name, falling = sort.removeprefix("-"), sort.startswith("-")
    if name not in SORTS:
        raise SettingError(f"events cannot be sorted by {name!r}; there are {', '.join(SORTS)}")
    kind, lowest, highest = SORTS[name]
    key = f"coalesce({name}, '{lowest if falling else highest}')::{kind}"
    condition, values = chosen.condition()
    ((total,),) = connection.execute(
        f"SELECT count(*) FROM shelf_events WHERE {condition}", values
    ).fetchall()
    beyond, place = "true", []
    if after is not None:
        value, last = read_cursor(after)
        sign = "<" if falling else ">"
        beyond = f"({key} {sign} ?::{kind} OR ({key} = ?::{kind} AND id > ?))"
        place = [value, value, last]
    rows = _fetch(
        connection,
        f"SELECT {key} AS key, {_COLUMNS} FROM shelf_events WHERE {condition} AND {beyond} "
        f"ORDER BY key {'DESC' if falling else 'ASC'}, id LIMIT ?",
        [*values, *place, limit + 1],
    )
    shown = rows[:limit]
    following = write_cursor(str(shown[-1][0]), shown[-1][1]) if len(rows) > limit else None
    return Page(_event_rows(connection, [row[1:] for row in shown]), total, following)


def _fetch(connection: DuckDBPyConnection, query: str, values: list[Any]) -> list[tuple[Any, ...]]:
    """Return the rows of a query.

    Raises:
        SettingError: a cursor's value is none of the column's type.
    """
    import duckdb

    try:
        return connection.execute(query, values).fetchall()
    except duckdb.ConversionException:
        raise SettingError("the cursor does not belong to this order; begin without one") from None


def write_cursor(value: str, id_: str) -> str:
    """Return where a page ends, as text that fits into an address."""
    return base64.urlsafe_b64encode(json.dumps([value, id_]).encode()).decode().rstrip("=")


def read_cursor(text: str) -> tuple[str, str]:
    """Return the value and id at which a page ended.

    Raises:
        SettingError: it is no cursor.
    """
    try:
        padded = text + "=" * (-len(text) % 4)
        value, id_ = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        if isinstance(value, str) and isinstance(id_, str):
            return value, id_
    except (binascii.Error, ValueError, TypeError):
        pass
    raise SettingError("the cursor is none of this store's; take `next` of the page before")


def _event_rows(
    connection: DuckDBPyConnection, rows: Sequence[tuple[Any, ...]]
) -> tuple[EventRow, ...]:
    names = [name.strip() for name in _COLUMNS.split(",")]
    found = [dict(zip(names, row, strict=True)) for row in rows]
    told = _sentences(connection, [row["id"] for row in found])
    return tuple(_event_row(row, told.get(row["id"])) for row in found)


def _event_row(row: dict[str, Any], sentence: str | None) -> EventRow:
    sides = {side: tuple(PartyCell(**p) for p in row[side]) for side in ("actors", "recipients")}
    return EventRow(**(row | sides), sentence=sentence)


def _sentences(connection: DuckDBPyConnection, events: Sequence[str]) -> dict[str, str]:
    """Return the first sentence that tells each event, as far as there is a text."""
    found = connection.execute(_SENTENCES, [list(events), list(events)])
    return dict(found.fetchall())


_SENTENCES = """
SELECT
    m.event,
    arg_min(substring(d.text, m.sentence_start + 1, m.sentence_end - m.sentence_start),
        (e.document <> m.document, m.document, m.position))
FROM mentions AS m
JOIN events AS e ON e.id = m.event
JOIN documents AS d ON d.id = m.document
WHERE m.event IN (SELECT unnest(?::VARCHAR[]))
GROUP BY m.event
UNION ALL
SELECT import || ':' || line, text FROM imported
WHERE part = 0 AND text IS NOT NULL
    AND import || ':' || line IN (SELECT unnest(?::VARCHAR[]))
"""
