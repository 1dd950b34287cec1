"""Histories of a dyad made up for measuring the measures: every rule of their making is here.

A day has documents, fewer at weekends, and each piece of news about the dyad is one document with
one or more events. News comes at a known rate per document; it is told up to two days late.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from detente.analysis import Ledger, Occurrence, ledger_of

FIRST = date(2021, 1, 4)
"""A Monday."""

HOSTILE = np.array([-2.0, -2.0, -3.0, -3.5, -5.5, -6.5, -9.0])
FRIENDLY = np.array([2.5, 2.5, 2.5, 4.5, 5.0, 9.5])
"""Intensities drawn with equal chances; the milder ones are the more frequent in news."""

LAGS = np.array([0.6, 0.3, 0.1])
"""Chances of news being printed on the day, a day later, two days later."""

MORE_IN_ONE = 0.6
"""Mean number of further events that one document tells (Poisson)."""

WEEKEND = 0.5
"""Documents of a day at the weekend, as a share of other days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What holds in a made-up history.

    `hostile` and `friendly` are the pieces of news a day; from day number `change` on they are
    multiplied by `times_hostile` and `times_friendly`, and the documents read by `times_read`
    (with them the news, for the same world is read more closely), for the days that it `lasts`,
    to the end where that is None. `echo` is the number of
    further hostile pieces that one sets off on the days after it, on average; `outburst` the
    hostile pieces of one day in the middle, after which all is as before.
    """

    days: int = 365
    documents: float = 40.0
    hostile: float = 0.3
    friendly: float = 0.3
    change: int | None = None
    lasts: int | None = None
    times_hostile: float = 1.0
    times_friendly: float = 1.0
    times_read: float = 1.0
    echo: float = 0.0
    outburst: int = 0


def make_history(world: World, random: np.random.Generator) -> Ledger:
    """Return one history of `world`."""
    documents = _documents(world, random)
    told = [
        *_told(world, documents, world.hostile, world.times_hostile, HOSTILE, random),
        *_told(world, documents, world.friendly, world.times_friendly, FRIENDLY, random),
    ]
    events = [
        occurrence
        for number, (happened, printed, scores) in enumerate(told)
        for occurrence in _occurrences(number, happened, printed, scores)
    ]
    by_day: defaultdict[date, int] = defaultdict(int)
    for number, count in enumerate(documents):
        by_day[FIRST + timedelta(days=number)] = int(count)
    for item in events:
        by_day[item.told or FIRST] = max(1, by_day[item.told or FIRST])
    return ledger_of(events, by_day)


def _documents(world: World, random: np.random.Generator) -> np.ndarray:
    days = np.arange(world.days)
    mean = np.where(days % 7 >= 5, WEEKEND, 1.0) * world.documents
    mean = mean * np.where(_changed(world), world.times_read, 1.0)
    return random.poisson(random.gamma(20.0, mean / 20.0))


def _changed(world: World) -> np.ndarray:
    """Tell of each day whether the change holds on it."""
    days = np.arange(world.days)
    if world.change is None:
        return days < 0
    return (days >= world.change) & (days < world.change + (world.lasts or world.days))


def _told(
    world: World,
    documents: np.ndarray,
    rate: float,
    times: float,
    scores: np.ndarray,
    random: np.random.Generator,
) -> Iterator[tuple[int, int, np.ndarray]]:
    """Yield day of happening, day of printing and intensities of every piece of news."""
    mean = rate * documents / world.documents * np.where(_changed(world), times, 1.0)
    pieces = random.poisson(mean)
    hostile = scores is HOSTILE
    if hostile:
        pieces[world.days // 2] += world.outburst
    waiting = [day for day, count in enumerate(pieces) for _ in range(count)]
    while waiting:
        day = waiting.pop()
        printed = day + int(random.choice(LAGS.size, p=LAGS))
        if printed < world.days:
            yield day, printed, random.choice(scores, 1 + random.poisson(MORE_IN_ONE))
        if hostile and world.echo:
            later = day + random.integers(1, 6, size=random.poisson(world.echo))
            waiting.extend(int(other) for other in later if other < world.days)


def _occurrences(
    number: int, happened: int, printed: int, scores: np.ndarray
) -> Iterator[Occurrence]:
    for place, score in enumerate(scores):
        yield Occurrence(
            event=f"{number}-{place}-{score}",
            document=f"{number}-{'hostile' if score < 0 else 'friendly'}",
            source=None,
            told=FIRST + timedelta(days=printed),
            happened=FIRST + timedelta(days=happened),
            actor="AAA",
            recipient="BBB",
            type="EVENT",
            mode=None,
            quad=3 if score < 0 else 1,
            intensity=float(score),
            status="actual",
            polarity="positive",
            confidence=0.9,
            claimed=False,
            reports=1,
        )
