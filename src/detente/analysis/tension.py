"""Tension: hostility told per document read, with a memory that fades and a band."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, repeat
from typing import TYPE_CHECKING

from detente.analysis.bands import gamma_intervals
from detente.analysis.filters import Filters
from detente.analysis.ledger import Entry, Ledger, read_entries
from detente.analysis.sides import Side
from detente.errors import SettingError
from detente.storage import Store

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

__all__ = ["HALF_LIFE_DAYS", "Reading", "tension", "tension_of"]

HALF_LIFE_DAYS = 30.0
"""After so many days an event weighs half, unless another half-life is asked for."""

MINIMUM_DOCUMENTS = 5
"""Fewer documents within one half-life than this leave tension unknown."""

_PER_DOCUMENTS = 100
_LARGEST = 10.0
"""Points of the most hostile event there is: what one more document might have told."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Tension and warmth of a dyad on one day, in points per 100 documents read.

    `tension` is 0 or more, higher is more hostile; `low` and `high` are its band. `warmth` with
    its band is the same for cooperation. All six are None where too little was read: unknown,
    not calm. `documents` is the number of documents read within the last half-life.
    """

    day: date
    documents: int
    tension: float | None = None
    low: float | None = None
    high: float | None = None
    warmth: float | None = None
    warmth_low: float | None = None
    warmth_high: float | None = None


def tension(
    store: Store,
    actor: Side,
    recipient: Side,
    *,
    directed: bool = False,
    filters: Filters | None = None,
    half_life_days: float = HALF_LIFE_DAYS,
    level: float = 0.9,
    minimum_documents: int = MINIMUM_DOCUMENTS,
    since: date | None = None,
    until: date | None = None,
) -> tuple[Reading, ...]:
    """Return tension and warmth of a dyad for every day from the first to the last document.

    Formula: with N(s) the documents printed on day s, H(s) the points of hostility of the events
    first told on it, and a memory of g = 2 ** (-1 / half_life_days):

        tension(t) = 100 · Σ g^(t-s) H(s) / Σ g^(t-s) N(s)        over all days s up to t

    Direction: more is more hostile; warmth is the same sum over points of cooperation. The two
    are kept apart, for their difference would call a war with peace talks mild.
    Unit: points of intensity (PLOVER's scale of -10 to 10, in the tradition of Goldstein's)
    per 100 documents read, on whatever subject.
    Activity and coverage: when twice as much is read of the same world, twice as many events
    are found and the quotient stays. The band narrows instead.
    Band: the gamma method for weighted sums of Poisson counts (`gamma_interval`), the counts
    being documents, each weighed by what it tells and by its age. It holds what chance in the
    choice of documents does; not errors of coding, nor bias of the sources.
    Unknown: None on days when fewer than `minimum_documents` were printed within the last
    half-life.
    Cautions: after a change it takes a half-life to go half the way: take `turning_points` for
    when. A store chosen for its subject gives higher values than the whole news: compare dyads
    and times within one store. Nothing after day t enters the value of day t.
    Sources: J. S. Goldstein (1992), A conflict-cooperation scale for WEIS events data, Journal
    of Conflict Resolution 36, 369-385, for the idea of the scale; A. C. Harvey and C. Fernandes
    (1989), Time series models for count or qualitative observations, Journal of Business and
    Economic Statistics 7, 407-417, for discounted counts over discounted exposure.

    Raises:
        SettingError: the half-life is not above 0 days, or the level not between 0 and 1.
    """
    days = read_entries(store, actor, recipient, directed=directed, filters=filters, until=until)
    found = tension_of(
        Ledger(days, ()),
        half_life_days=half_life_days,
        level=level,
        minimum_documents=minimum_documents,
    )
    return tuple(item for item in found if since is None or item.day >= since)


def tension_of(
    ledger: Ledger,
    *,
    half_life_days: float = HALF_LIFE_DAYS,
    level: float = 0.9,
    minimum_documents: int = MINIMUM_DOCUMENTS,
) -> tuple[Reading, ...]:
    """Return the readings of a ledger; `tension` says what they are and what it raises."""
    if not half_life_days > 0:
        raise SettingError(f"a half-life of {half_life_days} days is not above 0")
    if not 0 < level < 1:
        raise SettingError(f"a level of {level} is not between 0 and 1")
    return tuple(_readings(ledger, 2 ** (-1 / half_life_days), level, minimum_documents))


def _readings(ledger: Ledger, memory: float, level: float, minimum: int) -> Iterator[Reading]:
    import numpy as np

    entries = ledger.entries
    recent = _recent(entries, memory)
    least = max(1, minimum)
    known = np.array(recent, int) >= least
    exposure = _faded((entry.documents for entry in entries), memory)[known]
    columns: list[list[float]] = []
    for points, squares in (
        ((e.hostility for e in entries), (e.hostile_squares for e in entries)),
        ((e.cooperation for e in entries), (e.cooperative_squares for e in entries)),
    ):
        sums = _faded(points, memory)[known], _faded(squares, memory**2)[known]
        columns += _rates(*sums, exposure, level)
    values = zip(*columns, strict=True)
    for entry, documents in zip(entries, recent, strict=True):
        yield Reading(entry.day, documents, *(next(values) if documents >= least else ()))


def _faded(values: Iterable[float], memory: float) -> Floats:
    """Return for each day the sum of what it and the days before it hold, faded by their age."""
    import numpy as np

    return np.fromiter(accumulate(values, lambda total, new: total * memory + new), float)


def _rates(
    points: Floats, squares: Floats, exposure: Floats, level: float
) -> tuple[list[float], ...]:
    """Return rates per 100 documents and both ends of their bands."""
    unit = _PER_DOCUMENTS / exposure
    rates = points * unit
    ends = gamma_intervals(rates, squares * unit**2, _LARGEST * unit, level)
    return tuple(list(map(round, column.tolist(), repeat(4))) for column in (rates, *ends))


def _recent(entries: Sequence[Entry], memory: float) -> list[int]:
    """Return for each day how many documents were printed within the last half-life."""
    days = max(1, math.ceil(math.log(0.5) / math.log(memory) - 1e-9))
    printed = [0, *accumulate(entry.documents for entry in entries)]
    return [printed[day] - printed[max(0, day - days)] for day in range(1, len(entries) + 1)]
