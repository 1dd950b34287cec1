"""Reading other systems' files into the store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import SettingError
from detente.formats.batches import ahead, batches, gathered, layout_of
from detente.formats.crosswalks import load_crosswalks
from detente.formats.datasets import OWN
from detente.formats.definition import Format, find_format, load_formats
from detente.formats.imports import (
    Imported,
    forget,
    held,
    name_columns,
    next_number,
    register,
)
from detente.formats.openings import Member, digest_of, members
from detente.formats.partitions import PARQUET, import_partitions
from detente.formats.plover import KEPT, Paths, load_paths, plover_batches
from detente.formats.readings import Place, read_records
from detente.formats.records import FieldRow, Reader, load_fields, plan_reading
from detente.formats.rows import BadRow, Batch
from detente.formats.walk import Crosswalk
from detente.storage import Store
from detente.tables import Lexicon

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

__all__ = ["Imported", "import_files"]

_MEMORY = "384MB"
_ROWS = 50_000  # planning the statement that reads a batch takes a quarter of a second


def import_files(
    store: Store,
    paths: Sequence[Path],
    name: str,
    lexicon: Lexicon,
    *,
    dataset: str | None = None,
) -> Iterator[Imported]:
    """Read files of the format called `name` into the store, a batch at a time.

    For "parquet" each path is a folder that `write_partitions` made. Each file is stored whole or
    not at all. A file that was imported before, by its name and dataset, replaces what it gave
    then; one whose bytes have not changed is left as it is.
    `dataset` is the name that queries use, by default the format's.

    Raises:
        SettingError: there is no such format, or the dataset's name is that of our own events.
        InputError: a file cannot be opened or is not of the format; earlier files are stored.
        StoreError: the store cannot be written.
    """
    if (dataset or name) == OWN:
        raise SettingError(f"the dataset {OWN!r} is that of this program; give another name")
    if name == PARQUET:
        for path in paths:
            yield from import_partitions(store, path, dataset or name)
        return
    form = find_format(load_formats(lexicon), name)
    walks, fields = load_crosswalks(lexicon), load_fields(lexicon)
    mutual = store.connection.execute("SELECT type FROM reciprocal_types").fetchall()
    routes = load_paths(lexicon, (one for (one,) in mutual))
    job = _Job(form, dataset or name, walks, fields, routes)
    with _confined(store.connection):
        for path in paths:
            yield from _import_file(store, path, job)


@contextmanager
def _confined(connection: DuckDBPyConnection) -> Iterator[None]:
    """Have the store hold less in memory for a while: what is read is written in order."""
    ((before,),) = connection.execute("SELECT current_setting('memory_limit')").fetchall()
    connection.execute(f"SET memory_limit = '{_MEMORY}'")
    try:
        yield
    finally:
        connection.execute(f"SET memory_limit = '{before}'")


@dataclass(frozen=True, slots=True)
class _Job:
    form: Format
    dataset: str
    walks: Mapping[str, Crosswalk]
    fields: Mapping[str, FieldRow]
    paths: Paths


def _import_file(store: Store, path: Path, job: _Job) -> Iterator[Imported]:
    connection, digest = store.connection, digest_of(path)
    before = held(connection, job.dataset, path)
    if before and before[0].digest == digest:
        yield Imported(str(path), before[0].rows, done=True, known=True)
        return
    with store.changing():
        for earlier in before:
            forget(connection, earlier.id)
        number = next_number(connection)
        rows = rejected = 0
        for step in _steps(connection, path, job, number):
            rows, rejected = step.rows, rejected + len(step.bad)
            yield step
        register(connection, number, job.dataset, job.form.id, path, digest, rows, rejected)
    yield Imported(str(path), rows, done=True)


def _steps(
    connection: DuckDBPyConnection, path: Path, job: _Job, number: int
) -> Iterator[Imported]:
    rows = before = 0
    for count, member in enumerate(members(path)):
        last = before
        reader, given = _opened(member, job)
        name_columns(connection, number, count, reader.names, reader.delimiter)
        place = Place(number, job.dataset, count)
        found = read_records(gathered(given, _ROWS), reader, job.walks, place)
        for batch in ahead(found):
            _insert(connection, reader.table, batch.rows, before)
            last = max(last, before + _last_line(batch.rows))
            _reject(connection, batch.bad, number)
            rows += len(batch.rows)
            yield Imported(
                str(path),
                rows,
                tuple((member.name, one) for one in batch.bad),
                tuple(f"{member.name}:{line}" for line in batch.western),
            )
        before = last


def _opened(member: Member, job: _Job) -> tuple[Reader, Iterator[Batch]]:
    """Return how the rows of a table are read, and the rows."""
    if job.form.layout == "json":
        reader = plan_reading(job.form, job.form.names, None, job.fields, job.walks)
        return replace(reader, names=KEPT), plover_batches(member, job.form, job.paths)
    layout = layout_of(member, job.form)
    sign = None if layout.quoted else layout.delimiter
    reader = plan_reading(job.form, layout.names, sign, job.fields, job.walks)
    return reader, batches(member, layout, reader.used)


def _insert(
    connection: DuckDBPyConnection,
    table: str,
    rows: pa.Table,  # noqa: ARG001 (the statement names it)
    before: int,
) -> None:
    """Put rows into a table, their lines counted on after `before`, the last of another table.

    DuckDB finds them by the name of the argument: rows that are registered, even for a moment,
    stay in memory until the transaction ends.
    """
    connection.execute(
        f"INSERT INTO {table} BY NAME SELECT * REPLACE (line + ? AS line) FROM rows", [before]
    )


def _last_line(rows: pa.Table) -> int:
    import pyarrow.compute as pc

    return pc.max(rows["line"]).as_py() or 0


def _reject(connection: DuckDBPyConnection, bad: Sequence[BadRow], number: int) -> None:
    if bad:
        connection.executemany(
            "INSERT INTO rejected VALUES (?, ?, ?, ?)",
            [[number, one.line, one.reason, one.text] for one in bad],
        )
