"""Datasets as folders of Parquet, parted by year and month, and such folders as datasets.

A folder holds `events/year=2016/month=10/*.parquet` with the columns of the store's table
`imported`, and `mentions/...` with those of `imported_mentions`, so that nothing is lost on the
way and any program that knows Hive partitions can read a part of it. `line` numbers the events;
`format` says where a row came from before, NULL for our own.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import InputError, SettingError
from detente.formats.datasets import OWN, check_dataset
from detente.formats.imports import TABLES, Imported, forget, held, next_number, register
from detente.formats.openings import digest_of
from detente.formats.sources import ALL, SOURCES
from detente.storage import Store

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["PARQUET", "PARTS", "import_partitions", "write_partitions"]

PARQUET = "parquet"
PARTS = ("year", "month")
"""What a folder can be parted by."""

_VIEWS = {"events": "imported", "mentions": "imported_mentions"}
_ROWS = {
    "events": f"""
        SELECT
            source.* EXCLUDE (import, origin, turned)
                REPLACE (dense_rank() OVER (ORDER BY import, origin, line) AS line),
            year(day) AS year, month(day) AS month
        FROM ({SOURCES["events"].format(chosen=ALL)}) AS source
        WHERE confidence IS NULL OR confidence >= $least
        ORDER BY year, month, line, part
    """,
    "mentions": f"""
        SELECT
            source.* EXCLUDE (import, origin)
                REPLACE (row_number() OVER (ORDER BY import, origin, line, key) AS line),
            year(mentioned) AS year, month(mentioned) AS month
        FROM (SELECT DISTINCT * EXCLUDE (part, turned, factual) FROM ({SOURCES["mentions"]}))
            AS source
        WHERE confidence IS NULL OR confidence >= $least
        ORDER BY year, month, line
    """,
}


def write_partitions(
    store: Store,
    folder: Path,
    parts: Sequence[str],
    *,
    dataset: str = OWN,
    min_confidence: float = 0.0,
) -> Mapping[str, int]:
    """Write a dataset as a folder of Parquet; return how many events and mentions it holds.

    `parts` are of `PARTS`, the outer one first. The folder appears whole or not at all. What is
    less sure than `min_confidence` is left out; what says nothing of that is written.

    Raises:
        SettingError: there is no such dataset or part, or something stands at `folder`.
    """
    check_dataset(store.connection, dataset)
    if not parts or [part for part in PARTS if part in parts] != list(parts):
        raise SettingError(f"--partition {','.join(parts)!r} is none of year and year,month")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SettingError(f"{folder} is there already; name a new folder")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".parquet-") as place:
        made = Path(place) / "dataset"
        made.mkdir()
        counts = {
            kind: _write(store.connection, made / kind, sql, parts, dataset, min_confidence)
            for kind, sql in _ROWS.items()
        }
        made.replace(folder)
    return counts


def _write(
    connection: DuckDBPyConnection,
    folder: Path,
    rows: str,
    parts: Sequence[str],
    dataset: str,
    least: float,
) -> int:
    unused = ", ".join(part for part in PARTS if part not in parts)
    shown = f"* EXCLUDE ({unused})" if unused else "*"
    ((threads,),) = connection.execute("SELECT current_setting('threads')").fetchall()
    connection.execute("SET threads = 1")  # more would part the rows into files by chance
    try:
        ((count,),) = connection.execute(
            f"COPY (SELECT {shown} FROM ({rows})) TO '{_quoted(folder)}' "
            f"(FORMAT parquet, COMPRESSION zstd, PARTITION_BY ({', '.join(parts)}))",
            {"dataset_name": dataset, "least": least},
        ).fetchall()
    finally:
        connection.execute(f"SET threads = {threads}")
    return int(count)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def import_partitions(store: Store, folder: Path, dataset: str) -> Iterator[Imported]:
    """Read a folder that `write_partitions` made into the store, whole or not at all.

    Raises:
        InputError: the folder holds no such files, or they lack a column or have another.
        StoreError: the store cannot be written.
    """
    files = {kind: sorted((folder / kind).rglob("*.parquet")) for kind in _VIEWS}
    if not any(files.values()):
        raise InputError(
            f"{folder}: is no folder that 'detente export --format parquet --partition' made; "
            "it has neither events/ nor mentions/ with Parquet files"
        )
    digest = _digest(folder, [path for paths in files.values() for path in paths])
    before = held(store.connection, dataset, folder)
    if before and before[0].digest == digest:
        rows = sum(one.rows for one in before)
        yield Imported(str(folder), rows, done=True, known=True)
        return
    rows = 0
    with store.changing() as connection:
        for earlier in before:
            forget(connection, earlier.id)
        for kind, paths in files.items():
            if paths:
                rows += _read(connection, kind, paths, folder, dataset, digest)
    yield Imported(str(folder), rows, done=True)


def _digest(folder: Path, files: Sequence[Path]) -> str:
    sum_ = hashlib.blake2b(digest_size=8)
    for path in files:
        sum_.update(f"{path.relative_to(folder).as_posix()} {digest_of(path)}\n".encode())
    return sum_.hexdigest()


def _read(
    connection: DuckDBPyConnection,
    kind: str,
    files: Sequence[Path],
    folder: Path,
    dataset: str,
    digest: str,
) -> int:
    """Read files of one kind; an import of its own stands for each format they came from."""
    import duckdb

    given: dict[str, object] = {"files": [str(path) for path in files]}
    source = "read_parquet($files, hive_partitioning = false, union_by_name = false)"
    try:
        _check_columns(connection, kind, source, given, folder)
        formats = connection.execute(
            f"SELECT format, count(*) FROM {source} GROUP BY format ORDER BY format NULLS FIRST",
            given,
        ).fetchall()
        for form, count in formats:
            number = next_number(connection)
            connection.execute(
                f"INSERT INTO {TABLES[kind]} BY NAME SELECT * EXCLUDE (format) "
                f"REPLACE ($dataset AS dataset), $number AS import FROM {source} "
                "WHERE format IS NOT DISTINCT FROM $format ORDER BY line",
                given | {"dataset": dataset, "number": number, "format": form},
            )
            register(connection, number, dataset, form or PARQUET, folder, digest, count, 0)
    except duckdb.Error as error:
        raise InputError(f"{folder}/{kind}: cannot be read: {str(error).splitlines()[0]}") from None
    return sum(count for _, count in formats)


def _check_columns(
    connection: DuckDBPyConnection,
    kind: str,
    source: str,
    given: Mapping[str, object],
    folder: Path,
) -> None:
    rows = connection.execute(f"DESCRIBE {_VIEWS[kind]}").fetchall()
    wanted = {name for name, *_ in rows} - {"import"} | {"format"}
    found = {name for name, *_ in connection.execute(f"DESCRIBE FROM {source}", given).fetchall()}
    if lacking := sorted(wanted - found):
        raise InputError(f"{folder}/{kind}: lacks the column {lacking[0]!r}")
    if other := sorted(found - wanted):
        raise InputError(f"{folder}/{kind}: has a column {other[0]!r}, which the store does not")
