"""Tables in Parquet, some hundred rows in memory at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from detente.reading.documents import TEXT_COLUMN, from_row, no_text_column
from detente.reading.records import Origin, Reading, UnreadableError

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

__all__ = ["between_groups", "from_groups", "from_parquet"]

BATCH_ROWS = 256
_READ_AHEAD = 1 << 20
"""Bytes of a column held at a time: a row group of a million rows is not read as a whole."""


def from_parquet(stream: BinaryIO, origin: Origin) -> Iterator[Reading]:
    """Yield the documents of a Parquet file, some hundred rows at a time.

    Raises:
        UnreadableError: the file is no Parquet, or has no column `text`.
    """
    table = _table(stream, origin)
    yield from _of_groups(table, range(table.num_row_groups), 0, origin)


def from_groups(
    stream: BinaryIO, origin: Origin, groups: range, *, before: int
) -> Iterator[Reading]:
    """Yield the documents of some row groups; `before` is the number of rows before them.

    Raises:
        UnreadableError: as in `from_parquet`.
    """
    yield from _of_groups(_table(stream, origin), groups, before, origin)


def between_groups(stream: BinaryIO, rows_at_least: int) -> Iterator[tuple[int, int, int]]:
    """Yield stretches of row groups: the first, the one behind the last, and the rows before.

    A file that is no Parquet is one stretch without groups.
    """
    import pyarrow as pa
    from pyarrow import parquet

    try:
        held = parquet.ParquetFile(stream).metadata
        sizes = [held.row_group(k).num_rows for k in range(held.num_row_groups)]
    except (pa.ArrowException, OSError):
        sizes = []
    first = before = rows = 0
    for group, size in enumerate(sizes, start=1):
        rows += size
        if rows - before >= rows_at_least:
            yield first, group, before
            first, before = group, rows
    if first < len(sizes) or not sizes:
        yield first, len(sizes), before


def _table(stream: BinaryIO, origin: Origin) -> ParquetFile:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        table = parquet.ParquetFile(stream, pre_buffer=False, buffer_size=_READ_AHEAD)
    except (pa.ArrowException, OSError) as error:
        problem = f"not a Parquet file that can be read: {_first_line(error)}"
        raise UnreadableError(origin, problem, "write it again") from None
    if "text" not in table.schema_arrow.names:
        raise UnreadableError(origin, no_text_column(table.schema_arrow.names), TEXT_COLUMN)
    return table


def _of_groups(table: ParquetFile, groups: range, before: int, origin: Origin) -> Iterator[Reading]:
    """Yield the documents of row groups; of a damaged one what stands before the damage."""
    import pyarrow as pa

    for group in groups:
        row, until = before, before + table.metadata.row_group(group).num_rows
        try:
            for batch in table.iter_batches(batch_size=BATCH_ROWS, row_groups=[group]):
                for record in _records(batch):
                    row += 1
                    yield from _of_record(record, row, origin)
        except (pa.ArrowException, OSError) as error:
            problem = f"damaged up to row {until}: {_first_line(error)}"
            yield origin.unread(row + 1, problem, "write it again", count=until - row)
        before = until


def _of_record(record: object, row: int, origin: Origin) -> Iterator[Reading]:
    if isinstance(record, dict):
        yield from from_row(origin, row, row, record)
    else:
        yield origin.unread(row, f"a value that cannot be read: {record}")


def _records(batch: pa.RecordBatch) -> Iterator[object]:
    """Yield rows as dictionaries; one that cannot become Python values as its error."""
    batch = _in_microseconds(batch)
    for at in range(batch.num_rows):
        try:
            yield batch.slice(at, 1).to_pylist()[0]
        except (ValueError, KeyError) as error:  # text that is not UTF-8, an unknown time zone
            yield error


def _in_microseconds(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return the batch with times as exact as Python's, which know no nanoseconds."""
    import pyarrow as pa

    columns = [
        column.cast(pa.timestamp("us", column.type.tz), safe=False)
        if pa.types.is_timestamp(column.type)
        else column
        for column in batch.columns
    ]
    return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
