"""Spans compared strictly, by overlap and by characters."""

from __future__ import annotations

import pytest

from detente.evaluation.scores import Score, exact
from detente.evaluation.spans import (
    Range,
    by_overlap,
    characters,
    common,
    hull,
    nearest,
    strictly,
)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [((0, 5), (3, 9), 2), ((0, 5), (5, 9), 0), ((0, 9), (2, 4), 2), ((7, 9), (0, 2), 0)],
)
def test_characters_in_common(one: Range, other: Range, expected: int) -> None:
    assert common(one, other) == expected
    assert common(other, one) == expected


COMPARED = [
    # said, gold; strictly; by overlap
    ([(0, 5)], [(0, 5)], exact(1, 1, 1), exact(1, 1, 1)),
    ([(0, 5)], [(0, 6)], exact(0, 1, 1), exact(1, 1, 1)),
    ([(0, 9)], [(0, 3), (5, 9)], exact(0, 1, 2), Score(said=1, gold=2, right=1, found=2)),
    ([(0, 2), (3, 5)], [(0, 5)], exact(0, 2, 1), Score(said=2, gold=1, right=2, found=1)),
    ([(0, 2)], [(2, 4)], exact(0, 1, 1), exact(0, 1, 1)),
    ([(0, 2), (0, 2)], [(0, 2)], exact(1, 1, 1), exact(1, 1, 1)),  # said twice counts once
    ([], [(0, 2)], exact(0, 0, 1), exact(0, 0, 1)),
]


@pytest.mark.parametrize(("said", "gold", "strict", "loose"), COMPARED)
def test_sets_of_spans(said: list[Range], gold: list[Range], strict: Score, loose: Score) -> None:
    assert strictly(said, gold) == strict
    assert by_overlap(said, gold) == loose


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([(0, 4), (2, 9)], 1),
        ([(2, 5), (3, 6)], 0),  # of equals the first
        ([(9, 12)], None),
        ([], None),
    ],
)
def test_the_nearest_span_shares_most(said: list[Range], expected: int | None) -> None:
    assert nearest((2, 9) if expected == 1 else (3, 5), said) == expected


def test_hull_and_characters() -> None:
    assert hull([(4, 6), (1, 2)]) == (1, 6)
    assert hull([]) is None
    assert characters([(0, 2), (1, 3)]) == {0, 1, 2}
