"""Corrections over HTTP are those of `detente correct`, `split` and `merge`."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from starlette.testclient import TestClient

from detente.errors import InputError
from detente.storage import Store, every_correction
from detente.tables import Lexicon
from detente.web import Access, Context, create_app

OWN = {"X-Detente": "1"}


def say(client: TestClient, **given: Any) -> tuple[int, dict[str, Any]]:  # noqa: ANN401
    answer = client.post("/api/corrections", json=given, headers=OWN)
    return answer.status_code, answer.json()


@pytest.mark.parametrize(
    ("given", "verdict", "label"),
    [
        ({"say": "right"}, "right", "ACCUSE"),
        ({"say": "wrong"}, "wrong", None),
        ({"say": "retype", "type": "SANCTION", "mode": "expel"}, "retyped", "SANCTION/expel"),
        ({"say": "retype", "type": "reject"}, "retyped", "REJECT"),
    ],
)
def test_a_verdict_is_kept_and_shown(
    client: TestClient, store: Store, given: dict[str, str], verdict: str, label: str | None
) -> None:
    status, told = say(client, mention="m-a", **given)
    assert (status, told["events"], told["applied"]) == (200, ["e-a"], False)
    (kept,) = every_correction(store.connection)
    assert (kept.mention, kept.verdict, kept.label) == ("m-a", verdict, label)
    (mention,) = client.get("/api/events/e-a").json()["mentions"]
    assert mention["said"] == {"verdict": verdict, "label": label, "applied": False}
    assert client.get("/api/corrections").json()[0]["verdict"] == verdict


def test_what_was_said_is_taken_back(client: TestClient, store: Store) -> None:
    say(client, say="wrong", mention="m-a")
    assert say(client, say="undo", mention="m-a")[0] == 200
    assert every_correction(store.connection) == []


def test_events_are_merged_and_split_and_lists_show_it(client: TestClient) -> None:
    status, told = say(client, say="merge", events=["e-a", "e-d"])
    assert status == 200
    (merged,) = told["events"]
    page = client.get("/api/events?type=ACCUSE").json()
    assert (page["total"], {item["id"] for item in page["items"]}) == (2, {merged, "e-b"})
    assert len(client.get(f"/api/events/{merged}").json()["mentions"]) == 2
    status, told = say(client, say="split", event=merged, mentions=["m-d"])
    assert (status, len(told["events"])) == (200, 2)
    listed = {item["id"] for item in client.get("/api/events?type=ACCUSE").json()["items"]}
    assert set(told["events"]) <= listed
    assert merged not in listed or merged in told["events"]
    decisions = client.get("/api/decisions").json()
    assert [(one["kind"], one["state"]) for one in decisions] == [
        ("merge", "holds"),
        ("split", "holds"),
    ]
    assert {tuple(one["mentions"]) for one in decisions[1]["mentions"]} == {("m-a",), ("m-d",)}


@pytest.mark.parametrize(
    ("given", "status", "said"),
    [
        ({"say": "wrong", "mention": "nope"}, 404, "no mention 'nope'"),
        ({"say": "undo", "mention": "m-a"}, 404, "nothing was said"),
        ({"say": "retype", "mention": "m-a", "type": "ACUSE"}, 422, "did you mean 'ACCUSE'?"),
        ({"say": "retype", "mention": "m-a"}, 422, "type"),
        ({"say": "split", "event": "e-a", "mentions": ["m-a"]}, 422, "leave at least one"),
        ({"say": "split", "event": "e-a", "mentions": ["m-b"]}, 422, "is no mention of event"),
        ({"say": "split", "event": "e-a", "mentions": []}, 422, "mentions"),
        ({"say": "merge", "events": ["e-a"]}, 422, "events"),
        ({"say": "merge", "events": ["e-a", "e-a"]}, 422, "is one already"),
        ({"say": "merge", "events": ["e-a", "nope"]}, 404, "no event 'nope'"),
        ({"say": "shout", "mention": "m-a"}, 422, "say"),
        ({"mention": "m-a"}, 422, "say"),
        ({"say": "wrong", "mention": "m-a", "colour": "red"}, 422, "colour"),
        ({"say": "wrong", "mention": "\x00"}, 422, "pattern"),
    ],
)
def test_what_cannot_be_corrected_is_told(
    client: TestClient, store: Store, given: dict[str, Any], status: int, said: str
) -> None:
    answered, told = say(client, **given)
    assert (answered, said in told["detail"]) == (status, True), told
    assert every_correction(store.connection) == []


def test_a_store_that_is_read_only_takes_none(store: Store, lexicon: Lexicon) -> None:
    context = Context(store, lexicon, Access(hosts=("testserver",)), read_only=True)
    client = TestClient(create_app(context), raise_server_exceptions=False)
    status, told = say(client, say="wrong", mention="m-a")
    assert (status, "read only" in told["detail"]) == (503, True)


class Parrot:
    """Codes nothing: gives the text back with empty layers."""

    def code(
        self, text: str, *, title: str | None = None, published: date | None = None
    ) -> dict[str, Any]:
        if text == "poison":
            raise InputError("the text takes longer than 30 seconds to code")
        layers = "sentences parties places times clauses attributions mentions events passed"
        day = published.isoformat() if published else None
        told = {"id": "text", "title": title, "published": day, "source": None, "url": None}
        return {**told, **{name: [] for name in layers.split()}}


@pytest.mark.parametrize(
    ("given", "status", "said"),
    [
        ({"text": "France.", "published": "2016-10-14"}, 200, "2016-10-14"),
        ({"text": "poison"}, 422, "longer than 30 seconds"),
        ({"text": ""}, 422, "at least 1 character"),
        ({"text": "x" * 20_001}, 422, "at most 20000"),
        ({"text": "x", "published": "yesterday"}, 422, "published"),
        ({}, 422, "text"),
    ],
)
def test_a_text_is_coded_and_nothing_stored(
    store: Store, lexicon: Lexicon, given: dict[str, str], status: int, said: str
) -> None:
    context = Context(store, lexicon, Access(hosts=("testserver",)), Parrot())
    client = TestClient(create_app(context), raise_server_exceptions=False)
    answer = client.post("/api/code", json=given, headers=OWN)
    assert (answer.status_code, said in answer.text) == (status, True), answer.text
    assert len(store.documents.fetchall()) == 7
