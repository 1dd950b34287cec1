"""The records of a WARC file, plain or packed, in order; damage is stepped over and named.

fastwarc reads records and stops at the first fault. Then the file is searched, from behind the
last good record on, for the next place where a record begins, and reading goes on there.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, BinaryIO, Literal

from detente.reading.records import Origin, Unread

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

__all__ = ["GZIP", "MAX_BLOCK_BYTES", "WITH_ARTICLES", "Record", "from_warc", "media_of"]

MAX_BLOCK_BYTES = 10_000_000
"""The largest page taken from a record, as it stands there and when it is unpacked."""

MAX_HEADER_BYTES = 65_536
WITH_ARTICLES = frozenset({"response", "resource", "conversion"})
GZIP = b"\x1f\x8b"
GZIP_MEMBER = GZIP + b"\x08"
PLAIN_RECORD = b"WARC/1."
CHUNK = 1 << 20
PEEK = 4_096


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record of a web archive.

    `number` counts from 1, `kind` is the WARC type. `url` is None for records about the archive
    itself, `captured` the day of the capture where it is told. `status` is that of the HTTP
    answer, None where the record is none; `media` and `charset` are what the answer or the record
    says of its body, None where it says nothing. `body` is unpacked, and empty for kinds that
    hold no article. `fault` says why it cannot be used, `cut` how much of it is missing.
    """

    number: int
    kind: str
    url: str | None = None
    id: str | None = None
    captured: date | None = None
    status: int | None = None
    media: str | None = None
    charset: str | None = None
    body: bytes = b""
    fault: str | None = None
    cut: str | None = None


def from_warc(stream: BinaryIO, origin: Origin) -> Iterator[Record | Unread]:
    """Yield the records of a WARC file, one in memory at a time, and what could not be read.

    The stream must be seekable.
    """
    packed = stream.read(2) == GZIP
    begin: int | None = 0
    number, lost = 0, ""
    while begin is not None:
        last = begin
        try:
            for at, record in _from(stream, begin, number):
                if lost:
                    yield _lost(origin, number, f"up to byte {at:,}", lost)
                    lost = ""
                number, last = record.number, at
                yield record
                if record.cut:  # its length may be wrong, and the next one inside it
                    break
            else:
                return
        except OSError as error:
            lost = lost or str(error)
        begin = _next_begin(stream, last + 1, packed=packed)
    if lost:
        yield _lost(origin, number, "up to the end", lost)


def _lost(origin: Origin, number: int, reach: str, problem: str) -> Unread:
    place = f"behind record {number}" if number else "from the beginning"
    return origin.unread(number + 1, f"what stands {place}, {reach}, cannot be read: {problem}")


def _from(stream: BinaryIO, begin: int, number: int) -> Iterator[tuple[int, Record]]:
    """Yield records from a byte on, each with the byte where it begins."""
    from fastwarc.warc import ArchiveIterator

    stream.seek(begin)
    for raw in ArchiveIterator(stream, parse_http=False, max_header_len=MAX_HEADER_BYTES):
        number += 1
        yield raw.stream_pos, _record(raw, number)


def _record(raw: WarcRecord, number: int) -> Record:
    kind = str(raw.record_type)
    said = (raw.headers.get("Content-Length") or "").strip()
    block = raw.reader.read(MAX_BLOCK_BYTES + 1) if kind in WITH_ARTICLES else b""
    have = len(block) + raw.consume()
    cut = None
    if not said.isdigit():
        cut = "its header gives no length"
    elif have < int(said):
        cut = f"{have:,} of its {int(said):,} bytes are there"
    media, charset = media_of(raw.headers.get("Content-Type"))
    common = Record(
        number=number,
        kind=kind,
        url=(raw.headers.get("WARC-Target-URI") or "").strip("<> ") or None,
        id=raw.headers.get("WARC-Record-ID"),
        captured=raw.record_date.date() if raw.record_date else None,
        media=media,
        charset=charset,
        body=block,
        cut=cut,
    )
    if len(block) > MAX_BLOCK_BYTES:
        return _without_body(common, f"more than {MAX_BLOCK_BYTES:,} bytes, the limit")
    return _answered(common) if media == "application/http" and block else common


def _answered(record: Record) -> Record:
    """Return the record of an HTTP answer with the body and headers of that answer."""
    from fastwarc.warc import WarcRecord

    try:
        raw = _http(WarcRecord(), record.body, "all")
        body = raw.reader.read(MAX_BLOCK_BYTES + 1)
    except OSError:  # not packed as it says it is: what is there may be readable as it stands
        try:
            raw = _http(WarcRecord(), record.body, "none")
            body = raw.reader.read(MAX_BLOCK_BYTES + 1)
        except OSError as error:
            return _without_body(record, f"not an answer over HTTP: {error}")
    if len(body) > MAX_BLOCK_BYTES:
        return _without_body(record, f"unpacks to more than {MAX_BLOCK_BYTES:,} bytes, the limit")
    return replace(
        record,
        status=raw.http_headers.status_code,
        media=raw.http_content_type,
        charset=raw.http_charset,
        body=body,
    )


def _http(raw: WarcRecord, block: bytes, decode: Literal["all", "none"]) -> WarcRecord:
    raw.set_bytes_content(block)
    raw.is_http = True
    raw.parse_http(auto_decode=decode, max_header_len=MAX_HEADER_BYTES, quirks_mode=True)
    return raw


def _without_body(record: Record, fault: str) -> Record:
    return replace(record, body=b"", fault=fault)


def media_of(content_type: str | None) -> tuple[str | None, str | None]:
    """Return media type and charset of a header like `text/html; charset=utf-8`."""
    from email.message import Message

    if not content_type:
        return None, None
    message = Message()
    message["Content-Type"] = content_type
    return message.get_content_type(), message.get_content_charset()


def _next_begin(stream: BinaryIO, after: int, *, packed: bool) -> int | None:
    """Return the byte at or behind `after` where a record begins, None when there is none."""
    mark = GZIP_MEMBER if packed else PLAIN_RECORD
    at = after
    while True:
        stream.seek(at)
        chunk = stream.read(CHUNK)
        found = chunk.find(mark)
        while found >= 0:
            if _begins(stream, at + found, packed=packed):
                return at + found
            found = chunk.find(mark, found + 1)
        if len(chunk) < CHUNK:
            return None
        at += CHUNK - len(mark) + 1


def _begins(stream: BinaryIO, at: int, *, packed: bool) -> bool:
    if not packed:  # a record stands on a line of its own, even one that a page quotes
        stream.seek(at - 1)
        return stream.read(1) == b"\n"
    stream.seek(at)
    try:
        head = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(stream.read(PEEK), 16)
    except zlib.error:
        return False
    return head.startswith(PLAIN_RECORD)
