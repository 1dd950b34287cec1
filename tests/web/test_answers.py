"""What the REST API answers: each address over the small store, told right and told wrong."""

from __future__ import annotations

import csv
import io
import json

import pyarrow.parquet as pq
import pytest
from starlette.testclient import TestClient


def test_an_event_comes_with_all_that_speaks_for_it(client: TestClient) -> None:
    told = client.get("/api/events/e-b").json()
    assert told["row"]["claimed"] is True
    assert told["event"]["documents"] == ["b"]
    (mention,) = told["mentions"]
    assert mention["sentence"] == "France accused Russia of lying."
    assert mention["mention"]["attribution"][0]["source"]["text"] == "Someone"
    assert mention["mention"]["trace"] == ["type: rule made-up"]
    assert (mention["document"], mention["said"], told["cells"]) == ("b", None, None)


def test_the_beginning_of_an_id_will_do_when_it_is_the_only_one(client: TestClient) -> None:
    assert client.get("/api/events/e-").status_code == 404
    assert "may be any of 7" in client.get("/api/events/e-").json()["detail"]


def test_documents_are_listed_newest_first(client: TestClient) -> None:
    page = client.get("/api/documents?limit=2").json()
    assert [item["id"] for item in page["items"]] == ["g", "e"]
    assert (page["total"], page["items"][0]["events"]) == (7, 1)
    onward = client.get(f"/api/documents?limit=2&after={page['next']}").json()
    assert [item["id"] for item in onward["items"]] == ["f", "d"]


def test_a_document_has_its_text_and_what_was_coded(client: TestClient) -> None:
    told = client.get("/api/documents/g").json()
    assert told["text"].endswith("<script>alert(1)</script>.")
    assert [(m["id"], m["event"]) for m in told["mentions"]] == [("m-g", "e-g")]
    assert [event["id"] for event in told["events"]] == ["e-g"]


def test_dyads_are_directed(client: TestClient) -> None:
    rows = client.get("/api/dyads").json()
    counted = {(row["actor"], row["recipient"]): row["events"] for row in rows}
    assert counted == {("FRA", "RUS"): 3, ("RUS", "FRA"): 2}


@pytest.mark.parametrize(
    ("query", "counts"),
    [
        ("", [3]),
        ("directed=true&period=month&type=ACCUSE", [2]),
        ("directed=false", [4]),
        ("claimed=false", [2]),
        ("status=planned&type=ASSAULT", [1]),
        ("source=Weekly", [0]),
    ],
)
def test_series_count_what_the_filters_keep(
    client: TestClient, query: str, counts: list[int]
) -> None:
    points = client.get(f"/api/dyads/FRA/Russia/series?{query}").json()
    assert [point["events"] for point in points] == counts


def test_tension_is_a_reading_a_day(client: TestClient) -> None:
    readings = client.get("/api/dyads/FRA/RUS/tension").json()
    assert [r["day"] for r in readings][:2] == ["2016-10-03", "2016-10-04"]
    assert readings[0]["tension"] is None
    assert readings[-1]["low"] < readings[-1]["tension"] < readings[-1]["high"]


def test_what_is_less_sure_weighs_less_when_asked(client: TestClient) -> None:
    address = "/api/dyads/FRA/RUS/series?directed=false"
    (plain,), (weighed,) = (client.get(address + more).json() for more in ("", "&weighed=true"))
    assert (plain["events"], plain["hostility"]) == (4, 9.0)
    assert (weighed["events"], weighed["hostility"]) == (4, 6.6)  # 3 (0.9 + 0.4 + 0.9)
    assert client.get("/api/events?weighed=true").status_code == 422


def test_few_days_have_no_turning_points(client: TestClient) -> None:
    assert client.get("/api/dyads/FRA/RUS/turning-points").json() == []


def test_a_short_past_explains_nothing_and_so_nothing_is_anomalous(client: TestClient) -> None:
    told = client.get("/api/dyads/FRA/RUS/anomalies?period=day").json()
    counts = [(t["start"], t["conflicts"], t["probability"], t["anomalous"]) for t in told]
    assert counts[0] == ("2016-10-03", 1, None, False)
    assert [count for _, count, _, _ in counts] == [1, 0, 1, 0, 1, 0, 0, 0]
    later = client.get("/api/dyads/FRA/RUS/anomalies?period=day&since=2016-10-07").json()
    assert later == told[4:]


def test_reactions_count_answers_within_the_window(client: TestClient) -> None:
    def answered(query: str) -> tuple[int, int]:
        told = client.get(f"/api/dyads/FRA/RUS/reactions{query}").json()
        ways = {(t["by"], t["action"], t["reaction"]): t for t in told}
        assert len(ways) == 8
        way = ways["FRA", "conflict", "conflict"]
        return way["actions"], way["answered"]

    assert answered("") == (2, 2)
    assert answered("?window=3") == (2, 1)
    assert answered("?until=2016-10-06") == (2, 0)
    assert answered("?claimed=false") == (1, 1)


def test_a_dataset_agrees_with_itself(client: TestClient) -> None:
    query = "period=day&directed=false&against=own"
    told = client.get(f"/api/dyads/FRA/RUS/agreement?{query}").json()
    events = next(one for one in told if one["measure"] == "events")
    assert (events["points"], events["pearson"], events["only_other"]) == (7, 1.0, 0)


def test_the_timeline_tells_who_says_what(client: TestClient) -> None:
    page = client.get("/api/dyads/FRA/RUS/timeline?sort=told").json()
    assert [item["event"]["id"] for item in page["items"]] == ["e-a", "e-b", "e-c", "e-d"]
    said = [item["statements"] for item in page["items"]]
    assert [s[0]["voices"] for s in said if s] == [["Someone"]]


def test_a_party_that_only_the_store_knows_is_a_side(client: TestClient) -> None:
    page = client.get("/api/dyads/Azure%20Front/SYR/timeline").json()
    assert [item["event"]["id"] for item in page["items"]] == ["e-g"]


def test_countries_have_activity_and_tension(client: TestClient) -> None:
    told = {c["country"]: c for c in client.get("/api/countries").json()}
    assert {code: c["events"] for code, c in told.items()} == {"FRA": 4, "RUS": 4, "SYR": 1}
    assert told["FRA"]["low"] < told["FRA"]["tension"] < told["FRA"]["high"]
    assert told["SYR"]["tension"] > told["FRA"]["tension"] / 4


def test_movers_need_days_to_compare(client: TestClient) -> None:
    assert client.get("/api/movers").json() == []


def test_the_network_has_ties(client: TestClient) -> None:
    told = client.get("/api/network").json()
    assert [(t["one"], t["other"], t["events"]) for t in told["ties"]] == [("FRA", "RUS", 4)]
    named = client.get("/api/network?by=name&ties=1").json()
    assert len(named["ties"]) == 1


def test_what_the_store_holds(client: TestClient) -> None:
    health = client.get("/api/health").json()
    assert health["store"]["events"] == 7
    assert (health["read_only"], health["codes_texts"]) == (False, False)
    assert client.get("/api/datasets").json() == [{"dataset": "own", "format": None, "events": 7}]
    choices = client.get("/api/choices").json()
    assert choices["types"][0] == {"value": "ACCUSE", "events": 3}
    types = {row["id"]: row for row in client.get("/api/ontology").json()["types"]}
    assert "expel" in types["SANCTION"]["modes"]


def test_downloads_hold_what_the_list_shows(client: TestClient) -> None:
    shown = client.get("/api/events?actor=FRA&type=ACCUSE").json()["total"]
    lines = client.get("/api/export/jsonl?actor=FRA&type=ACCUSE")
    assert sorted(json.loads(line)["id"] for line in lines.text.splitlines()) == ["e-a", "e-b"]
    assert lines.headers["x-rows"] == str(shown) == "2"
    assert "events-jsonl.jsonl" in lines.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(client.get("/api/export/csv?q=convoy").text)))
    assert [row["id"] for row in rows] == ["e-g"]
    table = pq.read_table(io.BytesIO(client.get("/api/export/parquet").content))
    assert table.num_rows == 7


@pytest.mark.parametrize(
    ("name", "rows", "left_out"),
    [
        ("icews", 1, 1),
        ("gdelt", 1, 1),
        ("plover", 2, 0),
        ("polecat", 1, 1),
        ("phoenix", 1, 1),
    ],
)
def test_other_systems_files_are_selected_too(
    client: TestClient, name: str, rows: int, left_out: int
) -> None:
    """Two events fit; one has no day, which most formats need."""
    answer = client.get(f"/api/export/{name}?actor=FRA&type=ACCUSE")
    assert answer.status_code == 200, answer.text
    told = (answer.headers["x-rows"], answer.headers["x-left-out"])
    assert told == (str(rows), str(left_out))


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/api/events/nope", 404, "no event 'nope'"),
        ("/api/documents/nope", 404, "no document 'nope'"),
        ("/api/documents/a/layers", 503, "codes no texts"),
        ("/api/dyads/Ruritania/FRA/series", 422, "no actor 'Ruritania'"),
        ("/api/dyads/FRA/RUS/series?period=year", 422, "period"),
        ("/api/dyads/FRA/RUS/tension?half_life=0", 422, "half_life"),
        ("/api/dyads/FRA/RUS/anomalies?threshold=1", 422, "threshold"),
        ("/api/dyads/FRA/RUS/reactions?window=0", 422, "window"),
        ("/api/dyads/FRA/RUS/agreement", 422, "against"),
        ("/api/dyads/FRA/RUS/agreement?against=gdelt", 422, "no dataset 'gdelt'"),
        ("/api/dyads/FRA/RUS/series?since=2017-01-01&until=2016-01-01", 422, "lies before"),
        ("/api/dyads/FRA/RUS/series?dataset=gdelt", 422, "no dataset 'gdelt'"),
        ("/api/dyads?type=ACUSE", 422, "did you mean 'ACCUSE'?"),
        ("/api/events?type=ACUSE", 422, "did you mean 'ACCUSE'?"),
        ("/api/events?dyad=FRA", 422, "are not two sides"),
        ("/api/documents?since=2017-01-01&until=2016-01-01", 422, "lies before"),
        ("/api/export/pdf", 404, "there is no format 'pdf'"),
        ("/api/export/csv?dataset=gdelt", 422, "no dataset 'gdelt' in this store; there are own"),
        ("/api/export/icews?dataset=gdelt", 422, "no dataset 'gdelt'"),
        ("/api/export/gdelt-mentions", 422, "holds mentions"),
        ("/api/nothing", 404, "Not Found"),
        ("/nothing", 404, "Not Found"),
    ],
)
def test_what_is_wrong_is_told_in_one_shape(
    client: TestClient, address: str, status: int, said: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert said in answer.json()["detail"]
