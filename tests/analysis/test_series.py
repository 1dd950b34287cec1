"""Dyad series, and what unknown means in them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from detente.analysis import Filters, Side, frame, month_of, series
from detente.analysis.periods import after, days_between, periods_between, start_of
from detente.errors import SettingError

if TYPE_CHECKING:
    from tests.analysis.conftest import News, StoreOf

FRA, RUS = Side("FRA", "France"), Side("RUS", "Russia")


def test_a_month_adds_up_its_events(store_of: StoreOf, news: type[News]) -> None:
    store = store_of(
        news(document="a", printed="2016-10-03", type="ASSAULT"),
        news(
            document="a", printed="2016-10-03", type="CONSULT", actors=["FRA", "RUS"], recipients=[]
        ),
        news(document="b", printed="2016-10-20", type="AID", actors=["RUS"], recipients=["FRA"]),
        quiet=["2016-10-05"],
    )
    (point,) = series(store, FRA, RUS)
    assert (point.start, point.documents, point.events) == (date(2016, 10, 1), 3, 2)
    assert (point.material_conflict, point.verbal_cooperation) == (1, 1)
    assert (point.hostility, point.cooperation, point.intensity) == (9.0, 2.5, -3.25)
    (both,) = series(store, FRA, RUS, directed=False)
    assert (both.events, both.material_cooperation) == (3, 1)


def test_a_period_without_documents_is_unknown_and_one_with_them_is_nought(
    store_of: StoreOf, news: type[News]
) -> None:
    store = store_of(news(document="a", printed="2016-08-03"), quiet=["2016-09-05", "2016-11-05"])
    points = {point.start.month: point for point in series(store, FRA, RUS)}
    assert (points[8].events, points[9].events) == (1, 0)
    assert (points[10].documents, points[10].events, points[10].intensity) == (0, None, None)
    assert points[11].events == 0
    assert points[9].intensity is None


def test_what_later_documents_tell_stands_in_its_own_period(
    store_of: StoreOf, news: type[News]
) -> None:
    store = store_of(news(document="a", printed="2016-10-14", day=["2016-10-11"]))
    points = {point.start.day: point for point in series(store, FRA, RUS, period="day")}
    assert (points[11].documents, points[11].events) == (0, 1)
    assert (points[14].documents, points[14].events) == (1, 0)
    assert points[12].events is None


def test_bounds_cut_documents_and_events(store_of: StoreOf, news: type[News]) -> None:
    store = store_of(
        news(document="a", printed="2016-10-03"), news(document="b", printed="2016-10-20")
    )
    (point,) = series(store, FRA, RUS, since=date(2016, 10, 10), until=date(2016, 10, 31))
    assert (point.documents, point.events) == (1, 1)


def test_sources_limit_what_was_read_too(store_of: StoreOf, news: type[News]) -> None:
    store = store_of(
        news(document="a", printed="2016-10-03", source="Wire"),
        quiet=["2016-10-04"],
        source="Other",
    )
    (point,) = series(store, FRA, RUS, filters=Filters(sources=("Wire",)))
    assert (point.documents, point.events) == (1, 1)


def test_an_empty_store_gives_an_empty_series(store_of: StoreOf) -> None:
    assert series(store_of(), FRA, RUS) == ()


STARTS = [
    # day, period, its first day, the next period's
    ("2016-10-14", "day", "2016-10-14", "2016-10-15"),
    ("2016-10-16", "week", "2016-10-10", "2016-10-17"),
    ("2016-12-31", "month", "2016-12-01", "2017-01-01"),
    ("2016-02-29", "month", "2016-02-01", "2016-03-01"),
]


@pytest.mark.parametrize(("day", "period", "start", "following"), STARTS)
def test_periods(day: str, period: str, start: str, following: str) -> None:
    first = start_of(date.fromisoformat(day), period)
    assert first.isoformat() == start
    assert after(first, period).isoformat() == following


ENDS = [
    # first and last day, period, how many periods
    ("9999-12-30", "9999-12-31", "day", 2),
    ("9999-11-30", "9999-12-31", "month", 2),
    ("9999-12-31", "9999-12-31", "week", 1),
    ("0001-01-01", "0001-01-08", "week", 2),
    ("0001-01-01", "9999-12-31", "day", None),
    ("0001-01-01", "9999-12-31", "week", None),
    ("1700-01-01", "2016-12-31", "day", None),
    ("1700-01-01", "2016-12-31", "month", 317 * 12),
]


@pytest.mark.parametrize(("first", "last", "period", "count"), ENDS)
def test_the_calendar_ends_and_so_does_patience(
    first: str, last: str, period: str, count: int | None
) -> None:
    days = date.fromisoformat(first), date.fromisoformat(last)
    if count is None:
        with pytest.raises(SettingError, match="too long to be told step by step"):
            list(periods_between(*days, period))
    else:
        assert len(list(periods_between(*days, period))) == count
    if period == "day" and count is not None:
        assert len(days_between(*days)) == count


def test_an_unknown_period_is_one_sentence(store_of: StoreOf) -> None:
    with pytest.raises(SettingError, match="no period 'year'; there are day, week, month"):
        series(store_of(), FRA, RUS, period="year")


@pytest.mark.parametrize("text", ["2016", "2016-13", "October", "2016-1-1", ""])
def test_a_month_that_is_none(text: str) -> None:
    with pytest.raises(SettingError, match="not a month like 2016-10"):
        month_of(text)


def test_points_make_a_typed_table(store_of: StoreOf, news: type[News]) -> None:
    store = store_of(news(document="a", printed="2016-08-03"), quiet=["2016-10-05"])
    table = frame(series(store, FRA, RUS))
    assert table.column("events").to_pylist() == [1, None, 0]
    assert [str(table.schema.field(name).type) for name in ("start", "events", "intensity")] == [
        "date32[day]",
        "int64",
        "double",
    ]
    with pytest.raises(SettingError, match="no columns"):
        frame([])
