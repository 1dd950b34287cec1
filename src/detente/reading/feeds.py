"""Feeds, RSS and Atom of any version and JSON Feed: every item is one document.

Its text is the item's full text, else its summary, else its title. feedparser reads the XML,
also where it is not well formed.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, BinaryIO

from detente.reading.documents import build
from detente.reading.records import Origin, Reading, UnreadableError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["MAX_FEED_BYTES", "Feed", "Item", "documents", "from_json_feed", "is_feed", "parse"]

MAX_FEED_BYTES = 20_000_000
"""The largest feed that is read; feeds take some hundred thousand bytes."""

FEED = re.compile(rb"<(rss|feed|rdf:RDF)[\s>]")
SITEMAP = re.compile(rb"<(urlset|sitemapindex)[\s>]")
JSON_FEED = "https://jsonfeed.org/version/"
GIVE_A_FEED = "give RSS, Atom or JSON Feed"
BLOCKS = frozenset(
    {"p", "div", "br", "li", "ul", "ol", "tr", "table", "blockquote", "section", "article"}
    | {"figure", "pre", "hr", "h1", "h2", "h3", "h4", "h5", "h6"}
)
UNSEEN = ("script", "style", "template", "noscript")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of a feed.

    `id` is the feed's own name for it, else its address; None when it has neither. `text` is its
    full text or summary without markup, None when it has none; `full` tells that it is the full
    one.
    """

    id: str | None = None
    url: str | None = None
    title: str | None = None
    text: str | None = None
    published: date | None = None
    full: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed with its items in order; `fault` says how it is not well formed, None when it is."""

    title: str | None = None
    language: str | None = None
    items: tuple[Item, ...] = ()
    fault: str | None = None


def is_feed(data: bytes) -> bool:
    """Tell whether data begins as an RSS or Atom feed does."""
    return data.lstrip()[:1] == b"<" and FEED.search(data[:4096]) is not None


def documents(stream: BinaryIO, origin: Origin) -> Iterator[Reading]:
    """Yield the items of a feed.

    Raises:
        UnreadableError: the file is no feed, or larger than `MAX_FEED_BYTES`.
    """
    data = stream.read(MAX_FEED_BYTES + 1)
    try:
        feed = parse(data)
    except ValueError as error:
        raise UnreadableError(origin, str(error), GIVE_A_FEED) from None
    yield from _of_feed(feed, origin)


def from_json_feed(value: Mapping[str, object], origin: Origin) -> Iterator[Reading] | None:
    """Yield the items of a JSON Feed; None when the value is none."""
    if not str(value.get("version")).startswith(JSON_FEED):
        return None
    return _of_feed(_json_feed(value), origin)


def parse(data: bytes) -> Feed:
    """Return the feed that the bytes hold, RSS, Atom or JSON Feed.

    Raises:
        ValueError: it is none, or larger than `MAX_FEED_BYTES`; the message says what it is.
    """
    if len(data) > MAX_FEED_BYTES:
        raise ValueError(f"larger than {MAX_FEED_BYTES:,} bytes, the limit of a feed")
    if data.lstrip()[:1] == b"{":
        return _parsed_json(data)
    import feedparser

    found = feedparser.parse(io.BytesIO(data), sanitize_html=False)
    if not found.get("version"):
        what = "is a sitemap, which names pages but holds none"
        raise ValueError(what if SITEMAP.search(data[:4096]) else "is no feed that can be read")
    return Feed(
        title=_words(found.feed.get("title")),
        language=found.feed.get("language"),
        items=tuple(_item(entry) for entry in found.entries),
        fault=_fault(found),
    )


def _fault(found: Mapping[str, Any]) -> str | None:
    """Return how a feed is broken; a wrong word about its encoding is put right in reading it."""
    from feedparser import CharacterEncodingOverride, NonXMLContentType

    error = found.get("bozo_exception")
    if error is None or isinstance(error, CharacterEncodingOverride | NonXMLContentType):
        return None
    return str(error)


def _item(entry: Mapping[str, Any]) -> Item:
    whole = max((part.get("value") or "" for part in entry.get("content", ())), key=len, default="")
    links = (link.get("href") for link in entry.get("links", ()) if link.get("rel") != "enclosure")
    url = next((link for link in links if link and link.startswith(("http:", "https:"))), None)
    return Item(
        id=entry.get("id") or url,
        url=url,
        title=_words(entry.get("title")),
        text=plain_text(whole) or plain_text(entry.get("summary") or ""),
        published=_day(entry.get("published") or entry.get("updated")),
        full=bool(whole),
    )


def _parsed_json(data: bytes) -> Feed:
    from detente.reading.rows import parsed

    value = parsed(data)
    if not isinstance(value, dict) or not str(value.get("version")).startswith(JSON_FEED):
        raise ValueError("is JSON, but no JSON Feed")
    return _json_feed(value)


def _json_feed(value: Mapping[str, object]) -> Feed:
    entries = value.get("items")
    items = entries if isinstance(entries, list) else []
    return Feed(
        title=_words(value.get("title")),
        language=_text(value.get("language")),
        items=tuple(_json_item(item) for item in items if isinstance(item, Mapping)),
    )


def _json_item(item: Mapping[str, object]) -> Item:
    marked, bare = _text(item.get("content_html")), _text(item.get("content_text"))
    return Item(
        id=_text(item.get("id")) or _text(item.get("url")),
        url=_text(item.get("url")),
        title=_words(item.get("title")),
        text=plain_text(marked or "") or bare or _text(item.get("summary")),
        published=_day(_text(item.get("date_published")) or _text(item.get("date_modified"))),
        full=bool(marked or bare),
    )


def _of_feed(feed: Feed, origin: Origin) -> Iterator[Reading]:
    if feed.fault:
        yield origin.remark(None, f"not well formed ({feed.fault}); read as far as it can be")
    if not feed.items:
        yield origin.unread(None, "has no items")
    for number, item in enumerate(feed.items, 1):
        yield from build(
            origin,
            number,
            id=item.id or f"{origin.stem}:{number}",
            text=item.text or item.title or "",
            title=item.title,
            published=item.published,
            source=feed.title,
            url=item.url,
            language=feed.language,
        )


def _day(text: str | None) -> date | None:
    """Return the day of a date as feeds write it, in its own time zone; None when it is none."""
    words = (text or "").strip()
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(words).date()
        except (ValueError, OverflowError):  # a number of twenty digits for a year
            continue
    return _odd_day(words)


def _odd_day(words: str) -> date | None:
    """Return the day of a date in a form that no standard has but some feeds do."""
    from feedparser.datetimes import _parse_date

    try:
        found = _parse_date(words) if words else None
        return date(*found[:3]) if found else None
    except (ValueError, OverflowError):
        return None


def plain_text(markup: str) -> str | None:
    """Return the text of a piece of HTML, a line for each block of it; None when it has none."""
    from lxml import etree, html

    if "<" not in markup and "&" not in markup:
        return markup.strip() or None
    try:
        tree = html.fragment_fromstring(markup, create_parent="div")
    except (etree.ParserError, ValueError):  # nothing but comments, or control characters
        return None
    lines = (" ".join(line.split()) for line in "".join(_pieces(tree)).split("\n"))
    return "\n".join(line for line in lines if line) or None


def _pieces(element: HtmlElement) -> Iterator[str]:
    """Yield the text of an element in order, line ends around its blocks."""
    unseen = not isinstance(element.tag, str) or element.tag in UNSEEN
    edge = "\n" if element.tag in BLOCKS else ""
    yield edge
    if not unseen:
        yield (element.text or "").replace("\n", " ")
        for child in element:
            yield from _pieces(child)
            yield (child.tail or "").replace("\n", " ")
    yield edge


def _text(value: object) -> str | None:
    return str(value).strip() or None if isinstance(value, str | int) else None


def _words(value: object) -> str | None:
    """Return a title on one line, without markup."""
    text = plain_text(value) if isinstance(value, str) else None
    return " ".join(text.split()) if text else None
