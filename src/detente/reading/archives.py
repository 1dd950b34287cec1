"""Web archives, WARC and ARC, plain or packed: every page in them is one document.

A page gets its number in the archive as id and the address that it was fetched from. Its date is
the one that it declares, else the day of its capture, with a remark that says so. What holds no
article, such as requests, pictures and redirections, is counted in a remark at the end.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from detente.reading import encoding, webpage
from detente.reading.arcs import from_arc
from detente.reading.documents import build
from detente.reading.records import Origin, Reading, Remark, Unread, UnreadableError
from detente.reading.warcs import GZIP, WITH_ARTICLES, Record, from_warc

__all__ = ["documents"]

PAGES = frozenset({"text/html", "application/xhtml+xml"})
PEEK = 4_096


def documents(stream: BinaryIO, origin: Origin) -> Iterator[Reading]:
    """Yield the pages of a web archive; every record that cannot be read is named.

    Raises:
        UnreadableError: the file is no web archive.
    """
    head = stream.read(PEEK)
    stream.seek(0)
    if not head:
        raise UnreadableError(origin, "an empty file")
    read = from_arc if _unpacked(head).startswith(b"filedesc:") else from_warc
    left_out: Counter[str] = Counter()
    for record in read(stream, origin):
        if isinstance(record, Unread):
            yield record
        elif reason := _no_article(record):
            left_out[reason] += 1
            if record.cut:
                yield origin.unread(record.number, f"{record.kind}: cut off: {record.cut}")
        else:
            for reading in _of_record(record, origin):
                yield _placed(reading, record)
    if left_out:
        kinds = ", ".join(f"{count:,} {reason}" for reason, count in left_out.most_common())
        yield origin.remark(None, f"records that hold no article left out: {kinds}")


def _unpacked(head: bytes) -> bytes:
    if not head.startswith(GZIP):
        return head
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head)
    except zlib.error:
        return b""


def _no_article(record: Record) -> str | None:
    """Return in a word why a record has no article, None when it may have one."""
    if record.kind not in WITH_ARTICLES:
        return record.kind
    if (record.url or "").startswith("metadata:"):  # wget's log of its own work
        return "about the crawl"
    if record.fault:
        return None
    if record.status is not None and not 200 <= record.status < 300:
        return f"of status {record.status}"
    if record.media is None and webpage.is_page(record.body):
        return None
    return None if record.media in PAGES | {"text/plain"} else record.media or "of no known kind"


def _of_record(record: Record, origin: Origin) -> Iterator[Reading]:
    if record.cut:
        yield origin.remark(record.number, f"cut off: {record.cut}")
    if record.fault:
        yield origin.unread(record.number, record.fault)
        return
    if record.media == "text/plain":
        yield from _of_text(record, origin)
        return
    yield from webpage.from_page(
        record.body,
        origin,
        record.number,
        id=f"{origin.stem}:{record.number}",
        charset=record.charset,
        url=record.url,
        captured=record.captured,
        extra=_extra(record),
    )


def _of_text(record: Record, origin: Origin) -> Iterator[Reading]:
    try:
        text, _ = encoding.decode(record.body, record.charset)
    except ValueError as error:
        yield origin.unread(record.number, str(error))
        return
    if record.captured:
        yield webpage.captured_remark(origin, record.number, record.captured)
    yield from build(
        origin,
        record.number,
        id=f"{origin.stem}:{record.number}",
        text=text,
        published=record.captured,
        url=record.url,
        extra=_extra(record),
    )


def _extra(record: Record) -> dict[str, object]:
    return {
        "record": record.id,
        "captured": record.captured.isoformat() if record.captured else None,
    }


def _placed(reading: Reading, record: Record) -> Reading:
    """Return a fault or remark with the address that it is about."""
    if not isinstance(reading, Unread | Remark) or not record.url:
        return reading
    return replace(reading, problem=f"{record.url}: {reading.problem}")
