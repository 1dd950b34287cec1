"""The whole store at a glance: dyads by activity, and which of them have changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from typing import Any

from detente.analysis.coverage import documents_by_day
from detente.analysis.filters import Filters
from detente.analysis.occurrences import query_of
from detente.analysis.tension import MINIMUM_DOCUMENTS
from detente.errors import SettingError
from detente.storage import Store

__all__ = ["DyadRow", "Mover", "dyads", "movers"]

_PER_DOCUMENTS = 100
_LARGEST = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DyadRow:
    """What one side did to another: counts of events by quad, and the mean intensity.

    `last` is the last day on which such an event was told, None when none has a day.
    """

    actor: str
    recipient: str
    events: int
    verbal_cooperation: int
    material_cooperation: int
    verbal_conflict: int
    material_conflict: int
    intensity: float | None
    last: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mover:
    """Two sides whose dealings have changed; `one` comes first by name.

    All rates are points of intensity per 100 documents read, in the latest days and in those
    before. `change` is that of hostility less cooperation, above zero when they are more hostile;
    `deviations` is the change over its standard error.
    """

    one: str
    other: str
    events: int
    hostility: float
    hostility_before: float
    cooperation: float
    cooperation_before: float
    change: float
    deviations: float


def dyads(
    store: Store,
    *,
    by: str = "country",
    filters: Filters | None = None,
    since: date | None = None,
    until: date | None = None,
    limit: int = 50,
    offset: int = 0,
) -> tuple[DyadRow, ...]:
    """Return the directed dyads with most events told from `since` to `until`.

    `by` is "country" (codes) or "name" (canonical names of parties).

    Formula: events told of each ordered pair of different sides, in all and by quad; intensity is
    the mean of those that have one. A mutual event counts in both directions.
    Direction: a higher intensity is more cooperative.
    Unit: events; points of intensity, -10 to 10.
    Cautions: counts follow what was read: a dyad with many events is one that the sources care
    for. A mean of few events says little.
    Source: P. A. Schrodt and J. E. Yonamine (2013), A guide to event data: past, present, and
    future, All Azimuth 2, 5-22, for dyads and counts by quad.

    Raises:
        SettingError: `by` is neither.
    """
    if by not in ("country", "name"):
        raise SettingError(f"dyads by {by!r} are none; they are by country or by name")
    query, values = query_of(store, filters=filters)
    rows = store.connection.execute(
        _DYADS.format(source=query, by=by),
        [*values, since, since, until, until, limit, offset],
    ).fetchall()
    return tuple(_dyad(row) for row in rows)


def _dyad(row: tuple[Any, ...]) -> DyadRow:
    actor, recipient, events, quad1, quad2, quad3, quad4, intensity, last = row
    return DyadRow(
        actor=actor,
        recipient=recipient,
        events=events,
        verbal_cooperation=quad1,
        material_cooperation=quad2,
        verbal_conflict=quad3,
        material_conflict=quad4,
        intensity=None if intensity is None else round(intensity, 4),
        last=last,
    )


_DYADS = """
WITH once AS (
    SELECT event, actor_{by} AS actor, recipient_{by} AS recipient, quad, intensity, weight, told
    FROM ({source})
    WHERE actor_{by} != recipient_{by} AND (?::DATE IS NULL OR told >= ?::DATE)
        AND (?::DATE IS NULL OR told <= ?::DATE)
    GROUP BY ALL
)
SELECT actor, recipient, count(*) AS events, count(*) FILTER (quad = 1),
    count(*) FILTER (quad = 2), count(*) FILTER (quad = 3), count(*) FILTER (quad = 4),
    sum(intensity * weight) / nullif(sum(weight) FILTER (intensity IS NOT NULL), 0), max(told)
FROM once GROUP BY actor, recipient ORDER BY events DESC, actor, recipient LIMIT ? OFFSET ?
"""


def movers(
    store: Store,
    *,
    by: str = "country",
    filters: Filters | None = None,
    until: date | None = None,
    days: int = 7,
    before_days: int = 84,
    limit: int = 20,
) -> tuple[Mover, ...]:
    """Return the pairs of sides whose dealings changed most in the last `days` up to `until`.

    Formula: net hostility n = points of hostility less points of cooperation, told per 100
    documents, in the last `days` and in the `before_days` before them; change = n - n_before.
    Order: by |change| / sqrt(v + v_before + u^2), v being the sums of the squares of what single
    documents tell, in the same unit, and u what one document of 10 points tells in the latest
    days: a single report moves nobody far. Empty where fewer than five documents stand in either
    stretch.
    Direction: a change above zero is towards hostility.
    Unit: points of intensity per 100 documents read; deviations have none.
    Cautions: it is an order, no test: with thousands of dyads some deviate by chance. Days are
    those of telling. A week in which other subjects are read looks like a change.
    Source: the order is our own, the difference of two rates over its standard error; for the
    variance of weighted counts as a sum of squares, M. P. Fay and E. J. Feuer (1997), Confidence
    intervals for directly standardized rates: a method based on the gamma distribution,
    Statistics in Medicine 16, 791-801.

    Raises:
        SettingError: `by` is neither "country" nor "name", or a stretch has no day.
    """
    if by not in ("country", "name"):
        raise SettingError(f"movers by {by!r} are none; they are by country or by name")
    if days < 1 or before_days < 1:
        raise SettingError("movers need at least one day to compare and one before")
    documents = documents_by_day(store, filters=filters)
    end = until or max(documents, default=None)
    if end is None:
        return ()
    start = end - timedelta(days=days)
    first = start - timedelta(days=before_days)
    read = sum(count for day, count in documents.items() if start < day <= end)
    read_before = sum(count for day, count in documents.items() if first < day <= start)
    if min(read, read_before) < MINIMUM_DOCUMENTS:
        return ()
    query, values = query_of(store, filters=filters)
    rows = store.connection.execute(
        _MOVERS.format(source=query, by=by), [start, *values, first, end]
    ).fetchall()
    units = _PER_DOCUMENTS / read, _PER_DOCUMENTS / read_before
    ranked = sorted(rows, key=lambda row: (-abs(_change(row, *units)[1]), row[0], row[1]))
    return tuple(_mover(row, *units) for row in ranked[:limit])


def _change(row: tuple[Any, ...], unit: float, unit_before: float) -> tuple[float, float]:
    """Return by how much dealings changed, and how many deviations that is."""
    *_, hostile, hostile_before, warm, warm_before, squares, squares_before = row
    change = (hostile - warm) * unit - (hostile_before - warm_before) * unit_before
    variance = squares * unit**2 + squares_before * unit_before**2 + (_LARGEST * unit) ** 2
    return round(change, 4), round(change / sqrt(variance), 4)


def _mover(row: tuple[Any, ...], unit: float, unit_before: float) -> Mover:
    one, other, events, hostile, hostile_before, warm, warm_before, *_ = row
    change, deviations = _change(row, unit, unit_before)
    return Mover(
        one=one,
        other=other,
        events=events,
        hostility=round(hostile * unit, 4),
        hostility_before=round(hostile_before * unit_before, 4),
        cooperation=round(warm * unit, 4),
        cooperation_before=round(warm_before * unit_before, 4),
        change=change,
        deviations=deviations,
    )


_MOVERS = """
WITH once AS (
    SELECT event, document, told > ? AS recent,
        least(actor_{by}, recipient_{by}) AS one, greatest(actor_{by}, recipient_{by}) AS other,
        coalesce(any_value(points), 0) AS intensity
    FROM ({source})
    WHERE actor_{by} != recipient_{by} AND told > ? AND told <= ?
    GROUP BY ALL
),
papers AS (
    SELECT one, other, document, recent, count(*) AS events, sum(intensity) AS net,
        coalesce(sum(-intensity) FILTER (intensity < 0), 0.0) AS hostile,
        coalesce(sum(intensity) FILTER (intensity > 0), 0.0) AS warm
    FROM once GROUP BY ALL
)
SELECT one, other,
    coalesce(sum(events) FILTER (recent), 0)::BIGINT,
    coalesce(sum(hostile) FILTER (recent), 0.0), coalesce(sum(hostile) FILTER (NOT recent), 0.0),
    coalesce(sum(warm) FILTER (recent), 0.0), coalesce(sum(warm) FILTER (NOT recent), 0.0),
    coalesce(sum(net ** 2) FILTER (recent), 0.0), coalesce(sum(net ** 2) FILTER (NOT recent), 0.0)
FROM papers GROUP BY one, other ORDER BY one, other
"""
