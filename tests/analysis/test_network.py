"""Networks: ties, communities and brokers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from detente.analysis import Tie, network, network_of
from detente.errors import SettingError

if TYPE_CHECKING:
    from tests.analysis.conftest import News, StoreOf


def tie(one: str, other: str, good: int, bad: int = 0) -> Tie:
    return Tie(
        one=one,
        other=other,
        events=good + bad,
        cooperative=good,
        conflictual=bad,
        hostility=5.0 * bad,
        cooperation=5.0 * good,
    )


TWO_BLOCS = [
    *(tie(a, b, 9) for a, b in (("A", "B"), ("A", "C"), ("B", "C"))),
    *(tie(a, b, 9) for a, b in (("X", "Y"), ("X", "Z"), ("Y", "Z"))),
    tie("C", "X", 1, 20),
]


def test_friends_make_communities_and_foes_do_not() -> None:
    found = {actor.name: actor for actor in network_of(TWO_BLOCS).actors}
    assert len({found[name].community for name in "ABC"}) == 1
    assert len({found[name].community for name in "XYZ"}) == 1
    assert found["A"].community != found["X"].community


def test_who_stands_between_is_a_broker() -> None:
    actors = network_of(TWO_BLOCS).actors
    assert [actor.name for actor in actors[:2]] == ["C", "X"]
    assert actors[0].brokerage == pytest.approx(6 / 10)
    assert actors[-1].brokerage == 0.0


def test_who_cooperates_with_nobody_has_no_community() -> None:
    found = {a.name: a for a in network_of([*TWO_BLOCS, tie("A", "Q", 0, 3)]).actors}
    assert found["Q"].community is None
    assert (found["Q"].events, found["Q"].partners) == (3, 1)


def test_the_order_of_ties_does_not_matter() -> None:
    assert network_of(reversed(TWO_BLOCS)) == network_of(TWO_BLOCS)


def test_no_ties_are_an_empty_network() -> None:
    assert network_of([]).actors == ()


def test_a_store_gives_its_ties_once(store_of: StoreOf, news: type[News]) -> None:
    store = store_of(
        news(
            document="a", printed="2016-10-01", type="CONSULT", actors=["FRA", "RUS"], recipients=[]
        ),
        news(
            document="a", printed="2016-10-01", type="ASSAULT", actors=["RUS"], recipients=["FRA"]
        ),
        news(document="b", printed="2016-11-01", actors=["FRA"], recipients=["FRA"]),
        news(document="c", printed="2016-11-01", actors=["FRA"], recipients=["The Rebels"]),
    )
    (found,) = network(store).ties
    assert (found.one, found.other, found.events) == ("FRA", "RUS", 2)
    assert (found.cooperative, found.conflictual, found.hostility) == (1, 1, 9.0)
    names = {one for item in network(store, by="name").ties for one in (item.one, item.other)}
    assert names == {"France", "Russia", "The Rebels"}
    assert network(store, since=date(2016, 10, 15)).ties == ()
    assert network(store, minimum_events=3).ties == ()


def test_a_network_by_anything_else_is_refused(store_of: StoreOf) -> None:
    with pytest.raises(SettingError, match="by country or by name"):
        network(store_of(), by="sector")
