"""Lists of events: every filter keeps what it says, and pages give each event once."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient


def ids(client: TestClient, query: str) -> str:
    answer = client.get(f"/api/events?{query}")
    assert answer.status_code == 200, answer.text
    return " ".join(item["id"].removeprefix("e-") for item in answer.json()["items"])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("sort=told", "a b c d e f g"),
        ("", "e g f d c b a"),
        ("sort=-confidence&limit=6", "a c d e f g"),
        ("sort=intensity&limit=2", "e g"),
        ("since=2016-10-08&sort=told", "e f g"),
        ("until=2016-10-04&sort=told", "a b"),
        ("actor=FRA&sort=told", "a b c e f"),
        ("actor=France&sort=told", "a b c e f"),
        ("recipient=FRA", "d"),
        ("party=SYR&sort=told", "f g"),
        ("party=Azure%20Front", "g"),
        ("dyad=RUS,FRA&sort=told", "a b c d e"),
        ("dyad=FRA,SYR", "f"),
        ("type=AID&type=ASSAULT&sort=told", "e f g"),
        ("mode=visit", ""),
        ("quad=1", "c"),
        ("status=planned", "e"),
        ("polarity=negated", "f"),
        ("sector=REB", "g"),
        ("place=SYR&source=Weekly", "d"),
        ("place=FRA", ""),
        ("run=r1&quad=1", "c"),
        ("document=c", "c"),
        ("claimed=false&actor=FRA&type=ACCUSE", "a"),
        ("confidence=0.5&type=ACCUSE&sort=told", "a d"),
        ("q=convoy", "g"),
        ("q=ATTACKED%20convoy", "g"),
        ("q=convoy%20russia", ""),
        ("q=%25", ""),
        ("q='%20OR%20'1'='1", ""),
    ],
)
def test_filters(client: TestClient, query: str, found: str) -> None:
    assert ids(client, query) == found


@pytest.mark.parametrize("sort", ["day", "-day", "confidence", "-intensity", "-sources"])
def test_pages_give_each_event_once_in_order(client: TestClient, sort: str) -> None:
    whole = ids(client, f"sort={sort}").split()
    seen: list[str] = []
    after = None
    while True:
        onward = f"&after={after}" if after else ""
        page = client.get(f"/api/events?sort={sort}&limit=2{onward}").json()
        seen += [item["id"].removeprefix("e-") for item in page["items"]]
        assert page["total"] == len(whole)
        if (after := page["next"]) is None:
            break
    assert seen == whole


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("sort=colour", "no order by 'colour'"),
        ("limit=0", "greater than or equal to 1"),
        ("limit=100000", "less than or equal to 200"),
        ("after=zzz", "cursor"),
        ("after=WyIteCIsICJ4IiwgInkiXQ", "cursor belongs to another"),
        ("status=maybe", "'actual', 'planned'"),
        ("quad=7", "less than or equal to 4"),
        ("since=2016-13-01", "since"),
        ("since=2016-10-09&until=2016-10-01", "lies before"),
        ("confidence=2", "less than or equal to 1"),
        ("colour=red", "colour"),
        ("q=" + "+".join("abcdefghijklmn"), "at most 12 words"),
    ],
)
def test_what_cannot_be_meant_is_told(client: TestClient, query: str, said: str) -> None:
    answer = client.get(f"/api/events?{query}")
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert said in answer.json()["detail"]
