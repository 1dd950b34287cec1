"""Pages as they are sent: what they say, what they refuse, and that texts stay texts."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from html import unescape
from importlib import resources
from typing import Any

import pytest
from starlette.testclient import TestClient

from detente.analysis.chart import INKS
from detente.errors import InputError
from detente.model import Annotation, Document, Event, Label, Mention, Passed, Sentence, Span
from detente.model.shapes import annotation_shape
from detente.storage import Store, shelve
from detente.web import Context, create_app

HOSTILE = "</p><script>alert(1)</script><img src=x onerror=alert(2)> \"' & \u202eevil\u202c \x00"
SENDING = {"X-Detente": "1", "Origin": "http://testserver"}
ADDRESSES = (
    "/",
    "/?days=36500&until=2016-10-10",
    "/search",
    "/search?q=France",
    "/search?q=France+-+Russia",
    "/dyad",
    "/dyad?one=France&other=RUS",
    "/dyad?one=FRA&other=Azure+Front&include=planned&reported=true&half_life=10",
    "/dyad/anomalies?one=FRA&other=RUS&period=day",
    "/dyad/reactions?one=FRA&other=Azure+Front",
    "/event/e-a",
    "/event/e-c",
    "/document/a",
    "/document/g",
    "/network",
    "/network?by=name",
    "/data",
    "/data?q=lying&sort=confidence",
    "/decisions",
    "/try",
)


@dataclass
class MadeUpCoder:
    """Codes every text as one thing said by nobody, and keeps what it was asked."""

    fault: str | None = None

    def code(self, text: str, *, title: str | None = None, published: date | None = None) -> Any:  # noqa: ANN401 (as in the protocol)
        if self.fault:
            raise InputError(self.fault)
        label = Label(type="ACCUSE", quad=3, intensity=-3.0)
        sentence = Sentence(index=0, start=0, end=len(text), text=text, tokens=())
        mention = Mention(
            id="m", sentence=sentence, trigger=Span(0, 4, text[:4]), label=label, act=label,
            trace=(f"type: {title or 'no title'}, {published}",),
        )  # fmt: skip
        event = Event(id="e", mentions=(mention,), documents=("x",), sources=1, best=mention)
        return annotation_shape(
            Annotation(
                document=Document(id="x", text=text),
                sentences=(sentence,),
                mentions=(mention,),
                events=(event,),
                passed=(Passed(sentence=0, start=0, end=4, text=text[:4], reason="no rule"),),
            )
        )


@pytest.fixture
def coding(context: Context) -> TestClient:
    return TestClient(create_app(replace(context, coder=MadeUpCoder())))


def shown(client: TestClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return answer.text


@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_are_whole_and_load_from_here_alone(client: TestClient, address: str) -> None:
    page = shown(client, address)
    assert page.startswith("<!doctype html>")
    assert page.rstrip().endswith("</html>")
    assert page.count("<h1") == page.count("<main") == page.count("<title>") == 1
    loaded = re.findall(r'(?:src|href|action|formaction)="([^"]*)"', page)
    assert [target for target in loaded if not re.match(r"/(?!/)|#|data:,|\?", target)] == []
    assert "style=" not in page
    assert not re.search(r"\son[a-z]+=", page)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_field_is_labelled(client: TestClient, address: str) -> None:
    page = shown(client, address)
    for field in re.findall(r"<(?:input|select|textarea)\b[^>]*>", page):
        before = page[: page.index(field)]
        inside = before.rfind("<label") > before.rfind("</label>")
        name = re.search(r'id="([^"]+)"', field)
        named = name is not None and f'for="{name[1]}"' in page
        assert inside or named or 'type="hidden"' in field, field


@pytest.mark.parametrize("asked", ["", "?by=name&least=1&since=2016-10-01&until=2016-10-31"])
def test_the_drawing_of_a_network_is_fetched_from_where_its_page_says(
    client: TestClient, asked: str
) -> None:
    page = shown(client, f"/network{asked}")
    (source,) = re.findall(r'data-source="([^"]+)"', page)
    answer = client.get(unescape(source))
    assert answer.headers["content-type"] == "application/json"
    assert "France" in answer.text
    assert "France" in page  # the table says it without the drawing
    assert answer.content == client.get(unescape(source)).content


def test_the_drawing_of_a_network_refuses_what_its_page_refuses(client: TestClient) -> None:
    answer = client.get("/network/figure?by=hat")
    assert answer.status_code == 422
    assert "by country or by name" in answer.text


def test_tables_have_captions_and_figures_words(client: TestClient) -> None:
    for address in ADDRESSES:
        page = shown(client, address)
        assert page.count("<table") == page.count("<caption")
        assert page.count("<figure") == page.count('role="img" aria-label="')


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/event/nothing", 404, "no such event"),
        ("/document/nothing", 404, "no such document"),
        ("/?until=yesterday", 422, "is not a date like 2016-10-14"),
        ("/?until=9999-12-31", 422, "lies outside the years 1000 to 2999"),
        ("/?days=0", 422, "is not a number from 1"),
        ("/network?by=hat", 422, "by country or by name"),
        ("/network?since=2016-10-02&until=2016-10-01", 422, "lies before"),
        ("/dyad?one=FRA&other=RUS&confidence=x", 422, "is not a number from 0 to 1"),
        ("/dyad?one=FRA&other=RUS&confidence=nan", 422, "is not a number from 0 to 1"),
        ("/network?minimum=0", 422, "is not a number from 1"),
        ("/dyad?one=FRA&other=RUS&half_life=nan", 422, "is not a number"),
        ("/search?q=" + "x" * 300, 422, "200 characters at most"),
        ("/assets/nothing.js", 404, "nothing.js"),
    ],
)
def test_what_is_wrong_is_said(client: TestClient, address: str, status: int, words: str) -> None:
    answer = client.get(address, headers={"Accept": "text/html"})
    assert (answer.status_code, words in answer.text) == (status, True), answer.text


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/data?quad=9", "quad"),
        ("/data?since=soon", "since"),
        ("/data?type=SANKTION", "did you mean"),
        ("/data?sort=colour", "colour"),
        ("/data?after=nowhere", "cursor"),
        ("/dyad?one=FRA&other=Nowhereland", "Nowhereland"),
    ],
)
def test_a_form_keeps_standing_beside_what_is_wrong_in_it(
    client: TestClient, address: str, words: str
) -> None:
    answer = client.get(address)
    fault = re.search(r'role="alert">([^<]*)<', answer.text)
    assert answer.status_code == 422
    assert fault is not None
    assert words in fault[1]
    assert '<form class="asking"' in answer.text


def test_blanks_of_a_form_ask_for_nothing(client: TestClient) -> None:
    blank = "/data?q=&party=&actor=&recipient=&since=&until=&type=&confidence=0&place=&source="
    assert "7 events" in shown(client, blank)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("party=France,+Syria", "7 events"),
        ("actor=Azure+Front", "1 event"),
        ("recipient=SYR&quad=4", "1 event"),
        ("status=planned", "1 event"),
        ("claimed=false", "6 events"),
        ("q=convoy", "1 event"),
        ("confidence=0.95", "0 events"),
        ("dyad=FRA,RUS", "5 events"),
    ],
)
def test_filters(client: TestClient, query: str, count: str) -> None:
    page = shown(client, f"/data?{query}")
    assert re.search(r'<p role="status">([^<]*)<', page)[1] == count  # type: ignore[index]


def test_every_download_that_is_offered_answers(client: TestClient) -> None:
    offered = re.findall(r'href="(/api/export/[^"]*)"', shown(client, "/data"))
    assert len(offered) > 10
    assert {address: client.get(address).status_code for address in offered} == dict.fromkeys(
        offered, 200
    )


def test_downloads_mean_the_events_that_are_shown(client: TestClient) -> None:
    page = shown(client, "/data?party=SYR&quad=4")
    target = re.search(r'href="(/api/export/csv[^"]*)"', page)
    assert target is not None
    sent = client.get(target[1].replace("&amp;", "&"))
    assert sent.status_code == 200
    assert len(sent.text.splitlines()) == 2  # the heading and the one event


@pytest.mark.parametrize(
    ("asked", "count"),
    [("", "5"), ("?party=SYR", "2"), ("?q=convoy", "1"), ("?since=2016-10-20", None)],
)
def test_what_a_download_leaves_out_for_want_of_a_day_is_told(
    client: TestClient, asked: str, count: str | None
) -> None:
    page = shown(client, f"/data{asked}")
    told = re.search(r'id="undated"><small>(\d+) of these events names? no day', page)
    assert (told and told[1]) == count
    if told:
        formats = page[told.end() : page.index("leave out.")]
        assert "gdelt, " in formats
        assert "phoenix" in formats
        assert "jsonl" not in formats


def test_formats_that_are_said_to_leave_out_the_undated_do(client: TestClient) -> None:
    address = "/data?actor=FRA&status=actual&polarity=positive"
    page = shown(client, address)
    named = re.search(r"they happened, which ([a-z0-9, -]+) leave out", page)
    assert named is not None
    offered = {"acled", "gdelt", "gdelt1", "icews", "phoenix", "polecat", "ucdp", "plover"}
    for name in offered:
        sent = client.get(address.replace("/data", f"/api/export/{name}"))
        held = int(sent.headers["X-Rows"])
        assert held <= 1 or name not in named[1].split(", "), name  # one event alone has a day
        assert held == 3 or name != "plover"


def test_a_list_goes_on_where_it_ended(client: TestClient, store: Store) -> None:
    rows = store.connection.execute("SELECT shape FROM events WHERE id = 'e-a'").fetchall()
    for k in range(60):
        store.connection.execute(
            "INSERT INTO events SELECT * REPLACE (? AS id) FROM events WHERE id = 'e-a'", [f"x{k}"]
        )
    assert rows
    shelve(store.connection)
    first = shown(client, "/data?type=ACCUSE")
    onward = re.search(r'href="([^"]*)" rel="next"', first)
    assert onward is not None
    second = shown(client, onward[1].replace("&amp;", "&"))
    links = [set(re.findall(r'href="/event/([^"]+)"', page)) for page in (first, second)]
    assert (len(links[0]), len(links[1]), links[0] & links[1]) == (50, 13, set())
    assert 'rel="next"' not in second


def test_headings_sort_and_say_how(client: TestClient) -> None:
    page = shown(client, "/data?sort=-confidence&party=FRA")
    assert 'aria-sort="descending"' in page
    again = re.search(r'href="([^"]*)">confidence', page)
    assert again is not None
    assert "sort=confidence" in again[1]
    assert "party=FRA" in again[1]


def test_what_is_unknown_is_said_to_be(client: TestClient) -> None:
    assert "Too little was read to tell" in shown(client, "/")
    assert "mode unknown" in shown(client, "/event/e-a")
    assert "day unknown, told 10 October 2016" in shown(client, "/event/e-g") or "day unknown" in (
        shown(client, "/event/e-g")
    )


def test_an_empty_store_has_pages_too(context: Context) -> None:
    for table in ("documents", "events", "mentions", "shelf_events", "shelf_pairs"):
        context.store.connection.execute(f"DELETE FROM {table}")
    client = TestClient(create_app(context))
    assert "holds no events yet" in shown(client, "/")
    assert "No event fits" in shown(client, "/data")
    assert "No two sides" in shown(client, "/network")
    assert "Nothing was read" in shown(client, "/dyad?one=FRA&other=RUS")


def test_an_event_shows_its_words_by_role_and_why(client: TestClient) -> None:
    page = shown(client, "/event/e-b")
    assert re.search(r'class="r-trigger "><span class="unseen">\[did what:\] </span>accused<', page)
    assert "<bdi>Someone</bdi>" in page
    assert "type: rule made-up" in page
    assert "4 October 2016" in page


def test_a_search_leads_to_dyads_sides_events_and_documents(client: TestClient) -> None:
    assert 'href="/dyad?one=FRA&amp;other=RUS"' in shown(client, "/search?q=France+–+Russia")
    page = shown(client, "/search?q=France")
    assert 'href="/data?party=FRA"' in page
    assert 'href="/dyad?one=FRA&amp;other=RUS"' in page
    assert "No event holds all" in shown(client, "/search?q=unheard")


def test_hostile_words_are_shown_as_words(client: TestClient, store: Store) -> None:
    text = f"France accused Russia. {HOSTILE}"
    store.connection.execute(
        "UPDATE documents SET text = ?, title = ?, source = ?, url = 'javascript:alert(3)' "
        "WHERE id = 'a'",
        [text, HOSTILE, HOSTILE],
    )
    for table in ("events", "mentions"):
        store.connection.execute(
            f'UPDATE {table} SET shape = replace(shape, \'"name": "Russia"\', ?)',
            ['"name": "Russia<script>alert(4)</script>"'],
        )
    shelve(store.connection)
    for address in (*ADDRESSES, "/network?by=name", "/search?q=alert"):
        page = shown(client, address)
        scripts = re.findall(r"<script[^>]*>(.*?)</script>", page, re.DOTALL)
        assert not any("alert" in script and "<" in script for script in scripts), address
        assert "<script>alert" not in page
        assert "<img" not in page
        assert "javascript:" not in page
        assert "\u202e" not in page
        assert "\x00" not in page
    assert "⟨U+202E⟩evil" in shown(client, "/document/a")


def test_a_verdict_is_kept_and_taken_back(client: TestClient) -> None:
    form = {"mention": "m-a", "verdict": "wrong"}
    answer = client.post("/event/e-a/say", data=form, headers=SENDING)
    assert answer.status_code == 200
    assert "Kept: this mention is wrong." in answer.text
    assert "You said: wrong." in answer.text
    form["verdict"] = "undo"
    assert "You said: taken back." in client.post("/event/e-a/say", data=form, headers=SENDING).text


def test_another_type_is_kept(client: TestClient) -> None:
    form = {"mention": "m-a", "verdict": "retyped", "label": "REJECT/meet"}
    page = client.post("/event/e-a/say", data=form, headers=SENDING).text
    assert "You said: it is reject: meet." in page


@pytest.mark.parametrize(
    ("path", "form", "status", "words"),
    [
        ("say", {"mention": "m-a", "verdict": "retyped", "label": ""}, 422, "choose the type"),
        ("say", {"mention": "m-a", "verdict": "retyped", "label": "HAT"}, 422, "HAT"),
        ("say", {"mention": "m-a", "verdict": "perhaps"}, 422, "say right, wrong"),
        ("say", {"mention": "m-none", "verdict": "right"}, 404, "m-none"),
        ("split", {}, 422, "tick the mentions"),
        ("merge", {"other": ""}, 422, "id of the other event"),
        ("merge", {"other": "nothing"}, 404, "nothing"),
    ],
)
def test_what_a_form_gets_wrong_is_said(
    client: TestClient, path: str, form: dict[str, str], status: int, words: str
) -> None:
    answer = client.post(f"/event/e-a/{path}", data=form, headers=SENDING)
    assert (answer.status_code, words in answer.text) == (status, True), answer.text


@pytest.mark.parametrize("address", [*ADDRESSES, "/event/e-b", "/event/e-g"])
def test_every_form_that_changes_something_is_sealed(client: TestClient, address: str) -> None:
    page = shown(client, address)
    forms = re.findall(r"<form\b[^>]*>.*?</form>", page, flags=re.DOTALL)
    changing = [form for form in forms if 'method="post"' in form]
    assert [form for form in changing if 'name="seal" value="' not in form] == []
    assert bool(changing) is address.startswith(("/event", "/try"))


def test_a_text_is_coded_without_scripts(coding: TestClient) -> None:
    found = re.search(r'name="seal" value="([^"]+)"', shown(coding, "/try"))
    assert found is not None
    page = coding.post("/try", data={"text": "Zap France", "seal": found[1]}).text
    assert "1 event" in page


def test_a_store_to_be_read_only_shows_no_forms_that_change_it(context: Context) -> None:
    client = TestClient(create_app(replace(context, read_only=True)))
    assert 'method="post"' not in shown(client, "/event/e-a")
    form = {"mention": "m-a", "verdict": "wrong"}
    assert client.post("/event/e-a/say", data=form, headers=SENDING).status_code == 503


def test_a_text_is_coded_on_the_page(coding: TestClient) -> None:
    form = {"text": "Zap <b>France</b>\r\nnow", "published": "2016-10-14"}
    page = coding.post("/try", data=form, headers=SENDING).text
    assert "1 event" in page
    assert "Zap </span>&lt;b&gt;France&lt;/b&gt;\nnow" in page
    assert "2016-10-14" in page
    assert "no rule" in page


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"text": "  "}, "paste a text first"),
        ({"text": "x" * 20_001}, "20,000 characters at most"),
        ({"text": "France", "published": "soon"}, "is not a date"),
    ],
)
def test_a_text_that_cannot_be_coded(coding: TestClient, form: dict[str, str], words: str) -> None:
    answer = coding.post("/try", data=form, headers=SENDING)
    assert (answer.status_code, words in answer.text) == (422, True)
    assert "<textarea" in answer.text


def test_without_a_coder_pages_say_so(client: TestClient) -> None:
    assert "codes no texts" in client.post("/try", data={"text": "x"}, headers=SENDING).text
    assert "codes no texts" in shown(client, "/document/a?layers=all")


def test_a_document_has_layers_to_switch(coding: TestClient) -> None:
    page = shown(coding, "/document/a")
    assert 'data-more="/document/a?layers=all"' in page
    assert {"layer-mentions", "layer-parties", "layer-passed"} <= set(
        re.findall(r'id="(layer-\w+)"', page)
    )
    fuller = shown(coding, "/document/a?layers=all")
    assert "data-more" not in fuller
    assert {"layer-places", "layer-times", "layer-clauses", "layer-attributions"} <= set(
        re.findall(r'id="(layer-\w+)"', fuller)
    )


def test_a_document_that_cannot_be_read_anew_still_shows_what_is_stored(context: Context) -> None:
    client = TestClient(create_app(replace(context, coder=MadeUpCoder("takes too long"))))
    page = shown(client, "/document/a?layers=all")
    assert "takes too long" in page
    assert 'class="l-mentions l-parties "' in page or "l-mentions" in page


def test_the_style_sheet_has_the_inks_of_the_figures() -> None:
    sheet = (resources.files("detente.web") / "assets" / "page.css").read_text("utf-8")
    light, dark = sheet.split("@media (prefers-color-scheme: dark)")[:2]
    for name, (day, night) in INKS.items():
        assert f"--{name}: {day};" in light
        assert f"--{name}: {night};" in dark


def test_our_scripts_are_served_and_small(client: TestClient) -> None:
    sizes = [
        len(client.get(f"/assets/{name}").content)
        for name in ("page.css", "page.js", "figures.js", "sending.js")
    ]
    assert min(sizes) > 100
    assert sum(sizes) < 30_000


def test_after_a_split_both_events_are_named(client: TestClient) -> None:
    merged = client.post("/event/e-a/merge", data={"other": "e-d"}, headers=SENDING)
    assert "The two are one event now." in merged.text
    address = merged.url.path
    page = client.post(f"{address}/split", data={"mention": "m-d"}, headers=SENDING).text
    status = re.search(r'role="status">(.*?)</p>', page)
    assert status is not None
    told = re.sub(r"<[^>]+>", "", status[1])
    assert told.startswith(
        "The ticked mentions are an event of their own now. It is Russia → France"
    )
    link = re.search(r'<a href="(/event/[^"]+)"', status[1])
    assert link is not None
    assert 'id="mention-m-d"' in shown(client, link[1])
    assert 'id="mention-m-a"' in page


@pytest.mark.parametrize("parted", ["", "nothing", "%3Cscript%3E"])
def test_an_event_that_there_is_not_is_not_named(client: TestClient, parted: str) -> None:
    page = shown(client, f"/event/e-a?said=split&parted={parted}")
    assert re.search(r'role="status">([^<]*)</p>', page)[1] == (  # type: ignore[index]
        "The ticked mentions are an event of their own now."
    )
