"""What the views of the store say is what the measures say."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from detente.analysis import Side, series, tension

if TYPE_CHECKING:
    from tests.analysis.conftest import News, StoreOf

    from detente.storage import Store

FRA, RUS = Side("FRA", "France"), Side("RUS", "Russia")
TYPES = ("ACCUSE", "CONSULT", "ASSAULT", "AID", "ACCUSE")


@pytest.fixture
def store(store_of: StoreOf, news: type[News]) -> Store:
    """A hundred days with gaps: both directions, mutual events, plans, denials, two in one text."""
    first = date(2016, 9, 5)
    told = []
    for k in range(0, 60, 3):
        day = (first + timedelta(days=k * k % 97)).isoformat()
        later = (first + timedelta(days=k * k % 97 + k % 13)).isoformat()
        kind, both = TYPES[k % 5], k % 2 == 0
        one, other = ("FRA", "RUS") if k % 4 else ("RUS", "FRA")
        told.append(
            news(
                document=f"d{k // 2}",
                printed=(first + timedelta(days=(k // 2 * 2) ** 2 % 97)).isoformat(),
                type=kind,
                actors=[one, other] if both else [one],
                recipients=[] if both else [other],
                day=[day, later][: k % 2 + 1] if k % 5 else [],
                status="planned" if k % 7 == 6 else "actual",
                polarity="negated" if k % 11 == 10 else "positive",
            )
        )
    quiet = [(first + timedelta(days=k)).isoformat() for k in range(100) if k % 9 and k % 40 < 25]
    apart = news(document="x", printed="2016-10-03", recipients=["USA"])
    return store_of(*told, apart, quiet=quiet)


@pytest.mark.parametrize("half_life", [1.0, 7.5, 30.0])
def test_the_macro_gives_the_tension_of_the_measure(store: Store, half_life: float) -> None:
    asked = f"SELECT * FROM dyad_tension('FRA', 'RUS', half_life_days := {half_life})"
    rows = store.connection.execute(asked).fetchall()
    readings = tension(store, FRA, RUS, half_life_days=half_life)
    assert len(rows) == len(readings) == 99
    assert any(reading.tension for reading in readings) is (half_life > 5)
    for row, reading in zip(rows, readings, strict=True):
        assert row[:2] == (reading.day, reading.documents)
        for given, measured in ((row[2], reading.tension), (row[3], reading.warmth)):
            assert given == (None if measured is None else pytest.approx(measured, abs=1.1e-4))


def test_little_reading_is_unknown_to_the_macro_too(store: Store) -> None:
    rows = store.connection.execute(
        "SELECT tension IS NULL FROM dyad_tension('FRA', 'RUS', half_life_days := 1)"
    ).fetchall()
    assert {row[0] for row in rows} == {True}


def test_the_view_gives_the_last_day_of_every_pair(store: Store) -> None:
    rows = store.connection.execute("SELECT * FROM dyad_tensions").fetchall()
    found = {(one, other): (value, warmth) for one, other, _, value, warmth in rows}
    assert set(found) == {("FRA", "RUS"), ("FRA", "USA")}
    last = tension(store, FRA, RUS)[-1]
    assert found["FRA", "RUS"] == pytest.approx((last.tension, last.warmth), abs=1.1e-4)
    asked = "SELECT tension FROM tensions_on('2016-10-20', half_life_days := 10) WHERE other = ?"
    ((value,),) = store.connection.execute(asked, ["RUS"]).fetchall()
    then = tension(store, FRA, RUS, half_life_days=10, until=date(2016, 10, 20))[-1]
    assert value == pytest.approx(then.tension, abs=1.1e-4)


@pytest.mark.parametrize("period", ["day", "week", "month"])
def test_the_views_count_what_series_counts(store: Store, period: str) -> None:
    quads = "" if period == "month" else ", verbal_cooperation, material_conflict"
    rows = store.connection.execute(
        f"SELECT {period}, events, cooperative, hostile, mean_intensity {quads} "
        f"FROM dyad_{period}s WHERE actor = 'FRA' AND recipient = 'RUS'"
    ).fetchall()
    points = [p for p in series(store, FRA, RUS, period=period) if p.events]
    assert [row[0] for row in rows] == [point.start for point in points]
    for row, point in zip(rows, points, strict=True):
        good = (point.verbal_cooperation or 0) + (point.material_cooperation or 0)
        assert row[1:4] == (point.events, good, (point.events or 0) - good)
        assert row[4] == pytest.approx(point.intensity, abs=1e-4)
        if quads:
            assert row[5:] == (point.verbal_cooperation, point.material_conflict)
