"""Batches of cells worked out as records, apart from the store, so that it can write meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.formats.crosswalks import spread
from detente.formats.records import Reader
from detente.formats.rows import BadRow, Batch
from detente.formats.walk import Crosswalk

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["Place", "read_records"]

_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "memory_limit": "256MB",
    "disabled_optimizers": "join_order,build_side_probe_side",  # rows keep the order of their lines
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where rows stand in a store: the import's number, the dataset, the table of the file."""

    number: int
    dataset: str
    member: int


def read_records(
    given: Iterable[Batch],
    reader: Reader,
    walks: Mapping[str, Crosswalk],
    place: Place,
) -> Iterator[Batch]:
    """Yield batches of cells as rows of the store's table, in order.

    What cannot be read joins the `bad` rows of its batch; these stand in the order of their lines.
    The rows stand at `place` in the store. Everything is worked out on one
    thread, in a DuckDB in memory that is no part of the store: iterate in a thread of its own.
    """
    import duckdb

    with closing(duckdb.connect(config=_SETTINGS)) as apart:
        spread(apart, walks)
        values = {
            "import_number": place.number,
            "dataset_name": place.dataset,
            "member_number": place.member,
        }
        for batch in given:
            yield _worked_out(apart, batch, reader, values)


def _worked_out(
    apart: DuckDBPyConnection, batch: Batch, reader: Reader, values: Mapping[str, object]
) -> Batch:
    apart.register("batch", batch.rows)
    faults = apart.execute(reader.faults.sql, dict(reader.faults.parameters)).fetchall()
    unread = [BadRow(*fault) for fault in faults]
    given = {**reader.records.parameters, **values, "bad": [one.line for one in unread]}
    rows = apart.sql(reader.records.sql, params=given).to_arrow_table()
    apart.unregister("batch")
    bad = sorted((*batch.bad, *unread), key=lambda one: one.line)
    return Batch(rows, tuple(bad), batch.western)
