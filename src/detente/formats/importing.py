"""Reading other systems' files into the store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import SettingError
from detente.formats.batches import BadRow, Batch, ahead, batches, gathered, layout_of
from detente.formats.crosswalks import load_crosswalks, spread
from detente.formats.datasets import OWN
from detente.formats.definition import Format, find_format, load_formats
from detente.formats.imports import Imported, forget, held, next_number, register
from detente.formats.openings import digest_of, members
from detente.formats.partitions import PARQUET, import_partitions
from detente.formats.plover import Paths, load_paths, plover_batches
from detente.formats.records import FieldRow, Reader, load_fields, plan_reading
from detente.formats.walk import Crosswalk
from detente.storage import Store
from detente.tables import Lexicon

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["Imported", "import_files"]

_MEMORY = "512MB"
_ROWS = 100_000  # planning the statement that reads a batch takes half a second


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
    connection = store.connection
    spread(connection, walks)
    connection.execute(f"SET memory_limit = '{_MEMORY}'")
    mutual = connection.execute("SELECT type FROM reciprocal_types").fetchall()
    routes = load_paths(lexicon, (one for (one,) in mutual))
    job = _Job(form, dataset or name, walks, fields, routes)
    for path in paths:
        yield from _import_file(store, path, job)


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
    rows = 0
    for member in members(path):
        if job.form.layout == "json":
            names, given = job.form.names, plover_batches(member, job.form, job.paths)
        else:
            layout = layout_of(member, job.form)
            names, given = layout.names, batches(member, layout)
        reader = plan_reading(job.form, names, job.fields, job.walks)
        for batch in ahead(gathered(given, _ROWS)):
            stored, unread = _insert(connection, batch, reader, job.dataset, number)
            bad, rows = (*batch.bad, *unread), rows + stored
            _reject(connection, bad, number)
            yield Imported(
                str(path),
                rows,
                tuple((member.name, one) for one in sorted(bad, key=lambda one: one.line)),
                tuple(f"{member.name}:{line}" for line in batch.western),
            )


def _insert(
    connection: DuckDBPyConnection, batch: Batch, reader: Reader, dataset: str, number: int
) -> tuple[int, list[BadRow]]:
    """Store the rows of a batch that can be read; return how many, and the others."""
    if not len(batch.rows):
        return 0, []
    connection.register("batch", batch.rows)
    faults = connection.execute(reader.faults.sql, dict(reader.faults.parameters)).fetchall()
    bad = [BadRow(*fault) for fault in faults]
    values = dict(reader.insert.parameters)
    values |= {
        "import_number": number,
        "dataset_name": dataset,
        "bad": [one.line for one in bad],
    }
    ((stored,),) = connection.execute(reader.insert.sql, values).fetchall()
    connection.unregister("batch")
    return int(stored), bad


def _reject(connection: DuckDBPyConnection, bad: Sequence[BadRow], number: int) -> None:
    if bad:
        connection.executemany(
            "INSERT INTO rejected VALUES (?, ?, ?, ?)",
            [[number, one.line, one.reason, one.text] for one in bad],
        )
