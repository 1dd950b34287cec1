"""The datasets of a store: our own and those that were imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.errors import SettingError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["OWN", "check_dataset"]

OWN = "own"
"""The dataset of our own events."""


def check_dataset(connection: DuckDBPyConnection, dataset: str) -> None:
    """Make sure that the store has a dataset.

    Raises:
        SettingError: it has not; the message names those that it has.
    """
    rows = connection.execute("SELECT DISTINCT dataset FROM imports ORDER BY dataset").fetchall()
    known = [OWN, *(name for (name,) in rows)]
    if dataset not in known:
        raise SettingError(f"no dataset {dataset!r} in the store; there are {', '.join(known)}")
