"""How far two datasets agree over the same days: by dyad, type, day and place.

Events of one are matched with events of the other, each at most once: those of the same day
first, then those a day apart, and so on up to a tolerance. First the type must be the same;
then what is left is matched by the dyad alone, which shows where the types differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from detente.analysis import correlations
from detente.errors import SettingError
from detente.formats.datasets import check_dataset
from detente.formats.differences import counted_differences
from detente.formats.matching import DISTANCE_KM, FAR_KM, match, select
from detente.storage import Store

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["Agreement", "LeftOut", "Share", "agree"]


@dataclass(frozen=True, slots=True)
class Share:
    """How many events each dataset has of something, and how many of them were matched."""

    name: str
    first: int
    second: int
    matched: int

    @property
    def of_first(self) -> float | None:
        """The share of the first dataset's events that the second has; None if it has none."""
        return self.matched / self.first if self.first else None

    @property
    def of_second(self) -> float | None:
        """The share of the second dataset's events that the first has; None if it has none."""
        return self.matched / self.second if self.second else None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many events of each dataset cannot be compared, and why: the first reason of several."""

    reason: str
    first: int
    second: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What two datasets have in common between `since` and `until`, both included.

    `levels` compares by dyad, type and day, and by dyad and day. `types` and `dyads` break the
    first down, the largest first. `same_day`, `same_mode` and `same_country` are shares of the
    matched events, the last two of those where both say; `near` is the share within 50 km where
    both have coordinates. `pearson` and `spearman` correlate the counts of dyads and months
    that either dataset has, None below three such counts. None where there is nothing to compare.
    `differing` counts what `differences` lists, by what differs. `left_out` counts what is not
    compared; events without a day are counted whenever they were.
    """

    first: str
    second: str
    since: date
    until: date
    levels: tuple[Share, ...]
    types: tuple[Share, ...]
    dyads: tuple[Share, ...]
    same_day: float | None
    same_mode: float | None
    same_country: float | None
    near: float | None
    months: int
    pearson: float | None
    spearman: float | None
    differing: tuple[tuple[str, int], ...]
    left_out: tuple[LeftOut, ...]


def agree(
    store: Store,
    first: str,
    second: str,
    *,
    tolerance_days: int = 1,
    since: date | None = None,
    until: date | None = None,
) -> Agreement:
    """Return how far two datasets of a store agree on the days that both cover.

    Only events count that are held to be real and have a day, a type and two countries.

    Raises:
        SettingError: the store lacks a dataset, they share no days, or the tolerance is negative.
    """
    connection = store.connection
    for dataset in (first, second):
        check_dataset(connection, dataset)
    if tolerance_days < 0:
        raise SettingError(f"a tolerance of {tolerance_days} days is less than none")
    begin, end = _period(connection, first, second, since, until)
    for table, dataset in (("agree_first", first), ("agree_second", second)):
        select(connection, table, dataset, begin, end)
    match(connection, tolerance_days)
    return _measured(connection, first, second, begin, end)


def _period(
    connection: DuckDBPyConnection,
    first: str,
    second: str,
    since: date | None,
    until: date | None,
) -> tuple[date, date]:
    ((begin, end),) = connection.execute(
        """
        SELECT max(begin), min("end") FROM (
            SELECT min(day) AS begin, max(day) AS "end"
            FROM dataset_events WHERE dataset IN (?, ?) GROUP BY dataset
        )
        """,
        [first, second],
    ).fetchall()
    begin, end = (since or begin), (until or end)
    if begin is None or end is None or begin > end:
        raise SettingError(f"{first!r} and {second!r} have no days in common")
    return begin, end


def _measured(
    connection: DuckDBPyConnection, first: str, second: str, begin: date, end: date
) -> Agreement:
    ((same_day, same_mode, same_country, near),) = connection.execute(_OF_MATCHED).fetchall()
    months = connection.execute(_OF_MONTHS).fetchall()
    pearson, spearman = correlations([mine for mine, _ in months], [its for _, its in months])
    ((mine, theirs, matched, loose),) = connection.execute(_COUNTS).fetchall()
    return Agreement(
        first=first,
        second=second,
        since=begin,
        until=end,
        levels=(
            Share("dyad, type, day", mine, theirs, matched),
            Share("dyad, day", mine, theirs, loose),
        ),
        types=_shares(connection, "type"),
        dyads=_shares(connection, "actor || '→' || recipient"),
        same_day=same_day,
        same_mode=same_mode,
        same_country=same_country,
        near=near,
        months=len(months),
        pearson=pearson,
        spearman=spearman,
        differing=counted_differences(connection),
        left_out=_left_out(connection, first, second, begin, end),
    )


def _left_out(
    connection: DuckDBPyConnection, first: str, second: str, begin: date, end: date
) -> tuple[LeftOut, ...]:
    given = {"first": first, "second": second, "begin": begin, "end": end}
    return tuple(LeftOut(*row) for row in connection.execute(_LEFT_OUT, given).fetchall())


_LEFT_OUT = """
    SELECT
        reason[2:],
        count(*) FILTER (dataset = $first),
        count(*) FILTER (dataset = $second)
    FROM (
        SELECT
            dataset,
            CASE
                WHEN day IS NULL THEN '1no day'
                WHEN NOT factual THEN '2denied, planned or supposed'
                WHEN type IS NULL THEN '3no type'
                WHEN actor_country IS NULL AND recipient_country IS NULL
                THEN '4no country of either side'
                WHEN actor_country IS NULL THEN '5no country of the actor'
                WHEN recipient_country IS NULL THEN '6no country of the recipient'
            END AS reason
        FROM dataset_events
        WHERE dataset IN ($first, $second) AND (day IS NULL OR day BETWEEN $begin AND $end)
    )
    WHERE reason IS NOT NULL
    GROUP BY reason
    ORDER BY reason
"""


_COUNTS = """
    SELECT
        (SELECT count(*) FROM agree_first),
        (SELECT count(*) FROM agree_second),
        (SELECT count(*) FROM agree_pairs WHERE typed),
        (SELECT count(*) FROM agree_pairs)
"""

_OF_MATCHED = f"""
    SELECT
        avg(CAST(apart = 0 AS INTEGER)),
        avg(CAST(a.mode = b.mode AS INTEGER)),
        avg(CAST(a.country = b.country AS INTEGER)),
        avg(CAST({DISTANCE_KM} <= {FAR_KM} AS INTEGER))
    FROM agree_pairs
    JOIN agree_first AS a ON a.id = agree_pairs.first
    JOIN agree_second AS b ON b.id = agree_pairs.second
    WHERE typed
"""

_OF_MONTHS = """
    SELECT coalesce(a.events, 0), coalesce(b.events, 0)
    FROM (
        SELECT actor, recipient, date_trunc('month', day) AS month, count(*) AS events
        FROM agree_first GROUP BY ALL
    ) AS a FULL JOIN (
        SELECT actor, recipient, date_trunc('month', day) AS month, count(*) AS events
        FROM agree_second GROUP BY ALL
    ) AS b USING (actor, recipient, month)
    ORDER BY actor, recipient, month
"""


def _shares(connection: DuckDBPyConnection, name: str) -> tuple[Share, ...]:
    """Return the counts by an expression over an event, the largest first."""
    rows = connection.execute(
        f"""
        SELECT name, sum(one), sum(two), sum(matched) FROM (
            SELECT {name} AS name, 1 AS one, 0 AS two,
                CAST(id IN (SELECT first FROM agree_pairs WHERE typed) AS INTEGER) AS matched
            FROM agree_first
            UNION ALL
            SELECT {name}, 0, 1, 0 FROM agree_second
        ) GROUP BY name ORDER BY sum(one) + sum(two) DESC, name
        """
    ).fetchall()
    return tuple(Share(str(label), int(a), int(b), int(m)) for label, a, b, m in rows)
