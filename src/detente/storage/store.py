"""Opening a store: its file, its schema, and the relations over it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from importlib import resources
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from detente.errors import StoreError
from detente.model import Annotation, Document
from detente.storage.runs import Run
from detente.storage.write import Outcome, digest_of, write

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, DuckDBPyRelation

__all__ = ["Store", "default_path", "open_store"]


class Store:
    """An open store. Its relations hand out frames: `.df()`, `.pl()`, `.arrow()`."""

    def __init__(self, connection: DuckDBPyConnection, path: Path | None) -> None:
        """Keep the connection; use `open_store` to make one."""
        self.connection = connection
        self.path = path

    def __enter__(self) -> Self:
        """Return the store itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the store."""
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    @property
    def documents(self) -> DuckDBPyRelation:
        """Every document with its run and, where it could not be coded, its failure."""
        return self.connection.table("documents")

    @property
    def events(self) -> DuckDBPyRelation:
        """Every event, one a row."""
        return self.connection.table("events")

    @property
    def mentions(self) -> DuckDBPyRelation:
        """Every mention, one a row."""
        return self.connection.table("mentions")

    @property
    def parties(self) -> DuckDBPyRelation:
        """Every actor and recipient of every mention."""
        return self.connection.table("parties")

    @property
    def runs(self) -> DuckDBPyRelation:
        """Every run that made rows of this store."""
        return self.connection.table("runs")

    def holds(self, document: Document, run: Run) -> bool:
        """Tell whether `document` was coded by the same run already and has not changed."""
        found = self.connection.execute(
            "SELECT 1 FROM documents WHERE id = ? AND run = ? AND digest = ?",
            [document.id, run.id, digest_of(document)],
        )
        return found.fetchone() is not None

    def save(self, items: Sequence[Annotation], run: Run) -> list[Outcome]:
        """Write annotated documents, all or none, and say what became of each.

        Raises:
            StoreError: the file cannot be written.
        """
        return write(self.connection, items, run)

    def event_shapes(self, documents: Iterable[str] | None = None) -> Iterator[dict[str, Any]]:
        """Yield events in the contract's shape, in the order of `documents`, all if None."""
        yield from self._shapes("events", documents)

    def mention_shapes(self, documents: Iterable[str] | None = None) -> Iterator[dict[str, Any]]:
        """Yield mentions in the contract's shape, each with its document's id."""
        yield from self._shapes("mentions", documents)

    def texts(self, documents: Iterable[str]) -> dict[str, str]:
        """Return the texts of documents by id."""
        query = "SELECT text FROM documents WHERE id = ?"
        found = {name: self.connection.execute(query, [name]).fetchone() for name in documents}
        return {name: row[0] for name, row in found.items() if row}

    def _shapes(self, table: str, documents: Iterable[str] | None) -> Iterator[dict[str, Any]]:
        query = {
            "events": "SELECT shape FROM events WHERE document = ? ORDER BY position",
            "mentions": "SELECT shape FROM mentions WHERE document = ? ORDER BY position",
        }[table]
        names = documents if documents is not None else self._document_ids()
        for name in names:
            for (shape,) in self.connection.execute(query, [name]).fetchall():
                yield json.loads(shape)

    def _document_ids(self) -> list[str]:
        rows = self.connection.execute("SELECT id FROM documents ORDER BY id").fetchall()
        return [name for (name,) in rows]


def default_path() -> Path:
    """Return the file used when none is named, in the user's data folder."""
    import platformdirs

    return Path(platformdirs.user_data_dir("detente", appauthor=False)) / "store.duckdb"


def open_store(path: str | Path | None = None, *, read_only: bool = False) -> Store:
    """Return the store at `path`, made where there is none; in memory when `path` is None.

    Raises:
        StoreError: the file is no store, is of a newer version, is in use, or cannot be made.
    """
    import duckdb

    file = Path(path) if path is not None else None
    if file is not None and read_only and not file.exists():
        raise StoreError(f"{file}: no such store; make one with 'detente code INPUT --store FILE'")
    try:
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
        connection = duckdb.connect(str(file) if file else ":memory:", read_only=read_only)
        _migrate(connection, read_only=read_only)
    except duckdb.IOException as error:
        raise StoreError(f"{file}: {_explain(str(error))}") from None
    except (duckdb.Error, OSError) as error:
        raise StoreError(f"{file}: cannot be opened as a store: {_first_line(error)}") from None
    return Store(connection, file)


def _explain(problem: str) -> str:
    if "lock" in problem.lower():
        return "another process has this store open; wait for it, or name another with --store"
    if "not a valid" in problem.lower():
        return "is not a détente store (no DuckDB file); name another file with --store"
    return f"cannot be opened as a store: {problem.splitlines()[0]}"


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def _migrate(connection: DuckDBPyConnection, *, read_only: bool) -> None:
    """Bring the schema up to date, each step in a transaction with the record that it was done."""
    if not read_only:
        connection.execute("CREATE TABLE IF NOT EXISTS migrations (name VARCHAR PRIMARY KEY)")
    done = {name for (name,) in connection.execute("SELECT name FROM migrations").fetchall()}
    folder = resources.files("detente.storage") / "schema"
    steps = sorted((s for s in folder.iterdir() if s.name.endswith(".sql")), key=lambda s: s.name)
    unknown = done - {step.name for step in steps}
    if unknown:
        raise StoreError(f"the store was made by a newer détente ({', '.join(sorted(unknown))})")
    for step in steps:
        if step.name not in done and not read_only:
            connection.begin()
            connection.execute(step.read_text(encoding="utf-8"))
            connection.execute("INSERT INTO migrations VALUES (?)", [step.name])
            connection.commit()
