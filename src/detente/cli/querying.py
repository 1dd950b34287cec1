"""`detente sql`: a person's own questions to a store."""

from __future__ import annotations

import csv
import json
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.opening import store_at
from detente.cli.options import DEFAULT_WAIT_S, StoreFile, Wait

if TYPE_CHECKING:
    from detente.storage.querying import Answer

__all__ = ["command"]


def command(
    statement: Annotated[str, typer.Argument(help="SQL as DuckDB understands it.")],
    store: StoreFile = None,
    wait: Wait = DEFAULT_WAIT_S,
    as_csv: Annotated[bool, typer.Option("--csv", help="Write CSV.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write one JSON object a line.")] = False,
    write: Annotated[
        bool, typer.Option(help="Let the statement change the store, and reach other files.")
    ] = False,
) -> None:
    """Ask the store a question in SQL and show what comes back.

    The tables and views are described in docs/reference/store.md. The store is only read, and
    nothing beside it can be reached, unless --write is given.

    Example: detente sql "SELECT type, count(*) FROM events GROUP BY type ORDER BY 2 DESC"
    """
    from detente.errors import SettingError
    from detente.storage.querying import answer

    if as_csv and as_json:
        raise SettingError("--csv and --json at once; choose one")
    with store_at(store, wait, read_only=not write, existing=True) as opened:
        given = answer(opened.connection, statement, confined=not write)
        if as_csv:
            _write_csv(given)
        elif as_json:
            _write_json(given)
        else:
            _write_table(given)


def _write_csv(given: Answer) -> None:
    from detente.formats import safe

    writer = csv.writer(sys.stdout, lineterminator="\n")
    if given.columns:
        writer.writerow(map(safe, given.columns))
    writer.writerows(map(safe, row) for row in given.rows)


def _write_json(given: Answer) -> None:
    for row in given.rows:
        print(
            json.dumps(dict(zip(given.columns, row, strict=True)), ensure_ascii=False, default=str)
        )


def _write_table(given: Answer) -> None:
    """Print rows in columns as wide as they need; a cell's line breaks become blanks."""
    rows = [tuple(_cell(value) for value in row) for row in given.rows]
    if not given.columns:
        return
    widths = [max(map(len, column)) for column in zip(given.columns, *rows, strict=True)]
    lines = (given.columns, tuple("─" * width for width in widths), *rows)
    for line in lines:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        print("  ".join(cells).rstrip())


def _cell(value: Any) -> str:  # noqa: ANN401 (whatever a database holds)
    return "" if value is None else " ".join(str(value).split("\n"))
