"""The records of an ARC file, the form of web archives before WARC, plain or packed."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, BinaryIO

from detente.reading.records import Origin, Unread
from detente.reading.warcs import MAX_BLOCK_BYTES, Record, media_of

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

__all__ = ["from_arc"]


def from_arc(stream: BinaryIO, origin: Origin) -> Iterator[Record | Unread]:
    """Yield the records of an ARC file, one in memory at a time, and what could not be read."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    logging.getLogger("warcio").addHandler(logging.NullHandler())  # we report ourselves
    number = 0
    try:
        for raw in ArchiveIterator(stream, arc2warc=True):
            number += 1
            yield _record(raw, number)
    except (ArchiveLoadFailed, OSError, ValueError, EOFError) as error:
        problem = f"what stands behind record {number} cannot be read: {error}"
        yield origin.unread(number + 1, problem)


def _record(raw: ArcWarcRecord, number: int) -> Record:
    captured = raw.rec_headers.get_header("WARC-Date")
    common = Record(
        number=number,
        kind=raw.rec_type,
        url=raw.rec_headers.get_header("WARC-Target-URI"),
        captured=date.fromisoformat(captured[:10]) if captured else None,
    )
    if raw.rec_type != "response":
        return common
    body = raw.content_stream().read(MAX_BLOCK_BYTES + 1)
    fault = None
    if raw.http_headers is None or not raw.http_headers.get_statuscode().isdigit():
        fault = "not an answer over HTTP"
    elif len(body) > MAX_BLOCK_BYTES:
        fault = f"more than {MAX_BLOCK_BYTES:,} bytes, the limit"
    if fault is not None:
        return replace(common, fault=fault)
    media, charset = media_of(raw.http_headers.get_header("Content-Type"))
    return replace(
        common,
        status=int(raw.http_headers.get_statuscode()),
        media=media,
        charset=charset,
        body=body,
    )
