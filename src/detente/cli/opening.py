"""The store that a command works on, waited for where another process has it open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from detente.cli.reporting import note

if TYPE_CHECKING:
    from detente.storage import Patience, Store

__all__ = ["patience", "shelved_at", "store_at"]


def store_at(
    store: Path | None, wait_s: float, *, read_only: bool = False, existing: bool = False
) -> Store:
    """Return the store that `--store` names, or the one in the user's data folder.

    One that another process has open is waited for `wait_s` seconds, and that is said aloud.

    Raises:
        StoreError: as `detente.storage.open_store` says.
    """
    from detente.storage import default_path, open_store

    return open_store(
        store or default_path(),
        read_only=read_only,
        existing=existing,
        patience=patience(wait_s),
    )


def shelved_at(store: Path | None, wait_s: float) -> Store:
    """Return the store, as `store_at`, to read events by filters: on its shelf.

    Raises:
        StoreError: there is no such store, or its shelf is out of date and cannot be written.
    """
    from detente.storage import default_path, open_shelved

    return open_shelved(store or default_path(), read_only=True, patience=patience(wait_s))


def patience(wait_s: float) -> Patience:
    """Return what waits so many seconds and says so on standard error."""
    from detente.storage import Patience

    return Patience(wait_s, lambda said: note(f"note: {said}"))
