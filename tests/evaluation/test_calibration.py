"""Reliability bins and the error over them, on verdicts whose error is plain."""

from __future__ import annotations

import pytest

from detente.evaluation import expected_calibration_error, reliability_bins

ERRORS = [
    # confidences, right; the error with ten bins
    ([1.0, 1.0], [True, True], 0.0),
    ([1.0, 1.0], [False, False], 1.0),
    ([0.75, 0.75, 0.75, 0.75], [True, True, True, False], 0.0),
    ([0.95, 0.95, 0.55, 0.55], [True, True, True, True], (0.05 + 0.45) / 2),
    ([0.55, 0.95], [True, False], (0.45 + 0.95) / 2),
    ([], [], None),
]


@pytest.mark.parametrize(("confidences", "right", "expected"), ERRORS)
def test_expected_calibration_error(
    confidences: list[float], right: list[bool], expected: float | None
) -> None:
    got = expected_calibration_error(confidences, right)
    assert got == (None if expected is None else pytest.approx(expected))


def test_one_bin_hides_what_ten_show() -> None:
    confidences, right = [0.2, 0.8], [True, False]
    assert expected_calibration_error(confidences, right, bins=1) == pytest.approx(0.0)
    assert expected_calibration_error(confidences, right, bins=10) == pytest.approx(0.8)


def test_bins_cover_zero_to_one_and_a_bound_falls_into_the_upper_one() -> None:
    bins = reliability_bins([0.0, 0.5, 1.0], [False, True, True], bins=2)
    assert [(one.low, one.high, one.count) for one in bins] == [(0.0, 0.5, 1), (0.5, 1.0, 2)]
    assert bins[1].confidence == 0.75
    assert bins[1].accuracy == 1.0
    assert bins[1].gap == -0.25


def test_an_empty_bin_knows_nothing() -> None:
    empty = reliability_bins([0.9], [True], bins=2)[0]
    assert (empty.count, empty.confidence, empty.accuracy, empty.gap) == (0, None, None, None)


@pytest.mark.parametrize(
    ("confidences", "right", "bins", "said"),
    [
        ([1.2], [True], 10, "between 0 and 1"),
        ([-0.1], [True], 10, "between 0 and 1"),
        ([0.5], [], 10, "argument 2"),
        ([0.5], [True], 0, "at least one"),
    ],
)
def test_what_cannot_be_binned_is_refused(
    confidences: list[float], right: list[bool], bins: int, said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        reliability_bins(confidences, right, bins=bins)
