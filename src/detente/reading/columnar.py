"""Tables in Parquet, some hundred rows in memory at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from detente.reading.documents import TEXT_COLUMN, from_row, no_text_column
from detente.reading.records import Origin, Reading, UnreadableError

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["from_parquet"]

BATCH_ROWS = 256


def from_parquet(stream: BinaryIO, origin: Origin) -> Iterator[Reading]:
    """Yield the documents of a Parquet file, some hundred rows at a time.

    Raises:
        UnreadableError: the file is no Parquet, or has no column `text`.
    """
    import pyarrow as pa
    from pyarrow import parquet

    try:
        table = parquet.ParquetFile(stream)
    except (pa.ArrowException, OSError) as error:
        problem = f"not a Parquet file that can be read: {_first_line(error)}"
        raise UnreadableError(origin, problem, "write it again") from None
    if "text" not in table.schema_arrow.names:
        raise UnreadableError(origin, no_text_column(table.schema_arrow.names), TEXT_COLUMN)
    row = 0
    try:
        for batch in table.iter_batches(batch_size=BATCH_ROWS):
            for record in _records(batch):
                row += 1
                yield from _of_record(record, row, origin)
    except (pa.ArrowException, OSError) as error:
        left = table.metadata.num_rows - row
        problem = f"damaged from here on: {_first_line(error)}"
        yield origin.unread(row + 1, problem, "write it again", count=left)


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
