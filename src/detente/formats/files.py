"""Writing files of events, whole or not at all."""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import IO, Any

from detente.errors import DetenteError, OutputError, SettingError
from detente.formats.flat import COLUMNS, flat_rows

__all__ = ["FORMATS", "format_of", "opened", "placed", "safe", "write_events", "write_lines"]

Shape = Mapping[str, Any]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_ROWS_AT_ONCE = 10_000


@contextmanager
def opened(path: Path) -> Iterator[IO[str]]:
    """Give a text file at `path` to write to, "-" for standard output; whole or not at all.

    Raises:
        SettingError: the folder does not exist.
        OutputError: the file cannot be written.
    """
    if str(path) == "-":
        yield sys.stdout
        return
    with placed(path) as beside, beside.open("w", encoding="utf-8", newline="") as out:
        yield out


@contextmanager
def placed(path: Path) -> Iterator[Path]:
    """Give a file beside `path` to write to, and move it there when all went well.

    Raises:
        SettingError: the folder does not exist.
        OutputError: the file cannot be written, the disk being full for one.
    """
    if not path.parent.is_dir():
        raise SettingError(f"{path}: there is no folder {str(path.parent)!r} to write to")
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield beside
        _to_disk(beside)
        beside.replace(path)
    except DetenteError:
        raise
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _to_disk(path: Path) -> None:
    """Have the system write what it holds of a file, before it takes another's place."""
    with path.open("rb+") as handle:
        os.fsync(handle)


def write_lines(shapes: Iterable[Shape], path: Path) -> int:
    """Write one JSON object a line to `path`, "-" for standard output; return how many.

    Raises:
        SettingError: the folder does not exist.
    """
    if str(path) == "-":
        return _lines_to(shapes, sys.stdout)
    with placed(path) as beside, beside.open("w", encoding="utf-8", newline="\n") as out:
        return _lines_to(shapes, out)


def _lines_to(shapes: Iterable[Shape], out: IO[str]) -> int:
    count = 0
    for count, shape in enumerate(shapes, start=1):  # noqa: B007 (the count is the result)
        line = json.dumps(shape, ensure_ascii=False)
        out.write(line.encode("utf-8", "replace").decode("utf-8") + "\n")
    return count


def _write_csv(events: Iterable[Shape], path: Path) -> int:
    count = 0
    with placed(path) as beside, beside.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(COLUMNS), lineterminator="\n")
        writer.writeheader()
        for count, row in enumerate(flat_rows(events), start=1):  # noqa: B007 (the result)
            writer.writerow({name: safe(value) for name, value in row.items()})
    return count


def safe(value: object) -> object:
    """Return a cell that a spreadsheet does not run as a formula: text like one gets a "'".

    For tables that people open. The columns of other systems are written as they are read there.
    """
    risky = isinstance(value, str) and value.startswith(_FORMULA)
    return f"'{value}" if risky else value


def _write_parquet(events: Iterable[Shape], path: Path) -> int:
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {
        "string": pa.string(),
        "date": pa.date32(),
        "integer": pa.int64(),
        "number": pa.float64(),
    }
    schema = pa.schema([(name, kinds[kind]) for name, (kind, _) in COLUMNS.items()])
    count = 0
    with placed(path) as beside, pq.ParquetWriter(beside, schema) as writer:
        rows: list[dict[str, Any]] = []
        for count, row in enumerate(flat_rows(events), start=1):  # noqa: B007 (the result)
            rows.append(_dated(row))
            if len(rows) == _ROWS_AT_ONCE:
                writer.write_table(pa.Table.from_pylist(rows, schema))
                rows = []
        writer.write_table(pa.Table.from_pylist(rows, schema))
    return count


def _dated(row: dict[str, Any]) -> dict[str, Any]:
    days = [name for name, (kind, _) in COLUMNS.items() if kind == "date" and row[name]]
    return row | {name: date.fromisoformat(row[name]) for name in days}


FORMATS: dict[str, Callable[[Iterable[Shape], Path], int]] = {
    "jsonl": write_lines,
    "csv": _write_csv,
    "parquet": _write_parquet,
}
"""Name of a format, which is its suffix too, and what writes it."""


def format_of(path: Path) -> str:
    """Return the format that a file's suffix names; JSON lines for standard output.

    Raises:
        SettingError: no format has that suffix.
    """
    name = path.suffix.lower().lstrip(".")
    if str(path) == "-":
        return "jsonl"
    if name not in FORMATS:
        known = ", ".join(f".{one}" for one in FORMATS)
        raise SettingError(f"{path}: cannot tell the format from {path.suffix!r}; use {known}")
    return name


def write_events(events: Iterable[Shape], path: Path, name: str) -> int:
    """Write events to `path` in the format called `name`; return how many.

    Raises:
        SettingError: there is no such format, or no such folder.
    """
    if name not in FORMATS:
        raise SettingError(f"no format {name!r}; there are {', '.join(FORMATS)}")
    return FORMATS[name](events, path)
