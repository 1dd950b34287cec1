"""Turning points: days from which a dyad is more hostile, or less, and what explains them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise

from detente.analysis.breaks import Rates, dispersion_of, find_breaks, gain_of
from detente.analysis.chance import penalty_of
from detente.analysis.filters import Filters
from detente.analysis.ledger import Entry, Ledger, read_entries
from detente.analysis.occurrences import Occurrence, read_occurrences
from detente.analysis.shuffles import lasts
from detente.analysis.sides import Side
from detente.storage import Store

__all__ = ["Search", "TurningPoint", "turning_points", "turning_points_of"]

_PER_DOCUMENTS = 100
_EXPLAINED_DAYS = 14

Told = Callable[[date, date], Iterable[Occurrence]]
"""Gives the events told from a first day to a last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """How turning points are looked for.

    `minimum_days` is the fewest days with documents between two turning points. `false_alarms`
    is the share of histories without any change in which chance may still show one. Days are
    shuffled in blocks of `block_days` to learn what chance does, `permutations` times, with the
    random numbers of `seed`.
    """

    minimum_days: int = 14
    block_days: int = 7
    false_alarms: float = 0.025
    draws: int = 299
    seed: int = 20161014


@dataclass(frozen=True, slots=True, kw_only=True)
class TurningPoint:
    """A day on which the rates of a dyad change for weeks.

    `direction` is "rising" when hostility less cooperation goes up, else "easing". The four
    rates are points of intensity per 100 documents, over the time since the turning point
    before and until the next. `gain` is how much likelier the history is with this turning
    point than without it (natural logarithm), `penalty` what it had to exceed. `events` are the
    largest events in its direction among those told in the two weeks from it on, at most
    five; empty when it is rather that something ceased.
    """

    day: date
    direction: str
    hostility_before: float
    hostility_after: float
    cooperation_before: float
    cooperation_after: float
    gain: float
    penalty: float
    events: tuple[Occurrence, ...]


def turning_points(
    store: Store,
    actor: Side,
    recipient: Side,
    *,
    directed: bool = False,
    filters: Filters | None = None,
    search: Search | None = None,
    since: date | None = None,
    until: date | None = None,
    days: Sequence[Entry] | None = None,
) -> tuple[TurningPoint, ...]:
    """Return the turning points of a dyad, in order of time.

    `days` are its days where they were read before, of the same events; None reads those from
    `since` to `until`.

    Formula: between turning points hostility and cooperation told per document have constant
    rates. The points told are compared as scaled Poisson counts, the scale being what one
    document tells (mean of squares over mean): a stretch in which N documents tell the scaled
    counts Y has the cost -Σ Y log(Y / N) over both kinds, and the days are those that make the
    sum of costs least, a penalty added for each. Segments are found by PELT (`find_breaks`).
    Rule against false alarms: a turning point must raise the log-likelihood by more than the
    best break does in all but `false_alarms` of shuffled histories (`penalty_of`).
    Direction: "rising" where hostility less cooperation goes up, else "easing".
    Unit: days; rates in points of intensity per 100 documents read; the gain in natural
    logarithms of likelihood.
    Cautions: days are those of publication: a turning point comes with the news of it, and a day
    without documents tells nothing and is passed over. Where the history holds large changes the
    shuffled ones are wilder and small changes are missed. Slow drifts come as steps. A change in
    what is read (another source, another subject) is a turning point too: compare with
    `filters.sources`. It takes the news of two weeks to tell one.
    Sources: R. Killick, P. Fearnhead and I. A. Eckley (2012), Optimal detection of changepoints
    with a linear computational cost, Journal of the American Statistical Association 107,
    1590-1598; for shuffling in blocks, H. R. Künsch (1989), The jackknife and the bootstrap for
    general stationary observations, Annals of Statistics 17, 1217-1241.
    """
    entries = days or read_entries(
        store, actor, recipient, directed=directed, filters=filters, since=since, until=until
    )

    def told(first: date, last: date) -> Iterable[Occurrence]:
        return read_occurrences(
            store, actor, recipient, directed=directed, filters=filters, told=(first, last)
        )

    return _turns(entries, search or Search(), told)


def turning_points_of(ledger: Ledger, *, search: Search | None = None) -> tuple[TurningPoint, ...]:
    """Return the turning points of a ledger; `turning_points` says how they are found."""

    def told(first: date, last: date) -> Iterable[Occurrence]:
        return (item for item in ledger.events if item.told and first <= item.told <= last)

    return _turns(ledger.entries, search or Search(), told)


def _turns(days: Sequence[Entry], plan: Search, told: Told) -> tuple[TurningPoint, ...]:
    entries = [entry for entry in days if entry.documents]
    eventful = any(entry.hostility or entry.cooperation for entry in entries)
    if len(entries) < 2 * plan.minimum_days or not eventful:
        return ()
    rates = _rates_of(entries)
    penalty = penalty_of(
        rates,
        minimum_days=plan.minimum_days,
        false_alarms=plan.false_alarms,
        simulations=plan.draws,
        seed=plan.seed,
    )

    @cache
    def lasting(start: int, end: int) -> bool:
        return lasts(
            rates,
            start,
            end,
            minimum_days=plan.minimum_days,
            block_days=plan.block_days,
            false_alarms=plan.false_alarms,
            permutations=plan.draws,
            seed=plan.seed,
        )

    edges = [0, *find_breaks(rates, penalty, plan.minimum_days, lasting), len(entries)]
    return tuple(
        _turning_point(
            told, entries[start:at], entries[at:end], gain_of(rates, start, at, end), penalty
        )
        for (start, at), (_, end) in pairwise(pairwise(edges))
    )


def _rates_of(entries: list[Entry]) -> Rates:
    import numpy as np

    rows = (
        ([e.hostility for e in entries], [e.hostile_squares for e in entries]),
        ([e.cooperation for e in entries], [e.cooperative_squares for e in entries]),
    )
    exposure = np.asarray([float(entry.documents) for entry in entries])
    counts = []
    for points, squares in rows:
        scaled = np.asarray(points) * (sum(points) / (sum(squares) or 1.0))
        counts.append(scaled / dispersion_of(scaled, exposure))
    return Rates(np.stack(counts), exposure)


def _turning_point(
    told: Told, before: list[Entry], after: list[Entry], gain: float, penalty: float
) -> TurningPoint:
    hostility = _rate(before, "hostility"), _rate(after, "hostility")
    cooperation = _rate(before, "cooperation"), _rate(after, "cooperation")
    rising = hostility[1] - cooperation[1] > hostility[0] - cooperation[0]
    return TurningPoint(
        day=after[0].day,
        direction="rising" if rising else "easing",
        hostility_before=hostility[0],
        hostility_after=hostility[1],
        cooperation_before=cooperation[0],
        cooperation_after=cooperation[1],
        gain=round(gain, 3),
        penalty=round(penalty, 3),
        events=_explaining(told, after, rising=rising),
    )


def _rate(entries: list[Entry], field: str) -> float:
    points = sum(float(getattr(entry, field)) for entry in entries)
    return round(_PER_DOCUMENTS * points / sum(entry.documents for entry in entries), 4)


def _explaining(told: Told, after: list[Entry], *, rising: bool) -> tuple[Occurrence, ...]:
    first = after[0].day
    days = {entry.day for entry in after if (entry.day - first).days < _EXPLAINED_DAYS}
    found = [item for item in told(first, max(days)) if item.told in days]
    points = {item: item.hostility if rising else item.cooperation for item in found}
    ranked = sorted(
        (item for item in found if points[item] > 0),
        key=lambda item: (-points[item] * item.confidence, item.told or date.min, item.event),
    )
    return tuple(ranked[:5])
