"""Rows found by their id or the beginning of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.errors import SettingError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["full_id"]

_SHOWN = 5
_COLUMNS = {"event": "events", "mention": "mentions", "run": "runs"}


def full_id(connection: DuckDBPyConnection, kind: str, given: str) -> str:
    """Return the id of the one "event", "mention" or "run" whose id begins with `given`.

    Raises:
        SettingError: there is none, or there are several.
    """
    found = connection.execute(
        f"SELECT DISTINCT id FROM {_COLUMNS[kind]} WHERE starts_with(id, ?) ORDER BY id", [given]
    )
    ids = [name for (name,) in found.fetchall()] if given else []
    if given in ids or len(ids) == 1:
        return given if given in ids else ids[0]
    if not ids:
        raise SettingError(f"there is no {kind} {given!r} in this store")
    shown = ", ".join(ids[:_SHOWN]) + (" …" if len(ids) > _SHOWN else "")
    raise SettingError(f"{kind} {given!r} may be any of {len(ids)}: {shown}; give more of the id")
