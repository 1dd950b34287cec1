"""Partners: the countries that a side deals with most."""

from __future__ import annotations

from detente.analysis.filters import Filters
from detente.analysis.occurrences import query_of
from detente.analysis.sides import Side
from detente.storage import Store

__all__ = ["partners"]


def partners(
    store: Store, side: Side, *, filters: Filters | None = None, most: int = 8
) -> tuple[tuple[str, int], ...]:
    """Return the countries that a side deals with most, each with the number of their events.

    An event counts once for each country that stands on its other side, in either direction.
    """
    query, values = query_of(store, filters=filters, sides=(side,))
    found = store.connection.execute(
        _PARTNERS.format(source=query, by=side.by),
        [*values, side.key, *values, side.key, side.key, most],
    )
    return tuple(found.fetchall())


_PARTNERS = """
WITH turned AS (
    SELECT event, recipient_country AS partner FROM ({source}) WHERE actor_{by} = ?
    UNION
    SELECT event, actor_country AS partner FROM ({source}) WHERE recipient_{by} = ?
)
SELECT partner, count(*) FROM turned WHERE partner IS NOT NULL AND partner != ?
GROUP BY partner ORDER BY count(*) DESC, partner LIMIT ?
"""
