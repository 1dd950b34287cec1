"""Events weighed by their confidence: in every measure of points, and in no count."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.analysis import (
    Filters,
    Side,
    countries,
    dyads,
    movers,
    network,
    read_ledger,
    series,
    tension,
    tension_of,
)

if TYPE_CHECKING:
    from tests.analysis.conftest import News, StoreOf

    from detente.storage import Store

FRA, RUS = Side("FRA", "France"), Side("RUS", "Russia")
WEIGHED = Filters(weighed=True)


@pytest.fixture
def store(store_of: StoreOf, news: type[News]) -> Store:
    """Ten documents of October: an assault that is doubtful, and an aid that is sure."""
    return store_of(
        news(document="a", printed="2016-10-01", type="ASSAULT", confidence=0.5),
        news(document="b", printed="2016-10-01", type="AID", confidence=1.0),
        quiet=["2016-10-01"] * 8 + ["2016-09-20"] * 5,
    )


def test_series_weigh_points_and_not_counts(store: Store) -> None:
    plain, weighed = (
        series(store, FRA, RUS, filters=filters)[-1] for filters in (Filters(), WEIGHED)
    )
    assert (plain.events, plain.hostility, plain.cooperation) == (2, 9.0, 10.0)
    assert (weighed.events, weighed.hostility, weighed.cooperation) == (2, 4.5, 10.0)
    assert (weighed.material_conflict, weighed.material_cooperation) == (1, 1)
    assert plain.intensity == 0.5
    assert weighed.intensity == pytest.approx((-9 * 0.5 + 10) / 1.5, abs=1e-4)


def test_tension_is_that_of_half_an_assault(store: Store) -> None:
    plain, weighed = (
        tension(store, FRA, RUS, filters=filters, half_life_days=1)[-1]
        for filters in (Filters(), WEIGHED)
    )
    assert weighed.tension == pytest.approx((plain.tension or 0) / 2, abs=1e-3)
    assert weighed.warmth == plain.warmth
    assert (weighed.high or 0) < (plain.high or 0)
    ledger = read_ledger(store, FRA, RUS, filters=WEIGHED)
    assert tension_of(ledger, half_life_days=1)[-1] == weighed  # summed in Python as in the store
    assert ledger.entries[-1].conflicts == 1


def test_everybody_at_a_glance_is_weighed_too(store: Store) -> None:
    def glance(filters: Filters) -> tuple[float | None, float | None, float, float]:
        (dyad,) = dyads(store, filters=filters)
        (tie,) = network(store, filters=filters).ties
        (mover,) = movers(store, filters=filters)
        return (
            countries(store, filters=filters)[0].tension,
            dyad.intensity,
            tie.hostility,
            mover.hostility,
        )

    plain, weighed = glance(Filters()), glance(WEIGHED)
    assert plain[1:3] == (0.5, 9.0)
    assert weighed[1:3] == pytest.approx((3.6667, 4.5), abs=1e-4)
    assert weighed[0] == pytest.approx((plain[0] or 0) / 2, abs=1e-3)
    assert weighed[3] == pytest.approx(plain[3] / 2, abs=1e-3)


def test_it_is_said_that_events_are_weighed() -> None:
    assert WEIGHED.describe() == "actual events; weighed by confidence"
