"""Calibration: whether what is said with confidence 0.8 is right eight times in ten.

The expected calibration error over bins of equal width, as in Naeini, Cooper and Hauskrecht,
"Obtaining Well Calibrated Probabilities Using Bayesian Binning" (AAAI 2015).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Bin", "expected_calibration_error", "reliability_bins"]


@dataclass(frozen=True, slots=True)
class Bin:
    """What was said with a confidence from `low` to `high`, `high` excluded but for 1.

    `confidence` is the mean confidence in the bin and `accuracy` the share that was right, both 0
    to 1; None when the bin is empty.
    """

    low: float
    high: float
    count: int
    confidence: float | None
    accuracy: float | None

    @property
    def gap(self) -> float | None:
        """Confidence less accuracy: above 0 where too much is promised; None when empty."""
        if self.confidence is None or self.accuracy is None:
            return None
        return self.confidence - self.accuracy


def reliability_bins(
    confidences: Sequence[float], right: Sequence[bool], *, bins: int = 10
) -> tuple[Bin, ...]:
    """Return `bins` bins of equal width from 0 to 1, empty ones too.

    Raises:
        ValueError: a confidence is not between 0 and 1, there are not as many confidences as
            verdicts, or `bins` is less than 1.
    """
    if bins < 1:
        raise ValueError(f"{bins} bins; there must be at least one")
    sorted_in: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for confidence, is_right in zip(confidences, right, strict=True):
        if not 0.0 <= confidence <= 1.0:
            raise ValueError(f"confidence {confidence} is not between 0 and 1")
        sorted_in[min(int(confidence * bins), bins - 1)].append((confidence, is_right))
    return tuple(_bin(n / bins, (n + 1) / bins, pairs) for n, pairs in enumerate(sorted_in))


def _bin(low: float, high: float, pairs: list[tuple[float, bool]]) -> Bin:
    if not pairs:
        return Bin(low, high, 0, None, None)
    confidence = sum(c for c, _ in pairs) / len(pairs)
    return Bin(low, high, len(pairs), confidence, sum(r for _, r in pairs) / len(pairs))


def expected_calibration_error(
    confidences: Sequence[float], right: Sequence[bool], *, bins: int = 10
) -> float | None:
    """Return how far confidence and accuracy lie apart on average, 0 (calibrated) to 1.

    Bins weigh by how much is in them. None when nothing was said.

    Raises:
        ValueError: as `reliability_bins`.
    """
    if not confidences:
        return None
    filled = reliability_bins(confidences, right, bins=bins)
    return sum(one.count * abs(one.gap or 0.0) for one in filled) / len(confidences)
