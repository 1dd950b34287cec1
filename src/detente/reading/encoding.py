"""Bytes to text: which encoding a file has, and whether it is text at all.

A byte order mark decides; then UTF-8, if all or nearly all bytes fit; then, for a text that is
mostly ASCII, Windows-1252; then charset-normalizer's guess from a sample.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, TextIO

__all__ = ["Encoding", "as_utf8", "choose", "decode", "decoded", "marked"]

CHUNK = 1 << 20
SAMPLE = 50_000

MARKS = (  # UTF-32 first: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
KINDS = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"PAR1", "a Parquet file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
)
CONTROLS = bytes(sorted({*range(32), 127} - {*b"\t\n\v\f\r\x1b"}))
MAX_CONTROLS = 0.02  # the share of control characters above which a file is no text
MOSTLY_ASCII = 0.2  # the share of other bytes below which a text is taken as Western


@dataclass(frozen=True, slots=True)
class Encoding:
    """How to decode a file: codec, error handler, bytes of the mark to skip.

    `note` says in words how the file departs from UTF-8, None when it does not.
    """

    name: str
    errors: str = "strict"
    skip: int = 0
    note: str | None = None


def marked(head: bytes) -> Encoding | None:
    """Return the encoding that a byte order mark at the beginning names, None without one."""
    for mark, name in MARKS:
        if head.startswith(mark):
            return Encoding(name, "replace", len(mark))
    return None


def choose(stream: BinaryIO, declared: str | None = None) -> Encoding:
    """Return the encoding of a seekable stream, which is read through in constant memory.

    `declared` is what the input says of itself (a page's charset); UTF-8 goes before it.

    Raises:
        ValueError: it is no text, or in no encoding that can be told; the message says which.
    """
    stream.seek(0)
    head = stream.read(4)
    stream.seek(0)
    for magic, kind in KINDS:
        if head.startswith(magic):
            raise ValueError(f"is {kind}, not text")
    return marked(head) or _scanned(stream, declared)


def decode(data: bytes, declared: str | None = None) -> tuple[str, str | None]:
    """Return the text of `data` without a byte order mark, and the note of its `Encoding`.

    Raises:
        ValueError: as in `choose`.
    """
    encoding = choose(io.BytesIO(data), declared)
    return data[encoding.skip :].decode(encoding.name, encoding.errors), encoding.note


@contextmanager
def decoded(stream: BinaryIO, encoding: Encoding, *, newline: str = "") -> Iterator[TextIO]:
    """Give the stream as text from behind its mark, line ends as they are; leave it open."""
    stream.seek(encoding.skip)
    text = io.TextIOWrapper(stream, encoding=encoding.name, errors=encoding.errors, newline=newline)
    try:
        yield text
    finally:
        text.detach()


def as_utf8(data: bytes) -> bytes:
    """Return data that a byte order mark begins as UTF-8 without it; other data unchanged."""
    mark = marked(data[:4])
    return data[mark.skip :].decode(mark.name, mark.errors).encode() if mark else data


def _scanned(stream: BinaryIO, declared: str | None) -> Encoding:
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    bad = wide = controls = size = 0
    sample = b""
    while chunk := stream.read(CHUNK):
        text = decoder.decode(chunk)
        size += len(chunk)
        controls += len(chunk) - len(chunk.translate(None, CONTROLS))
        wide += len(text) - len(text.encode("ascii", "ignore"))
        wrong = text.count("\ufffd") - chunk.count("\ufffd".encode())
        bad += wrong
        sample = sample or (chunk if wrong > 0 else b"")
    bad += decoder.decode(b"", final=True).count("\ufffd")
    if controls > MAX_CONTROLS * size:
        raise ValueError(f"is not text: {controls:,} of its {size:,} bytes are control characters")
    if not bad:
        return Encoding("utf-8", "replace")
    if wide > 2 * bad:  # more characters that fit UTF-8 than bytes that do not
        return Encoding("utf-8", "replace", note=_damage(bad))
    return _guessed(sample, declared)


def _damage(bad: int) -> str:
    if bad == 1:
        return "one place is not valid UTF-8 and was read as U+FFFD"
    return f"{bad:,} places are not valid UTF-8 and were read as U+FFFD"


def _guessed(sample: bytes, declared: str | None) -> Encoding:
    name = _known(declared, sample) or _western(sample) or _detected(sample)
    if name is None:
        raise ValueError("is not text in an encoding that can be told")
    return Encoding(name, "replace", note=f"not UTF-8; read as {name}")


def _known(declared: str | None, sample: bytes) -> str | None:
    """Return Python's name of what a page declares, None when that cannot be true."""
    try:
        name = codecs.lookup(declared or "").name
        sample.decode(name, "replace")
    except (LookupError, UnicodeError):  # no such codec, or one that is not for text
        return None
    if name.startswith("utf"):  # it has been tried
        return None
    return "cp1252" if name in {"iso8859-1", "ascii"} else name  # as browsers do


def _western(sample: bytes) -> str | None:
    others = len(sample) - len(sample.decode("ascii", "ignore"))
    try:
        sample.decode("cp1252")
    except UnicodeDecodeError:
        return None
    return "cp1252" if others < MOSTLY_ASCII * len(sample) else None


def _detected(sample: bytes) -> str | None:
    from charset_normalizer import from_bytes

    first = next((at for at, byte in enumerate(sample) if byte > 127), 0)
    begin = sample.rfind(b"\n", 0, first) + 1
    best = from_bytes(sample[begin : begin + SAMPLE]).best()
    return best.encoding if best else None
