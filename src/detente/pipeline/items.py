"""What becomes of a feed's item: the document of its page, or of the feed's own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.model import Document
from detente.pipeline.manners import BUSY
from detente.reading import Reading, Remark, Unread
from detente.reading.documents import build
from detente.reading.feeds import Item
from detente.reading.fetching import Answer
from detente.reading.records import Origin
from detente.reading.watchlist import WatchedFeed
from detente.reading.webpage import from_page

__all__ = ["Settled", "Todo", "own_words", "page_problem", "page_words"]

PAGES = frozenset({"text/html", "application/xhtml+xml", None})
"""Media types of pages; what says none may be one."""


@dataclass(frozen=True, slots=True)
class Todo:
    """An item that is not settled, the feed it stands in, and what it is known by."""

    feed: WatchedFeed
    item: Item
    key: str


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of an item: a document, or why there is none; neither: to be tried again."""

    document: Document | None
    outcome: str | None
    steps: list[Unread | Remark]


def page_problem(answer: Answer) -> tuple[str | None, bool]:
    """Return what is wrong with an answer, None when nothing is, and whether that is final."""
    if answer.status != 200:
        final = 400 <= answer.status < 500 and answer.status not in BUSY
        return f"the server answers with status {answer.status}", final
    if answer.media not in PAGES:
        return f"is of type {answer.media}, no page", True
    return None, False


def page_words(one: Todo, origin: Origin, answer: Answer) -> Settled:
    """Return the document of an item's page, else the feed's own words."""
    readings = [
        *from_page(
            answer.body,
            origin,
            None,
            id=one.key,
            charset=answer.charset,
            url=answer.url,
            published=one.item.published,
            extra={"feed": one.feed.url},
        )
    ]
    if unread := next((one for one in readings if isinstance(one, Unread)), None):
        return own_words(one, origin, unread.problem)
    return _settled(readings)


def own_words(one: Todo, origin: Origin, problem: str | None) -> Settled:
    """Return the document of what the feed itself says of an item, with the reason for that."""
    item = one.item
    text = item.text or item.title
    if problem and not text:
        return Settled(None, problem, [origin.unread(None, problem)])
    remark = f"{problem}; the feed's own words are taken instead"
    told: list[Reading] = [origin.remark(None, remark)] if problem else []
    built = build(
        origin,
        None,
        id=one.key,
        text=text or "",
        title=item.title,
        published=item.published,
        source=one.feed.name,
        url=item.url,
        extra={"feed": one.feed.url},
    )
    return _settled([*told, *built])


def _settled(readings: Sequence[Reading]) -> Settled:
    document = next((one for one in readings if isinstance(one, Document)), None)
    steps: list[Unread | Remark] = [one for one in readings if not isinstance(one, Document)]
    unread = next((one for one in readings if isinstance(one, Unread)), None)
    return Settled(document, unread.problem if unread else None, steps)
