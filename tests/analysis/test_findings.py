"""What is said of anomalies, reactions and agreement, and what is not."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from detente.analysis import (
    Filters,
    Reaction,
    SeriesAgreement,
    Side,
    Surprise,
    agreements,
    anomalies,
    describe_agreement,
    describe_anomalies,
    describe_reactions,
    hostile_events,
    reactions,
    verdict,
)
from detente.errors import SettingError

if TYPE_CHECKING:
    from tests.analysis.conftest import News, StoreOf

FRA, RUS = Side("FRA", "France"), Side("RUS", "Russia")


def surprise(conflicts: int, probability: float | None) -> Surprise:
    return Surprise(
        start=date(2021, 1, 4),
        documents=100,
        conflicts=conflicts,
        expected=None if probability is None else 2.0,
        probability=probability,
        anomalous=probability is not None and probability < 0.01,
    )


def test_anomalies_in_words() -> None:
    said = describe_anomalies([surprise(9, None), surprise(2, 0.6), surprise(12, 1e-4)], "week")
    assert said == [
        "2 weeks of 3 could be held against the past; 1 week told of more conflict than it "
        "explains.",
        "Week of 4 January 2021: 12 hostile events where the past lets 2.0 be expected.",
    ]
    assert [
        describe_anomalies([surprise(12, 1e-4)], name)[1][:16] for name in ("day", "month")
    ] == [
        "4 January 2021: ",
        "January 2021: 12",
    ]
    assert describe_anomalies([surprise(9, None)], "month") == [
        "Too little was read to hold any month against those before it."
    ]


def reaction(actions: int, answered: int, chance: float | None, reaction: str) -> Reaction:
    return Reaction(
        by="FRA",
        of="RUS",
        action="conflict",
        reaction=reaction,
        in_kind=reaction == "conflict",
        window_days=7,
        actions=actions,
        answered=answered,
        same_day=0,
        share=answered / actions if actions else None,
        low=0.0,
        high=1.0,
        usual=0.1,
        chance=chance,
        days=2.0 if answered else None,
    )


WORDS = [
    (
        reaction(10, 9, 0.01, "conflict"),
        "Russia answers conflict by France in kind: 9 of 10 days with such acts were followed by "
        "one within 7 days, after 2 days as a rule. That is 90%, against 10% of all days.",
    ),
    (
        reaction(10, 9, 0.01, "cooperation"),
        "Russia answers conflict by France with cooperation: 9 of 10 days with such acts were "
        "followed by one within 7 days, after 2 days as a rule. That is 90%, against 10% of all "
        "days.",
    ),
    (
        reaction(10, 9, 0.2, "conflict"),
        "Neither side answers the other more often than chance lets expect.",
    ),
    (
        reaction(10, 9, None, "conflict"),
        "Neither side answers the other more often than chance lets expect.",
    ),
    (reaction(4, 4, 0.01, "conflict"), "Too few actions are dated to tell who answers whom."),
]


@pytest.mark.parametrize(("item", "said"), WORDS, ids=[str(k) for k in range(len(WORDS))])
def test_reactions_in_words(item: Reaction, said: str) -> None:
    assert describe_reactions([item], {"FRA": "France", "RUS": "Russia"}) == [said]


@pytest.mark.parametrize(
    ("item", "shows"),
    [
        (reaction(5, 5, 0.05, "conflict"), "more than chance"),
        (reaction(5, 5, 0.06, "conflict"), "no more than chance"),
        (reaction(5, 5, None, "conflict"), "no more than chance"),
        (reaction(4, 4, 0.01, "conflict"), "too few acts"),
        (reaction(0, 0, None, "conflict"), "too few acts"),
    ],
)
def test_what_a_way_of_answering_shows(item: Reaction, shows: str) -> None:
    assert verdict(item) == shows


def test_hostile_events_are_those_told_in_the_days_largest_first(
    store_of: StoreOf, news: type[News]
) -> None:
    store = store_of(
        news(document="early", printed="2021-01-03"),
        news(document="first", printed="2021-01-04", day=("2020-12-30",)),
        news(document="sure", printed="2021-01-10", recipients=("FRA",), actors=("RUS",)),
        news(document="unsure", printed="2021-01-05", type="ASSAULT", confidence=0.2),
        news(document="mild", printed="2021-01-05", type="AID"),
        news(document="planned", printed="2021-01-05", status="planned"),
        news(document="late", printed="2021-01-11"),
    )
    week = (date(2021, 1, 4), date(2021, 1, 10))
    found = [item.document for item in hostile_events(store, FRA, RUS, *week)]
    assert found == ["first", "sure", "unsure"]  # 3 · 0.9 twice, 9 · 0.2
    assert len(hostile_events(store, FRA, RUS, *week, limit=1)) == 1
    directed = hostile_events(store, FRA, RUS, *week, directed=True)
    assert [item.document for item in directed] == ["first", "unsure"]


def alike(pearson: float | None, low: float | None) -> SeriesAgreement:
    return SeriesAgreement(
        measure="verbal_conflict",
        points=12,
        only_one=0,
        only_other=0,
        mean_one=1.0,
        mean_other=1.0,
        pearson=pearson,
        spearman=pearson,
        low=low,
        high=None if low is None else 0.95,
    )


def test_agreement_in_words() -> None:
    said = "Verbal conflict: over 12 periods that both know, own and icews correlate by 0.90"
    assert describe_agreement([alike(0.9, 0.8)], "own", "icews") == [
        f"{said} (band 0.80 to 0.95); by rank 0.90."
    ]
    assert describe_agreement([alike(0.9, None)], "own", "icews") == [f"{said}; by rank 0.90."]
    assert describe_agreement([alike(None, None)], "own", "icews") == [
        "own and icews have too little in common to be compared."
    ]


def test_the_days_asked_for_bound_what_is_shown_and_not_what_is_remembered(
    store_of: StoreOf, news: type[News]
) -> None:
    days = [f"2016-{month:02}-01" for month in range(1, 13)]
    store = store_of(*(news(document=day, printed=day) for day in days), quiet=days * 9)
    whole = anomalies(store, FRA, RUS, period="month")
    assert [item.expected is None for item in whole] == [True] * 8 + [False] * 4
    shown = anomalies(store, FRA, RUS, period="month", since=date(2016, 10, 15))
    assert shown == whole[9:]
    with pytest.raises(SettingError, match="threshold of 2 is not between"):
        anomalies(store, FRA, RUS, threshold=2)


def test_reactions_look_at_the_days_asked_for(store_of: StoreOf, news: type[News]) -> None:
    store = store_of(
        news(document="a", printed="2016-10-01"),
        news(document="b", printed="2016-10-03", actors=["RUS"], recipients=["FRA"]),
        quiet=["2016-10-31"],
    )

    def answered(until: date | None) -> tuple[int, int]:
        found = reactions(store, FRA, RUS, until=until)
        return next(
            (r.actions, r.answered)
            for r in found
            if (r.by, r.action, r.reaction) == ("FRA", "conflict", "conflict")
        )

    assert answered(None) == (1, 1)
    assert answered(date(2016, 10, 2)) == (1, 0)
    with pytest.raises(SettingError, match="level of 1"):
        reactions(store, FRA, RUS, level=1)


def test_two_datasets_are_held_against_each_other(store_of: StoreOf, news: type[News]) -> None:
    store = store_of(
        *(
            news(document=f"{day}-{k}", printed=f"2016-10-0{day}")
            for day in range(1, 6)
            for k in range(day)
        )
    )
    store.connection.execute(
        """INSERT INTO imports VALUES (1, 'other', 'icews', 'f', 'd', 20, 0, now()::TIMESTAMP);
        INSERT INTO imported_rows BY NAME
        SELECT 1 AS import, row_number() OVER () AS line, 0 AS part, 'other' AS dataset,
            published AS day, published AS day_latest, 'ACCUSE' AS type, 3 AS quad,
            -2.0 AS intensity, 'FRA' AS actor_country, 'RUS' AS recipient_country,
            false AS reciprocal, true AS factual
        FROM documents, range(2)"""
    )
    found = {
        item.measure: item for item in agreements(store, FRA, RUS, against="other", period="day")
    }
    assert (found["events"].points, found["events"].pearson) == (5, 1.0)
    assert (found["events"].mean_one, found["events"].mean_other) == (3.0, 6.0)
    assert found["intensity"].pearson is None  # neither ever moves
    claimed = Filters(types=("ASSAULT",))
    none = agreements(store, FRA, RUS, against="other", period="day", filters=claimed)
    assert {item.mean_other for item in none if item.measure == "events"} == {0.0}
    with pytest.raises(SettingError, match="no dataset 'gdelt'"):
        agreements(store, FRA, RUS, against="gdelt")
