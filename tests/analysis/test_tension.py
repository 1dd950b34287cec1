"""Tension: the formula, its band, and that unknown is never calm."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from detente.analysis import Filters, Side, tension, tension_of
from detente.analysis.bands import gamma_interval, wilson_interval
from detente.analysis.ledger import Entry, Ledger
from detente.errors import SettingError

if TYPE_CHECKING:
    from tests.analysis.conftest import News, StoreOf

FRA, RUS = Side("FRA", "France"), Side("RUS", "Russia")
FIRST = date(2016, 10, 1)


def ledger(*days: tuple[int, float]) -> Ledger:
    """Days with documents read and points of hostility, each told by one document."""
    return Ledger(
        tuple(
            Entry(FIRST + timedelta(days=k), read, points, points**2)
            for k, (read, points) in enumerate(days)
        ),
        (),
    )


def test_the_formula_by_hand() -> None:
    readings = tension_of(
        ledger((10, 5.0), (10, 0.0), (10, 20.0)), half_life_days=1, minimum_documents=1
    )
    assert [reading.tension for reading in readings] == [
        50.0,
        round(100 * 2.5 / 15, 4),
        round(100 * (1.25 + 20) / 17.5, 4),
    ]


def test_reading_twice_as_much_of_the_same_world_changes_the_band_alone() -> None:
    once = tension_of(ledger(*[(10, 4.0)] * 30))[-1]
    twice = tension_of(
        Ledger(
            tuple(Entry(FIRST + timedelta(days=k), 20, 8.0, 2 * 4.0**2) for k in range(30)),
            (),
        )
    )[-1]
    assert once.tension == pytest.approx(twice.tension)
    width = [(r.high or 0) - (r.low or 0) for r in (once, twice)]
    assert width[1] < 0.8 * width[0]


def test_no_coverage_is_unknown_never_calm() -> None:
    readings = tension_of(ledger((10, 5.0), *[(0, 0.0)] * 40), half_life_days=30)
    known = [reading.tension is not None for reading in readings]
    assert known == [True] * 30 + [False] * 11
    assert readings[-1].high is None
    assert readings[29].tension == 50.0
    assert (readings[29].high or 0) > (readings[0].high or 0)  # old news is less certain


@pytest.mark.parametrize(("read", "known"), [(4, False), (5, True)])
def test_too_little_read_is_unknown(read: int, known: bool) -> None:
    (reading,) = tension_of(ledger((read, 5.0)))
    assert (reading.tension is not None) is known


def test_silence_in_many_documents_is_calm_with_a_limit() -> None:
    few, many = (tension_of(ledger((read, 0.0)))[0] for read in (5, 500))
    assert (few.tension, few.low) == (many.tension, many.low) == (0.0, 0.0)
    assert few.high == pytest.approx(100 * 10 * 3 / 5, rel=0.01)  # a Poisson nought allows 3
    assert many.high == pytest.approx(100 * 10 * 3 / 500, rel=0.01)


def test_the_value_of_a_day_needs_no_later_one() -> None:
    days = [(10, float(k % 7)) for k in range(60)]
    short, long = tension_of(ledger(*days[:40])), tension_of(ledger(*days))
    assert long[:40] == short


def test_one_document_with_much_is_less_certain_than_many_with_little() -> None:
    entries = [Entry(FIRST, 50, 40.0, 40.0**2), Entry(FIRST, 50, 40.0, 10 * 4.0**2)]
    one, many = (tension_of(Ledger((entry,), ()))[0] for entry in entries)
    assert one.tension == many.tension
    assert (one.high or 0) > (many.high or 0)
    assert (one.low or 0) < (many.low or 0)


def test_tension_and_warmth_from_a_store(store_of: StoreOf, news: type[News]) -> None:
    store = store_of(
        news(document="a", printed="2016-10-01", type="ASSAULT"),
        news(
            document="b", printed="2016-10-01", type="CONSULT", actors=["RUS", "FRA"], recipients=[]
        ),
        news(document="c", printed="2016-10-01", status="planned"),
        quiet=["2016-10-01"] * 7,
    )
    (reading,) = tension(store, FRA, RUS)
    assert (reading.documents, reading.tension, reading.warmth) == (10, 90.0, 25.0)
    (planned,) = tension(store, FRA, RUS, filters=Filters(statuses=("actual", "planned")))
    assert planned.tension == 120.0


def test_what_came_before_the_first_day_shown_is_remembered(
    store_of: StoreOf, news: type[News]
) -> None:
    store = store_of(
        news(document="a", printed="2016-10-01"), quiet=["2016-10-01"] * 9 + ["2016-10-08"]
    )
    whole = tension(store, FRA, RUS)
    assert tension(store, FRA, RUS, since=date(2016, 10, 5)) == whole[4:]


@pytest.mark.parametrize(
    ("options", "said"), [({"half_life_days": 0}, "half-life"), ({"level": 1.0}, "level")]
)
def test_options_that_cannot_be_meant(options: dict[str, float], said: str) -> None:
    with pytest.raises(SettingError, match=said):
        tension_of(ledger((1, 1.0)), **options)  # type: ignore[arg-type]  # by name


INTERVALS = [
    # count, level, low, high: the exact Poisson interval
    (0, 0.9, 0.0, 2.996),
    (1, 0.9, 0.0513, 4.744),
    (10, 0.95, 4.795, 18.39),
]


@pytest.mark.parametrize(("count", "level", "low", "high"), INTERVALS)
def test_equal_weights_give_the_exact_poisson_interval(
    count: int, level: float, low: float, high: float
) -> None:
    assert gamma_interval(count, count, 1.0, level) == pytest.approx((low, high), rel=1e-3)


def test_shares_keep_within_their_limits() -> None:
    assert wilson_interval(0, 0, 0.9) == (0.0, 1.0)
    low, high = wilson_interval(0, 10, 0.95)
    assert low == pytest.approx(0.0, abs=1e-12)
    assert high == pytest.approx(0.2775, abs=1e-3)
    assert wilson_interval(10, 10, 0.95)[1] == 1.0
