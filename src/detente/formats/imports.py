"""The list of what was imported into a store, and how far an import is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from detente.formats.rows import BadRow

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = [
    "TABLES",
    "Held",
    "Imported",
    "forget",
    "held",
    "name_columns",
    "next_number",
    "register",
]

TABLES = {"events": "imported_rows", "mentions": "imported_mention_rows"}
"""The tables of the store that rows are put into, by what they tell of.

The views `imported` and `imported_mentions` show them with their cells by the columns' names.
"""


@dataclass(frozen=True, slots=True)
class Imported:
    """How far a file is read: after each batch, and once more, `done`, when all is stored.

    `rows` are stored, `bad` could not be read since the last such record, each named with its
    place. `western` are the places that were read as Windows-1252. `known` tells that the same
    bytes were imported before and nothing was done.
    """

    file: str
    rows: int
    bad: tuple[tuple[str, BadRow], ...] = ()
    western: tuple[str, ...] = ()
    done: bool = False
    known: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """An import that the store holds: its number, the digest of its bytes, its rows."""

    id: int
    digest: str
    rows: int


def held(connection: DuckDBPyConnection, dataset: str, file: Path) -> list[Held]:
    """Return what was imported of a file into a dataset."""
    found = connection.execute(
        "SELECT id, digest, rows FROM imports WHERE dataset = ? AND file = ? ORDER BY id",
        [dataset, str(file)],
    ).fetchall()
    return [Held(*row) for row in found]


def forget(connection: DuckDBPyConnection, number: int) -> None:
    """Take an import out of the store."""
    for statement in (
        "DELETE FROM imported_rows WHERE import = ?",
        "DELETE FROM imported_months WHERE import = ?",
        "DELETE FROM imported_mention_rows WHERE import = ?",
        "DELETE FROM imported_columns WHERE import = ?",
        "DELETE FROM rejected WHERE import = ?",
        "DELETE FROM imports WHERE id = ?",
    ):
        connection.execute(statement, [number])


def next_number(connection: DuckDBPyConnection) -> int:
    """Return the number of the next import."""
    ((number,),) = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM imports").fetchall()
    return int(number)


def name_columns(
    connection: DuckDBPyConnection,
    number: int,
    member: int,
    names: Sequence[str],
    delimiter: str | None,
) -> None:
    """Note how the cells of one of the tables in a file are kept: their names, what parts them."""
    connection.execute(
        "INSERT INTO imported_columns VALUES (?, ?, ?, ?)", [number, member, names, delimiter]
    )


def register(
    connection: DuckDBPyConnection,
    number: int,
    dataset: str,
    form: str,
    file: Path,
    digest: str,
    rows: int,
    rejected: int,
) -> None:
    """Note an import whose rows are stored, with their number and that of those not readable.

    Its months are counted, for the view `dataset_months`.
    """
    now = datetime.now(UTC).replace(tzinfo=None)
    connection.execute(
        "INSERT INTO imports VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [number, dataset, form, str(file), digest, rows, rejected, now],
    )
    connection.execute(
        "INSERT INTO imported_months FROM counted_months WHERE import = ? "
        "ORDER BY month, actor, recipient",
        [number],
    )
