"""Events as dyads: directions, days, filters, and what is left out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from detente.analysis import Filters, Side, occurrences, read_occurrences
from detente.errors import SettingError

if TYPE_CHECKING:
    from tests.analysis.conftest import News, StoreOf

FRA, RUS = Side("FRA", "France"), Side("RUS", "Russia")
PRINTED = "2016-10-14"

DIRECTIONS = [
    # type, actors, recipients, events France to Russia, Russia to France, both ways together
    ("ACCUSE", ["FRA"], ["RUS"], 1, 0, 1),
    ("ACCUSE", ["FRA", "USA"], ["RUS", "SYR"], 1, 0, 1),
    ("CONSULT", ["FRA", "RUS"], [], 1, 1, 1),
    ("CONSULT", ["RUS", "FRA", "USA"], [], 1, 1, 1),
    ("ACCUSE", ["FRA", "RUS"], [], 0, 0, 0),  # they accuse someone else
    ("CONSULT", ["FRA"], [], 0, 0, 0),
    ("ASSAULT", [], ["RUS"], 0, 0, 0),
    ("ACCUSE", ["USA"], ["RUS"], 0, 0, 0),
]


@pytest.mark.parametrize(("kind", "actors", "recipients", "there", "back", "both"), DIRECTIONS)
def test_directions(
    store_of: StoreOf,
    news: type[News],
    kind: str,
    actors: list[str],
    recipients: list[str],
    there: int,
    back: int,
    both: int,
) -> None:
    told = news(document="a", printed=PRINTED, type=kind, actors=actors, recipients=recipients)
    store = store_of(told)
    assert len(read_occurrences(store, FRA, RUS)) == there
    assert len(read_occurrences(store, RUS, FRA)) == back
    assert len(read_occurrences(store, FRA, RUS, directed=False)) == both


DAYS = [
    # interval in the text, printed, longest interval, day
    ([], PRINTED, 31, "2016-10-14"),
    (["2016-10-11"], PRINTED, 31, "2016-10-11"),
    (["2016-10-10", "2016-10-16"], PRINTED, 31, "2016-10-12"),  # cut at publication
    (["2016-10-03", "2016-10-09"], PRINTED, 31, "2016-10-06"),
    (["2016-10-19"], PRINTED, 31, "2016-10-14"),  # announced: it counts when it is told
    (["2016-10-01", "2016-10-31"], PRINTED, 3, "2016-10-14"),
    (["2016-09-01", "2016-09-30"], PRINTED, 3, None),
    (["2016-09-01", "2016-09-30"], PRINTED, 31, "2016-09-15"),
    (["2016-01-01", "2016-12-31"], PRINTED, 31, "2016-10-14"),
    ([], None, 31, None),
    (["2016-10-11"], None, 31, "2016-10-11"),
]


@pytest.mark.parametrize(("day", "printed", "span", "happened"), DAYS)
def test_days(
    store_of: StoreOf,
    news: type[News],
    day: list[str],
    printed: str | None,
    span: int,
    happened: str | None,
) -> None:
    store = store_of(news(document="a", printed=printed, day=day))
    (found,) = read_occurrences(store, FRA, RUS, span_days=span)
    assert found.happened == (date.fromisoformat(happened) if happened else None)
    assert found.told == (date.fromisoformat(printed) if printed else None)


FILTERED = [
    # what is told, filters, whether it counts
    ({}, {}, True),
    ({"status": "planned"}, {}, False),
    ({"status": "planned"}, {"statuses": ("actual", "planned")}, True),
    ({"status": "hypothetical"}, {}, False),
    ({"polarity": "negated"}, {}, False),
    ({"polarity": "negated"}, {"polarities": ("positive", "negated")}, True),
    ({"polarity": "negated"}, {"polarities": ("negated",)}, True),
    ({}, {"polarities": ("negated",)}, False),
    ({"voices": ["the Kremlin"]}, {}, True),
    ({"voices": ["the Kremlin"]}, {"claimed": False}, False),
    ({"voices": [""]}, {"claimed": False}, False),
    ({"confidence": 0.4}, {"minimum_confidence": 0.5}, False),
    ({"confidence": 0.5}, {"minimum_confidence": 0.5}, True),
    ({}, {"types": ("ASSAULT",)}, False),
    ({"source": "Wire"}, {"sources": ("Wire",)}, True),
    ({"source": "Wire"}, {"sources": ("Other",)}, False),
    ({}, {"sources": ("Wire",)}, False),
]


@pytest.mark.parametrize(("told", "filters", "counts"), FILTERED)
def test_filters(
    store_of: StoreOf, news: type[News], told: dict[str, Any], filters: dict[str, Any], counts: bool
) -> None:
    store = store_of(news(document="a", printed=PRINTED, **told))
    assert bool(read_occurrences(store, FRA, RUS, filters=Filters(**filters))) is counts


def test_what_two_voices_say_is_no_single_claim(store_of: StoreOf, news: type[News]) -> None:
    store = store_of(news(document="a", printed=PRINTED, voices=["Paris"]))
    store.connection.execute(
        "INSERT INTO mentions SELECT * REPLACE ('other' AS id, "
        "replace(shape, 'Paris', 'Moscow') AS shape) FROM mentions"
    )
    (found,) = read_occurrences(store, FRA, RUS)
    assert not found.claimed


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"statuses": ("real",)}, "no status 'real'"),
        ({"statuses": ()}, "no status given"),
        ({"polarities": ("perhaps",)}, "no polarity 'perhaps'; there are positive, negated"),
        ({"minimum_confidence": 2.0}, "not between 0 and 1"),
    ],
)
def test_filters_that_cannot_be_meant(values: dict[str, Any], said: str) -> None:
    with pytest.raises(SettingError, match=said):
        Filters(**values)


def test_a_side_may_be_a_group(store_of: StoreOf, news: type[News]) -> None:
    store = store_of(news(document="a", printed=PRINTED, recipients=["The Rebels"]))
    (found,) = read_occurrences(store, FRA, Side("The Rebels", "The Rebels", "name"))
    assert (found.actor, found.recipient) == ("FRA", "The Rebels")


def test_the_relation_hands_out_frames(store_of: StoreOf, news: type[News]) -> None:
    store = store_of(news(document="a", printed=PRINTED, actors=["FRA", "USA"]))
    table = occurrences(store).arrow().read_all()
    assert sorted(table.column("actor_country").to_pylist()) == ["FRA", "USA"]


def test_an_unknown_dataset_is_one_sentence(store_of: StoreOf, news: type[News]) -> None:
    store = store_of(news(document="a", printed=PRINTED))
    with pytest.raises(SettingError, match=r"no dataset 'icews'.*own"):
        read_occurrences(store, FRA, RUS, filters=Filters(dataset="icews"))


def test_an_imported_dataset_stands_in_for_ours(store_of: StoreOf) -> None:
    store = store_of(quiet=[PRINTED])
    store.connection.execute(
        "INSERT INTO imports VALUES (1, 'other', 'x', 'f', 'd', 2, 0, TIMESTAMP '2020-01-01')"
    )
    store.connection.execute(
        """INSERT INTO imported_rows BY NAME
        SELECT 1 AS import, 2 AS line, 0 AS part, 'other' AS dataset, DATE '2016-10-11' AS day,
            DATE '2016-10-11' AS day_latest, 'CONSULT' AS type, 1 AS quad, 1.0 AS intensity,
            'FRA' AS actor_country, 'RUS' AS recipient_country, true AS reciprocal,
            true AS factual
        UNION ALL BY NAME
        SELECT 1 AS import, 3 AS line, 0 AS part, 'other' AS dataset, DATE '2016-10-12' AS day,
            DATE '2016-10-12' AS day_latest, 'ACCUSE' AS type, 3 AS quad, -2.0 AS intensity,
            'RUS' AS actor_country, 'FRA' AS recipient_country, false AS reciprocal,
            false AS factual"""
    )
    filters = Filters(dataset="other")
    assert len(read_occurrences(store, FRA, RUS, filters=filters)) == 1
    assert len(read_occurrences(store, RUS, FRA, filters=filters)) == 1
    both = Filters(dataset="other", statuses=("actual", "hypothetical"))
    assert len(read_occurrences(store, FRA, RUS, filters=both, directed=False)) == 2
