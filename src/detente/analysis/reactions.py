"""Action and reaction: who answers whom, how soon, and in kind or not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from statistics import median

from detente.analysis.bands import wilson_interval
from detente.analysis.coverage import documents_by_day
from detente.analysis.filters import Filters
from detente.analysis.occurrences import Occurrence, read_occurrences
from detente.analysis.periods import days_between
from detente.analysis.sides import Side
from detente.errors import SettingError
from detente.storage import Store

__all__ = ["KINDS", "Reaction", "reactions", "reactions_of"]

KINDS = {"cooperation": (1, 2), "conflict": (3, 4)}
"""Kinds of action and reaction, and the quads that belong to them."""

_SPAN_DAYS = 1
"""Days must be known to within this, or the order of action and reaction is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction:
    """How one side answers one kind of action with one kind of its own.

    `actions` counts the days on which `by` did something of kind `action` to `of`; `answered`
    those that were followed within `window_days` by a `reaction` from `of` to `by`, and
    `share` is their quotient with its band `low` to `high`. `usual` is the share of all days
    with coverage that are so followed anyway, and `chance` the share of shifted histories in
    which as many actions would seem answered: small means that answers follow actions.
    `days` is the median number of days to the first answer, `same_day` the number of actions
    with a reaction on the very day: which came first is unknown, so that alone is no answer.
    `in_kind`: action and reaction are of the same kind. None stands for what cannot be told
    without actions, answers, or a history longer than two windows.
    """

    by: str
    of: str
    action: str
    reaction: str
    in_kind: bool
    window_days: int
    actions: int
    answered: int
    same_day: int
    share: float | None
    low: float | None
    high: float | None
    usual: float | None
    chance: float | None
    days: float | None


def reactions(
    store: Store,
    one: Side,
    other: Side,
    *,
    window_days: int = 7,
    filters: Filters | None = None,
    level: float = 0.9,
    since: date | None = None,
    until: date | None = None,
) -> tuple[Reaction, ...]:
    """Return all eight ways in which two sides can answer each other, in a fixed order.

    Formula: a day with an action counts as answered when a reaction happens 1 to `window_days`
    days later; share = answered / actions. The band is Wilson's. What would happen without any
    answering is learnt by shifting one side's days against the other's, by every number of days
    beyond the window, round the end: that keeps how often and how bunched each side acts.
    `chance` is the share of shifts with as many answered actions or more (the actual history
    counted among them).
    Direction: a share above `usual` with a small `chance` says that answers follow actions.
    Unit: shares from 0 to 1, of days on which something was done; days until the answer.
    Only events whose day the text gives, or that are dated by publication, are used.
    Cautions: an answer in time is no proof of an answer in fact; a third event may move both
    sides. In a war everything is followed by everything: compare `share` with `usual`.
    Reporting on a later day than it happened looks like a later answer. Eight ways are looked at,
    so that one small `chance` among them may itself be chance.
    Sources: J. S. Goldstein and J. R. Freeman (1990), Three-Way Street: Strategic Reciprocity in
    World Politics, University of Chicago Press, for the question; E. B. Wilson (1927), Probable
    inference, the law of succession, and statistical inference, Journal of the American
    Statistical Association 22, 209-212, for the band. The test by shifts is our own.

    Raises:
        SettingError: the window is shorter than a day, or the level not between 0 and 1.
    """
    read = [
        day
        for day in documents_by_day(store, filters=filters)
        if (since is None or day >= since) and (until is None or day <= until)
    ]
    there, back = (
        read_occurrences(store, a, b, filters=filters, span_days=_SPAN_DAYS)
        for a, b in ((one, other), (other, one))
    )
    return reactions_of(
        (one.key, there), (other.key, back), read, window_days=window_days, level=level
    )


def reactions_of(
    one: tuple[str, Sequence[Occurrence]],
    other: tuple[str, Sequence[Occurrence]],
    monitored: Iterable[date],
    *,
    window_days: int = 7,
    level: float = 0.9,
) -> tuple[Reaction, ...]:
    """Return the reactions between two sides, each given with what it did to the other.

    `monitored` are the days with coverage; `reactions` says what is returned.

    Raises:
        SettingError: the window is shorter than a day, or the level not between 0 and 1.
    """
    if not 0 < level < 1:
        raise SettingError(f"a level of {level} is not between 0 and 1")
    if window_days < 1:
        raise SettingError(f"a window of {window_days} days is shorter than a day")
    days = sorted(set(monitored))
    calendar = days_between(days[0], days[-1]) if days else []
    numbers = {day: number for number, day in enumerate(calendar)}
    history = _History(len(calendar), [numbers[day] for day in days], window_days, level)
    return tuple(
        history.reaction(
            (by[0], action, _numbers(by[1], action, numbers)),
            (of[0], reaction, _numbers(of[1], reaction, numbers)),
        )
        for by, of in ((one, other), (other, one))
        for action, reaction in product(KINDS, KINDS)
    )


def _numbers(events: Iterable[Occurrence], kind: str, numbers: Mapping[date, int]) -> list[int]:
    """Return the numbers of the days with an event of `kind`, in order."""
    happened = {item.happened for item in events if item.quad in KINDS[kind]}
    return sorted(number for day, number in numbers.items() if day in happened)


@dataclass(frozen=True, slots=True)
class _History:
    """Days from the first to the last with coverage, numbered from 0."""

    length: int
    monitored: list[int]
    window_days: int
    level: float

    def reaction(
        self, acting: tuple[str, str, list[int]], answering: tuple[str, str, list[int]]
    ) -> Reaction:
        by, action, acts = acting
        of, reaction, answers = answering
        followed, round_the_end = self._followed(answers)
        hits = [day for day in acts if followed[day]]
        low, high = wilson_interval(len(hits), len(acts), self.level) if acts else (None, None)
        return Reaction(
            by=by,
            of=of,
            action=action,
            reaction=reaction,
            in_kind=action == reaction,
            window_days=self.window_days,
            actions=len(acts),
            answered=len(hits),
            same_day=len(set(acts) & set(answers)),
            share=_rounded(len(hits) / len(acts)) if acts else None,
            low=_rounded(low),
            high=_rounded(high),
            usual=_rounded(self._usual(followed)),
            chance=_rounded(self._chance(acts, round_the_end)),
            days=self._delay(hits, answers),
        )

    def _followed(self, answers: list[int]) -> tuple[list[bool], list[bool]]:
        """Tell of each day whether an answer comes 1 to `window_days` later; and round the end."""
        followed, round_the_end = [False] * self.length, [False] * self.length
        for day in answers:
            for back in range(1, self.window_days + 1):
                round_the_end[(day - back) % self.length] = True
                if day >= back:
                    followed[day - back] = True
        return followed, round_the_end

    def _usual(self, followed: list[bool]) -> float | None:
        if not self.monitored:
            return None
        return sum(followed[day] for day in self.monitored) / len(self.monitored)

    def _chance(self, acts: list[int], followed: list[bool]) -> float | None:
        """Return the share of shifts with as many answered actions as there are unshifted."""
        if not acts or self.length < 2 * self.window_days + 2:
            return None
        import numpy as np

        there, back = np.zeros(self.length), np.asarray(followed, dtype=float)
        there[acts] = 1.0
        matches = np.fft.irfft(np.conj(np.fft.rfft(there)) * np.fft.rfft(back), n=self.length)
        counts = np.rint(matches)
        beyond = counts[self.window_days + 1 : self.length - self.window_days]
        return float((np.count_nonzero(beyond >= counts[0]) + 1) / (beyond.size + 1))

    def _delay(self, hits: list[int], answers: list[int]) -> float | None:
        """Return the median number of days from an answered action to its first answer."""
        if not hits:
            return None
        later = (next((a - day for a in answers if a > day), None) for day in hits)
        known = [days for days in later if days is not None and days <= self.window_days]
        return float(median(known)) if known else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
