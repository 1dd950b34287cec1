"""The whole store at a glance: countries by activity and tension, dyads, and what has changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from typing import Any

from detente.analysis.bands import gamma_interval
from detente.analysis.coverage import documents_by_day
from detente.analysis.filters import Filters
from detente.analysis.occurrences import query_of
from detente.analysis.tension import HALF_LIFE_DAYS, MINIMUM_DOCUMENTS
from detente.errors import SettingError
from detente.storage import Store

__all__ = ["Country", "DyadRow", "Mover", "countries", "dyads", "last_day", "movers"]

_PER_DOCUMENTS = 100
_LARGEST = 10.0
_HALF_LIVES = 10
"""After so many half-lives a day weighs less than a thousandth and is not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """What one country takes part in.

    `events` counts the events with another party in the period asked for. `tension` with its band
    is the hostility of those events, whoever is hostile to whom, as `analysis.tension` measures a
    dyad's; None where too little was read: unknown, not calm.
    """

    country: str
    events: int
    tension: float | None
    low: float | None
    high: float | None


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


def last_day(store: Store, *, filters: Filters | None = None) -> date | None:
    """Return the last day on which a document was printed, None without dated documents."""
    return max(documents_by_day(store, filters=filters), default=None)


def countries(
    store: Store,
    *,
    filters: Filters | None = None,
    since: date | None = None,
    until: date | None = None,
    half_life_days: float = HALF_LIFE_DAYS,
    level: float = 0.9,
) -> tuple[Country, ...]:
    """Return the countries that take part in events told from `since` to `until`, busiest first.

    An event counts once for each country that takes part in it with another party.

    Formula: tension is that of the day `until`, by default the last with documents: hostility told
    per 100 documents, with the memory and band of `analysis.tension`, over all events that the
    country takes part in.
    Direction: more is more hostile, whoever is hostile to whom: a victim is as tense as who
    attacks it.
    Unit: events; points of intensity per 100 documents read.
    Cautions: who is much in the news read has much tension; it is no share of what is told of the
    country. What happens within one country counts where its parties have names of their own.
    Sources: as `analysis.tension`; for the band, M. P. Fay and E. J. Feuer (1997), Confidence
    intervals for directly standardized rates: a method based on the gamma distribution,
    Statistics in Medicine 16, 791-801.

    Raises:
        SettingError: the half-life is not above 0 days, or the level not between 0 and 1.
    """
    if not half_life_days > 0:
        raise SettingError(f"a half-life of {half_life_days} days is not above 0")
    if not 0 < level < 1:
        raise SettingError(f"a level of {level} is not between 0 and 1")
    documents = documents_by_day(store, filters=filters)
    end = until or max(documents, default=None)
    if end is None:
        return ()
    exposure = _exposure(documents, end, half_life_days)
    query, values = query_of(store, filters=filters)
    rows = store.connection.execute(
        _COUNTRIES.format(source=query),
        [*values, end, since, since, _forgotten(end, half_life_days), end, half_life_days],
    ).fetchall()
    return tuple(_country(row, exposure, level) for row in rows)


def _country(row: tuple[Any, ...], exposure: float, level: float) -> Country:
    country, events, points, squares = row
    if not exposure:
        return Country(country=country, events=events, tension=None, low=None, high=None)
    unit = _PER_DOCUMENTS / exposure
    low, high = gamma_interval(points * unit, squares * unit**2, _LARGEST * unit, level)
    return Country(
        country=country,
        events=events,
        tension=round(points * unit, 4),
        low=round(low, 4),
        high=round(high, 4),
    )


def _forgotten(end: date, half_life_days: float) -> date:
    """Return the day whose events no longer weigh anything on `end`."""
    return date.fromordinal(max(1, end.toordinal() - round(half_life_days * _HALF_LIVES)))


def _exposure(documents: Mapping[date, int], end: date, half_life_days: float) -> float:
    """Return how many documents tension is divided by, 0 where too few are recent."""
    ages = {(end - day).days: count for day, count in documents.items() if day <= end}
    recent = sum(count for age, count in ages.items() if age < half_life_days)
    if recent < MINIMUM_DOCUMENTS:
        return 0.0
    return float(sum(count * 2 ** (-age / half_life_days) for age, count in ages.items()))


_COUNTRIES = """
WITH given AS NOT MATERIALIZED (
    SELECT event, document, told, coalesce(points, 0) AS intensity, alone,
        actor_country, recipient_country
    FROM ({source})
    WHERE told <= ? AND actor_name IS DISTINCT FROM recipient_name
),
since AS NOT MATERIALIZED (
    SELECT * FROM given WHERE ?::DATE IS NULL OR told >= ?::DATE
),
parts AS (
    SELECT list_distinct([actor_country, recipient_country]) AS countries, count(*) AS events
    FROM since WHERE alone GROUP BY actor_country, recipient_country
    UNION ALL
    SELECT list_distinct(flatten(list([actor_country, recipient_country]))), 1
    FROM since WHERE NOT alone GROUP BY event
),
counted AS (
    SELECT country, sum(events)::BIGINT AS events
    FROM (SELECT unnest(countries) AS country, events FROM parts) GROUP BY country
),
hostile AS (
    SELECT DISTINCT event, document, told, intensity,
        unnest([actor_country, recipient_country]) AS country
    FROM given WHERE intensity < 0 AND told > ?
),
weighed AS (
    SELECT country, document, sum(-intensity) * pow(2, -any_value(? - told) / ?) AS points
    FROM hostile WHERE country IS NOT NULL GROUP BY country, document
),
tense AS (
    SELECT country, sum(points) AS points, sum(points ** 2) AS squares FROM weighed GROUP BY country
)
SELECT country, events, coalesce(points, 0.0), coalesce(squares, 0.0)
FROM counted LEFT JOIN tense USING (country)
ORDER BY events DESC, country
"""
"""To tell which rows are one event takes long: it is done for those that may be several."""


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
