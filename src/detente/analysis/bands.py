"""Intervals for rates: how far a sum of weighted counts can be from what stands behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

__all__ = ["gamma_interval", "gamma_intervals", "wilson_interval"]


def gamma_interval(
    value: float, variance: float, largest: float, level: float
) -> tuple[float, float]:
    """Return the interval of a weighted sum of Poisson counts, by the gamma method.

    `value` is the sum of weights, `variance` the sum of their squares, `largest` the weight that
    one more count would bring at most; `level` is the coverage, such as 0.9. With y, v and w for
    the first three and Q for the quantile of the chi-squared distribution:

        low  = v / 2y · Q(2y² / v, (1 - level) / 2)
        high = (v + w²) / 2(y + w) · Q(2(y + w)² / (v + w²), (1 + level) / 2)

    Where nothing was counted, low is 0 and high the weight w times what a Poisson count of
    nought leaves possible: no news from few documents does not prove calm. The interval is
    conservative: it covers at least as often as it says, and more often for small counts.

    Source: M. P. Fay and E. J. Feuer (1997), Confidence intervals for directly standardized
    rates: a method based on the gamma distribution. Statistics in Medicine 16, 791-801.
    """
    import numpy as np

    values, variances, weights = np.array([[value], [variance], [largest]])
    low, high = gamma_intervals(values, variances, weights, level)
    return float(low[0]), float(high[0])


def gamma_intervals(
    values: Floats, variances: Floats, largest: Floats, level: float
) -> tuple[Floats, Floats]:
    """Return the lower and upper ends of `gamma_interval` for many sums at once."""
    import numpy as np
    from scipy.special import chdtri  # chdtri(k, p): where chi-squared of k leaves p above it

    tail = (1 - level) / 2
    low, high = np.zeros(values.shape), np.zeros(values.shape)
    some = values > 0
    value, variance = values[some], variances[some]
    low[some] = variance / (2 * value) * chdtri(2 * value**2 / variance, 1 - tail)
    upper, spread = values + largest, variances + largest**2
    some = upper > 0
    upper, spread = upper[some], spread[some]
    high[some] = spread / (2 * upper) * chdtri(2 * upper**2 / spread, tail)
    return low, high


def wilson_interval(hits: int, trials: int, level: float) -> tuple[float, float]:
    """Return the interval of a share by Wilson's score method; 0 to 1 without trials.

    Source: E. B. Wilson (1927), Probable inference, the law of succession, and statistical
    inference. Journal of the American Statistical Association 22, 209-212.
    """
    from statistics import NormalDist

    if not trials:
        return 0.0, 1.0
    z = NormalDist().inv_cdf((1 + level) / 2)
    share, spread = hits / trials, z * z / trials
    middle = (share + spread / 2) / (1 + spread)
    half = z * (share * (1 - share) / trials + spread / (4 * trials)) ** 0.5 / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)
