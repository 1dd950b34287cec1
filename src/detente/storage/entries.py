"""Documents made ready for a store, kept in files of Parquet until they are put into one.

A folder has a file for each of the tables that a document brings rows to, with the store's own
columns behind `entry`, the number of the document in the folder, and one with the number of its
sentences that were set aside.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.errors import StoreError
from detente.model import Document
from detente.storage.bulk import Row
from detente.storage.store import open_store
from detente.storage.write import TABLES, Entry

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["document_of", "read_entries", "write_entries"]

_ENTRY = "entry"
_UNREAD = "unread"
_DOCUMENTS = TABLES.index("documents")


def write_entries(entries: Sequence[Entry], folder: Path) -> None:
    """Write documents to an existing folder.

    Raises:
        OSError: the disk is full, or the folder cannot be written to.
    """
    import pyarrow as pa
    from pyarrow import parquet

    parts = [(*one.rows, ((one.unread,),)) for one in entries]
    for k, (name, schema) in enumerate(_schemas().items()):
        rows = [(number, *row) for number, part in enumerate(parts) for row in part[k]]
        columns = list(zip(*rows, strict=True)) or [() for _ in schema]
        arrays = [pa.array(cells, f.type) for cells, f in zip(columns, schema, strict=True)]
        table = pa.Table.from_arrays(arrays, schema=schema)
        parquet.write_table(table, folder / f"{name}.parquet", compression="zstd")


def read_entries(folder: Path) -> Iterator[Entry]:
    """Yield the documents of a folder in order.

    Raises:
        StoreError: a file is missing or damaged, or of another version's columns.
    """
    read = [_rows(folder / f"{name}.parquet", schema) for name, schema in _schemas().items()]
    *tables, counts = read
    for number, (document,) in sorted(tables[_DOCUMENTS].items()):
        rows = tuple(tuple(table.get(number, ())) for table in tables)
        named = _named(document)
        ((unread,),) = counts[number]
        yield Entry(str(named["id"]), named["failure"], rows, unread)


def document_of(entry: Entry) -> Document:
    """Return the document that an entry was made of."""
    named = _named(entry.rows[_DOCUMENTS][0])
    fields = ("id", "text", "title", "published", "source", "url", "language")
    return Document(**{name: named[name] for name in fields}, extra=json.loads(named["extra"]))


def _named(row: Row) -> Mapping[str, Any]:
    names = _schemas()[TABLES[_DOCUMENTS]].names[1:]
    return dict(zip(names, row, strict=True))


def _rows(path: Path, schema: pa.Schema) -> dict[int, list[Row]]:
    """Return the rows of a file by the number of their document."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        table = parquet.read_table(path, partitioning=None)
    except (pa.ArrowException, OSError) as error:
        raise StoreError(f"{path}: cannot be read: {str(error).splitlines()[0]}") from None
    if table.schema.names != schema.names:
        raise StoreError(f"{path}: has other columns than this version of detente writes")
    found: dict[int, list[Row]] = defaultdict(list)
    for number, *row in zip(*(column.to_pylist() for column in table.columns), strict=True):
        found[number].append(row)
    return found


@cache
def _schemas() -> dict[str, pa.Schema]:
    """Return the columns of each file: of the tables as an empty store has them, then counts."""
    import pyarrow as pa

    entry = pa.field(_ENTRY, pa.int32())
    with open_store(None) as store:
        held = {name: store.connection.table(name).limit(0) for name in TABLES}
        schemas = {
            name: pa.schema([entry, *relation.to_arrow_table().schema])
            for name, relation in held.items()
        }
    return schemas | {_UNREAD: pa.schema([entry, pa.field(_UNREAD, pa.int32())])}
