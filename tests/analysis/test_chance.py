"""What chance does: the best break of many histories, found without working out every day."""

from __future__ import annotations

import numpy as np
import pytest

from detente.analysis.breaks import Rates, gain_of
from detente.analysis.chance import penalty_of
from detente.analysis.gains import Breaks, raise_to_best
from detente.analysis.shuffles import lasts

DAYS, LEAST = 90, 14


def made(points: float, seed: int, *, times: float = 1.0, days: int = DAYS) -> Rates:
    """Return a history of two kinds; half-way the first is told of so many times as often."""
    random = np.random.default_rng(seed)
    means = np.full((2, days), points / days)
    means[0, days // 2 :] *= times
    exposure = random.integers(1, 60, days).astype(float)
    return Rates(random.poisson(means * exposure / exposure.mean()).astype(float), exposure)


def breaks_of(rates: Rates) -> Breaks:
    told = rates.counts.cumsum(axis=-1)[:, None]
    share = rates.exposure.cumsum() / rates.exposure.sum()
    return Breaks(told[..., :-1], told[..., -1:], share[None, :-1])


def best_of(rates: Rates) -> float:
    days = len(rates)
    return max(gain_of(rates, 0, at, days) for at in range(LEAST, days - LEAST + 1))


@pytest.mark.parametrize("points", [0.0, 0.5, 4.0, 60.0, 2000.0])
def test_many_gains_are_what_each_is_by_itself(points: float) -> None:
    rates = made(points, 1)
    single = [gain_of(rates, 0, at, DAYS) for at in range(1, DAYS)]
    np.testing.assert_allclose(breaks_of(rates).gains()[0], single, atol=1e-8)


@pytest.mark.parametrize("points", [0.5, 4.0, 60.0, 2000.0])
@pytest.mark.parametrize("width", [1, 4, 11, 40])
def test_no_break_gains_more_than_its_stretch_may(points: float, width: int) -> None:
    for seed in range(20):
        every = breaks_of(made(points, seed, times=2.0))
        ends = np.append(np.arange(0, DAYS - 1, width), DAYS - 2)
        ends = np.unique(ends)
        some = Breaks(every.told[..., ends], every.total, every.read[..., ends])
        ceilings, gains = some.ceilings()[0], every.gains()[0]
        for stretch, ceiling in enumerate(ceilings):
            inside = gains[ends[stretch] : ends[stretch + 1] + 1]
            assert inside.max() <= ceiling + 1e-9


def test_only_stretches_that_may_hold_what_is_wanted_are_looked_into() -> None:
    best = np.array([1.0, 2.0, 5.0])
    ceilings = np.array([[2.9, 3.0], [1.0, 2.0], [9.0, 0.0]])
    asked: list[tuple[int, int]] = []

    def inside(history: np.ndarray, stretch: np.ndarray) -> np.ndarray:
        asked.extend(zip(history.tolist(), stretch.tolist(), strict=True))
        return np.full(history.size, 4.0)

    raise_to_best(best, ceilings, 3.0, inside, 10)
    assert asked == [(0, 1), (2, 0)]
    assert best.tolist() == [4.0, 2.0, 5.0]


@pytest.mark.parametrize("points", [1.0, 12.0, 300.0, 20_000.0])
def test_one_quiet_history_in_ten_exceeds_the_penalty_of_one_in_ten(points: float) -> None:
    rates = made(points, 5)
    penalty = penalty_of(rates, minimum_days=LEAST, false_alarms=0.1, simulations=999, seed=1)
    random = np.random.default_rng(2)
    means = rates.counts.sum(axis=1, keepdims=True) * rates.exposure / rates.exposure.sum()
    drawn = (random.poisson(means).astype(float) for _ in range(600))
    best = [
        breaks_of(Rates(counts, rates.exposure)).gains()[0, LEAST - 1 : -LEAST + 1].max()
        for counts in drawn
    ]
    assert np.mean([gain > penalty for gain in best]) == pytest.approx(0.1, abs=0.035)


def test_the_penalty_of_one_seed_is_one() -> None:
    asked = {"minimum_days": LEAST, "false_alarms": 0.025, "simulations": 299}
    given = [penalty_of(made(40.0, 3), seed=seed, **asked) for seed in (1, 1, 2)]  # type: ignore[arg-type]
    assert given[0] == given[1] != given[2]


@pytest.mark.parametrize(("days", "finite"), [(27, False), (28, True), (29, True)])
def test_short_histories_have_no_breaks(days: int, finite: bool) -> None:
    rates = made(20.0, 1, days=days)
    penalty = penalty_of(rates, minimum_days=LEAST, false_alarms=0.025, simulations=99, seed=1)
    assert np.isfinite(penalty) == finite


def share_as_good(rates: Rates, *, block_days: int, orders: int = 300) -> float:
    """Return how many of some shuffled histories have as good a break, each day worked out."""
    random, days = np.random.default_rng(9), len(rates)
    blocks = np.array_split(np.arange(days), round(days / block_days))
    as_good = 0
    for _ in range(orders):
        order = np.concatenate([blocks[k] for k in random.permutation(len(blocks))])
        order = (order + random.integers(days)) % days
        as_good += best_of(Rates(rates.counts[:, order], rates.exposure[order])) >= best_of(rates)
    return as_good / orders


LASTING = [
    # points told, times as many from half-way on, days of a block
    (20.0, 1.0, 7),
    (20.0, 9.0, 7),
    (200.0, 1.0, 7),
    (200.0, 1.3, 7),
    (200.0, 3.0, 7),
    (1000.0, 1.0, 7),
    (5000.0, 1.5, 7),
    (200.0, 3.0, 1),
    (200.0, 3.0, 20),
    (200.0, 1.0, 20),
]


@pytest.mark.parametrize(("points", "times", "block_days"), LASTING)
def test_what_lasts_is_what_shuffled_days_seldom_show(
    points: float, times: float, block_days: int
) -> None:
    rates = made(points, 4, times=times)
    share = share_as_good(rates, block_days=block_days, orders=150)
    found = lasts(
        rates, 0, DAYS,
        minimum_days=LEAST, block_days=block_days, false_alarms=0.1, permutations=299, seed=1,
    )  # fmt: skip
    assert abs(share - 0.1) > 0.04  # far enough from it for other shuffles to say the same
    assert found == (share < 0.1)


@pytest.mark.parametrize(("days", "lasting"), [(3, False), (40, True)])
def test_an_outburst_does_not_last(days: int, lasting: bool) -> None:
    rates = made(20.0, 6)
    rates.counts[0, 40 : 40 + days] += 90.0 / days
    assert best_of(rates) > 10.0
    assert lasting == lasts(
        rates, 0, DAYS,
        minimum_days=LEAST, block_days=7, false_alarms=0.025, permutations=299, seed=1,
    )  # fmt: skip
