"""Tables where quotes bind cells that hold delimiters and ends of lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from detente.formats.layout import Layout, cells_of
from detente.formats.openings import repaired
from detente.formats.rows import BadRow, Batch, Shape, misshapen, table_of

__all__ = ["bound"]

_LARGEST = 16 << 20  # bytes in one quoted cell
_LONGEST = 1_000  # lines in one quoted cell; more is a quote that was never closed
_ROWS = 20_000


@dataclass(slots=True)
class _Lines:
    """Physical lines of a stream with their numbers; some can be taken back."""

    stream: BinaryIO
    number: int = 0
    western: list[int] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)

    def take(self) -> str | None:
        """Return the next line with its end, None when there is none."""
        if self.waiting:
            self.number += 1
            return self.waiting.pop()
        data = self.stream.readline()
        if not data:
            return None
        self.number += 1
        line, wrong = repaired(data)
        if wrong:
            self.western.append(self.number)
        return line.decode("utf-8")

    def give_back(self, lines: Sequence[str]) -> None:
        """Let `lines`, the last that were taken, be taken again."""
        self.waiting.extend(reversed(lines))
        self.number -= len(lines)


def bound(stream: BinaryIO, shape: Shape) -> Iterator[Batch]:
    """Yield rows of a file where quotes bind cells that hold delimiters and line ends."""
    layout = shape.layout
    csv.field_size_limit(max(csv.field_size_limit(), _LARGEST))
    lines = _Lines(stream)
    if layout.header:
        _record(lines, layout)
    rows: list[list[str]] = []
    numbers: list[int] = []
    bad: list[BadRow] = []
    while (record := _record(lines, layout)) is not None:
        number, cells, text = record
        if layout.fits(cells):
            rows.append(cells)
            numbers.append(number)
        elif text.strip():
            bad.append(misshapen(number, len(cells), text.rstrip("\r\n"), layout))
        if len(rows) + len(bad) >= _ROWS:
            yield Batch(table_of(rows, numbers, shape), tuple(bad), tuple(lines.western))
            rows, numbers, bad, lines.western = [], [], [], []
    if rows or bad:
        yield Batch(table_of(rows, numbers, shape), tuple(bad), tuple(lines.western))


def _record(lines: _Lines, layout: Layout) -> tuple[int, list[str], str] | None:
    """Return the number of the next record's first line, its cells and its text.

    Where a quote is never closed the first line alone is the record, so that the lines after
    it are read as rows of their own.
    """
    first = lines.take()
    if first is None:
        return None
    number, taken = lines.number, [first]
    cells = _split(first, layout)
    while cells is None and len(taken) < _LONGEST:
        more = lines.take()
        if more is None:
            break
        taken.append(more)
        if more.count('"') % 2:  # only an odd number of quotes can close the cell
            cells = _split("".join(taken), layout)
    fits = cells is not None and layout.fits(cells)
    if cells is None or (len(taken) > 1 and not fits):
        lines.give_back(taken[1:])
        return number, cells_of(first, layout.delimiter, quoted=True), first
    return number, cells, "".join(taken)


def _split(text: str, layout: Layout) -> list[str] | None:
    """Return the cells of a record, None while a quoted cell is open, none that make no sense."""
    try:
        return next(csv.reader(io.StringIO(text, ""), delimiter=layout.delimiter, strict=True), [])
    except csv.Error as error:
        return (
            None
            if "unexpected end" in str(error)
            else cells_of(text, layout.delimiter, quoted=True)
        )
