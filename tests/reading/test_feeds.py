"""Feeds of every kind, well formed or not."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from datetime import date

import pytest

from detente.model import Document
from detente.reading import Reading, Remark, Unread
from detente.reading.feeds import is_feed, parse, plain_text

Got = Callable[[str, bytes | str], list[Reading]]

RSS = """<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"
xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Example News</title>
<language>en</language>{items}</channel></rss>"""
ITEM = """<item><title>Café &amp; talks</title><link>https://example.org/1</link>
<guid isPermaLink="false">n1</guid><pubDate>Sun, 06 Sep 2009 23:20:00 -0400</pubDate>
<description>&lt;p&gt;Only a summary.&lt;/p&gt;</description>{content}</item>"""
FULL = "<content:encoded><![CDATA[<p>Ministers met.</p><script>x</script><p>They left.</p>]]>"
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Example</title><entry>
<title>One</title><id>urn:1</id><link rel="enclosure" href="https://example.org/1.mp3"/>
<link href="https://example.org/1"/><updated>2003-12-13T23:30:02-05:00</updated>
<summary>Short.</summary></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Old</title></channel><item rdf:about="https://example.org/1"><title>One</title>
<link>https://example.org/1</link><dc:date>2003-12-13</dc:date></item></rdf:RDF>"""


def rss(*items: str, encoding: str = "utf-8") -> str:
    return RSS.format(encoding=encoding, items="".join(items))


def test_an_item_is_a_document(got: Got) -> None:
    (document,) = got("a.rss", rss(ITEM.format(content=FULL + "</content:encoded>")))
    assert document == Document(
        id="n1",
        text="Ministers met.\nThey left.",
        title="Café & talks",
        published=date(2009, 9, 6),
        source="Example News",
        url="https://example.org/1",
        language="en",
    )


@pytest.mark.parametrize(
    ("name", "content", "text", "day"),
    [
        ("a.rss", rss(ITEM.format(content="")), "Only a summary.", date(2009, 9, 6)),
        ("a.atom", ATOM, "Short.", date(2003, 12, 13)),
        ("a.xml", RDF, "One", date(2003, 12, 13)),
        ("a.xml.gz", gzip.compress(ATOM.encode()), "Short.", date(2003, 12, 13)),
        (
            "a.rss",
            rss(ITEM.format(content=""), encoding="iso-8859-1").encode("iso-8859-1"),
            "Only a summary.",
            date(2009, 9, 6),
        ),
        (
            "a.json",
            json.dumps(
                {
                    "version": "https://jsonfeed.org/version/1.1",
                    "items": [
                        {"id": 1, "content_html": "<p>A</p><p>B", "date_published": "2021-10-29"}
                    ],
                }
            ),
            "A\nB",
            date(2021, 10, 29),
        ),
    ],
)
def test_feeds_of_every_kind(
    got: Got, name: str, content: bytes | str, text: str, day: date
) -> None:
    (document,) = got(name, content)
    assert isinstance(document, Document)
    assert document.text == text
    assert document.published == day
    assert document.title is None or document.title in {"Café & talks", "One"}


def test_broken_markup_is_read_as_far_as_it_can_be(got: Got) -> None:
    remark, first, second = got("a.rss", rss(ITEM.format(content=""), "<item><title>Two")[:-20])
    assert isinstance(remark, Remark)
    assert "not well formed" in remark.problem
    assert isinstance(first, Document)
    assert isinstance(second, Document | Unread)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("<urlset><url><loc>https://example.org/</loc></url></urlset>", "is a sitemap"),
        ("<note>Hello</note>", "is no feed that can be read"),
        ("", "is no feed that can be read"),
        ("<rss version='2.0'><channel><title>A</title></channel></rss>", "has no items"),
        ("a" * 20_000_001, "larger than 20,000,000 bytes"),
    ],
)
def test_what_is_no_feed(got: Got, content: str, problem: str) -> None:
    (unread,) = got("a.xml", content)
    assert isinstance(unread, Unread)
    assert problem in unread.problem


def test_entities_do_not_grow_without_end() -> None:
    names = [f'<!ENTITY a{k} "{f"&a{k - 1};" * 10}">' for k in range(1, 12)]
    bomb = f'<!DOCTYPE rss [<!ENTITY a0 "ha">{"".join(names)}]>'
    items = "<item><title>&a11;</title><link>https://example.org/1</link></item>"
    feed = parse((bomb + rss(items).partition("?>")[2]).encode())
    assert all(len(item.title or "") < 1_000 for item in feed.items)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Plain words", "Plain words"),
        ("<p>One<br>Two</p>Three &amp; four", "One\nTwo\nThree & four"),
        ("<b>Bold</b>, <i>not</i>\nparted", "Bold, not parted"),
        ("<style>p {}</style>", None),
        ("<!-- nothing -->", None),
        ("", None),
    ],
)
def test_markup_becomes_lines(markup: str, text: str | None) -> None:
    assert plain_text(markup) == text


def test_a_feed_is_told_by_its_beginning() -> None:
    assert is_feed(ATOM.encode())
    assert is_feed(rss().encode())
    assert not is_feed(b"See <rss> feeds")
    assert not is_feed(b"<urlset>")
