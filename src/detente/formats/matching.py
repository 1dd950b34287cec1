"""Events of two datasets matched with each other, each at most once, nearest days first.

What is matched stays in temporary tables of the store's connection: `agree_first` and
`agree_second` hold the events of either dataset, `agree_pairs` which of them belong together.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["DISTANCE_KM", "FAR_KM", "match", "select"]

FAR_KM = 50
"""Places no farther apart are held to be the same."""

_EARTH_KM = 6371.0

DISTANCE_KM = f"""CASE
    WHEN a.latitude + a.longitude + b.latitude + b.longitude IS NOT NULL
    THEN 2 * {_EARTH_KM} * asin(least(1.0, sqrt(
        pow(sin(radians(b.latitude - a.latitude) / 2), 2)
        + cos(radians(a.latitude)) * cos(radians(b.latitude))
        * pow(sin(radians(b.longitude - a.longitude) / 2), 2)
    )))
END"""
"""The distance of two events called a and b in SQL, NULL where either has no coordinates."""


def select(
    connection: DuckDBPyConnection, table: str, dataset: str, begin: date, end: date
) -> None:
    """Take the events of a dataset that can be compared into a temporary table."""
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE {table} AS
        SELECT
            row_number() OVER (ORDER BY day, key, part, turned, actor_name, recipient_name) AS id,
            key, day, type, mode, country, place, latitude, longitude,
            actor_country AS actor, recipient_country AS recipient
        FROM dataset_events
        WHERE dataset = ? AND day BETWEEN ? AND ? AND factual
            AND type IS NOT NULL AND actor_country IS NOT NULL AND recipient_country IS NOT NULL
        """,
        [dataset, begin, end],
    )


def match(connection: DuckDBPyConnection, tolerance_days: int) -> None:
    """Match what was selected: by type and dyad first, then what is left by dyad alone."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE agree_pairs"
        " (first BIGINT, second BIGINT, apart INTEGER, typed BOOLEAN)"
    )
    offsets = [0, *(sign * n for n in range(1, tolerance_days + 1) for sign in (-1, 1))]
    for typed in (True, False):
        for offset in offsets:
            connection.execute(_TYPED if typed else _UNTYPED, [typed, offset])


def _pairing(keys: str) -> str:
    """Return the statement that joins the events left over whose days are so far apart.

    Events that share their keys and their day are joined in their order, one to one.
    """

    def left(table: str, side: str) -> str:
        return (
            f"SELECT *, row_number() OVER (PARTITION BY {keys}, day ORDER BY id) AS turn"
            f" FROM agree_{table} WHERE id NOT IN (SELECT {side} FROM agree_pairs)"
        )

    return f"""
        INSERT INTO agree_pairs
        SELECT a.id, b.id, date_diff('day', a.day, b.day), $1
        FROM ({left("first", "first")}) AS a
        JOIN ({left("second", "second")}) AS b USING ({keys}, turn)
        WHERE b.day = a.day + CAST($2 AS INTEGER)
    """


_TYPED = _pairing("actor, recipient, type")
_UNTYPED = _pairing("actor, recipient")
