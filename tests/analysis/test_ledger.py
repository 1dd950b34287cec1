"""The ledger summed in the store is the one summed over the events that are read from it."""

from __future__ import annotations

import random
from dataclasses import astuple
from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.analysis.conftest import LABELS

from detente.analysis import (
    PERIODS,
    Filters,
    Side,
    documents_by_day,
    ledger_of,
    read_entries,
    read_occurrences,
    series,
    start_of,
)
from detente.analysis.series import point_of
from detente.storage import Store, shelve

if TYPE_CHECKING:
    from tests.analysis.conftest import News, StoreOf

FRA, RUS, USA = Side("FRA", "France"), Side("RUS", "Russia"), Side("USA", "United States")
REBELS = Side("The Rebels", "The Rebels", "name")
FRANCE = Side("France", "France", "name")
CODES = ["FRA", "RUS", "USA", "The Rebels"]


def made_up(news: type[News], events: int) -> list[News]:
    """Events of one to three parties a side, many a document and day, some mutual or undated."""
    chance = random.Random(20161014)
    told = []
    for _ in range(events):
        document = chance.randrange(events // 3)
        told.append(
            news(
                document=f"d{document}",
                printed=f"2016-10-{1 + document % 9:02}" if document % 7 else None,
                type=chance.choice(list(LABELS)),
                actors=[chance.choice(CODES) for _ in range(chance.randint(1, 3))],
                recipients=[chance.choice(CODES) for _ in range(chance.randint(0, 3))],
                status=chance.choice(["actual", "actual", "planned"]),
                confidence=chance.random(),
                source=f"Paper {document % 3}",
            )
        )
    return told


DYADS = [
    (FRA, RUS, False, Filters()),
    (FRA, RUS, True, Filters()),
    (RUS, FRA, True, Filters()),
    (FRA, FRA, False, Filters()),
    (USA, REBELS, False, Filters()),
    (REBELS, RUS, True, Filters()),
    (FRANCE, FRA, False, Filters()),
    (FRA, RUS, False, Filters(statuses=("actual", "planned"), minimum_confidence=0.4)),
    (FRA, RUS, False, Filters(types=("ACCUSE",), sources=("Paper 1", "Paper 2"))),
]


@pytest.mark.parametrize("shelved", [False, True])
@pytest.mark.parametrize(("one", "other", "directed", "filters"), DYADS)
def test_sums_in_the_store_are_those_over_its_events(
    store_of: StoreOf,
    news: type[News],
    one: Side,
    other: Side,
    directed: bool,
    filters: Filters,
    shelved: bool,
) -> None:
    store = store_of(*made_up(news, 120), quiet=["2016-10-05"] * 3)
    if shelved:
        shelve(store.connection)
        store = Store(store.connection, None, shelved=True)
    events = read_occurrences(store, one, other, directed=directed, filters=filters)
    over_events = ledger_of(events, documents_by_day(store, filters=filters)).entries
    in_store = read_entries(store, one, other, directed=directed, filters=filters)
    assert sum(entry.conflicts for entry in over_events) > 2  # there is something to compare
    assert [entry.day for entry in in_store] == [entry.day for entry in over_events]
    for mine, theirs in zip(in_store, over_events, strict=True):
        assert astuple(mine)[1:] == pytest.approx(astuple(theirs)[1:])


@pytest.mark.parametrize("period", ["day", "week", "month"])
@pytest.mark.parametrize(("one", "other", "directed", "filters"), DYADS)
def test_a_series_summed_in_the_store_is_that_over_its_events(
    store_of: StoreOf,
    news: type[News],
    one: Side,
    other: Side,
    directed: bool,
    filters: Filters,
    period: str,
) -> None:
    store = store_of(*made_up(news, 120), quiet=["2016-10-05"] * 3)
    events = read_occurrences(
        store, one, other, directed=directed, filters=filters, span_days=PERIODS[period]
    )
    points = series(store, one, other, directed=directed, filters=filters, period=period)
    for point in points:
        held = [item for item in events if _start(item.happened, period) == point.start]
        assert point == point_of(one.key, other.key, point.start, point.documents, held)
    dated = [item for item in events if item.happened]
    assert sum(point.events or 0 for point in points) == len(dated) > 2


def _start(day: date | None, period: str) -> date | None:
    return start_of(day, period) if day else None


def test_bounds_cut_the_ledger_and_reach_beyond_its_documents(
    store_of: StoreOf, news: type[News]
) -> None:
    store = store_of(
        news(document="a", printed="2016-10-01", type="ASSAULT"),
        news(document="b", printed="2016-10-03"),
    )
    entries = read_entries(
        store, FRA, RUS, since=date(2016, 10, 2), until=date(2016, 10, 4)
    )  # the day after the last document is one on which nothing was read
    assert [(e.day.day, e.documents, e.hostility) for e in entries] == [
        (2, 0, 0.0),
        (3, 1, 3.0),
        (4, 0, 0.0),
    ]


def test_an_event_of_an_imported_dataset_counts_once_with_its_first_row(store_of: StoreOf) -> None:
    store = store_of()
    store.connection.execute(
        "INSERT INTO imports VALUES (1, 'other', 'x', 'f', 'd', 2, 0, TIMESTAMP '2020-01-01')"
    )
    store.connection.execute(
        """INSERT INTO imported_rows BY NAME
        SELECT 1 AS import, line, part, 'other' AS dataset, DATE '2016-10-11' AS day,
            'ACCUSE' AS type, 3 AS quad, intensity, actor AS actor_country,
            recipient AS recipient_country, reciprocal, true AS factual
        FROM (VALUES
            (1, 0, -2.0, 'FRA', 'RUS', false),
            (1, 1, -7.0, 'RUS', 'FRA', false),
            (2, 0, -1.0, 'RUS', 'FRA', true),
            (3, 0, NULL, 'FRA', 'RUS', false)
        ) AS given(line, part, intensity, actor, recipient, reciprocal)"""
    )
    filters = Filters(dataset="other")
    there, back, both = (
        read_entries(store, *sides, directed=directed, filters=filters)[0]
        for sides, directed in (((FRA, RUS), True), ((RUS, FRA), True), ((FRA, RUS), False))
    )
    assert (there.hostility, back.hostility, both.hostility) == (3.0, 8.0, 3.0)
    assert (there.conflicts, both.hostile_squares) == (2, 5.0)
