"""Where rates change: segments of constant rate.

Works on plain arrays, so that any counts over any exposure can be searched.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

__all__ = ["Rates", "dispersion_of", "find_breaks", "gain_of"]

_GRID = 120
"""Breaks are searched at so many places first and then brought to the day."""

_STRETCHES = (10, 21)
_KEPT = 0.75
_LEFT = 0.3685
"""The mean of the lower three quarters of chi-squared with one degree of freedom."""


@dataclass(frozen=True)
class Rates:
    """Weighted counts (rows: kinds, columns: days) and the exposure of each day, above 0.

    A kind's counts are in units of its own scale: the mean square over the mean of what a
    document tells, so that one unit varies like one Poisson count.
    """

    counts: Floats
    exposure: Floats

    def __len__(self) -> int:
        """Return the number of days."""
        return int(self.exposure.size)

    @cached_property
    def sums(self) -> list[list[float]]:
        """Running sums of the counts with a nought before the first day."""
        return [[0.0, *row] for row in self.counts.cumsum(axis=1).tolist()]

    @cached_property
    def exposed(self) -> list[float]:
        """Running sum of the exposure with a nought before the first day."""
        return [0.0, *self.exposure.cumsum().tolist()]

    def cost(self, start: int, end: int) -> float:
        """Return minus the log-likelihood of a constant rate from `start` to before `end`."""
        exposure = self.exposed[end] - self.exposed[start]
        likelihood = 0.0
        for row in self.sums:  # a sum over a generator takes twice as long, and this is asked often
            points = row[end] - row[start]
            if points > 1e-12:
                likelihood += points * math.log(points / exposure)
        return -likelihood


def find_breaks(
    rates: Rates,
    penalty: float,
    minimum_days: int,
    lasting: Callable[[int, int], bool] = lambda start, end: start < end,
) -> list[int]:
    """Return the days (numbers of columns) on which a new rate begins, in order.

    Minimises cost plus `penalty` for each break by PELT, as `ruptures` has it, on a grid, then
    moves each break to the likeliest day near by, and drops, weakest first, those whose gain
    fell below the penalty or that are not `lasting`, which is asked of the stretch of days from
    the break before to the break after.

    Source: R. Killick, P. Fearnhead and I. A. Eckley (2012), Optimal detection of changepoints
    with a linear computational cost, Journal of the American Statistical Association 107,
    1590-1598.
    """
    if len(rates) < 2 * minimum_days:
        return []
    import numpy as np
    import ruptures

    step = max(1, len(rates) // _GRID)
    search = ruptures.Pelt(custom_cost=_cost_of(rates), min_size=minimum_days, jump=step)
    found = search.fit(np.arange(len(rates), dtype=float)).predict(pen=penalty)[:-1]
    edges = [0, *map(int, found), len(rates)]
    while len(edges) > 2:
        inner = range(1, len(edges) - 1)
        for k in inner:
            start, near, end = edges[k - 1 : k + 2]
            edges[k] = _likeliest(rates, start, end, near, step, minimum_days)
        gains = {k: gain_of(rates, *edges[k - 1 : k + 2]) for k in inner}
        ranked = sorted(inner, key=gains.__getitem__)
        weak = (k for k in ranked if gains[k] < penalty or not lasting(edges[k - 1], edges[k + 1]))
        dropped = next(weak, None)
        if dropped is None:
            break
        del edges[dropped]
    return edges[1:-1]


def _likeliest(rates: Rates, start: int, end: int, near: int, step: int, minimum_days: int) -> int:
    low = max(start + minimum_days, near - 2 * step)
    high = min(end - minimum_days, near + 2 * step)
    places = range(low, high + 1) if low <= high else range(near, near + 1)
    return max(places, key=lambda k: (gain_of(rates, start, k, end), -abs(k - near)))


def gain_of(rates: Rates, start: int, at: int, end: int) -> float:
    """Return by how much a break at `at` raises the log-likelihood of `start` to `end`."""
    return rates.cost(start, end) - rates.cost(start, at) - rates.cost(at, end)


def dispersion_of(counts: Floats, exposure: Floats) -> float:
    """Return how many times more counts vary from weeks to weeks than Poisson counts do.

    Neighbouring stretches of three weeks, and of ten days, are compared at every day: under a
    constant rate r of exposures the squared difference of their counts a and b, in units of its
    Poisson variance, is (b - a r)² / ((a + b) r), about 1 on average. The upper quarter of these
    is set aside, for there stand the changes looked for, and what is left is scaled by what
    remains of chi-squared with one degree of freedom. The larger of both lengths is returned,
    at least 1.
    """
    return max([1.0, *(_scatter(counts, exposure, days) for days in _STRETCHES)])


def _scatter(counts: Floats, exposure: Floats, days: int) -> float:
    import numpy as np

    if exposure.size < 4 * days:
        return 1.0
    points, read = (np.concatenate([[0.0], row.cumsum()]) for row in (counts, exposure))
    a, read_a = (row[days:-days] - row[: -2 * days] for row in (points, read))
    b, read_b = (row[2 * days :] - row[days:-days] for row in (points, read))
    told = a + b > 0
    if not told.any():
        return 1.0
    ratio = (read_b / read_a)[told]
    squares = np.sort((b[told] - a[told] * ratio) ** 2 / ((a + b)[told] * ratio))
    return float(squares[: max(1, int(_KEPT * squares.size))].mean() / _LEFT)


def _cost_of(rates: Rates) -> object:
    """Return the cost of `rates` as an object of the kind that ruptures asks for."""
    from ruptures.base import BaseCost

    class RateCost(BaseCost):  # type: ignore[misc]  # ruptures ships no types
        model = "rate"
        min_size = 1

        def fit(self, signal: object) -> object:
            self.signal = signal  # ruptures asks for its length; the days stand in `rates`
            return self

        def error(self, start: int, end: int) -> float:
            return rates.cost(start, end)

    return RateCost()
