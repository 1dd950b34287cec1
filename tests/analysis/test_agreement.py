"""Agreement between two series."""

from __future__ import annotations

from datetime import date

import pytest

from detente.analysis import Point, agreement
from detente.errors import SettingError


def points(values: list[int | None], dyad: str = "FRA") -> list[Point]:
    return [
        Point(actor=dyad, recipient="RUS", start=date(2016, month, 1), documents=1, events=value)
        for month, value in enumerate(values, start=1)
    ]


CASES = [
    # one, other, common points, pearson, spearman
    ([1, 2, 3, 4], [2, 4, 6, 8], 4, 1.0, 1.0),
    ([1, 2, 3, 4], [8, 6, 4, 2], 4, -1.0, -1.0),
    ([1, 2, 3, 100], [1, 2, 3, 4], 4, 0.785, 1.0),
    ([1, 2, 3, None], [1, None, 3, 4], 2, None, None),  # unknown is not nought
    ([5, 5, 5, 5], [1, 2, 3, 4], 4, None, None),
    ([1, 1, 2, 2], [1, 2, 1, 2], 4, 0.0, 0.0),
    ([], [], 0, None, None),
]


@pytest.mark.parametrize(("one", "other", "common", "pearson", "spearman"), CASES)
def test_correlations(
    one: list[int | None],
    other: list[int | None],
    common: int,
    pearson: float | None,
    spearman: float | None,
) -> None:
    found = agreement(points(one), points(other))
    assert (found.points, found.pearson, found.spearman) == (
        common,
        pytest.approx(pearson, abs=1e-3) if pearson is not None else None,
        pytest.approx(spearman, abs=1e-3) if spearman is not None else None,
    )


def test_dyads_are_matched_by_name_and_month() -> None:
    ours = [*points([1, 2], "FRA"), *points([3, 4], "USA")]
    theirs = [*points([1, 2, 9], "FRA"), *points([3], "USA"), *points([7], "DEU")]
    found = agreement(ours, theirs)
    assert (found.points, found.only_one, found.only_other) == (3, 1, 2)
    assert (found.mean_one, found.mean_other) == (2.0, 2.0)
    assert found.pearson == 1.0


def test_the_band_holds_the_correlation() -> None:
    found = agreement(points([1, 5, 2, 8, 3, 9]), points([2, 4, 3, 9, 1, 7]))
    assert found.low is not None
    assert found.high is not None
    assert found.pearson is not None
    assert -1 < found.low < found.pearson < found.high < 1


def test_an_unknown_measure_is_one_sentence() -> None:
    with pytest.raises(SettingError, match="no measure 'anger'; there are events,"):
        agreement([], [], measure="anger")
