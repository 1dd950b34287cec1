"""Countries by activity and tension, for the map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.analysis.bands import gamma_interval
from detente.analysis.coverage import documents_by_day
from detente.analysis.filters import Filters
from detente.analysis.occurrences import query_of
from detente.analysis.tension import HALF_LIFE_DAYS, MINIMUM_DOCUMENTS
from detente.errors import SettingError
from detente.storage import Store

__all__ = ["Country", "countries", "last_day"]

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
    rows = _rows(store, filters or Filters(), since, end, half_life_days)
    return tuple(_country(row, exposure, level) for row in rows)


def _rows(
    store: Store, filters: Filters, since: date | None, end: date, half_life_days: float
) -> list[tuple[Any, ...]]:
    """Return country, events, points of hostility and their squares, these two weighed by age."""
    forgotten = _forgotten(end, half_life_days)
    if store.shelved and filters == Filters(dataset=filters.dataset):
        asked = {"dataset": filters.dataset, "since": since or date.min, "end": end}
        asked |= {"forgotten": forgotten, "half_life": half_life_days}
        return store.connection.execute(_SUMMED, asked).fetchall()
    query, values = query_of(store, filters=filters)
    return store.connection.execute(
        _COUNTRIES.format(source=query),
        [*values, end, since, since, forgotten, end, half_life_days],
    ).fetchall()


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

_SUMMED = """
WITH summed AS NOT MATERIALIZED (
    SELECT * FROM shelf_days WHERE dataset = $dataset AND told <= $end
),
counted AS (
    SELECT country, sum(events)::BIGINT AS events
    FROM summed WHERE told >= $since GROUP BY country
),
weighed AS (
    SELECT *, pow(2, -($end - told) / $half_life) AS weight FROM summed WHERE told > $forgotten
),
tense AS (
    SELECT country, sum(hostility * weight) AS points, sum(squares * weight ** 2) AS squares
    FROM weighed GROUP BY country
)
SELECT country, events, coalesce(points, 0.0), coalesce(tense.squares, 0.0)
FROM counted LEFT JOIN tense USING (country)
ORDER BY events DESC, country
"""
"""The same from what a store that is served has summed by day: of events told as facts, any."""
