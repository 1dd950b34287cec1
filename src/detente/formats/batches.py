"""Reading tables of others in batches, in constant memory, with the line of every row."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, BinaryIO

from detente.errors import InputError
from detente.formats.definition import Format
from detente.formats.layout import Layout, cells_of, detect
from detente.formats.openings import Member, repaired

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["BadRow", "Batch", "ahead", "batches", "gathered", "layout_of"]

_BLOCK = 4 << 20
_HEAD = 64 << 10
_LARGEST = 16 << 20  # bytes in one quoted cell
_ROWS = 20_000
_FIRST = 20
_LONGEST = 1_000  # lines in one quoted cell; more is a quote that was never closed


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be read: its line, counted from 1, why not, and what stands there."""

    line: int
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows as text: columns `c0`, `c1` ..., `line`, `part`, `cells`; and the misshapen ones.

    `cells` has all cells of the row: parted by the delimiter, or where quotes bind them the list
    as JSON. `part` is 0, or the number of the pair where
    one record names several parties.
    `western` are the lines that were not UTF-8 and were read as Windows-1252.
    """

    rows: pa.Table
    bad: tuple[BadRow, ...] = ()
    western: tuple[int, ...] = ()


def layout_of(member: Member, form: Format) -> Layout:
    """Return the layout of a table, from its first lines; nothing is read off the stream.

    Raises:
        InputError: the file is empty or not of the format.
    """
    head = member.stream.peek(_HEAD)  # type: ignore[attr-defined]  # is a BufferedReader
    text = repaired(head)[0].decode("utf-8", "replace")
    lines = [line for line in text.replace("\r\n", "\n").split("\n") if line.strip()]
    if not lines:
        raise InputError(f"{member.name}: is empty")
    whole = lines[:-1] if len(lines) > 1 else lines
    return detect(whole[:_FIRST], form, member.name)


def batches(member: Member, layout: Layout, used: Sequence[int] | None = None) -> Iterator[Batch]:
    """Yield the rows of a table in batches; rows of a wrong width are named, none is lost.

    Of the columns only the `used` ones come by themselves, counted from 0, or all.
    """
    shape = _Shape(layout, tuple(range(len(layout.names)) if used is None else used))
    yield from (_bound if layout.quoted else _plain)(member.stream, shape)


def gathered(found: Iterable[Batch], rows: int) -> Iterator[Batch]:
    """Yield batches of so many rows, the last of fewer, of none only if it names bad ones."""
    import pyarrow as pa

    held: list[Batch] = []
    for batch in found:
        held.append(batch)
        while sum(len(one.rows) for one in held) >= rows:
            whole = _together(held, pa.concat_tables([one.rows for one in held]))
            yield replace(whole, rows=whole.rows.slice(0, rows))
            held = [Batch(whole.rows.slice(rows))]
    if any(len(one.rows) or one.bad or one.western for one in held):
        yield _together(held, pa.concat_tables([one.rows for one in held]))


def ahead(found: Iterator[Batch]) -> Iterator[Batch]:
    """Yield batches, each while the next one is read in another thread."""
    with ThreadPoolExecutor(max_workers=1) as reader:
        coming = reader.submit(next, found, None)
        while (batch := coming.result()) is not None:
            coming = reader.submit(next, found, None)
            yield batch


def _together(held: Sequence[Batch], rows: pa.Table) -> Batch:
    bad = tuple(one for batch in held for one in batch.bad)
    return Batch(rows, bad, tuple(line for batch in held for line in batch.western))


@dataclass(frozen=True, slots=True)
class _Shape:
    """How rows are laid out, and which columns are wanted by themselves."""

    layout: Layout
    used: tuple[int, ...]

    def kept(self, cells: Sequence[str]) -> str:
        """Return the cells of a row as they are kept."""
        if self.layout.quoted:
            return json.dumps(cells, ensure_ascii=False)
        return self.layout.delimiter.join(cells)


def _plain(stream: BinaryIO, shape: _Shape) -> Iterator[Batch]:
    """Yield rows of a file where every line is a row and quotes mean nothing."""
    line, rest, first = 1, b"", shape.layout.header
    while True:
        block = stream.read(_BLOCK)
        data = rest + block
        end = data.rfind(b"\n") + 1 if block else len(data)
        data, rest = data[:end], data[end:]
        if first and data:
            end = data.find(b"\n") + 1 or len(data)
            data, line, first = data[end:], line + 1, False
        if data:
            yield _parsed(data, line, shape)
            line += data.count(b"\n")
        if not block:
            return


def _parsed(data: bytes, line: int, shape: _Shape) -> Batch:
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n")
    data, western = repaired(data)
    numbers = tuple(line + at for at in western)
    blank = data.startswith(b"\n") or b"\n\n" in data
    simple = b"\r" not in data and not blank and shape.layout.least == len(shape.layout.names)
    rows, bad = (_by_arrow if simple else _by_hand)(data, line, shape)
    return Batch(rows, tuple(bad), numbers)


def _by_arrow(data: bytes, line: int, shape: _Shape) -> tuple[pa.Table, list[BadRow]]:
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc
    from pyarrow import csv as tables

    layout = shape.layout
    width, bad, skipped = len(layout.names), [], []

    def refuse(row: Any) -> str:  # noqa: ANN401 (pyarrow names no public type for it)
        skipped.append(row.number - 1)  # pyarrow counts rows from 1
        bad.append(_misshapen(line + row.number - 1, row.actual_columns, row.text, layout))
        return "skip"

    names = [f"c{i}" for i in range(width)]
    read = tables.read_csv(
        pa.BufferReader(data),
        tables.ReadOptions(
            column_names=names, use_threads=False, block_size=max(len(data) + 1, _HEAD)
        ),
        tables.ParseOptions(
            delimiter=layout.delimiter,
            quote_char=False,
            ignore_empty_lines=False,
            invalid_row_handler=refuse,
        ),
        tables.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()),
            strings_can_be_null=False,
            include_columns=[f"c{i}" for i in shape.used],
        ),
    )
    whole = pc.split_pattern(pa.array([data.removesuffix(b"\n")], pa.string()), "\n").flatten()
    kept = np.delete(np.arange(len(whole)), skipped)
    more = {
        "line": pa.array(kept + line),
        "part": pa.array(np.zeros(len(kept), np.int32)),
        "cells": whole.take(pa.array(kept)) if skipped else whole,
    }
    return pa.table({**dict(zip(read.column_names, read.columns, strict=True)), **more}), bad


def _misshapen(line: int, width: int, text: str, layout: Layout) -> BadRow:
    most = len(layout.names)
    where = f"{layout.least} to {most}" if layout.least < most else str(most)
    found = f"{width} cells" if width else "no cells that can be told apart"
    return BadRow(line, f"{found} where {where} belong", text)


def _by_hand(data: bytes, line: int, shape: _Shape) -> tuple[pa.Table, list[BadRow]]:
    layout = shape.layout
    bad: list[BadRow] = []
    rows: list[list[str]] = []
    numbers: list[int] = []
    for at, text in enumerate(data.decode().split("\n"), start=line):
        cells = text.split(layout.delimiter)
        if layout.least <= len(cells) <= len(layout.names):
            rows.append(cells)
            numbers.append(at)
        elif text.strip():
            bad.append(_misshapen(at, len(cells), text, layout))
    return _table(rows, numbers, shape), bad


def _table(rows: Sequence[Sequence[str]], numbers: Sequence[int], shape: _Shape) -> pa.Table:
    """Return rows of text as a table; a row that is shorter has empty cells at its end."""
    import pyarrow as pa

    width = len(shape.layout.names)
    full = [row if len(row) == width else [*row, *[""] * (width - len(row))] for row in rows]
    made = {f"c{i}": pa.array([row[i] for row in full], pa.string()) for i in shape.used}
    more = {
        "line": pa.array(numbers, pa.int64()),
        "part": pa.array([0] * len(numbers), pa.int32()),
        "cells": pa.array(map(shape.kept, full), pa.string()),
    }
    return pa.table(made | more)


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


def _bound(stream: BinaryIO, shape: _Shape) -> Iterator[Batch]:
    """Yield rows of a file where quotes bind cells that hold delimiters and line ends."""
    layout = shape.layout
    csv.field_size_limit(max(csv.field_size_limit(), _BLOCK))
    lines = _Lines(stream)
    if layout.header:
        _record(lines, layout)
    rows: list[list[str]] = []
    numbers: list[int] = []
    bad: list[BadRow] = []
    while (record := _record(lines, layout)) is not None:
        number, cells, text = record
        if layout.least <= len(cells) <= len(layout.names):
            rows.append(cells)
            numbers.append(number)
        elif text.strip():
            bad.append(_misshapen(number, len(cells), text.rstrip("\r\n"), layout))
        if len(rows) + len(bad) >= _ROWS:
            yield Batch(_table(rows, numbers, shape), tuple(bad), tuple(lines.western))
            rows, numbers, bad, lines.western = [], [], [], []
    if rows or bad:
        yield Batch(_table(rows, numbers, shape), tuple(bad), tuple(lines.western))


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
    fits = cells is not None and layout.least <= len(cells) <= len(layout.names)
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
