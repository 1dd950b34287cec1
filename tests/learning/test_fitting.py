"""Heads: what they tell apart, where they fire, and what is too little to learn from."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pytest

from detente.errors import InputError
from detente.events.learned import Card, Head
from detente.learning.fitting import FEWEST, Fitted, best_threshold, fit_head

Features = npt.NDArray[np.float32]
WIDTH = 24


def clouds(spread: float, *, own: int = 20, others: int = 3) -> tuple[Features, list[str]]:
    """Return rows around a centre for each kind; the nearer the centres, the wider `spread`."""
    draw = np.random.default_rng(1)
    counts = [("NEW", own), *((f"OLD{k}", 25) for k in range(others))]
    rows, kinds = [], []
    for name, count in counts:
        centre = draw.normal(size=WIDTH)
        rows.append(centre + spread * draw.normal(size=(count, WIDTH)))
        kinds += [name] * count
    return np.vstack(rows).astype(np.float32), kinds


def head(fitted: Fitted) -> Head:
    card = Card(
        id="NEW",
        encoder="",
        weights="",
        threshold=fitted.threshold,
        slope=fitted.slope,
        examples=0,
        others=0,
        background=0,
        precision=fitted.precision,
        recall=fitted.recall,
        f1=fitted.f1,
    )
    return Head(card, fitted.weights)


@pytest.mark.parametrize("others", [1, 3])
def test_what_lies_apart_is_told_apart(others: int) -> None:
    features, kinds = clouds(0.1, others=others)
    fitted = fit_head(features, kinds, "NEW")
    assert (fitted.precision, fitted.recall, fitted.f1) == (1.0, 1.0, 1.0)
    assert fitted.weights.shape == (1 + others, WIDTH + 1)
    fired = head(fitted).scores(features) >= fitted.threshold
    assert fired.tolist() == [kind == "NEW" for kind in kinds]


def test_figures_are_those_of_unseen_rows() -> None:
    """Rows of pure noise are fitted perfectly and yet not learned."""
    features, kinds = clouds(0.1)
    noise = np.random.default_rng(2).normal(size=features.shape).astype(np.float32)
    assert fit_head(noise, kinds, "NEW").f1 < 0.6


def test_features_of_any_scale_will_do() -> None:
    features, kinds = clouds(0.5)
    scale = np.linspace(0.01, 100, WIDTH, dtype=np.float32)
    plain, scaled = fit_head(features, kinds, "NEW"), fit_head(features * scale + 7, kinds, "NEW")
    assert scaled.f1 == plain.f1
    there = head(scaled).scores(features * scale + 7)
    assert np.allclose(there, head(plain).scores(features), atol=0.02)


def test_the_same_rows_give_the_same_head() -> None:
    features, kinds = clouds(1.5)
    one, two = fit_head(features, kinds, "NEW"), fit_head(features, kinds, "NEW")
    assert one.weights.tobytes() == two.weights.tobytes()
    assert (one.threshold, one.slope, one.f1) == (two.threshold, two.slope, two.f1)


TOO_LITTLE = [
    (FEWEST - 1, 3, "4 examples of NEW; at least 5"),
    (FEWEST, 0, "nothing to tell it from"),
    (0, 3, "0 examples of NEW"),
]


@pytest.mark.parametrize(("own", "others", "said"), TOO_LITTLE)
def test_too_little_to_learn_from(own: int, others: int, said: str) -> None:
    features, kinds = clouds(0.1, own=own, others=others)
    with pytest.raises(InputError, match=said):
        fit_head(features, kinds, "NEW")


def test_the_fewest_that_can_be_learned_from() -> None:
    features, kinds = clouds(0.1, own=FEWEST)
    assert fit_head(features, kinds, "NEW").f1 > 0.8


class Scores(NamedTuple):
    scores: list[float]
    own: list[int]
    threshold: float


THRESHOLDS = [
    Scores([3.0, 2.0, 1.0, 0.0], [1, 1, 0, 0], 1.5),
    Scores([3.0, 2.0, 1.0, 0.0], [1, 0, 1, 0], 0.5),
    Scores([3.0, 2.0, 1.0, 0.0], [0, 0, 0, 1], 0.0),
    Scores([0.0, 1.0, 2.0, 3.0], [0, 0, 0, 1], 2.5),
]


@pytest.mark.parametrize("row", THRESHOLDS, ids=str)
def test_the_threshold_is_where_f1_is_best(row: Scores) -> None:
    own = np.array(row.own, dtype=bool)
    assert best_threshold(np.array(row.scores), own) == row.threshold
