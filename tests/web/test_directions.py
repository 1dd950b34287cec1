"""Names, titles and sentences from right to left turn nothing but themselves, on every page."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient
from tests.directions import LETTERS, TEXT, mingled

from detente.storage import Store, shelve

ADDRESSES = (
    "/",
    "/?days=36500&until=2016-10-10",
    f"/search?q={TEXT}",
    "/search?q=France",
    f"/dyad?one=FRA&other={TEXT}",
    "/dyad?one=France&other=RUS",
    f"/dyad?one=FRA&other={LETTERS}",
    f"/data?q={TEXT}",
    f"/data?source={TEXT}&party={TEXT}",
    f"/data?source={LETTERS}",
    "/data",
    "/event/e-b",
    "/event/e-c",
    "/event/e-g",
    "/document/a",
    "/document/b",
    "/network?by=name",
    "/event/1:7",
    "/data?dataset=other",
)


@pytest.fixture
def hostile(store: Store) -> None:
    connection = store.connection
    connection.execute(
        "UPDATE documents SET title = ?, source = ?, text = text || ?", [TEXT, TEXT, f" {TEXT}"]
    )
    for table in ("events", "mentions"):
        for old in ('"name": "Russia"', '"name": "Aleppo"', '"text": "Someone"'):
            key = old.partition(":")[0]
            connection.execute(
                f"UPDATE {table} SET shape = replace(shape, ?, ?)", [old, f'{key}: "{TEXT}"']
            )
        for old in ('"said"', "rule made-up"):
            new = f'"{TEXT}"' if old[0] == '"' else TEXT
            connection.execute(f"UPDATE {table} SET shape = replace(shape, ?, ?)", [old, new])
    connection.execute("UPDATE events SET version = version + 1000")  # else the shelf stays
    connection.execute("UPDATE parties SET name = ? WHERE name = 'Russia'", [TEXT])
    connection.execute(
        "INSERT INTO imports VALUES (1, 'other', 'icews', 'f', 'd', 1, 0, '2016-10-10')"
    )
    connection.execute(
        "INSERT INTO imported_rows BY NAME SELECT 1 AS import, 7 AS line, 0 AS part, "
        "'other' AS dataset, $text AS key, DATE '2016-10-09' AS day, 'ACCUSE' AS type, "
        "3 AS quad, -2.0 AS intensity, true AS factual, false AS reciprocal, "
        "$text AS actor_name, 'FRA' AS actor_country, $text AS recipient_name, "
        "'RUS' AS recipient_country, $text AS place, $text AS publisher, $text AS text, "
        "$text AS title",
        {"text": TEXT},
    )
    shelve(connection)


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize("address", ADDRESSES)
def test_words_from_right_to_left_are_kept_apart(client: TestClient, address: str) -> None:
    page = client.get(address, headers={"Accept": "text/html"}).text
    assert page.startswith("<!doctype html>")
    assert mingled(page) == []


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize("address", ["/event/e-b", "/document/b", "/event/1:7", "/data"])
def test_marks_are_spelt_out(client: TestClient, address: str) -> None:
    page = client.get(address).text
    assert LETTERS in page
    for code in ("061C", "200E", "200F", "202A", "202E", "2066", "2069"):
        assert f"⟨U+{code}⟩" in page
