"""Tables as text, CSV and TSV, one row in memory at a time."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from typing import BinaryIO, TextIO

from detente.reading import encoding
from detente.reading.documents import FIELDS, TEXT_COLUMN, from_row, no_text_column
from detente.reading.records import Origin, Reading, UnreadableError

__all__ = ["from_csv", "from_tsv"]

MAX_FIELD_CHARACTERS = 64 * 1024 * 1024
SAMPLE_BYTES = 65_536
QUOTING = "a cell with quotation marks or delimiters needs quotes around it, its own doubled"


def from_csv(stream: BinaryIO, origin: Origin) -> Iterator[Reading]:
    """Yield the documents of a CSV file parted by comma, semicolon or tab.

    Raises:
        UnreadableError: the file is no text, or has no column `text`.
    """
    yield from _separated(stream, origin, ",;\t")


def from_tsv(stream: BinaryIO, origin: Origin) -> Iterator[Reading]:
    """Yield the documents of a file parted by tabs, else by comma or semicolon.

    Raises:
        UnreadableError: as in `from_csv`.
    """
    yield from _separated(stream, origin, "\t,;")


def _separated(stream: BinaryIO, origin: Origin, delimiters: str) -> Iterator[Reading]:
    try:
        found = encoding.choose(stream)
    except ValueError as error:
        raise UnreadableError(origin, str(error), "give a table as text, best in UTF-8") from None
    if found.note:
        yield origin.remark(None, found.note)
    stream.seek(found.skip)
    head = stream.read(SAMPLE_BYTES)
    sample = head.decode(found.name, "ignore")
    dialect = _dialect(sample, delimiters, cut=len(head) == SAMPLE_BYTES)
    with encoding.decoded(stream, found) as text:
        yield from _rows(_Lines(text), dialect, origin)


class _Lines:
    """Lines of a table that can be given back when a row turns out wrong.

    So a quotation mark that is never closed costs its own line and not the rest of the file.
    """

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._returned: deque[str] = deque()
        self._taken: list[str] = []
        self.number = 1  # of the line where the row begins

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._returned.popleft() if self._returned else next(self._text)
        self._taken.append(line)
        return line

    def accept(self) -> None:
        """Begin a new row after the lines taken."""
        self.number += len(self._taken)
        self._taken.clear()

    def reject(self) -> None:
        """Begin a new row after the first of the lines taken."""
        self._returned.extendleft(reversed(self._taken[1:]))
        self.number += 1
        self._taken.clear()


def _dialect(sample: str, delimiters: str, *, cut: bool) -> type[csv.Dialect]:
    lines = sample.splitlines(keepends=True) or [""]
    counts = [(_has_text(lines[0], mark), lines[0].count(mark)) for mark in delimiters]
    chosen = delimiters[counts.index(max(counts))]
    quoted = _dialect_of(chosen, raw=False)
    # Plain TSV knows no quotes: there a quotation mark is a character like others.
    return _dialect_of(chosen, raw=chosen == "\t" and not _fits(lines, quoted, cut=cut))


def _dialect_of(mark: str, *, raw: bool) -> type[csv.Dialect]:
    class Found(csv.excel):
        delimiter = mark
        strict = True
        quoting = csv.QUOTE_NONE if raw else csv.QUOTE_MINIMAL

    return Found


def _has_text(line: str, delimiter: str) -> bool:
    return "text" in [cell.strip(' \r\n"') for cell in line.split(delimiter)]


def _fits(lines: list[str], dialect: type[csv.Dialect], *, cut: bool) -> bool:
    """Tell whether all rows can be parsed, but for a last one that the sample cuts."""
    reader = csv.reader(lines, dialect)
    begin = 0
    try:
        for _ in reader:
            begin = reader.line_num
    except csv.Error:
        return cut and reader.line_num == len(lines) and begin > len(lines) / 2
    return True


def _rows(lines: _Lines, dialect: type[csv.Dialect], origin: Origin) -> Iterator[Reading]:
    csv.field_size_limit(max(csv.field_size_limit(), MAX_FIELD_CHARACTERS))
    reader = csv.reader(lines, dialect)
    header: list[str] | None = None
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield origin.unread(lines.number, f"not a row of this table: {error}", QUOTING)
            lines.reject()
            continue
        if cells is None:
            break
        if header is None:
            header = _columns(cells, origin)
        elif cells:
            yield from _of_cells(header, cells, lines.number, origin)
        lines.accept()
    if header is None:
        raise UnreadableError(origin, "an empty table", "its first row names the columns")


def _of_cells(header: list[str], cells: list[str], line: int, origin: Origin) -> Iterator[Reading]:
    while len(cells) > len(header) and not cells[-1]:
        cells.pop()
    if len(cells) != len(header):
        problem = f"{len(cells)} cells where the header has {len(header)}"
        yield origin.unread(line, problem, QUOTING)
        return
    yield from from_row(origin, line, line, dict(zip(header, cells, strict=True)))


def _columns(cells: list[str], origin: Origin) -> list[str]:
    """Return the names of the columns, repeated ones of the user's own numbered apart."""
    names: list[str] = []
    for name in map(str.strip, cells):
        if name in names and name in FIELDS:
            raise UnreadableError(origin, f"two columns are named {name!r}", "keep one of them")
        copies = sum(kept.partition("#")[0] == name for kept in names)
        names.append(f"{name}#{copies + 1}" if copies else name)
    if "text" not in names:
        raise UnreadableError(origin, no_text_column(names), TEXT_COLUMN)
    return names
