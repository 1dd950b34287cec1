"""Inputs cut into parts that can be read apart from each other, on other machines too.

JSON lines are cut between lines and Parquet between row groups; any other file is one part. The
parts in their order give the documents of the whole input in its order, under the same names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

from detente.errors import InputError
from detente.reading import columnar, encoding, rows
from detente.reading.records import Origin, Reading, UnreadableError
from detente.reading.sources import Input, inputs_of, opened

__all__ = ["Part", "parts_of", "read_part"]

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of one file.

    `start` and `end` are bytes of JSON lines or numbers of row groups of Parquet, `end` excluded,
    and `before` the lines or rows that stand before them; all are None for a whole file. `name`
    and `stem` are as in `Origin`; `version` changes when the file is written anew.
    """

    path: str
    name: str
    stem: str
    version: str
    start: int | None = None
    end: int | None = None
    before: int = 0


def parts_of(
    paths: Iterable[str | Path], *, rows_at_least: int, published: date | None = None
) -> Iterator[Part | Reading]:
    """Yield the parts of files and folders in order, and remarks on what is left out.

    A part has `rows_at_least` rows, where the file can be cut and has as many. A row group of
    Parquet is never cut, nor is a file of any other kind than Parquet and JSON lines.

    Raises:
        InputError: a path is missing, or is standard input, which no other machine can read.
    """
    for one in inputs_of(paths, published=published):
        if not isinstance(one, Input):
            yield one
        elif one.path is None or not one.path.is_file():
            raise InputError(f"{one.origin.name}: only files can be read in parts")
        else:
            yield from _cut(one, one.path, rows_at_least)


def _cut(one: Input, path: Path, rows_at_least: int) -> Iterator[Part]:
    stat = path.stat()
    whole = Part(
        path=str(path.absolute()),
        name=one.origin.name,
        stem=one.origin.stem,
        version=f"{stat.st_size}:{stat.st_mtime_ns}",
    )
    with path.open("rb") as stream:
        if one.reader is columnar.from_parquet:
            cuts = columnar.between_groups(stream, rows_at_least)
        elif one.reader is rows.documents and _in_utf8(stream):
            cuts = _between_lines(stream, rows_at_least)
        else:
            yield whole
            return
        for start, end, before in cuts:
            yield replace(whole, start=start, end=end, before=before)


def _in_utf8(stream: BinaryIO) -> bool:
    mark = encoding.marked(stream.read(4))
    stream.seek(0)
    return mark is None or mark.name == "utf-8"


def _between_lines(stream: BinaryIO, at_least: int) -> Iterator[tuple[int, int, int]]:
    """Yield first byte, byte behind the last, and the number of lines before."""
    start = before = lines = place = 0
    while chunk := stream.read(_CHUNK):
        found = -1
        while (found := chunk.find(b"\n", found + 1)) >= 0:
            lines += 1
            if lines - before >= at_least:
                yield start, place + found + 1, before
                start, before = place + found + 1, lines
        place += len(chunk)
    if place > start or not place:
        yield start, place, before


def read_part(part: Part, *, published: date | None = None) -> Iterator[Reading]:
    """Yield what a part holds; ids that come again keep their name.

    A file that cannot be read comes as an `Unread`.
    """
    origin = Origin(name=part.name, stem=part.stem, published=published)
    try:
        yield from _readings(part, origin)
    except UnreadableError as error:
        yield error.unread
    except OSError as error:
        yield origin.unread(None, f"cannot be read: {error.strerror or error}")


def _readings(part: Part, origin: Origin) -> Iterator[Reading]:
    path = Path(part.path)
    if part.start is None or part.end is None:
        for one in inputs_of([path]):
            if isinstance(one, Input):
                yield from opened(replace(one, origin=origin))
        return
    with path.open("rb") as stream:
        if path.suffix.lower() == ".parquet":
            groups = range(part.start, part.end)
            yield from columnar.from_groups(stream, origin, groups, before=part.before)
        else:
            lines = _lines(stream, part.start, part.end)
            more = part.end - part.start < path.stat().st_size
            yield from rows.from_lines(lines, origin, before=part.before, more=more)


def _lines(stream: BinaryIO, start: int, end: int) -> Iterator[bytes]:
    """Yield the lines that begin from one byte to before another."""
    stream.seek(start)
    for line in rows.raw_lines(stream):
        yield line
        if stream.tell() >= end:
            return
