"""Tables: CSV and TSV, row by row, and Parquet, batch by batch."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, BinaryIO, TextIO

from detente.reading import encoding
from detente.reading.documents import from_row
from detente.reading.records import Origin, Reading, UnreadableError

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["from_csv", "from_parquet", "from_tsv"]

MAX_FIELD_CHARACTERS = 64 * 1024 * 1024
DELIMITERS = ",;\t"
SAMPLE_CHARACTERS = 65_536
BATCH_ROWS = 256


def from_csv(stream: BinaryIO, origin: Origin) -> Iterator[Reading]:
    """Yield the documents of a CSV file parted by comma, semicolon or tab.

    Raises:
        UnreadableError: the file is no text, or has no column `text`.
    """
    yield from _separated(stream, origin, DELIMITERS)


def from_tsv(stream: BinaryIO, origin: Origin) -> Iterator[Reading]:
    """Yield the documents of a file parted by tabs, else by comma or semicolon.

    Raises:
        UnreadableError: as in `from_csv`.
    """
    yield from _separated(stream, origin, "\t,;")


def _separated(stream: BinaryIO, origin: Origin, delimiters: str) -> Iterator[Reading]:
    try:
        found = encoding.choose(stream)
    except ValueError as error:
        raise UnreadableError(origin, str(error), "give a table as text, best in UTF-8") from None
    if found.note:
        yield origin.remark(None, found.note)
    text = encoding.decoded(stream, found)
    try:
        reader = _reader(text, delimiters)
        header = _header(reader, origin)
        yield from _rows(reader, header, origin)
    finally:
        text.detach()  # the stream is its opener's to close


def _reader(text: TextIO, delimiters: str) -> Iterator[list[str]]: ...
