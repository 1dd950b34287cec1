"""Events and mentions read back in the contract's shape."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Any

from detente.storage.bulk import showing

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["event_shapes", "mention_shapes"]

_ROWS_AT_ONCE = 1000

_EVENTS = "SELECT shape FROM events ORDER BY document, position, id"

_EVENTS_TOLD = """
SELECT events.shape
FROM (
    SELECT mentions.event AS id, min((asked.rank, mentions.position)) AS place
    FROM mentions
    JOIN asked ON asked.document = mentions.document
    GROUP BY mentions.event
) AS told
JOIN events USING (id)
ORDER BY told.place, id
"""

_MENTIONS = "SELECT document, shape FROM mentions ORDER BY document, position"

_MENTIONS_TOLD = """
SELECT document, shape
FROM mentions
JOIN asked USING (document)
ORDER BY asked.rank, position
"""


def event_shapes(
    connection: DuckDBPyConnection, documents: Iterable[str] | None
) -> Iterator[dict[str, Any]]:
    """Yield events, each once, by the first of `documents` that tells it; all when None."""
    for (shape,) in _rows(connection, _EVENTS, _EVENTS_TOLD, documents):
        yield json.loads(shape)


def mention_shapes(
    connection: DuckDBPyConnection, documents: Iterable[str] | None
) -> Iterator[dict[str, Any]]:
    """Yield mentions with the id of their document, in the order of `documents`; all when None."""
    for document, shape in _rows(connection, _MENTIONS, _MENTIONS_TOLD, documents):
        yield {**json.loads(shape), "document": document}


def _rows(
    connection: DuckDBPyConnection, query: str, query_told: str, documents: Iterable[str] | None
) -> Iterator[tuple[Any, ...]]:
    """Yield rows a thousand at a time, from a cursor of its own that others do not disturb."""
    with closing(connection.cursor()) as cursor:
        if documents is None:
            cursor.execute(query)
        else:
            names = list(dict.fromkeys(documents))
            showing(cursor, "asked", document=names, rank=range(len(names)))
            cursor.execute(query_told)
        while rows := cursor.fetchmany(_ROWS_AT_ONCE):
            yield from rows
