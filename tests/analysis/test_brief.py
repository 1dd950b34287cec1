"""Briefs and charts: what stands in them, that nothing hostile acts, that they repeat exactly."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from tests.directions import LETTERS, MARKS, TEXT, mingled

from detente.analysis import (
    Brief,
    Filters,
    Side,
    brief,
    brief_html,
    brief_markdown,
    chart_html,
    draw,
    picture,
)
from detente.errors import SettingError

if TYPE_CHECKING:
    from tests.analysis.conftest import News, StoreOf

FRA, RUS = Side("FRA", "France"), Side("RUS", "Russia")
FIRST, LAST = date(2016, 10, 1), date(2016, 10, 31)
HOSTILE = (
    'Paris accused </blockquote><script>alert("x")</script><img src=x onerror=alert(1)> '
    "\u202eevil\u202c [link](javascript:alert(1)) of lying."
)


class Tags(HTMLParser):
    """Every tag of a page with its attributes, and whether tags are closed as they were opened."""

    VOID = frozenset({"meta", "br", "img", "link", "hr", "path", "use", "rect"})

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag


def tags_of(page: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = Tags()
    parser.feed(page)
    assert parser.open == []
    return parser.seen


@pytest.fixture
def hostile(store_of: StoreOf, news: type[News]) -> Brief:
    store = store_of(
        news(
            document="<b>one</b>",
            printed="2016-10-14",
            text=HOSTILE,
            title="<script>title</script> & more",
            source="Wire <i>",
            url="javascript:alert(1)",
            voices=["Paris accused </b"],
        ),
        news(document="two", printed="2016-10-13", type="ASSAULT", url="https://example.org/two"),
        news(document="three", printed="2016-10-12", status="planned"),
        quiet=["2016-10-12"] * 8 + ["2016-09-20"],
    )
    return brief(store, FRA, RUS, FIRST, LAST)


def test_what_a_brief_holds(hostile: Brief) -> None:
    assert hostile.coverage.documents == 11
    assert (hostile.total.events, hostile.there.events, hostile.back.events) == (2, 2, 0)
    assert [one.occurrence.type for one in hostile.events] == ["ASSAULT", "ACCUSE"]
    assert [one.occurrence.status for one in hostile.aside] == ["planned"]
    assert hostile.claimed == 1
    assert [paper.document for paper in hostile.papers] == ["three", "two", "<b>one</b>"]
    assert [statement.voices for statement in hostile.statements] == [("Paris accused </b",)]
    assert hostile.now is not None
    assert hostile.before is None


def test_hostile_text_is_shown_as_text(hostile: Brief) -> None:
    page = brief_html(hostile)
    tags = tags_of(page)
    assert not [tag for tag, _ in tags if tag in ("script", "img", "i")]
    assert not [name for _, attributes in tags for name in attributes if name.startswith("on")]
    links = [attributes["href"] for tag, attributes in tags if tag == "a"]
    assert links == ["https://example.org/two"]
    assert "&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt;" in page
    assert "\u202e" not in page
    assert "⟨U+202E⟩" in page


def test_hostile_text_is_text_in_markdown_too(hostile: Brief) -> None:
    page = brief_markdown(hostile, "brief.svg")
    assert "<" not in page
    assert "](javascript" not in page.replace("\\]", "")
    assert "\u202e" not in page
    assert page.replace("\\]", "").count("](") == 1  # the chart alone is linked
    assert "(brief.svg)" in page.replace("\\", "")


def test_the_page_asks_for_nothing_from_elsewhere(hostile: Brief) -> None:
    page = brief_html(hostile)
    tags = tags_of(page)
    assert not [a for tag, a in tags if "src" in a or (tag == "link")]
    assert not re.findall(r"url\((?!#)", page)
    assert len(page.encode()) < 400_000


def test_the_page_is_for_screen_readers_too(hostile: Brief) -> None:
    tags = tags_of(brief_html(hostile))
    drawn = [attributes for tag, attributes in tags if tag == "svg"]
    ids = [attributes["id"] for _, attributes in tags if attributes.get("id")]
    assert len(ids) == len(set(ids))
    assert all(attributes["role"] == "img" for attributes in drawn)
    named = {name for a in drawn for name in (a["aria-labelledby"] or "").split()}
    assert named <= set(ids)
    assert ("html", {"lang": "en"}) in tags
    assert [tag for tag, _ in tags].count("h1") == 1


def test_the_same_brief_gives_the_same_bytes(hostile: Brief) -> None:
    assert brief_html(hostile) == brief_html(hostile)
    assert draw(hostile.picture) == draw(hostile.picture)


def test_words_from_right_to_left_are_kept_apart(store_of: StoreOf, news: type[News]) -> None:
    told = news(
        document="one",
        printed="2016-10-14",
        actors=[TEXT],
        voices=[TEXT],
        title=TEXT,
        source=TEXT,
        text=f"accused {TEXT}",
    )
    store = store_of(told, replace(told, document="two", status="planned"))
    report = brief(store, Side(TEXT, TEXT, "name"), RUS, FIRST, LAST)
    assert len(report.events) == len(report.aside) == 1
    for page in (brief_html(report), chart_html(report.picture)):
        assert LETTERS in page
        assert mingled(page) == []
    assert not [mark for mark in MARKS if mark in brief_markdown(report)]


SENTENCES = [
    # what the page must say
    "The 11 documents of October 2016 tell of 2 events between France and Russia: "
    "2 of conflict and none of cooperation.",
    "1 event of these rests on one voice alone.",
    "How it stood a month before is unknown: too little was read then.",
    "Counted are actual events.",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_what_the_page_says(hostile: Brief, sentence: str) -> None:
    text = re.sub(r"\s+", " ", brief_html(hostile).replace("<bdi>", "").replace("</bdi>", ""))
    assert sentence in text
    assert sentence in re.sub(r"\s+", " ", brief_markdown(hostile).replace("\\", ""))


def test_where_nothing_was_read_nothing_is_calm(store_of: StoreOf, news: type[News]) -> None:
    store = store_of(news(document="a", printed="2016-10-14"))
    report = brief(store, FRA, RUS, date(2016, 12, 1), date(2016, 12, 31))
    page = brief_html(report)
    assert "is unknown, not calm." in page
    assert "Nothing was read." in page
    assert "no events" not in page
    assert "unknown" in brief_markdown(report)


def test_a_brief_on_a_dataset_without_texts_is_refused(store_of: StoreOf, news: type[News]) -> None:
    store = store_of(news(document="a", printed="2016-10-14"))
    with pytest.raises(SettingError, match="needs texts"):
        brief(store, FRA, RUS, FIRST, LAST, filters=Filters(dataset="icews"))


def test_an_svg_of_its_own_is_well_formed_and_named(hostile: Brief) -> None:
    root = ElementTree.fromstring(draw(hostile.picture))
    space = "{http://www.w3.org/2000/svg}"
    assert root.tag == f"{space}svg"
    title, words = root.find(f"{space}title"), root.find(f"{space}desc")
    assert title is not None
    assert title.text == "Tension and events between France and Russia"
    assert words is not None
    assert "points per 100 documents" in (words.text or "")
    assert "var(" not in draw(hostile.picture)


def test_colours_of_a_page_follow_its_theme(hostile: Brief) -> None:
    page = chart_html(hostile.picture)
    used = set(re.findall(r"var\(--([a-z-]+)\)", page))
    set_ = set(re.findall(r"--([a-z-]+): #", page))
    assert used <= set_
    assert "prefers-color-scheme: dark" in page


def test_a_store_without_documents_draws_nothing_but_breaks_nothing(store_of: StoreOf) -> None:
    assert picture(store_of(), FRA, RUS).readings == ()
