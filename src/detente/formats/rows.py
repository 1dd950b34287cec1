"""What tables of others are read as: batches of rows, and the rows that cannot be read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.formats.layout import Layout

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["BadRow", "Batch", "Shape", "misshapen", "table_of"]


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


@dataclass(frozen=True, slots=True)
class Shape:
    """How rows are laid out, and which columns are wanted by themselves."""

    layout: Layout
    used: tuple[int, ...]

    def kept(self, cells: Sequence[str]) -> str:
        """Return the cells of a row as they are kept."""
        if self.layout.quoted:
            return json.dumps(cells, ensure_ascii=False)
        return self.layout.delimiter.join(cells)


def misshapen(line: int, width: int, text: str, layout: Layout) -> BadRow:
    """Return a row of so many cells, where another number belongs, as one that cannot be read."""
    most = len(layout.names)
    where = f"{layout.least} to {most}" if layout.least < most else str(most)
    found = f"{width} cells" if width else "no cells that can be told apart"
    return BadRow(line, f"{found} where {where} belong", text)


def table_of(rows: Sequence[Sequence[str]], numbers: Sequence[int], shape: Shape) -> pa.Table:
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
