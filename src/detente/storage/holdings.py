"""What a store holds, counted: for the front page, and for the choices that a filter offers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = [
    "Choice",
    "Choices",
    "DatasetRow",
    "Holdings",
    "every_dataset",
    "holdings",
    "read_choices",
]

_MOST_CHOICES = 200


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much a store holds of our own coding; days are those of publication, None without any."""

    documents: int
    failed: int
    events: int
    mentions: int
    imported: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class DatasetRow:
    """A dataset of the store: our own, or an imported one; `format` is None for ours."""

    dataset: str
    format: str | None
    events: int


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that events have, and how many have it."""

    value: str
    events: int


@dataclass(frozen=True, slots=True)
class Choices:
    """The values that the events of a dataset have, most frequent first, 200 of each at most."""

    types: tuple[Choice, ...]
    modes: tuple[Choice, ...]
    statuses: tuple[Choice, ...]
    sectors: tuple[Choice, ...]
    sources: tuple[Choice, ...]
    places: tuple[Choice, ...]
    runs: tuple[Choice, ...]


def holdings(connection: DuckDBPyConnection) -> Holdings:
    """Return how much a store holds."""
    ((documents, failed, first, last),) = connection.execute(
        "SELECT count(*), count(failure), min(published), max(published) FROM documents"
    ).fetchall()
    ((events, mentions, imported),) = connection.execute(
        "SELECT (SELECT count(*) FROM events), (SELECT count(*) FROM mentions), "
        "(SELECT count(*) FROM imported)"
    ).fetchall()
    return Holdings(documents, failed, events, mentions, imported, first, last)


def every_dataset(connection: DuckDBPyConnection) -> tuple[DatasetRow, ...]:
    """Return the datasets of a store, ours first."""
    rows = connection.execute(
        "SELECT 'own', NULL, count(*) FROM events UNION ALL SELECT * FROM ("
        "SELECT dataset, first(format), sum(rows)::BIGINT FROM imports "
        "GROUP BY dataset ORDER BY dataset)"
    ).fetchall()
    return tuple(DatasetRow(*row) for row in rows)


def read_choices(connection: DuckDBPyConnection, dataset: str) -> Choices:
    """Return what the events of a dataset can be filtered by."""
    columns = ("type", "mode", "status", "unnest(sectors)", "source", "country", "run")
    return Choices(*(_choices(connection, column, dataset) for column in columns))


def _choices(connection: DuckDBPyConnection, column: str, dataset: str) -> tuple[Choice, ...]:
    rows = connection.execute(
        f"SELECT value, count(*) AS events FROM (SELECT {column} AS value FROM shelf_events "
        "WHERE dataset = ?) WHERE value IS NOT NULL GROUP BY value ORDER BY events DESC, value "
        "LIMIT ?",
        [dataset, _MOST_CHOICES],
    ).fetchall()
    return tuple(Choice(*row) for row in rows)
