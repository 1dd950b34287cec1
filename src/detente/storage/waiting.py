"""A store that another process has open: who that is, and waiting for it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import StoreInUseError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["AT_ONCE", "Patience", "connect"]

_AGAIN_S = 0.2
"""Seconds between two tries; the lock of a file tells nobody when it is free."""

_HOLDER = re.compile(r"lock is held in (?P<program>.+?) \(PID (?P<pid>\d+)\)")
_IN_USE = re.compile(r"\block\b|used by another process", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for a store that another process has open.

    With 0 `seconds` there is no waiting. `tell` is called once, with what is waited for.
    """

    seconds: float = 0.0
    tell: Callable[[str], None] = lambda _: None


AT_ONCE = Patience()


def connect(
    file: Path | None, patience: Patience, *, read_only: bool = False
) -> DuckDBPyConnection:
    """Return a connection to a file of DuckDB, in memory when `file` is None.

    Raises:
        StoreInUseError: another process has it open, still.
        duckdb.Error: it cannot be opened for another reason.
    """
    import duckdb

    until, told = time.monotonic() + patience.seconds, False
    while True:
        try:
            return quiet(duckdb.connect(str(file) if file else ":memory:", read_only=read_only))
        except duckdb.IOException as error:
            problem = str(error)
            if not _IN_USE.search(problem):
                raise
        held = f"{file}: another process has this store open{_holder(problem)}"
        left = until - time.monotonic()
        if left <= 0:
            raise StoreInUseError(f"{held}; wait for it, or name another with --store")
        if not told:
            patience.tell(f"{held}; waiting up to {patience.seconds:g} s for it")
            told = True
        time.sleep(min(_AGAIN_S, left))


def quiet(connection: DuckDBPyConnection) -> DuckDBPyConnection:
    """Return a connection that prints no progress: standard output is for results."""
    connection.execute("SET enable_progress_bar = false")
    return connection


def _holder(problem: str) -> str:
    """Return which process that is, as DuckDB says it; "" where it does not know."""
    found = _HOLDER.search(problem)
    return f" ({Path(found['program']).name}, process {found['pid']})" if found else ""
