"""Agreement of datasets: who is matched with whom, and what the figures say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from detente.errors import SettingError
from detente.formats import DIFFERENCES, agree, differences
from detente.storage import Store

Row = tuple[str | None, str | None, str | None, str | None]  # day, actor, type, recipient


@pytest.fixture
def hold(store: Store) -> Callable[..., None]:
    """Give the function that puts events of a dataset into the store."""

    def put(dataset: str, *rows: Row, **more: Any) -> None:  # noqa: ANN401 (further columns)
        ((number,),) = store.connection.execute("SELECT count(*) + 1 FROM imports").fetchall()
        store.connection.execute(
            "INSERT INTO imports VALUES (?, ?, 'gdelt', ?, 'x', 0, 0, now()::TIMESTAMP)",
            [number, dataset, f"{dataset}{number}"],
        )
        names = ("key", "day", "actor_country", "type", "recipient_country", *more)
        shown = ", ".join(names)
        for line, row in enumerate(rows):
            values = [f"{dataset}{number}-{line}", *row, *more.values()]
            marks = ", ".join("?" for _ in values)
            store.connection.execute(
                "INSERT INTO imported_rows"
                f" (import, line, part, dataset, reciprocal, factual, {shown})"
                f" VALUES ({number}, {line}, 0, '{dataset}', false, true, {marks})",
                values,
            )

    return put


def ends(*days: str) -> Iterator[Row]:
    """Yield events far from all others, so that both datasets cover the same days."""
    yield from ((day, "AAA", "AID", "ZZZ") for day in days)


ONE = ("2024-03-10", "FRA", "ACCUSE", "DEU")
MATCHES = [
    # first, second, tolerance, matched with the type, matched by the dyad; in the last, the same
    # day goes first and leaves two that are too far apart
    ([ONE], [ONE], 0, 1, 1),
    ([ONE], [("2024-03-11", *ONE[1:])], 0, 0, 0),
    ([ONE], [("2024-03-11", *ONE[1:])], 1, 1, 1),
    ([ONE], [("2024-03-09", *ONE[1:])], 1, 1, 1),
    ([ONE], [("2024-03-12", *ONE[1:])], 1, 0, 0),
    ([ONE], [("2024-03-10", "DEU", "ACCUSE", "FRA")], 1, 0, 0),
    ([ONE], [("2024-03-10", "FRA", "REJECT", "DEU")], 1, 0, 1),
    ([ONE, ONE], [ONE], 1, 1, 1),
    ([ONE, ONE], [ONE, ONE], 0, 2, 2),
    ([ONE, ("2024-03-11", *ONE[1:])], [("2024-03-11", *ONE[1:])], 1, 1, 1),
    ([("2024-03-09", *ONE[1:]), ONE], [ONE, ("2024-03-11", *ONE[1:])], 1, 1, 1),
]


@pytest.mark.parametrize(("first", "second", "tolerance", "typed", "loose"), MATCHES)
def test_each_event_matches_one_other(
    store: Store,
    hold: Callable[..., None],
    first: list[Row],
    second: list[Row],
    tolerance: int,
    typed: int,
    loose: int,
) -> None:
    both = list(ends("2024-03-01", "2024-03-31"))
    hold("a", *first, *both)
    hold("b", *second, *both)
    found = agree(store, "a", "b", tolerance_days=tolerance)
    assert [level.matched - 2 for level in found.levels] == [typed, loose]
    turned = agree(store, "b", "a", tolerance_days=tolerance)
    assert [level.matched - 2 for level in turned.levels] == [typed, loose]
    assert found.levels[0].first - 2 == len(first)


def test_the_same_day_goes_before_another(store: Store, hold: Callable[..., None]) -> None:
    hold("a", ("2024-03-10", *ONE[1:]), ("2024-03-11", *ONE[1:]))
    hold("b", ("2024-03-11", *ONE[1:]), ("2024-03-10", *ONE[1:]))
    assert agree(store, "a", "b").same_day == 1.0


def test_only_the_days_that_both_cover_count(store: Store, hold: Callable[..., None]) -> None:
    hold("a", *ends("2024-01-01", "2024-02-01", "2024-03-01"))
    hold("b", *ends("2024-02-01", "2024-12-01"))
    found = agree(store, "a", "b")
    assert (found.since, found.until) == (date(2024, 2, 1), date(2024, 3, 1))
    assert (found.levels[0].first, found.levels[0].second) == (2, 1)
    assert found.levels[0].of_first == 0.5
    with pytest.raises(SettingError, match="no days in common"):
        agree(store, "a", "b", since=date(2025, 1, 1))


def test_correlations_are_those_of_the_counts(store: Store, hold: Callable[..., None]) -> None:
    days = ["2024-01-05", "2024-02-05", "2024-03-05", "2024-04-05"]
    for dataset, counts in (("a", (1, 2, 3, 1)), ("b", (2, 4, 7, 1))):
        rows = [(day, *ONE[1:]) for day, n in zip(days, counts, strict=True) for _ in range(n)]
        hold(dataset, *rows)
    found = agree(store, "a", "b")
    assert found.months == 4
    assert found.pearson == pytest.approx(0.9869, abs=1e-3)
    assert found.spearman == pytest.approx(0.9487, abs=1e-3)


def test_differences_are_listed(store: Store, hold: Callable[..., None]) -> None:
    both = list(ends("2024-03-01", "2024-03-31"))
    hold("a", *both, ONE, ("2024-03-12", "FRA", "AID", "DEU"))
    hold("b", *both, ("2024-03-10", "FRA", "REJECT", "DEU"), ("2024-03-20", "POL", "AID", "UKR"))
    hold("a", ("2024-03-25", "ITA", "AID", "MLT"), country="ITA")
    hold("b", ("2024-03-25", "ITA", "AID", "MLT"), country="MLT")
    found = agree(store, "a", "b")
    assert (found.same_country, found.near) == (0.0, None)
    listed = [(row[0], row[1], row[5], row[6]) for row in differences(store)]
    assert listed == [
        ("type", "FRA", "ACCUSE", "REJECT"),
        ("only in first", "FRA", "AID", None),
        ("only in second", "POL", None, "AID"),
        ("place", "ITA", "AID", "AID"),
    ]


BERLIN, POTSDAM, MUNICH = (52.5, 13.4), (52.4, 13.1), (48.1, 11.6)
LONELY = ["only in first", "only in second"]
DIFFERING = [
    # (day, type, country and coordinates of the place) of either, what is listed, the distance
    (("10", "AID", "DEU", BERLIN), ("10", "AID", "DEU", BERLIN), [], None),
    (("10", "AID", "DEU", BERLIN), ("10", "AID", "DEU", POTSDAM), [], None),
    (("10", "AID", "DEU", BERLIN), ("10", "AID", "DEU", MUNICH), ["place"], 506),
    (("10", "AID", "DEU", BERLIN), ("10", "AID", "POL", POTSDAM), ["place"], 23),
    (("10", "AID", "DEU", None), ("10", "AID", None, BERLIN), [], None),
    (("10", "AID", None, None), ("11", "AID", None, None), ["day"], None),
    (("10", "AID", "DEU", None), ("09", "AID", "POL", None), ["day|place"], None),
    (("10", "AID", "DEU", BERLIN), ("11", "ACCUSE", "DEU", MUNICH), ["type|day|place"], 506),
    (
        ("10", "AID", None, None),
        ("13", "AID", None, None),
        ["only in first", "only in second"],
        None,
    ),
]


@pytest.mark.parametrize(("first", "second", "listed", "km"), DIFFERING)
def test_what_differs_is_listed_by_name(
    store: Store,
    hold: Callable[..., None],
    first: tuple[Any, ...],
    second: tuple[Any, ...],
    listed: list[str],
    km: int | None,
) -> None:
    for dataset, (day, kind, country, at) in (("a", first), ("b", second)):
        hold(dataset, *ends("2024-03-01", "2024-03-31"))
        latitude, longitude = at or (None, None)
        row = (f"2024-03-{day}", "FRA", kind, "DEU")
        hold(dataset, row, country=country, latitude=latitude, longitude=longitude)
    found = agree(store, "a", "b")
    rows = [dict(zip(DIFFERENCES, row, strict=True)) for row in differences(store)]
    assert [row["difference"] for row in rows] == listed
    assert dict(found.differing) == dict.fromkeys(listed, 1)
    assert not rows or rows[0]["distance_km"] == km


def test_what_cannot_be_compared_is_counted_with_the_reason(
    store: Store, hold: Callable[..., None]
) -> None:
    both = list(ends("2024-03-01", "2024-03-31"))
    day, _, kind, other = ONE
    hold(
        "a",
        *both,
        ONE,
        (day, None, kind, other),
        (day, None, kind, None),
        (None, None, kind, other),
    )
    hold("b", *both, (day, "FRA", kind, None), (day, "FRA", None, None), (None, "FRA", None, None))
    hold("b", ("2024-06-01", "FRA", kind, None))
    hold("b", *both)
    store.connection.execute("UPDATE imported_rows SET factual = false WHERE import = 4")
    found = agree(store, "a", "b", until=date(2024, 3, 31))
    assert [(one.reason, one.first, one.second) for one in found.left_out] == [
        ("no day", 1, 1),
        ("denied, planned or supposed", 0, 2),
        ("no type", 0, 1),
        ("no country of either side", 1, 0),
        ("no country of the actor", 1, 0),
        ("no country of the recipient", 0, 1),
    ]
    assert (found.levels[0].first, found.levels[0].second) == (3, 2)


def test_places_count_by_distance(store: Store, hold: Callable[..., None]) -> None:
    hold("a", ONE, latitude=52.5, longitude=13.4)
    hold("b", ONE, latitude=52.4, longitude=13.1)
    assert agree(store, "a", "b").near == 1.0
    hold("c", ONE, latitude=48.1, longitude=11.6)
    assert agree(store, "a", "c").near == 0.0


@pytest.mark.parametrize(("first", "said"), [("none", "no dataset 'none'"), ("own", "no days")])
def test_what_is_not_there_is_one_sentence(store: Store, first: str, said: str) -> None:
    with pytest.raises(SettingError, match=said):
        agree(store, first, "own")
