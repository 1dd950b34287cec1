"""What the pages tell of periods unlike a dyad's past, and of who answers whom."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import RUN, News, annotation
from tests.web.test_pages import shown

from detente.storage import open_store, shelve
from detente.tables import Lexicon
from detente.web import Access, Context, create_app

MONDAY = date(2017, 1, 2)
ACTS = (3, 20, 55, 71, 118, 140, 199, 243, 304, 332)
PAIR = "one=FRA&other=RUS"


def told(number: int, day: int, **given: object) -> News:
    printed = (MONDAY + timedelta(days=day)).isoformat()
    return News(id=f"{number:03}", printed=printed, **given)  # type: ignore[arg-type]


def history() -> list[News]:
    """Return a year in which Russia answers France in kind, and week 39 is full of accusations."""
    both = {"type": "CONSULT", "actors": ("FRA", "RUS"), "recipients": ()}
    mild = [told(k, 7 * (k // 4), **both) for k in range(4 * 52)]
    acts = [told(400 + day, day) for day in ACTS]
    answers = [
        told(800 + day, day + 3, actors=("RUS",), recipients=("FRA",), source="Weekly")
        for day in ACTS
    ]
    burst = [told(1200 + k, 7 * 38 + k, type="ASSAULT" if k == 2 else "ACCUSE") for k in range(6)]
    return [*mild, *acts, *answers, *burst]


@pytest.fixture(scope="module")
def client(lexicon: Lexicon) -> TestClient:
    store = open_store(None)
    store.save([annotation(item) for item in history()], RUN)
    shelve(store.connection)
    return TestClient(create_app(Context(store, lexicon, Access(hosts=("testserver",)))))


def rows(page: str) -> list[list[str]]:
    """Return the cells of the first table of a page, without their marks."""
    body = page[page.index("<tbody>") : page.index("</tbody>")]
    return [
        [
            unescape(re.sub(r"<[^>]+>", "", cell))
            for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        ]
        for row in re.findall(r"<tr>.*?</tr>", body, re.DOTALL)
    ]


def test_a_week_unlike_the_past_is_told_with_its_largest_events(client: TestClient) -> None:
    page = shown(client, f"/dyad/anomalies?{PAIR}")
    assert "1 week told of more conflict than it explains" in page
    ((week, conflicts, _, read, largest),) = rows(page)
    assert (week, conflicts, read) == ("week of 25 September 2017", "6", "10")
    assert largest.startswith("assault told 27 September 2017, intensity −9.0; accuse told")
    assert page.index('href="/event/e-1202"') < page.index('href="/event/e-1200"')


@pytest.mark.parametrize(
    ("asked", "period", "first", "count"),
    [("", "week", "2017-12-25", 52), ("&period=month", "month", "2017-12-01", 12)],
)
def test_every_period_of_which_something_was_read_is_in_a_table(
    client: TestClient, asked: str, period: str, first: str, count: int
) -> None:
    page = shown(client, f"/dyad/anomalies?{PAIR}{asked}")
    every = rows(page[page.index('id="every"') :])
    assert (every[0][0], len(every)) == (first, count)
    assert {row[5] for row in every[-8:]} == {"unknown"}
    assert f"<b>{period}</b>" in page


def test_who_answers_whom_is_told_and_in_a_table(client: TestClient) -> None:
    page = shown(client, f"/dyad/reactions?{PAIR}")
    said = re.findall(r"<p><bdi>([^<]*)</bdi></p>", page)
    assert said == [
        "Russia answers conflict by France in kind: 10 of 16 days with such acts were followed by "
        "one within 7 days, after 3 days as a rule. That is 62%, against 25% of all days."
    ]
    every = {(row[0], row[1]): row for row in rows(page)}
    assert len(every) == 8
    answered = every["conflict by France", "conflict, in kind"]
    assert (answered[2:4], answered[7:]) == (["16", "10"], ["3", "more than chance"])
    assert every["conflict by Russia", "conflict, in kind"][8] == "no more than chance"


def test_a_shorter_window_leaves_answers_out(client: TestClient) -> None:
    page = shown(client, f"/dyad/reactions?{PAIR}&window=2")
    assert "Neither side answers the other" in page
    assert "1 to 2 days later" in page


def test_the_page_of_a_dyad_leads_to_them_with_what_counts(client: TestClient) -> None:
    page = shown(client, f"/dyad?{PAIR}&source=Weekly&since=2017-03-01&half_life=10")
    panels = [unescape(found) for found in re.findall(r'data-panel="([^"]*)"', page)]
    assert [panel.partition("?")[0] for panel in panels] == ["/dyad/anomalies", "/dyad/reactions"]
    for panel in panels:
        assert f'href="{panel}"'.replace("&", "&amp;") in page  # without scripts
        found = shown(client, panel)
        assert "source=Weekly" in panel
        assert page.count('class="panel"') == 0
        assert found.count('class="panel"') == 1
        back = re.search(r'<a href="(/dyad\?[^"]*)"', found)
        assert back is not None
        assert {"source=Weekly", "since=2017-03-01"} <= set(unescape(back[1]).split("&"))


def test_what_counts_is_what_they_look_at(client: TestClient) -> None:
    page = shown(client, f"/dyad/anomalies?{PAIR}&source=Weekly")
    assert "no weeks told of more conflict" in page
    assert "1 week told" in shown(client, f"/dyad/anomalies?{PAIR}&until=2017-10-31&source=Daily")


def test_where_nothing_was_read_no_panel_is_offered(client: TestClient) -> None:
    assert "data-panel" not in shown(client, "/dyad")
    assert "data-panel" not in shown(client, f"/dyad?{PAIR}&until=2015-01-01")
    page = shown(client, f"/dyad/anomalies?{PAIR}&until=2015-01-01")
    assert "Too little was read to hold any week against those before it." in page
    assert "Too few actions" in shown(client, f"/dyad/reactions?{PAIR}&until=2015-01-01")


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (f"/dyad/anomalies?{PAIR}&period=hour", "no period 'hour'; there are day, week, month"),
        (f"/dyad/anomalies?{PAIR}&since=soon", "since"),
        ("/dyad/anomalies?one=FRA&other=Nowhereland", "Nowhereland"),
        ("/dyad/anomalies", "name two sides"),
        (f"/dyad/reactions?{PAIR}&window=0", "is not a number from 1 to 366"),
        (f"/dyad/reactions?{PAIR}&source=Monthly", "no source 'Monthly'"),
        ("/dyad/reactions?one=FRA", "name two sides"),
    ],
)
def test_what_is_wrong_is_said(client: TestClient, address: str, words: str) -> None:
    answer = client.get(address, headers={"Accept": "text/html"})
    assert (answer.status_code, words in unescape(answer.text)) == (422, True), answer.text
