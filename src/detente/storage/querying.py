"""A person's own SQL over a store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.errors import SettingError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["Answer", "answer"]

_ROWS_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Answer:
    """What a statement gives: the names of its columns, and its rows as they are fetched."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


def answer(connection: DuckDBPyConnection, sql: str, *, confined: bool = True) -> Answer:
    """Run SQL and return what its last statement gives; no column for one that gives no rows.

    `confined` keeps statements to the store, from here on: they reach no other file, no network
    and no extension, and cannot change that.

    Raises:
        SettingError: the SQL is wrong, or does what it may not.
    """
    import duckdb

    try:
        if confined:
            connection.execute("SET enable_external_access = false; SET lock_configuration = true")
        connection.execute(sql)
    except duckdb.Error as error:
        raise SettingError(_explain(str(error))) from None
    columns = tuple(column[0] for column in connection.description or ())
    return Answer(columns, _rows(connection))


def _rows(connection: DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    import duckdb

    try:
        while rows := connection.fetchmany(_ROWS_AT_ONCE):
            yield from rows
    except duckdb.Error as error:  # some mistakes show only in the rows: a cast that fails
        raise SettingError(_explain(str(error))) from None


def _explain(problem: str) -> str:
    """Return DuckDB's message in one line, without the copy of the statement that it ends with."""
    told = problem.partition("\n\nLINE ")[0]
    if "disabled" in told or "configuration has been locked" in told:
        return "the statement would reach beyond the store; add --write if it shall"
    if "read-only" in told:
        return "the statement would change the store; add --write if it shall"
    return " ".join(told.split())
