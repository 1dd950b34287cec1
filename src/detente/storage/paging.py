"""Pages: some rows of many, and the cursor that says where the next ones begin."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from detente.errors import SettingError
from detente.storage.bulk import listed

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["DAY", "NUMBER", "TEXT", "Listing", "Page", "SortKey"]

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
class SortKey:
    """The SQL type of a column to sort by, and values below and above all that it holds."""

    kind: str
    lowest: str
    highest: str


DAY = SortKey("DATE", "0001-01-01", "9999-12-31")
NUMBER = SortKey("DOUBLE", "-1e300", "1e300")
TEXT = SortKey("VARCHAR", "", "\U0010ffff")


@dataclass(frozen=True, slots=True)
class Listing:
    """A table shown page by page: its columns, and those that it can be sorted by.

    The table has a column `id`, with an index, that no two of the rows shown share. `computed`
    holds the SQL of columns that are not its own.
    """

    table: str
    columns: tuple[str, ...]
    sorts: Mapping[str, SortKey]
    computed: Mapping[str, str] = field(default_factory=dict)

    def page(
        self,
        connection: DuckDBPyConnection,
        where: tuple[str, list[Any]],
        make: Callable[[Sequence[Mapping[str, Any]]], tuple[Row, ...]],
        *,
        sort: str,
        limit: int,
        after: str | None,
    ) -> Page[Row]:
        """Return a page of the rows that `where` means, as `make` makes them of their columns.

        `sort` is a column, from high to low with a minus before it; unknown values come last, and
        equal ones by id. The place is kept by value and not by number, so that page 1,000 takes
        no longer than the first.

        Raises:
            SettingError: the table cannot be sorted so, or `after` is no cursor of this order.
        """
        name, falling = sort.removeprefix("-"), sort.startswith("-")
        if name not in self.sorts:
            raise SettingError(f"there is no order by {name!r}; there are {', '.join(self.sorts)}")
        given = self.sorts[name]
        key = f"coalesce({name}, '{given.lowest if falling else given.highest}')::{given.kind}"
        condition, values = where
        beyond, place = _beyond(given.kind, after, falling=falling)
        found = _fetch(
            connection,
            _PLACES.format(
                key=key,
                table=self.table,
                condition=condition,
                beyond=beyond,
                turn="DESC" if falling else "ASC",
            ),
            [*values, *place, limit + 1],
        )
        total, places = found[0][0], [row[1:] for row in found if row[1] is not None]
        shown = places[:limit]
        following = _cursor(sort, str(shown[-1][2]), shown[-1][1]) if len(places) > limit else None
        return Page(make(self._rows(connection, shown)), total, following)

    def _rows(
        self, connection: DuckDBPyConnection, places: Sequence[tuple[Any, ...]]
    ) -> list[dict[str, Any]]:
        """Return the columns of rows by their place; one that has gone meanwhile is left out."""
        cells = ", ".join(self.computed.get(name, name) for name in self.columns)
        rows = connection.execute(
            f"SELECT rowid, {cells} FROM {self.table} WHERE id IN {listed(places)}",
            [id_ for _, id_, _ in places],
        ).fetchall()
        held = {row[0]: dict(zip(self.columns, row[1:], strict=True)) for row in rows}
        return [held[place] for place, _, _ in places if place in held]


_PLACES = """
WITH matched AS MATERIALIZED (
    SELECT rowid AS place, id, {key} AS key FROM {table} WHERE {condition}
),
page AS (
    SELECT * FROM matched WHERE {beyond} ORDER BY key {turn}, id LIMIT ?
)
SELECT counted.total, page.place, page.id, page.key
FROM (SELECT count(*) AS total FROM matched) AS counted LEFT JOIN page ON true
ORDER BY page.key {turn}, page.id
"""
"""Where the rows of a page stand: what is wanted is looked for once, and read for these alone."""


def _beyond(kind: str, after: str | None, *, falling: bool) -> tuple[str, list[Any]]:
    """Return the condition of what comes after a cursor."""
    if after is None:
        return "true", []
    sort, value, last = _place(after)
    if sort.startswith("-") != falling:
        raise SettingError("the cursor belongs to another order; begin without one")
    sign = "<" if falling else ">"
    condition = f"(key {sign} ?::{kind} OR (key = ?::{kind} AND id > ?))"
    return condition, [value, value, last]


def _fetch(connection: DuckDBPyConnection, query: str, values: list[Any]) -> list[tuple[Any, ...]]:
    import duckdb

    try:
        return connection.execute(query, values).fetchall()
    except duckdb.ConversionException:
        raise SettingError("the cursor belongs to another order; begin without one") from None


def _cursor(sort: str, value: str, id_: str) -> str:
    """Return where a page ends, as text that fits into an address."""
    text = json.dumps([sort, value, id_]).encode()
    return base64.urlsafe_b64encode(text).decode().rstrip("=")


def _place(text: str) -> tuple[str, str, str]:
    """Return the order, value and id at which a page ended.

    Raises:
        SettingError: it is no cursor.
    """
    try:
        padded = text + "=" * (-len(text) % 4)
        given = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError):
        given = None
    match given:
        case [str(sort), str(value), str(id_)]:
            return sort, value, id_
    raise SettingError("the cursor is none of this store's; take `next` of the page before")
