"""Tables where every line is a row and quotes mean nothing, read a block at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from detente.formats.openings import repaired
from detente.formats.rows import BadRow, Batch, Shape, misshapen, table_of

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["plain"]

_BLOCK = 4 << 20
_LEAST = 64 << 10  # bytes that pyarrow takes at once, at least


def plain(stream: BinaryIO, shape: Shape) -> Iterator[Batch]:
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


def _parsed(data: bytes, line: int, shape: Shape) -> Batch:
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n")
    data, western = repaired(data)
    numbers = tuple(line + at for at in western)
    blank = data.startswith(b"\n") or b"\n\n" in data
    simple = b"\r" not in data and not blank and shape.layout.least == len(shape.layout.names)
    rows, bad = (_by_arrow if simple else _by_hand)(data, line, shape)
    return Batch(rows, tuple(bad), numbers)


def _by_arrow(data: bytes, line: int, shape: Shape) -> tuple[pa.Table, list[BadRow]]:
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc
    from pyarrow import csv as tables

    layout = shape.layout
    width, bad, skipped = len(layout.names), [], []

    def refuse(row: Any) -> str:  # noqa: ANN401 (pyarrow names no public type for it)
        skipped.append(row.number - 1)  # pyarrow counts rows from 1
        bad.append(misshapen(line + row.number - 1, row.actual_columns, row.text, layout))
        return "skip"

    names = [f"c{i}" for i in range(width)]
    read = tables.read_csv(
        pa.BufferReader(data),
        tables.ReadOptions(
            column_names=names, use_threads=False, block_size=max(len(data) + 1, _LEAST)
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


def _by_hand(data: bytes, line: int, shape: Shape) -> tuple[pa.Table, list[BadRow]]:
    layout = shape.layout
    bad: list[BadRow] = []
    rows: list[list[str]] = []
    numbers: list[int] = []
    for at, text in enumerate(data.decode().split("\n"), start=line):
        cells = text.split(layout.delimiter)
        if layout.fits(cells):
            rows.append(cells)
            numbers.append(at)
        elif text.strip():
            bad.append(misshapen(at, len(cells), text, layout))
    return table_of(rows, numbers, shape), bad
