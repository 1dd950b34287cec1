"""The SQL that turns tables of events, our own or imported, into one shape: a row a dyad."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from detente.analysis.filters import OWN, Filters
from detente.analysis.sides import Side
from detente.errors import SettingError
from detente.storage import Store

__all__ = ["rows_by_day", "source_of"]


def source_of(
    store: Store, dataset: str, sides: tuple[Side, ...], span_days: int
) -> tuple[str, list[Any]]:
    """Return a query with a row for every event and directed dyad of `dataset`, and parameters.

    With `sides`, only events in which one of them takes part. An interval of days longer than
    `span_days` dates nothing.

    Raises:
        SettingError: the store holds no such dataset.
    """
    codes = [side.key for side in sides if side.by == "country"]
    names = [side.key for side in sides if side.by == "name"]
    if store.shelved:
        if dataset != OWN:
            _require(store, dataset)
        chosen = _CHOSEN_IMPORTED if sides else "true"
        keys = [codes, names, codes, names] if sides else []
        return _SHELVED.format(chosen=chosen), [span_days, dataset, *keys]
    if dataset == OWN:
        chosen = _CHOSEN_OWN if sides else "true"
        return _OWN.format(chosen=chosen), [*([codes, names] if sides else []), span_days]
    _require(store, dataset)
    chosen = _CHOSEN_IMPORTED if sides else "true"
    keys = [codes, names, codes, names] if sides else []
    return _IMPORTED.format(chosen=chosen), [dataset, *keys, span_days]


def rows_by_day(store: Store, filters: Filters) -> Mapping[date, int]:
    """Return how many rows an imported dataset has by day; days without any are absent.

    Raises:
        SettingError: the store holds no such dataset.
    """
    _require(store, filters.dataset)
    rows = store.connection.execute(
        "SELECT coalesce(published, day) AS told, count(*) FROM imported "
        "WHERE dataset = ? AND told IS NOT NULL "
        "AND (len(?::VARCHAR[]) = 0 OR publisher IN (SELECT unnest(?::VARCHAR[]))) "
        "GROUP BY told ORDER BY told",
        [filters.dataset, list(filters.sources), list(filters.sources)],
    )
    return dict(rows.fetchall())


def _require(store: Store, dataset: str) -> None:
    found = store.connection.execute("SELECT DISTINCT dataset FROM imports ORDER BY 1").fetchall()
    known = [OWN, *(name for (name,) in found)]
    if dataset not in known:
        raise SettingError(f"no dataset {dataset!r} in this store; there are {', '.join(known)}")


_CHOSEN_OWN = """id IN (
    SELECT m.event FROM mentions AS m JOIN parties AS p ON p.mention = m.id
    WHERE p.country IN (SELECT unnest(?::VARCHAR[])) OR p.name IN (SELECT unnest(?::VARCHAR[]))
)"""

_CHOSEN_IMPORTED = """(
    actor_country IN (SELECT unnest(?::VARCHAR[])) OR actor_name IN (SELECT unnest(?::VARCHAR[]))
    OR recipient_country IN (SELECT unnest(?::VARCHAR[]))
    OR recipient_name IN (SELECT unnest(?::VARCHAR[]))
)"""

_PARTY = '[{{"name": "VARCHAR", "country": "VARCHAR"}}]'

_HAPPENED = """CASE
    WHEN day_earliest IS NULL OR day_earliest > told THEN told
    WHEN day_latest - day_earliest <= ? THEN day_earliest
        + ((least(day_latest, coalesce(told, day_latest)) - day_earliest) // 2)::INTEGER
    WHEN told <= day_latest THEN told
END"""
"""The day of an event; the parameter is the longest interval that dates it."""

_OWN = f"""
WITH chosen AS (SELECT * FROM events WHERE {{chosen}}),
voices AS (
    SELECT m.event, count(*) FILTER (NOT m.attributed) = 0 AND count(DISTINCT coalesce(
        m.shape->>'$.attribution[0].source.name', m.shape->>'$.attribution[0].source.text', ''
    )) <= 1 AS claimed
    FROM mentions AS m JOIN chosen AS c
        ON m.event = c.id AND m.status = c.status AND m.polarity = c.polarity
    GROUP BY m.event
),
told AS (
    SELECT c.*, d.published AS told, d.source AS source, coalesce(v.claimed, false) AS claimed,
        from_json(c.shape->'$.actors', '{_PARTY}') AS actors,
        from_json(c.shape->'$.recipients', '{_PARTY}') AS recipients
    FROM chosen AS c JOIN documents AS d ON d.id = c.document
    LEFT JOIN voices AS v ON v.event = c.id
),
turned AS (
    SELECT *, {_HAPPENED} AS happened, CASE
        WHEN len(recipients) > 0 THEN recipients
        WHEN len(actors) > 1 AND type IN (SELECT type FROM reciprocal_types) THEN actors
        ELSE []
    END AS others
    FROM told
),
paired AS (
    SELECT *, unnest(flatten(list_transform(range(1, len(actors) + 1),
        lambda i: list_transform(range(1, len(others) + 1), lambda j: [i, j])
    ))) AS pair
    FROM turned
)
SELECT id AS event, document, source, told, happened, type, mode, quad, intensity, status,
    polarity, confidence, claimed, sources AS reports, pair,
    actors[pair[1]].country AS actor_country, actors[pair[1]].name AS actor_name,
    others[pair[2]].country AS recipient_country, others[pair[2]].name AS recipient_name,
    len(actors) = 1 AND len(others) = 1 AS alone
FROM paired
WHERE len(recipients) > 0
    OR (pair[1] != pair[2] AND actors[pair[1]].name != others[pair[2]].name)
"""

_IMPORTED = f"""
WITH chosen AS (
    SELECT *, import || ':' || line AS event, coalesce(published, day) AS told,
        day AS day_earliest
    FROM imported WHERE dataset = ? AND quad IS NOT NULL AND {{chosen}}
),
dated AS (
    SELECT event, event AS document, publisher AS source, told, {_HAPPENED} AS happened,
        type, mode, quad, intensity,
        coalesce(status, CASE WHEN factual THEN 'actual' ELSE 'hypothetical' END) AS status,
        coalesce(polarity, 'positive') AS polarity, coalesce(confidence, 1.0) AS confidence,
        false AS claimed, coalesce(sources, 1) AS reports, false AS alone, reciprocal, part,
        actor_country, actor_name, recipient_country, recipient_name
    FROM chosen
)
SELECT * EXCLUDE (reciprocal, part), [part, 0] AS pair FROM dated
UNION ALL
SELECT * EXCLUDE (reciprocal, part) REPLACE (
        recipient_country AS actor_country, recipient_name AS actor_name,
        actor_country AS recipient_country, actor_name AS recipient_name
    ), [part, 1] AS pair
FROM dated WHERE reciprocal
"""

_SHELVED = f"""
SELECT event, document, source, told, {_HAPPENED} AS happened, type, mode, quad, intensity, status,
    polarity, confidence, claimed, reports, pair,
    actor_country, actor_name, recipient_country, recipient_name, alone
FROM shelf_pairs WHERE dataset = ? AND {{chosen}}
"""
"""What a store that is served has worked out already; the same rows as the two above."""
