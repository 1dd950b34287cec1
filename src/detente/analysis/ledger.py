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
from detente.analysis.occurrences import Occurrence, read_occurrences
from detente.analysis.periods import days_between
from detente.analysis.sides import Side
from detente.storage import Store

__all__ = ["Entry", "Ledger", "ledger_of", "read_ledger"]


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
    first = since or min(documents, default=None)
    last = until or max(documents, default=None)
    if first is None or last is None:
        return Ledger((), ())
    kept = tuple(item for item in events if item.told and first <= item.told <= last)
    told: defaultdict[date, list[Occurrence]] = defaultdict(list)
    for item in kept:
        if item.told:
            told[item.told].append(item)
    days = days_between(first, last)
    return Ledger(tuple(_entry(day, documents.get(day, 0), told[day]) for day in days), kept)


def _entry(day: date, documents: int, events: list[Occurrence]) -> Entry:
    if not events:
        return Entry(day, documents)
    hostile: defaultdict[str, float] = defaultdict(float)
    cooperative: defaultdict[str, float] = defaultdict(float)
    for item in events:
        hostile[item.document] += item.hostility
        cooperative[item.document] += item.cooperation
    return Entry(
        day,
        documents,
        sum(hostile.values()),
        sum(points**2 for points in hostile.values()),
        sum(cooperative.values()),
        sum(points**2 for points in cooperative.values()),
        sum(item.hostility > 0 for item in events),
    )
