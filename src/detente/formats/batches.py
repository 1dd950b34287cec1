"""Reading tables of others in batches, in constant memory, with the line of every row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.errors import InputError
from detente.formats.definition import Format
from detente.formats.layout import Layout, detect
from detente.formats.lines import plain
from detente.formats.openings import Member, repaired
from detente.formats.quotes import bound
from detente.formats.rows import Batch, Shape

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["ahead", "batches", "gathered", "layout_of"]

_HEAD = 64 << 10
_FIRST = 20


def layout_of(member: Member, form: Format) -> Layout:
    """Return the layout of a table, from its first lines; nothing is read off the stream.

    Raises:
        InputError: the file is empty or not of the format.
    """
    head = member.stream.peek(_HEAD)  # type: ignore[attr-defined]  # is a BufferedReader
    text = repaired(head)[0].decode("utf-8", "replace")
    lines = [line for line in text.replace("\r\n", "\n").split("\n") if line.strip()]
    if not lines:
        raise InputError(f"{member.name}: is empty")
    whole = lines[:-1] if len(lines) > 1 else lines
    return detect(whole[:_FIRST], form, member.name)


def batches(member: Member, layout: Layout, used: Sequence[int] | None = None) -> Iterator[Batch]:
    """Yield the rows of a table in batches; rows of a wrong width are named, none is lost.

    Of the columns only the `used` ones come by themselves, counted from 0, or all.
    """
    shape = Shape(layout, tuple(range(len(layout.names)) if used is None else used))
    yield from (bound if layout.quoted else plain)(member.stream, shape)


def gathered(found: Iterable[Batch], rows: int) -> Iterator[Batch]:
    """Yield batches of so many rows, the last of fewer, of none only if it names bad ones."""
    import pyarrow as pa

    held: list[Batch] = []
    for batch in found:
        held.append(batch)
        while sum(len(one.rows) for one in held) >= rows:
            whole = _together(held, pa.concat_tables([one.rows for one in held]))
            yield replace(whole, rows=whole.rows.slice(0, rows))
            held = [Batch(whole.rows.slice(rows))]
    if any(len(one.rows) or one.bad or one.western for one in held):
        yield _together(held, pa.concat_tables([one.rows for one in held]))


def ahead(found: Iterator[Batch]) -> Iterator[Batch]:
    """Yield batches, each while the next one is read in another thread."""
    with ThreadPoolExecutor(max_workers=1) as reader:
        coming = reader.submit(next, found, None)
        while (batch := coming.result()) is not None:
            coming = reader.submit(next, found, None)
            yield batch


def _together(held: Sequence[Batch], rows: pa.Table) -> Batch:
    bad = tuple(one for batch in held for one in batch.bad)
    return Batch(rows, bad, tuple(line for batch in held for line in batch.western))
