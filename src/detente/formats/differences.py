"""Where two datasets differ: the events that one has alone, and the pairs that are not alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from detente.formats.matching import DISTANCE_KM, FAR_KM
from detente.storage import Store

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["DIFFERENCES", "counted_differences", "differences"]

DIFFERENCES = (
    "difference",
    "actor",
    "recipient",
    "day_first",
    "day_second",
    "type_first",
    "type_second",
    "country_first",
    "country_second",
    "place_first",
    "place_second",
    "distance_km",
    "key_first",
    "key_second",
)
"""The columns of the list of differences; the distance is empty where either is not located."""


def counted_differences(connection: DuckDBPyConnection) -> tuple[tuple[str, int], ...]:
    """Return how many differences there are, by what differs."""
    return tuple(connection.execute(_DIFFERING).fetchall())


def differences(store: Store) -> Iterator[Sequence[Any]]:
    """Yield the differences that the last `agree` found: only in one of the two, or of a pair.

    A pair may differ in type, day and place, parted by |. Its places differ when their countries
    do or they lie more than 50 km apart. Differences are in the order of day, dyad and key;
    `DIFFERENCES` names what each holds.
    """
    found = store.connection.execute(_DIFFERENCES)
    while rows := found.fetchmany(10_000):
        yield from rows


_DIFFERENCES = f"""
    SELECT
        CASE
            WHEN b.id IS NULL THEN 'only in first'
            WHEN a.id IS NULL THEN 'only in second'
            ELSE concat_ws(
                '|',
                CASE WHEN NOT typed THEN 'type' END,
                CASE WHEN apart <> 0 THEN 'day' END,
                CASE WHEN a.country <> b.country OR {DISTANCE_KM} > {FAR_KM} THEN 'place' END
            )
        END AS difference,
        coalesce(a.actor, b.actor) AS actor,
        coalesce(a.recipient, b.recipient) AS recipient,
        a.day, b.day, a.type, b.type, a.country, b.country, a.place, b.place,
        CAST(round({DISTANCE_KM}) AS INTEGER), a.key, b.key
    FROM agree_first AS a
    LEFT JOIN agree_pairs ON agree_pairs.first = a.id
    FULL JOIN agree_second AS b ON b.id = agree_pairs.second
    WHERE difference <> ''
    ORDER BY coalesce(a.day, b.day), actor, recipient, a.id, b.id
"""

_DIFFERING = f"""
    SELECT difference, count(*) FROM ({_DIFFERENCES}) GROUP BY difference ORDER BY difference
"""
