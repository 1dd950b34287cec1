"""What breaks gain in hundreds of histories, and which is the best of each.

The best break is looked for first at the ends of stretches of days. What a break gains is convex
in the counts and the exposure before it, which both grow from day to day: within a stretch it is
nowhere above its largest value at the corners that the two ends make. Only stretches with a corner
as high as what is looked for need be worked out by the day, and the answer is that of working out
every day.
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
    Numbers = npt.NDArray[np.int64]

__all__ = ["Breaks", "raise_to_best", "stretch_days"]

_VALUES = 32_768
"""Days that are worked out together, so that they fit into a processor's cache."""

_STRETCH = 0.25
"""What a stretch tells on average, in standard deviations of what the whole history tells.

Of longer ones more must be worked out by the day, and of shorter ones there are more.
"""


@dataclass(frozen=True)
class Breaks:
    """Breaks of histories, in order of time, which is the last axis.

    `told` are the counts before each and `total` those of the whole history; their first axis are
    the kinds. `read` is the share of the exposure before each, between 0 and 1, both excluded.
    """

    told: Floats
    total: Floats
    read: Floats

    def gains(self) -> Floats:
        """Return by how much each break raises the log-likelihood, as `gain_of` does for one."""
        gains: Floats = self._gains(slice(None), slice(None)).sum(axis=0)
        return gains

    def ceilings(self) -> Floats:
        """Return between each break and the next what no break gains more than."""
        import numpy as np

        here, there = slice(None, -1), slice(1, None)
        first, second = (
            np.maximum(self._gains(here, read), self._gains(there, read)).sum(axis=0)
            for read in (here, there)
        )
        ceilings: Floats = np.maximum(first, second)
        return ceilings

    def _gains(self, told: slice, read: slice) -> Floats:
        """Return by kind the gains with the counts of some breaks and the shares of others."""
        import numpy as np

        counts, share = self.told[..., told], self.read[..., read]
        left = self.total - counts
        return self._sureness[..., told] - counts * np.log(share) - left * np.log1p(-share)

    @cached_property
    def _sureness(self) -> Floats:
        """What of each gain follows from the counts alone, by kind."""
        from scipy.special import xlogy

        left = self.total - self.told
        sureness: Floats = xlogy(self.told, self.told) + xlogy(left, left)
        sureness -= xlogy(self.total, self.total)
        return sureness


def stretch_days(counts: Floats) -> int:
    """Return of how many days stretches are best, for counts by kind and day."""
    told, days = float(counts.sum(axis=-1).max()), int(counts.shape[-1])
    return max(1, round(_STRETCH * days / math.sqrt(told + 1)))


def raise_to_best(
    best: Floats,
    ceilings: Floats,
    wanted: float,
    inside: Callable[[Numbers, Numbers], Floats],
    days: int,
) -> None:
    """Raise what is known of the best gain of each history by what stretches hold.

    Only those are looked into whose ceiling, a row a history, is `wanted` or more, so that gains
    below it may stay too low. `inside` gives the best gains in stretches of `days`, by the numbers
    of histories and of their stretches.
    """
    import numpy as np

    history, stretch = np.nonzero(ceilings >= wanted)
    at_once = max(1, _VALUES // days)
    for first in range(0, history.size, at_once):
        some = slice(first, first + at_once)
        np.maximum.at(best, history[some], inside(history[some], stretch[some]))
