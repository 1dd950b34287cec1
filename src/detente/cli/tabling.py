"""Records of the analysis as a table on the screen or in a file."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from detente.cli.reporting import note
from detente.errors import SettingError

__all__ = ["Headings", "put"]


@dataclass(frozen=True, slots=True)
class Headings:
    """Which fields a person sees, under which headings, in this order.

    `digits` are those after the point; what would be nought by them is shown by its first digit.
    """

    names: dict[str, str]
    digits: int = 1


def put(records: Sequence[Any], headings: Headings, out: Path | None) -> None:
    """Print records as aligned columns, or write all their fields to a .csv or .jsonl file.

    Raises:
        SettingError: the file's suffix is neither, or its folder does not exist.
    """
    if out is None:
        for line in _aligned(_cells(records, headings)):
            print(line)
        return
    from detente.analysis import columns_of
    from detente.formats import opened, safe, write_lines

    if out.suffix not in (".csv", ".jsonl") and str(out) != "-":
        raise SettingError(f"{out}: cannot tell the format from {out.suffix!r}; use .csv or .jsonl")
    names = columns_of(type(records[0])) if records else tuple(headings.names)
    rows = [{name: _plain(getattr(record, name)) for name in names} for record in records]
    if out.suffix == ".csv":
        with opened(out) as handle:
            writer = csv.DictWriter(handle, list(names), lineterminator="\n")
            writer.writeheader()
            writer.writerows({name: safe(cell) for name, cell in row.items()} for row in rows)
    else:
        write_lines(rows, out)
    note(f"wrote {len(rows)} rows to {out}")


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _cells(records: Sequence[Any], headings: Headings) -> list[list[str]]:
    rows = [
        [_shown(getattr(record, name), headings.digits) for name in headings.names]
        for record in records
    ]
    return [list(headings.names.values()), *rows]


def _shown(value: object, digits: int) -> str:
    if value is None:
        return "?"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        if value and not round(value, digits):
            return f"{value:.1g}"
        return f"{value:.0f}" if abs(value) >= 100 else f"{value:.{digits}f}"
    return str(value)


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            [
                row[0].ljust(widths[0]),
                *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True)),
            ]
        ).rstrip()
        for row in rows
    ]
