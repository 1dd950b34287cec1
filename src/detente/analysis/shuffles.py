"""Whether what changes in a history lasts: what its days show in other orders."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from detente.analysis.breaks import Rates
from detente.analysis.gains import Breaks, raise_to_best, stretch_days

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Numbers = npt.NDArray[np.int64]

__all__ = ["lasts"]

_AT_ONCE = 50
"""Shuffled histories that are worked out together."""

_ROUNDING = 1e-9


def lasts(
    rates: Rates,
    start: int,
    end: int,
    *,
    minimum_days: int,
    block_days: int,
    false_alarms: float,
    permutations: int,
    seed: int,
) -> bool:
    """Tell whether shuffled days from `start` to `end` seldom have a break as good as the real.

    The days are shuffled in blocks of `block_days` cut at random, which keeps what single days
    and outbursts shorter than a block have told, and destroys only what lasts. Seldom is a share
    of at most `false_alarms`, the real days counted with the shuffled ones. The last permutations
    are left out once it is more whatever they show.

    Source: J. Besag and P. Clifford (1991), Sequential Monte Carlo p-values, Biometrika 78,
    301-304.
    """
    import numpy as np

    days = _Days.of(Rates(rates.counts[:, start:end], rates.exposure[start:end]), minimum_days)
    length, blocks = end - start, max(2, round((end - start) / block_days))
    cuts = length * np.arange(blocks + 1) // blocks
    together = max(1, stretch_days(rates.counts[:, start:end]) // block_days)
    wanted = float(days.best(np.arange(1, length), days.sums[:, 1:length])) - _ROUNDING
    random = np.random.default_rng(seed)
    allowed, as_good = false_alarms * (permutations + 1), 1
    for first in range(0, permutations, _AT_ONCE):
        shuffled = _shuffle(days.sums, cuts, min(_AT_ONCE, permutations - first), random)
        as_good += int((days.best_of(shuffled, together, wanted) >= wanted).sum())
        if as_good > allowed:
            break
    return as_good <= allowed


@dataclass(frozen=True, slots=True)
class _Shuffled:
    """Histories that have blocks of the same days in other orders; a row a history.

    `first` is the day with which each block begins and `size` its length; `place` is how many days
    come before each, and `sums` what they tell and read (first axis: kinds, exposure). These two
    have one column more, for the end.
    """

    first: Numbers
    size: Numbers
    place: Numbers
    sums: Floats


def _shuffle(sums: Floats, cuts: Numbers, histories: int, random: np.random.Generator) -> _Shuffled:
    """Return histories whose days are turned by a random number and then put in order by blocks."""
    import numpy as np

    order = random.permuted(np.tile(np.arange(cuts.size - 1), (histories, 1)), axis=1)
    first = (cuts[order] + random.integers(cuts[-1], size=(histories, 1))) % cuts[-1]
    size = np.diff(cuts)[order]
    parts = sums[:, first + size] - sums[:, first]
    zeros = ((0, 0), (1, 0))
    return _Shuffled(
        first,
        size,
        np.pad(size.cumsum(axis=-1), zeros),
        np.pad(parts.cumsum(axis=-1), ((0, 0), *zeros)),
    )


@dataclass(frozen=True, slots=True)
class _Days:
    """The days that are shuffled.

    `sums` are running sums over two rounds of them, with a nought before: of the counts by kind,
    and in the last row of the exposure as a share. Breaks stand `minimum_days` from both ends,
    where no less than the share `least` was read before and after.
    """

    sums: Floats
    minimum_days: int
    least: float

    @classmethod
    def of(cls, rates: Rates, minimum_days: int) -> _Days:
        import numpy as np

        share = rates.exposure / rates.exposure.sum()
        rows = np.tile(np.vstack([rates.counts, share]), 2).cumsum(axis=-1)
        least = float(np.sort(share)[:minimum_days].sum())
        return cls(np.pad(rows, ((0, 0), (1, 0))), minimum_days, least)

    @property
    def length(self) -> int:
        return int(self.sums.shape[-1]) // 2

    def breaks(self, sums: Floats) -> Breaks:
        """Return the breaks with such sums before them, which rounding may have moved a little."""
        import numpy as np

        total = self.sums[:-1, self.length].reshape(-1, *[1] * (sums.ndim - 1))
        told = np.clip(sums[:-1], 0.0, total)
        return Breaks(told, total, np.clip(sums[-1], self.least, 1 - self.least))

    def best(self, place: Numbers, sums: Floats) -> Floats:
        """Return the largest gain along the last axis of breaks after so many days."""
        import numpy as np

        far = np.minimum(place, self.length - place) >= self.minimum_days
        best: Floats = np.where(far, self.breaks(sums).gains(), 0.0).max(axis=-1)
        return best

    def best_of(self, shuffled: _Shuffled, together: int, wanted: float) -> Floats:
        """Return the best gain of each history, or another one on the same side of `wanted`.

        So many blocks `together` are a stretch.
        """
        import numpy as np

        blocks = shuffled.size.shape[-1]
        ends = np.append(np.arange(0, blocks, together), blocks)
        place, sums = shuffled.place[:, ends], shuffled.sums[..., ends]
        best = self.best(place, sums)
        ceilings = np.where(best[:, None] < wanted, self.breaks(sums).ceilings(), 0.0)
        inside = partial(self._inside, shuffled, together)
        raise_to_best(best, ceilings, wanted, inside, together * int(shuffled.size.max()))
        return best

    def _inside(
        self, shuffled: _Shuffled, together: int, history: Numbers, stretch: Numbers
    ) -> Floats:
        """Return the best gain in each of some stretches, worked out by the day."""
        import numpy as np

        block = np.minimum(
            stretch[:, None] * together + np.arange(together), shuffled.size.shape[-1] - 1
        )
        each = history[:, None], block
        first = shuffled.first[each][..., None]
        days = np.minimum(np.arange(1, shuffled.size.max() + 1), shuffled.size[each][..., None])
        told = self.sums[:, first + days] - self.sums[:, first]
        sums = shuffled.sums[(slice(None), *each)][..., None] + told
        place = shuffled.place[each][..., None] + days
        return self.best(place.reshape(history.size, -1), sums.reshape(len(sums), history.size, -1))
