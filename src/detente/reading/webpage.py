"""Web pages: the article's text, title, date, address and site, without the page around it.

trafilatura finds the article (favouring precision: a line of a menu makes a false event),
htmldate the date, from what the page declares only: a date merely seen in the text is no guess
that can be stood by.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from detente.reading import encoding
from detente.reading.documents import build
from detente.reading.records import Origin, Reading, UnreadableError

if TYPE_CHECKING:
    from trafilatura.settings import Document as Article

__all__ = ["documents", "is_page"]

MAX_BYTES = 10_000_000
"""The largest page that is read; articles take some hundred thousand bytes."""

DECLARED_DATE = {
    "original_date": True,  # the first publication, not the last change
    "extensive_search": False,
    "max_date": "2100-01-01",  # not today: the same page gives the same date next year
}
PAGE = re.compile(
    rb"\A(\xef\xbb\xbf)?\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
SEPARATOR = re.compile(r"\s+[-–—|·*»:]\s+")


def is_page(data: bytes) -> bool:
    """Tell whether data begins as an HTML page does."""
    return PAGE.match(data[:4096]) is not None


def documents(stream: BinaryIO, origin: Origin) -> Iterator[Reading]:
    """Yield the document of a web page; its text is the article's alone.

    Raises:
        UnreadableError: the file is no text, or in no encoding that can be told.
    """
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        yield origin.unread(None, f"a page of more than {MAX_BYTES:,} bytes, the limit")
        return
    text, note = _decoded(data, origin)
    if note:
        yield origin.remark(None, note)
    article = _extracted(text)
    if article is None or not article.text:
        yield origin.unread(None, "no article was found in this page", "give its text as .txt")
        return
    yield from build(
        origin,
        None,
        id=origin.stem,
        text=article.text,
        title=article.title,
        published=article.date,
        source=article.sitename or article.hostname,
        url=article.url,
    )


def _decoded(data: bytes, origin: Origin) -> tuple[str, str | None]:
    charset = CHARSET.search(data[:4096])
    try:
        text, note = encoding.decode(data, charset[1].decode() if charset else None)
    except ValueError as error:
        raise UnreadableError(origin, str(error), "give an HTML page") from None
    return DECLARATION.sub("", text).replace("\0", ""), None if charset else note


def _extracted(text: str) -> Article | None:
    import trafilatura

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # we report ourselves
    logging.getLogger("htmldate").addHandler(logging.NullHandler())
    tree = trafilatura.load_html(text)
    if tree is None:
        return None
    headings = {_letters(heading.text_content()) for heading in tree.iter("h1")}
    article = trafilatura.bare_extraction(
        tree,
        include_comments=False,
        favor_precision=True,
        with_metadata=True,
        date_extraction_params=DECLARED_DATE,
    )
    if article is None or isinstance(article, dict):
        return None
    article.title = _bare(article.title, headings, article.sitename) if article.title else None
    return article


def _bare(title: str, headings: set[str], site: str | None) -> str:
    """Return a title without the name of the site or section behind it."""
    for mark in SEPARATOR.finditer(title):
        head, tail = title[: mark.start()], title[mark.end() :]
        if _letters(head) in headings or _letters(tail) == _letters(site or ""):
            return head
    return title


def _letters(words: str) -> str:
    return re.sub(r"\W+", "", words).casefold()  # quotation marks differ between two tellings
