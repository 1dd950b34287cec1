"""Opening a store: its file, its schema, and the relations over it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from detente.errors import StoreError, StoreInUseError
from detente.model import Annotation, Document
from detente.storage.bulk import listed
from detente.storage.changes import transaction
from detente.storage.reading import event_shapes, mention_shapes
from detente.storage.runs import Run
from detente.storage.waiting import AT_ONCE, Patience, connect
from detente.storage.write import Entry, Outcome, digest_of, entry_of, write

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, DuckDBPyRelation

__all__ = ["Store", "default_path", "open_store"]


class Store:
    """An open store. Its relations hand out frames: `.df()`, `.pl()`, `.arrow()`.

    `shelved` tells that the shelf holds every event as the other tables have it, so that measures
    may read it there.
    """

    def __init__(
        self, connection: DuckDBPyConnection, path: Path | None, *, shelved: bool = False
    ) -> None:
        """Keep the connection; use `open_store` to make one."""
        self.connection = connection
        self.path = path
        self.shelved = shelved

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
        """Tell whether `document` was coded by the same run already and has not changed.

        One that was corrected since or could not be coded is not held: it is to be coded again.
        """
        found = self.connection.execute(
            "SELECT 1 FROM documents d WHERE id = ? AND run = ? AND digest = ? AND failure IS NULL "
            "AND NOT EXISTS "
            "(SELECT 1 FROM corrections WHERE document_digest = d.digest AND NOT applied)",
            [document.id, run.id, digest_of(document)],
        )
        return bool(found.fetchall())

    def save(self, items: Sequence[Annotation], run: Run) -> list[Outcome]:
        """Write annotated documents, all or none, and say what became of each.

        Raises:
            StoreError: the file cannot be written.
        """
        return self.put([entry_of(item, run) for item in items], run)

    def put(self, entries: Sequence[Entry], run: Run) -> list[Outcome]:
        """Write documents that were made ready by `entry_of`, as `save` does.

        Raises:
            StoreError: the file cannot be written.
        """
        self.shelved = False
        return write(self.connection, entries, run)

    @contextmanager
    def changing(self) -> Iterator[DuckDBPyConnection]:
        """Give the connection within a transaction: what goes wrong leaves the store as it was.

        Raises:
            StoreError: the file cannot be written.
        """
        self.shelved = False
        with transaction(self.connection):
            yield self.connection

    def event_shapes(self, documents: Iterable[str] | None = None) -> Iterator[dict[str, Any]]:
        """Yield events in the contract's shape, each once: all, or those that `documents` tell.

        They come in the order of `documents`, else of the first document that tells each.
        """
        yield from event_shapes(self.connection, documents)

    def mention_shapes(self, documents: Iterable[str] | None = None) -> Iterator[dict[str, Any]]:
        """Yield mentions in the contract's shape, each with its document's id as `document`."""
        yield from mention_shapes(self.connection, documents)

    def texts(self, documents: Iterable[str]) -> dict[str, str]:
        """Return the texts of documents by id."""
        names = list(documents)
        query = f"SELECT id, text FROM documents WHERE id IN {listed(names)}"
        found = dict(self.connection.execute(query, names).fetchall())
        return {name: found[name] for name in names if name in found}


def default_path() -> Path:
    """Return the file used when none is named, in the user's data folder."""
    import platformdirs

    return Path(platformdirs.user_data_dir("detente", appauthor=False)) / "store.duckdb"


def open_store(
    path: str | Path | None = None,
    *,
    read_only: bool = False,
    existing: bool = False,
    patience: Patience = AT_ONCE,
) -> Store:
    """Return the store at `path`, made where there is none; in memory when `path` is None.

    With `read_only`, which brings an older store up to date first, or with `existing` none is
    made. One process can write to a store, or several can read it.

    Raises:
        StoreInUseError: another process has it open, and `patience` is at its end.
        StoreError: the file is no store, is of a newer version, or cannot be made.
    """
    import duckdb

    file = Path(path) if path is not None else None
    if file is not None and (read_only or existing) and not file.exists():
        raise StoreError(f"{file}: no such store; make one with 'detente code INPUT --store FILE'")
    try:
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
        connection = connect(file, patience, read_only=read_only)
        if read_only and _missing_steps(connection):
            connection.close()
            open_store(file, patience=patience).close()
            connection = connect(file, patience, read_only=True)
        elif not read_only:
            _migrate(connection)
    except StoreInUseError:
        raise
    except duckdb.IOException as error:
        raise StoreError(f"{file}: {_explain(str(error))}") from None
    except (duckdb.Error, OSError) as error:
        raise StoreError(f"{file}: cannot be opened as a store: {_first_line(error)}") from None
    return Store(connection, file)


def _explain(problem: str) -> str:
    if "not a valid" in problem.lower():
        return "is not a détente store (no DuckDB file); name another file with --store"
    return f"cannot be opened as a store: {problem.splitlines()[0]}"


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def _migrate(connection: DuckDBPyConnection) -> None:
    """Bring the schema up to date, each step in a transaction with the record that it was done."""
    connection.execute("CREATE TABLE IF NOT EXISTS migrations (name VARCHAR PRIMARY KEY)")
    for step in _missing_steps(connection):
        connection.begin()
        connection.execute(step.read_text(encoding="utf-8"))
        connection.execute("INSERT INTO migrations VALUES (?)", [step.name])
        connection.commit()


def _missing_steps(connection: DuckDBPyConnection) -> list[Traversable]:
    """Return the steps of the schema that a store lacks, in their order."""
    done = {name for (name,) in connection.execute("SELECT name FROM migrations").fetchall()}
    folder = resources.files("detente.storage") / "schema"
    steps = sorted((s for s in folder.iterdir() if s.name.endswith(".sql")), key=lambda s: s.name)
    unknown = done - {step.name for step in steps}
    if unknown:
        raise StoreError(f"the store was made by a newer détente ({', '.join(sorted(unknown))})")
    return [step for step in steps if step.name not in done]
