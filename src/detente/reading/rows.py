"""JSON: one object a line, or a file that is one object or a list of them."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from detente.reading import encoding, feeds
from detente.reading.documents import from_row
from detente.reading.records import Origin, Reading, UnreadableError

__all__ = [
    "documents",
    "from_json",
    "from_lines",
    "is_json",
    "is_object_line",
    "parsed",
    "raw_lines",
]

MAX_LINE_BYTES = 64 * 1024 * 1024
"""The longest line of JSON: the longest text, every character escaped."""

_CHUNK = 1 << 20

MAX_FILE_BYTES = 256 * 1024 * 1024
"""The largest `.json` file, which must be held in memory as a whole, several times its size."""

JSON_LINES = "give one JSON object a line"


def documents(stream: BinaryIO, origin: Origin) -> Iterator[Reading]:
    """Yield the documents of a JSON lines file, one line in memory at a time."""
    mark = encoding.marked(stream.read(4))
    stream.seek(0)
    if mark is None or mark.name == "utf-8":
        yield from from_lines(raw_lines(stream), origin)
    else:  # written by a shell that writes UTF-16
        with encoding.decoded(stream, mark, newline="\n") as text:
            yield from from_lines((line.encode() for line in text), origin)


def raw_lines(stream: BinaryIO) -> Iterator[bytes]:
    """Yield lines; of one longer than `MAX_LINE_BYTES` only so much that it can be told."""
    while line := stream.readline(MAX_LINE_BYTES + 1):
        yield line
        while line and not line.endswith(b"\n"):
            line = stream.readline(_CHUNK)


def from_lines(
    lines: Iterable[bytes], origin: Origin, *, before: int = 0, more: bool = False
) -> Iterator[Reading]:
    """Yield the documents of JSON lines; a line that cannot be used is an `Unread`.

    `before` is the number of lines of the file that stand before these; `more` tells that there
    are others, so that these may be blank.
    """
    empty = not more
    for number, line in enumerate(lines, before + 1):
        raw = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if not raw.strip():
            continue
        empty = False
        if len(raw) > MAX_LINE_BYTES:
            problem = f"a line of more than {MAX_LINE_BYTES:,} bytes, the limit"
            yield origin.unread(number, problem, JSON_LINES)
        else:
            yield from _of_line(raw, origin, number)
    if empty:
        yield origin.unread(None, "has no rows", JSON_LINES)


def _of_line(raw: bytes, origin: Origin, number: int) -> Iterator[Reading]:
    try:
        value = parsed(raw)
        yield from _of_value(value, origin, number, number)
    except ValueError as error:
        yield origin.unread(number, str(error), JSON_LINES)


def from_json(stream: BinaryIO, origin: Origin) -> Iterator[Reading]:
    """Yield the documents of a file that is one object, a list of them, or JSON lines.

    Raises:
        UnreadableError: the file is larger than `MAX_FILE_BYTES`, or no JSON.
    """
    data = stream.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        raise UnreadableError(origin, f"larger than {MAX_FILE_BYTES:,} bytes", JSON_LINES)
    try:
        value = parsed(encoding.as_utf8(data))
    except ValueError as error:
        first = encoding.as_utf8(data).lstrip().partition(b"\n")
        if not is_object_line(first[0]) or not first[2].strip():
            raise UnreadableError(origin, str(error), JSON_LINES) from None
        yield from documents(io.BytesIO(data), origin)
        return
    if isinstance(value, dict) and (items_of_feed := feeds.from_json_feed(value, origin)):
        yield from items_of_feed
        return
    items = value if isinstance(value, list) else [value]
    for number, item in enumerate(items, 1):
        yield from _of_value(item, origin, None, number)
    if not items:
        yield origin.unread(None, "has no rows", "give a list of JSON objects")


def is_object_line(line: bytes) -> bool:
    """Tell whether a line is a JSON object, or is broken but was meant as one."""
    line = line.strip().removeprefix(b"\xef\xbb\xbf")
    try:
        return isinstance(parsed(line), dict)
    except ValueError:
        return line.startswith(b'{"') and line.endswith(b"}")


def is_json(data: bytes) -> bool:
    """Tell whether data is a JSON object or list, or JSON lines."""
    begin = data.lstrip()
    if begin[:1] not in (b"{", b"["):
        return False
    if is_object_line(begin.partition(b"\n")[0]):
        return True
    try:
        parsed(begin)
    except ValueError:
        return False
    return True


def parsed(raw: bytes) -> object:
    """Return the value of a JSON text; NaN and infinities, which JSON lacks, become None.

    Raises:
        ValueError: it is not UTF-8 or not JSON; the message says what is wrong.
    """
    try:
        return json.loads(raw.decode("utf-8"), parse_constant=lambda _: None)
    except UnicodeDecodeError as error:
        byte = raw[error.start]
        raise ValueError(f"not UTF-8: byte {byte:#04x} at position {error.start + 1}") from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column" if error.lineno > 1 else "column"
        raise ValueError(f"not valid JSON: {error.msg} at {place} {error.colno}") from None
    except RecursionError:
        raise ValueError("not valid JSON: nested too deeply") from None
    except ValueError:  # a number of thousands of digits
        raise ValueError("not valid JSON: a number is too long") from None


def _of_value(value: object, origin: Origin, line: int | None, number: int) -> Iterator[Reading]:
    where = "" if line else f"item {number}: "
    if not isinstance(value, dict):
        problem = f"{where}a JSON {_kind(value)}, not an object"
        yield origin.unread(line, problem, 'give {"text": "..."}')
        return
    try:
        readings = [*from_row(origin, line, number, value)]
    except RecursionError:
        readings = [origin.unread(line, f"{where}nested too deeply")]
    yield from readings


def _kind(value: object) -> str:
    if value is None or isinstance(value, bool):
        return "constant"
    return {list: "list", str: "string", int: "number", float: "number"}[type(value)]
