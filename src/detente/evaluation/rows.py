"""Tables of marked pairs, parted by tabs, with every fault named by its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

from detente.errors import InputError
from detente.evaluation.corpus import read_text, refuse

__all__ = ["read_pairs"]

Cells = Mapping[str, str]


def read_pairs(
    path: Path, columns: tuple[str, ...], *, marked: str, quoted: bool
) -> tuple[Cells, ...]:
    """Return the rows of a table whose column `marked` marks an actor with `<s>…</s>`.

    All `columns` must be there and hold something; others are handed on. `quoted` tells that cells
    may stand in quotation marks, as spreadsheets write them.

    Raises:
        InputError: the file cannot be read, lacks a column, or rows are wrong; each is named.
    """
    csv.field_size_limit(max(csv.field_size_limit(), 10**9))
    source = io.StringIO(read_text(path), newline="")
    reader: csv.DictReader[str] = csv.DictReader(
        source,
        delimiter="\t",
        quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
        restval="",
    )
    header = list(reader.fieldnames or [])
    missing = [name for name in columns if name not in header]
    if missing:
        there = ", ".join(filter(None, header)) or "none"
        raise InputError(f"{path}: has no column {missing[0]!r}; its columns are {there}")
    rows = tuple((reader.line_num, row) for row in reader)
    refuse(path, [fault for line, row in rows for fault in _faults(line, row, columns, marked)])
    if not rows:
        raise InputError(f"{path}: holds a header and no rows")
    return tuple(row for _, row in rows)


def _faults(line: int, row: Cells, columns: tuple[str, ...], marked: str) -> Iterator[str]:
    empty = [name for name in columns if not row[name].strip()]
    if empty:
        yield f"line {line}: column {empty[0]!r} is empty"
    elif not 0 <= row[marked].find("<s>") < row[marked].find("</s>"):
        yield f"line {line}: marks no actor; write <s>actor</s> and <t>recipient</t>"
