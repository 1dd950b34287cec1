"""CSV tables: every column read as text, then converted by the declared type of the row."""

from __future__ import annotations

import csv
import gc
import types
import typing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import MISSING, fields
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from detente.errors import Fault

__all__ = ["Row", "collector_paused", "convert", "converters", "read_csv"]

Row = TypeVar("Row")


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep Python's garbage collector from running while tables are read; also a decorator.

    Rows hold no cycles, yet it would search them over and over as they are made.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def read_csv(path: Path, row_type: type[Row], faults: list[Fault]) -> list[tuple[int, Row]]:
    """Return the rows of a CSV file as `row_type`, a dataclass, with their line numbers.

    Columns are the dataclass's fields; a field named like a Python keyword ends in "_", which
    its column lacks (`from_` reads column "from"). A cell's text becomes str, date (ISO), a
    tuple of str (values parted by "|"), or None when empty and the field allows it. Whatever
    is wrong is added to `faults` and the row left out.
    """
    with path.open(encoding="utf-8-sig", newline="") as handle:
        reader = csv.reader(handle)
        header = next(reader, [])
        known = converters(row_type)
        if not _header_fits(path, header, row_type, faults):
            return []
        numbered = ((reader.line_num, cells) for cells in reader if any(cells))
        return list(_rows(path, header, numbered, row_type, known, faults))


def _header_fits(path: Path, header: list[str], row_type: type, faults: list[Fault]) -> bool:
    needed = [_column(f.name) for f in fields(row_type) if f.default is MISSING]
    allowed = [_column(f.name) for f in fields(row_type)]
    unknown = [name for name in header if name not in allowed]
    missing = [name for name in needed if name not in header]
    remedy = f"the columns are {', '.join(allowed)}"
    for word, names in (("unknown", unknown), ("missing", missing)):
        if names:
            problem = f"{word} column {', '.join(map(repr, names))}"
            faults.append(Fault(file=str(path), line=1, problem=problem, remedy=remedy))
    return not (unknown or missing)


def _rows(
    path: Path,
    header: list[str],
    numbered: Iterator[tuple[int, list[str]]],
    row_type: type[Row],
    known: dict[str, Callable[[str], object]],
    faults: list[Fault],
) -> Iterator[tuple[int, Row]]:
    build = _builder(header, row_type, known)
    for line, cells in numbered:
        if len(cells) != len(header):
            problem = f"{len(cells)} cells where the header has {len(header)}"
            faults.append(Fault(file=str(path), line=line, problem=problem))
            continue
        try:
            yield line, build(cells)
        except ValueError as error:
            faults.append(Fault(file=str(path), line=line, problem=str(error)))


def _builder(
    header: list[str], row_type: type[Row], known: dict[str, Callable[[str], object]]
) -> Callable[[list[str]], Row]:
    """Return the function that makes a row of cells in the order of `header`.

    Columns repeat their values (countries, days, sectors), so each is converted once and shared.
    """
    names = {_column(name): name for name in known}
    fields_ = [names[column] for column in header]
    makers = [_Cells(known[name]).__getitem__ for name in fields_]
    keyed = any(f.kw_only for f in fields(row_type))  # type: ignore[arg-type]  # is a dataclass
    if not keyed and fields_ == list(known)[: len(fields_)]:
        return lambda cells: row_type(*[make(cell) for make, cell in zip(makers, cells)])  # noqa: B905 (of one length)

    def build(cells: list[str]) -> Row:
        values = (make(cell) for make, cell in zip(makers, cells, strict=True))
        return row_type(**dict(zip(fields_, values, strict=True)))

    return build


class _Cells(dict[str, object]):
    """The values of a column's cells, made when first met."""

    def __init__(self, make: Callable[[str], object]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, cell: str) -> object:
        value = self[cell] = self._make(cell.strip())
        return value


def _column(name: str) -> str:
    return name.removesuffix("_")


def converters(row_type: type) -> dict[str, Callable[[str], object]]:
    """Return for each field of a dataclass the function that makes its value from a cell."""
    hints = typing.get_type_hints(row_type)
    return {f.name: _converter(_column(f.name), hints[f.name]) for f in fields(row_type)}


def _converter(name: str, hint: Any) -> Callable[[str], object]:  # noqa: ANN401 (a type form)
    """Return the function for a column, its type taken apart once and not for every cell."""
    options = typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
    wanted = next(option for option in options if option is not type(None))
    many = typing.get_origin(wanted) is tuple
    make = _maker(name, wanted)

    def of_cell(cell: str) -> object:
        if not cell and type(None) in options:
            return None
        if cell or many:
            return make(cell)
        raise ValueError(f"column {name!r} is empty")

    return of_cell


def _maker(name: str, wanted: Any) -> Callable[[str], object]:  # noqa: ANN401 (a type form)
    if typing.get_origin(wanted) is tuple:
        return lambda cell: tuple(part.strip() for part in cell.split("|") if part.strip())
    if wanted is date:
        return lambda cell: _day(name, cell)
    if wanted is float or wanted is int:
        return typing.cast(Callable[[str], object], wanted)
    return str


def convert(name: str, hint: Any, cell: str) -> object:  # noqa: ANN401 (a type form)
    """Return `cell` as a value of type `hint`.

    Raises:
        ValueError: the cell is empty and must not be, or is no value of that type.
    """
    return _converter(name, hint)(cell)


def _day(name: str, cell: str) -> date:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        raise ValueError(f"column {name!r}: {cell!r} is not a date like 2016-10-14") from None
