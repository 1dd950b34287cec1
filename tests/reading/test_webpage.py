from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from detente.model import Document
from detente.reading import Reading, Unread
from detente.reading.webpage import is_page

Got = Callable[[str, bytes | str], list[Reading]]

WORDS = (
    "The French president cancelled his meeting with the Russian president on Monday. "
    "Moscow said that it regretted the decision, which it called a mistake. "
)
PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="{charset}">
<title>France’s president cancels visit - Example News</title>
<meta property="og:title" content="France’s president cancels visit - Example News">
<meta property="og:site_name" content="Example News">
<link rel="canonical" href="https://example.org/2016/visit">
{date}</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<article><h1>France's president cancels visit</h1>
<p>{words}</p><p>At the Élysée nobody was surprised. {words}</p></article>
<footer>© 2011 Example News. All rights reserved. Subscribe to our newsletter.</footer>
</body></html>"""
DATE = '<meta property="article:published_time" content="2016-10-12T08:00:00+02:00">'


def page(date: str = DATE, charset: str = "utf-8") -> str:
    return PAGE.format(date=date, charset=charset, words=WORDS)


def test_the_article_is_found(got: Got) -> None:
    (document,) = got("a.html", page())
    assert isinstance(document, Document)
    assert document.id == "a"
    assert document.title == "France’s president cancels visit"
    assert document.published == date(2016, 10, 12)
    assert document.url == "https://example.org/2016/visit"
    assert document.source == "Example News"
    assert document.language == "en"
    assert "At the Élysée nobody was surprised." in document.text
    assert "newsletter" not in document.text
    assert "World" not in document.text


def test_no_date_is_better_than_a_guess(got: Got) -> None:
    (document,) = got("a.htm", page(date=""))
    assert isinstance(document, Document)
    assert document.published is None


@pytest.mark.parametrize(
    ("charset", "codec"),
    [("utf-8", "utf-8-sig"), ("windows-1252", "cp1252"), ("iso-8859-1", "cp1252")],
)
def test_a_page_declares_its_encoding(got: Got, charset: str, codec: str) -> None:
    (document,) = got("a.html", page(charset=charset).encode(codec))
    assert isinstance(document, Document)
    assert "At the Élysée nobody" in document.text


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "no article was found in this page"),
        (b"<html></html>", "no article was found in this page"),
        (b"<div>" * 50_000, "no article was found in this page"),
        (b"<p>" + b"a" * 10_000_000, "a page of more than 10,000,000 bytes, the limit"),
        (b"%PDF-1.7", "is a PDF file, not text"),
        (b"\0\1\2\3", "is not text: 4 of its 4 bytes are control characters"),
    ],
)
def test_pages_without_an_article(got: Got, content: bytes, problem: str) -> None:
    (unread,) = got("a.html", content)
    assert isinstance(unread, Unread)
    assert unread.problem == problem


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"<!DOCTYPE html><html>", True),
        (b"\xef\xbb\xbf \n<!-- a --><HTML lang='en'>", True),
        (b"<?xml version='1.0'?><html>", True),
        (b"In <html> pages", False),
        (b"<rss>", False),
    ],
)
def test_a_page_is_told_by_its_beginning(data: bytes, told: bool) -> None:
    assert is_page(data) is told
