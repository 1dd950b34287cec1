"""Dyad series: what two sides did to each other, period by period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from detente.analysis.coverage import documents_by_day
from detente.analysis.filters import Filters
from detente.analysis.occurrences import Occurrence, each_once, query_between
from detente.analysis.periods import PERIODS, periods_between, start_of
from detente.analysis.sides import Side
from detente.storage import Store

__all__ = ["Point", "point_of", "series"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What one dyad did in one period that begins on the day `start`.

    `documents` counts what was read: every document of the store printed in the period. The
    counts are events, None where nothing was read and nothing is known from later documents:
    unknown is not nought. The four counts by quad are PLOVER's; `intensity` is the mean from
    -10 (hostile) to +10 (cooperative), None without scored events; `hostility` and
    `cooperation` are the sums of points of intensity below and above zero, both positive. All
    three are weighed where `Filters.weighed` asks so. Sums grow with what was read: compare them
    only between periods of like `documents`, or use `tension`.
    """

    actor: str
    recipient: str
    start: date
    documents: int
    events: int | None = None
    verbal_cooperation: int | None = None
    material_cooperation: int | None = None
    verbal_conflict: int | None = None
    material_conflict: int | None = None
    intensity: float | None = None
    hostility: float | None = None
    cooperation: float | None = None


def series(
    store: Store,
    actor: Side,
    recipient: Side,
    *,
    period: str = "month",
    directed: bool = True,
    filters: Filters | None = None,
    since: date | None = None,
    until: date | None = None,
    documents: Mapping[date, int] | None = None,
) -> tuple[Point, ...]:
    """Return a point for every period, without gaps, in order of time.

    Events stand in the period in which they happened (`occurrences` says how that is found);
    those whose day is known less exactly than the period stand where they were told, or are
    left out where even that is unknown. Undirected, both sides' events are added up, a mutual
    event once. Without `since` and `until` the series runs from the first to the last document
    or event; it is empty for a store without dated documents. `documents` is what
    `documents_by_day` gives, where it was read before with the same filters.

    Formula: with i(e) the intensity of an event e of a period, counts are those of all events and
    of each quad; intensity = Σ w(e) i(e) / Σ w(e) over those that have one; hostility =
    Σ w(e) max(0, -i(e)); cooperation = Σ w(e) max(0, i(e)). The weight w(e) is 1, or the
    confidence where `Filters.weighed` asks so.
    Direction: a higher intensity is more cooperative, a higher hostility more hostile.
    Unit: events a period; points of intensity on PLOVER's scale, -10 to 10 (an imported dataset
    keeps its own).
    Cautions: counts and sums grow with what was read: compare periods of like `documents`, or
    take `tension`. A mean of few events says little, and one of war and talks looks mild. An
    event counts once however many reports it has.
    Sources: J. S. Goldstein (1992), A conflict-cooperation scale for WEIS events data, Journal of
    Conflict Resolution 36, 369-385, for scaled sums by period; P. A. Schrodt and J. E. Yonamine
    (2013), A guide to event data: past, present, and future, All Azimuth 2, 5-22, for counts by
    verbal and material conflict and cooperation.

    Raises:
        SettingError: there is no such period.
    """
    start_of(date.min, period)
    source, values = query_between(
        store, actor, recipient, directed=directed, filters=filters, span_days=PERIODS[period]
    )
    bounds = (since or date.min, until or date.max)
    once = each_once(source, "happened", "quad", "points", "weight")
    rows = store.connection.execute(
        _SUMS.format(once=once, period=period), [*values, *bounds]
    ).fetchall()
    by_day = documents_by_day(store, filters=filters) if documents is None else documents
    days = [*by_day, *(day for row in rows for day in row[1:3])]
    first, last = since or min(days, default=None), until or max(days, default=None)
    if first is None or last is None:
        return ()
    read: defaultdict[date, int] = defaultdict(int)
    for day, count in by_day.items():
        read[start_of(day, period)] += count if first <= day <= last else 0
    sums = {row[0]: _Sums(*row[3:]) for row in rows}
    return tuple(
        _point(actor.key, recipient.key, start, read[start], sums.get(start, _Sums()))
        for start in periods_between(first, last, period)
    )


_SUMS = """
{once},
scored AS (
    SELECT
        happened,
        quad,
        try_cast(points AS DECIMAL(18, 6)) AS points,
        if(points IS NULL, 0, CAST(weight AS DECIMAL(18, 6))) AS weight
    FROM once
)
SELECT
    CAST(date_trunc('{period}', happened) AS DATE),
    min(happened),
    max(happened),
    count(*),
    count(*) FILTER (quad = 1),
    count(*) FILTER (quad = 2),
    count(*) FILTER (quad = 3),
    count(*) FILTER (quad = 4),
    CAST(sum(points) AS DOUBLE) / nullif(CAST(sum(weight) AS DOUBLE), 0),
    CAST(coalesce(sum(-points) FILTER (points < 0), 0) AS DOUBLE),
    CAST(coalesce(sum(points) FILTER (points > 0), 0) AS DOUBLE)
FROM scored WHERE happened BETWEEN ? AND ? GROUP BY 1
"""
"""Points are summed as exact decimals of six places, so that their order does not matter."""


@dataclass(frozen=True, slots=True)
class _Sums:
    """What the events of one period add up to; `intensity` is their mean."""

    events: int = 0
    verbal_cooperation: int = 0
    material_cooperation: int = 0
    verbal_conflict: int = 0
    material_conflict: int = 0
    intensity: float | None = None
    hostility: float = 0.0
    cooperation: float = 0.0


def _point(actor: str, recipient: str, start: date, documents: int, sums: _Sums) -> Point:
    if not documents and not sums.events:
        return Point(actor=actor, recipient=recipient, start=start, documents=0)
    return Point(
        actor=actor,
        recipient=recipient,
        start=start,
        documents=documents,
        events=sums.events,
        verbal_cooperation=sums.verbal_cooperation,
        material_cooperation=sums.material_cooperation,
        verbal_conflict=sums.verbal_conflict,
        material_conflict=sums.material_conflict,
        intensity=None if sums.intensity is None else round(sums.intensity, 4),
        hostility=round(sums.hostility, 4),
        cooperation=round(sums.cooperation, 4),
    )


def point_of(
    actor: str, recipient: str, start: date, documents: int, events: Sequence[Occurrence]
) -> Point:
    """Return the point of one period from its events and the number of documents read."""
    scored = [item for item in events if item.intensity is not None]
    weight = sum(item.weight for item in scored)
    points = sum(item.cooperation - item.hostility for item in scored)
    sums = _Sums(
        events=len(events),
        verbal_cooperation=_quad(events, 1),
        material_cooperation=_quad(events, 2),
        verbal_conflict=_quad(events, 3),
        material_conflict=_quad(events, 4),
        intensity=points / weight if weight else None,
        hostility=sum(item.hostility for item in events),
        cooperation=sum(item.cooperation for item in events),
    )
    return _point(actor, recipient, start, documents, sums)


def _quad(events: Sequence[Occurrence], quad: int) -> int:
    return sum(item.quad == quad for item in events)
