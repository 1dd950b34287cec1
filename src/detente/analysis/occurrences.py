"""The one place that reads events from the store: a row an event and directed dyad."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from detente.analysis.filters import Filters
from detente.analysis.sides import Side
from detente.analysis.sources import source_of
from detente.storage import Store

if TYPE_CHECKING:
    from duckdb import DuckDBPyRelation

__all__ = [
    "Occurrence",
    "each_once",
    "occurrences",
    "query_between",
    "query_of",
    "read_occurrences",
]

SPAN_DAYS = 31
"""The longest interval that dates an event at all, unless a measure asks for a shorter one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One event as seen from one directed dyad.

    `actor` and `recipient` are keys of sides. `told` is the day on which its first document was
    printed, `happened` the day that the text gives it, both None when unknown. `claimed` is
    true when no writer tells it as a fact and only one voice says so. `intensity` runs from
    -10 (hostile) to +10, None without a score. `reports` counts the independent documents.
    `weight` is what its points count for: 1, or the confidence where `Filters.weighed` asks so.
    """

    event: str
    document: str
    source: str | None
    told: date | None
    happened: date | None
    actor: str
    recipient: str
    type: str
    mode: str | None
    quad: int
    intensity: float | None
    status: str
    polarity: str
    confidence: float
    claimed: bool
    reports: int
    weight: float = 1.0

    @property
    def hostility(self) -> float:
        """Points of conflict, 0 to 10: the intensity below zero, turned positive and weighed."""
        return max(0.0, -(self.intensity or 0.0) * self.weight)

    @property
    def cooperation(self) -> float:
        """Points of cooperation, 0 to 10: the intensity above zero, weighed."""
        return max(0.0, (self.intensity or 0.0) * self.weight)


def occurrences(
    store: Store,
    *,
    filters: Filters | None = None,
    sides: Iterable[Side] = (),
    span_days: int = SPAN_DAYS,
) -> DuckDBPyRelation:
    """Return a relation with a row for every event and ordered pair of its parties.

    Columns: those of `Occurrence`, but with `actor_country`, `actor_name`, `recipient_country`
    and `recipient_name`, `points` (the intensity times the weight), `pair`, which orders the rows
    of one event, and `alone`, which is true where no other row has that event and may be false
    where that was not looked up. Mutual events (those of a type in the store's
    `reciprocal_types` that name several actors and no recipient) give both directions; other
    events without a recipient give no row. With `sides` only events in which one of them takes
    part are read. `filters.dataset` names an imported dataset instead of our own events: its rows
    then stand for documents too.

    The day of an event is the middle of the interval that the text gives, cut at the day of
    publication: what is announced counts when it is told. An interval longer than `span_days`,
    or none, leaves the day of publication, if that lies in the interval; else None.

    Raises:
        SettingError: the store holds no such dataset.
    """
    query, values = query_of(store, filters=filters, sides=sides, span_days=span_days)
    return store.connection.cursor().sql(query, params=values)


def query_of(
    store: Store,
    *,
    filters: Filters | None = None,
    sides: Iterable[Side] = (),
    span_days: int = SPAN_DAYS,
) -> tuple[str, list[Any]]:
    """Return the query behind `occurrences`, to be built upon, and its parameters.

    Raises:
        SettingError: the store holds no such dataset.
    """
    chosen = filters or Filters()
    condition, values = chosen.condition()
    source, parameters = source_of(store, chosen.dataset, tuple(sides), span_days)
    weight = "confidence" if chosen.weighed else "1.0::DOUBLE"
    query = f"SELECT *, {weight} AS weight, intensity * {weight} AS points FROM ({source})"
    return f"{query} WHERE {condition}", [*parameters, *values]


def read_occurrences(
    store: Store,
    actor: Side,
    recipient: Side,
    *,
    directed: bool = True,
    filters: Filters | None = None,
    span_days: int = SPAN_DAYS,
    told: tuple[date, date] | None = None,
) -> tuple[Occurrence, ...]:
    """Return the events of a dyad, by day told, day happened and id; an event once a direction.

    Undirected (`directed` False) both directions come, a mutual event only once. `told` are the
    first and the last day of telling, None for all events, also those without one.
    """
    source, values = query_between(
        store, actor, recipient, directed=directed, filters=filters, span_days=span_days
    )
    if told:
        source, values = f"SELECT * FROM ({source}) WHERE told BETWEEN ? AND ?", [*values, *told]
    query = f"{each_once(source, 'turned', *_COLUMNS)} SELECT * FROM once"
    rows = store.connection.execute(query, values).fetchall()
    found = [_occurrence(row, actor, recipient) for row in rows]
    return tuple(sorted(found, key=_order))


def query_between(
    store: Store,
    actor: Side,
    recipient: Side,
    *,
    directed: bool,
    filters: Filters | None = None,
    span_days: int = SPAN_DAYS,
) -> tuple[str, list[Any]]:
    """Return a query for the rows of one dyad, and its parameters.

    Columns: those of `occurrences`, and `turned`, true for what `recipient` does to `actor`, which
    comes unless `directed`. An event may have rows of both kinds; those not turned come first.

    Raises:
        SettingError: the store holds no such dataset.
    """
    # On the shelf what two sides share lies together: to look for one of them first takes longer.
    sides = () if store.shelved else (actor, recipient)
    source, values = query_of(store, filters=filters, sides=sides, span_days=span_days)
    forth = f"actor_{actor.by} = ? AND recipient_{recipient.by} = ?"
    query = f"SELECT *, false AS turned FROM ({source}) WHERE {forth}"
    values = [*values, actor.key, recipient.key]
    if directed:
        return query, values
    back = f"actor_{recipient.by} = ? AND recipient_{actor.by} = ?"
    query += (
        f" UNION ALL SELECT *, true AS turned FROM ({source}) "
        f"WHERE {back} AND ({forth}) IS DISTINCT FROM true"
    )
    return query, [*values, *values[:-2], recipient.key, actor.key, actor.key, recipient.key]


def each_once(source: str, *columns: str) -> str:
    """Return a `WITH` clause that names `once` some columns of `query_between`, a row an event.

    Of several rows of an event the first counts, those not turned before the others. To tell which
    rows are one event takes long: it is done for those that may be several.
    """
    first = (f"first({name} ORDER BY turned, pair) AS {name}" for name in columns)
    return f"""
        WITH given AS ({source}),
        once AS (
            SELECT {", ".join(columns)} FROM given WHERE alone
            UNION ALL
            SELECT {", ".join(first)} FROM given WHERE NOT alone GROUP BY event
        )"""


def _occurrence(row: tuple[Any, ...], actor: Side, recipient: Side) -> Occurrence:
    turned, *cells = row
    one, other = (recipient, actor) if turned else (actor, recipient)
    named = dict(zip(_COLUMNS, cells, strict=True))
    return Occurrence(**named, actor=one.key, recipient=other.key)


def _order(item: Occurrence) -> tuple[date, date, str]:
    return item.told or date.min, item.happened or date.min, item.event


_COLUMNS = (
    "event",
    "document",
    "source",
    "told",
    "happened",
    "type",
    "mode",
    "quad",
    "intensity",
    "status",
    "polarity",
    "confidence",
    "claimed",
    "reports",
    "weight",
)
