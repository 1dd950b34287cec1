"""What chance alone does to rates that never change: the gain that their breaks seldom reach."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from detente.analysis.breaks import Rates
from detente.analysis.gains import Breaks, raise_to_best, stretch_days

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Numbers = npt.NDArray[np.int64]

__all__ = ["penalty_of"]


def penalty_of(
    rates: Rates, *, minimum_days: int, false_alarms: float, simulations: int, seed: int
) -> float:
    """Return the gain that the best break of a history without breaks exceeds this seldom.

    Histories of Poisson counts with the constant rates and the exposures of `rates` are drawn,
    `simulations` of them; the penalty is the quantile 1 - `false_alarms` of their best gains.
    First is drawn what stretches of days tell, and of the days only what is needed: given the sum
    of some Poisson counts they are multinomial.
    """
    import numpy as np

    last = len(rates) - minimum_days
    if last < minimum_days:
        return math.inf
    random = np.random.default_rng(seed)
    width = stretch_days(rates.counts)
    places = np.append(np.arange(minimum_days, last, width), last)
    share = rates.exposure / rates.exposure.sum()
    read = share.cumsum()[places - 1]
    means = rates.counts.sum(axis=1)[:, None, None] * np.diff(read, prepend=0.0, append=1.0)
    drawn = random.poisson(means, (len(means), simulations, places.size + 1))
    told = drawn.cumsum(axis=-1)
    ends = Breaks(told[..., :-1], told[..., -1:], read)
    days = np.zeros((places.size - 1, width))
    days.flat[: last - minimum_days] = share[minimum_days:last]

    def inside(history: Numbers, stretch: Numbers) -> Floats:
        shares = days[stretch]
        chances = shares / shares.sum(axis=-1, keepdims=True)
        counts = random.multinomial(drawn[:, history, stretch + 1], chances)
        breaks = Breaks(
            told[:, history, stretch, None] + counts.cumsum(axis=-1),
            told[:, history, -1:],
            read[stretch, None] + shares.cumsum(axis=-1),
        )
        found: Floats = breaks.gains().max(axis=-1)
        return found

    best: Floats = ends.gains().max(axis=-1)
    wanted = float(np.quantile(best, 1 - false_alarms, method="lower"))
    raise_to_best(best, ends.ceilings(), wanted, inside, width)
    return max(float(np.quantile(best, 1 - false_alarms)), 1.0)
