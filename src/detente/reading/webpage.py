"""Web pages: the article's text, title, date, address and site, without the page around it.

trafilatura finds the article (favouring precision: a line of a menu makes a false event),
htmldate the date, from what the page declares only: a date merely seen in the text is no guess
that can be stood by.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, BinaryIO

from detente.reading import encoding
from detente.reading.documents import build
from detente.reading.records import Origin, Reading, Remark, UnreadableError

if TYPE_CHECKING:
    from trafilatura.settings import Document as Article

__all__ = ["captured_remark", "documents", "from_page", "is_page"]

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
    try:
        _decoded(data, None)
    except ValueError as error:
        raise UnreadableError(origin, str(error), "give an HTML page") from None
    yield from from_page(data, origin, None, id=origin.stem)


def from_page(
    data: bytes,
    origin: Origin,
    line: int | None,
    *,
    id: str,
    charset: str | None = None,
    url: str | None = None,
    published: date | None = None,
    captured: date | None = None,
    extra: Mapping[str, object] | None = None,
) -> Iterator[Reading]:
    """Yield the document of a page, wherever its bytes come from.

    `charset` is what the server said, `url` where it was fetched from. Its date is the one that
    the page declares, else `published`, else, with a remark, the day that it was `captured`.
    """
    try:
        text, note = _decoded(data, charset)
    except ValueError as error:
        yield origin.unread(line, str(error), "give an HTML page")
        return
    if note:
        yield origin.remark(line, note)
    article = _extracted(text, url)
    if article is None or not article.text:
        yield origin.unread(line, "no article was found in this page", "give its text as .txt")
        return
    day = article.date or published
    if day is None and captured:
        yield captured_remark(origin, line, captured)
    yield from build(
        origin,
        line,
        id=id,
        text=article.text,
        title=article.title,
        published=day or captured,
        source=article.sitename or article.hostname,
        url=article.url or url,
        extra=extra,
    )


def captured_remark(origin: Origin, line: int | None, captured: date) -> Remark:
    """Return the remark that a page has no date of its own."""
    return origin.remark(line, f"no date is declared; taken instead, when it was saved: {captured}")


def _decoded(data: bytes, charset: str | None) -> tuple[str, str | None]:
    meta = CHARSET.search(data[:4096])
    declared = charset or (meta[1].decode() if meta else None)
    text, note = encoding.decode(data, declared)
    return DECLARATION.sub("", text).replace("\0", ""), None if declared else note


def _extracted(text: str, url: str | None) -> Article | None:
    import trafilatura

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # we report ourselves
    logging.getLogger("htmldate").addHandler(logging.NullHandler())
    tree = trafilatura.load_html(text)
    if tree is None:
        return None
    headings = {_letters(heading.text_content()) for heading in tree.iter("h1")}
    article = trafilatura.bare_extraction(
        tree,
        url=url,
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
