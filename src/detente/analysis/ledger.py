"""The ledger: what was read and what it told of a dyad, day by day of publication.

Tension, turning points and anomalies are rates per document, so they date an event by the day
on which its first document was printed: numerator and denominator then come from the same
documents, and the value of a day needs no later one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from detente.analysis.coverage import documents_by_day
from detente.analysis.filters import Filters
from detente.analysis.occurrences import Occurrence, each_once, query_between, read_occurrences
from detente.analysis.periods import days_between
from detente.analysis.sides import Side
from detente.storage import Store

__all__ = ["Entry", "Ledger", "ledger_of", "read_entries", "read_ledger"]

_Sums = tuple[float, float, float, float, int]
"""What an entry says of a day after the number of its documents."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One day: documents read, and the points of intensity that they tell of the dyad.

    `hostile_squares` and `cooperative_squares` are the sums over documents of the square of
    what one document tells: several events in one document are one piece of news, not several
    independent ones. `conflicts` counts the hostile events.
    """

    day: date
    documents: int
    hostility: float = 0.0
    hostile_squares: float = 0.0
    cooperation: float = 0.0
    cooperative_squares: float = 0.0
    conflicts: int = 0


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every day from the first to the last, without gaps, with the events told on them."""

    entries: tuple[Entry, ...]
    events: tuple[Occurrence, ...]


def read_ledger(
    store: Store,
    actor: Side,
    recipient: Side,
    *,
    directed: bool = False,
    filters: Filters | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Ledger:
    """Return the ledger of a dyad from the first to the last dated document, or within bounds."""
    events = read_occurrences(store, actor, recipient, directed=directed, filters=filters)
    documents = documents_by_day(store, filters=filters)
    return ledger_of(events, documents, since=since, until=until)


def read_entries(
    store: Store,
    actor: Side,
    recipient: Side,
    *,
    directed: bool = False,
    filters: Filters | None = None,
    since: date | None = None,
    until: date | None = None,
    documents: Mapping[date, int] | None = None,
) -> tuple[Entry, ...]:
    """Return the days of `read_ledger` for measures that need none of the events.

    Points are summed in the store, as exact decimals of six places, so that their order does not
    matter; of the busiest dyads that takes a fraction of the time of reading their events.
    `documents` is what `documents_by_day` gives, where it was read before with the same filters.
    """
    read = documents_by_day(store, filters=filters) if documents is None else documents
    source, values = query_between(store, actor, recipient, directed=directed, filters=filters)
    once = each_once(source, "document", "told", "points")
    rows = store.connection.execute(_SUMS.format(once=once), values).fetchall()
    return _entries({row[0]: row[1:] for row in rows}, read, since, until)


_SUMS = """
{once},
pointed AS (
    SELECT
        told,
        document,
        try_cast(greatest(-points, 0) AS DECIMAL(18, 6)) AS hostility,
        try_cast(greatest(points, 0) AS DECIMAL(18, 6)) AS cooperation,
        points < 0 AS hostile
    FROM once WHERE told IS NOT NULL
),
papers AS (
    SELECT
        told,
        CAST(coalesce(sum(hostility), 0) AS DECIMAL(18, 6)) AS hostility,
        CAST(coalesce(sum(cooperation), 0) AS DECIMAL(18, 6)) AS cooperation,
        count(*) FILTER (hostile) AS conflicts
    FROM pointed GROUP BY told, document
)
SELECT
    told,
    CAST(sum(hostility) AS DOUBLE),
    CAST(sum(hostility * hostility) AS DOUBLE),
    CAST(sum(cooperation) AS DOUBLE),
    CAST(sum(cooperation * cooperation) AS DOUBLE),
    CAST(sum(conflicts) AS BIGINT)
FROM papers GROUP BY told
"""


def ledger_of(
    events: Iterable[Occurrence],
    documents: Mapping[date, int],
    *,
    since: date | None = None,
    until: date | None = None,
) -> Ledger:
    """Return the ledger of `events` given how many documents were read on each day.

    Events without a day of publication are left out. Empty without documents.
    """
    kept = [item for item in events if item.told]
    told: defaultdict[date, list[Occurrence]] = defaultdict(list)
    for item in kept:
        if item.told:
            told[item.told].append(item)
    sums = {day: _sums(some) for day, some in told.items()}
    entries = _entries(sums, documents, since, until)
    days = {entry.day for entry in entries}
    return Ledger(entries, tuple(item for item in kept if item.told in days))


def _entries(
    sums: Mapping[date, _Sums],
    documents: Mapping[date, int],
    since: date | None,
    until: date | None,
) -> tuple[Entry, ...]:
    """Return an entry for every day from the first to the last with documents, or within bounds."""
    first = since or min(documents, default=None)
    last = until or max(documents, default=None)
    if first is None or last is None:
        return ()
    days = days_between(first, last)
    return tuple(Entry(day, documents.get(day, 0), *sums.get(day, ())) for day in days)


def _sums(events: Iterable[Occurrence]) -> _Sums:
    """Return what the events of one day add up to."""
    hostile: defaultdict[str, float] = defaultdict(float)
    cooperative: defaultdict[str, float] = defaultdict(float)
    conflicts = 0
    for item in events:
        hostile[item.document] += item.hostility
        cooperative[item.document] += item.cooperation
        conflicts += item.hostility > 0
    return (
        sum(hostile.values()),
        sum(points**2 for points in hostile.values()),
        sum(cooperative.values()),
        sum(points**2 for points in cooperative.values()),
        conflicts,
    )
