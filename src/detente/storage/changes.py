"""Changes that are made whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from detente.errors import StoreError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["transaction"]


@contextmanager
def transaction(connection: DuckDBPyConnection) -> Iterator[None]:
    """Keep what is done within, or nothing of it when anything goes wrong or is interrupted.

    Raises:
        StoreError: the file cannot be written.
    """
    import duckdb

    connection.begin()
    try:
        yield
        connection.commit()
    except BaseException as error:  # whatever stops it, Ctrl-C too, half a change must not stay
        with suppress(duckdb.Error):  # a store that could not be written takes back by itself
            connection.rollback()
        if isinstance(error, duckdb.Error):
            problem = str(error).splitlines()[0]
            raise StoreError(f"cannot write to the store: {problem}") from error
        raise
