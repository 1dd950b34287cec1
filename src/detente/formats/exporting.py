"""Writing the events of a store in another system's columns."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from detente.errors import SettingError
from detente.formats.cells import cell_of, final, prepared
from detente.formats.crosswalks import load_crosswalks, spread
from detente.formats.datasets import OWN, check_dataset
from detente.formats.definition import Column, Format, find_format, load_formats
from detente.formats.files import opened
from detente.formats.plover_writing import write_plover
from detente.formats.query import Query
from detente.formats.records import FieldRow, Statement, load_fields
from detente.formats.sources import ALL, SOURCES, WANTED
from detente.formats.walk import Crosswalk
from detente.storage import Selection, Store, chosen_ids
from detente.tables import Lexicon

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["Written", "plan_writing", "write_format"]

_AT_ONCE = 10_000
_UNSURE = "is less sure than asked for"
_NOT_REAL = "was denied, only planned or supposed"


@dataclass(frozen=True, slots=True)
class Written:
    """How many rows were written, and how many were left out, by the reason why."""

    rows: int
    left_out: Mapping[str, int]


def write_format(
    store: Store,
    path: Path,
    name: str,
    lexicon: Lexicon,
    *,
    dataset: str = OWN,
    selection: Selection | None = None,
    min_confidence: float = 0.0,
) -> Written:
    """Write the events of a dataset to `path` ("-" for standard output) as `name` has them.

    What the format cannot hold is left out and counted; the columns of a format that was
    imported are written back as they stood. Two-sided events are two rows where the format
    is directed. With a `selection`, of a store that is shelved, only the events that it means.
    What is less sure than `min_confidence`, 0 to 1, is left out and counted too; what says nothing
    of how sure it is, as most datasets do, is written.

    Raises:
        SettingError: there is no such format, dataset or folder, or the format is one of
            mentions, of which nothing can be selected.
    """
    form = find_format(load_formats(lexicon), name)
    connection = store.connection
    check_dataset(connection, dataset)
    walks, fields = load_crosswalks(lexicon), load_fields(lexicon)
    spread(connection, walks)
    chosen = ALL
    if selection is not None:
        if form.target != "events":
            raise SettingError(f"{name} holds mentions, and only events can be selected")
        chosen_ids(connection, selection)
        chosen = WANTED
    if form.layout == "json":
        count, missed = write_plover(
            connection, path, dataset, chosen=chosen, min_confidence=min_confidence
        )
        reasons = {fields["type"].lacking or "": missed.untyped, _UNSURE: missed.unsure}
        return Written(count, {why: number for why, number in sorted(reasons.items()) if number})
    kept = _is_kept(connection, form, dataset)
    statement = plan_writing(form, fields, walks, chosen=chosen, kept=kept)
    with opened(path) as out:
        given = {"dataset_name": dataset, "least": min_confidence}
        return _write(form, _rows(connection, statement, given), out)


def _is_kept(connection: DuckDBPyConnection, form: Format, dataset: str) -> bool:
    """Tell whether rows of the dataset came from the format, so that their cells are kept."""
    sql = "SELECT count(*) FROM imports WHERE dataset = ? AND format = ?"
    ((count,),) = connection.execute(sql, [dataset, form.id]).fetchall()
    return bool(count)


def _rows(
    connection: DuckDBPyConnection, statement: Statement, given: Mapping[str, object]
) -> Iterator[Sequence[str | None]]:
    values = {**statement.parameters, **given}
    found = connection.execute(statement.sql, values)
    while rows := found.fetchmany(_AT_ONCE):
        yield from rows


def _write(form: Format, rows: Iterator[Sequence[str | None]], out: IO[str]) -> Written:
    left_out: Counter[str] = Counter()
    count = 0
    write = _writer(form, out)
    if form.header:
        write(form.names)
    for reason, *cells in rows:
        if reason is None:
            write([cell or "" for cell in cells])
            count += 1
        else:
            left_out[reason] += 1
    return Written(count, dict(sorted(left_out.items())))


def _writer(form: Format, out: IO[str]) -> Callable[[Sequence[str]], object]:
    if form.quoted:
        return csv.writer(out, delimiter=form.delimiter, lineterminator="\n").writerow
    return lambda cells: out.write(form.delimiter.join(cells) + "\n")


def plan_writing(
    form: Format,
    fields: Mapping[str, FieldRow],
    walks: Mapping[str, Crosswalk],
    *,
    chosen: str = ALL,
    kept: bool = True,
) -> Statement:
    """Return the query of a format's rows: why one is left out or NULL, then its cells.

    It takes the parameters `dataset_name` and `least`, the least confidence;
    `chosen` is the condition of the events that are taken; cells as they stood in rows of this
    format are only looked for where they are `kept`.
    """
    query = Query(walks, {"dataset_name": None, "least": None})
    events = form.target == "events"
    source = SOURCES["directed" if events and form.directed else form.target]
    source = source.format(chosen=chosen)
    ready = prepared("source", query) if events else "SELECT * FROM source"
    cells = [_cell(column, i, query, kept=kept) for i, column in enumerate(form.columns)]
    stood = _stood(form, query) if kept else "NULL"
    reason = _reason(form, fields, query)
    shown = [final(form, f"c{i}", query) for i in range(len(cells))]
    sql = f"""
        WITH source AS ({source}), ready AS (SELECT *, {stood} AS stood FROM ({ready}) AS ready),
        written AS (
            SELECT {", ".join(f"{cell} AS c{i}" for i, cell in enumerate(cells))},
                ready.import, ready.origin, ready.line, ready.part, ready.turned, ready.factual,
                ready.confidence
            FROM ready {query.joined()}
        )
        SELECT {reason}, {", ".join(shown)} FROM written
        ORDER BY import, origin, line, part, turned
    """
    return Statement(sql, query.parameters)


def _stood(form: Format, query: Query) -> str:
    """Return the SQL of the cells of a row as they stood, NULL if it is of another format.

    They are looked up together: the row would else be parsed anew for each.
    """
    found = f"json_extract_string(ready.extra, {query.value(list(form.names))})"
    return f"CASE WHEN ready.format = {query.value(form.id)} THEN {found} END"


def _cell(column: Column, number: int, query: Query, *, kept: bool) -> str:
    """Return the SQL of a cell: what stood there if it came from this format, else the field's."""
    written = cell_of(column, query, "ready") or "NULL"
    return f"coalesce(ready.stood[{number + 1}], {written})" if kept else written


def _reason(form: Format, fields: Mapping[str, FieldRow], query: Query) -> str:
    """Return the SQL of why a row is left out, NULL where it is written."""
    reasons = []
    for i, column in enumerate(form.columns):
        if column.needed:
            lacking = fields[column.home[0]].lacking if column.home else None
            said = query.value(lacking or f"has nothing for {column.name!r}")
            reasons.append(f"WHEN nullif(c{i}, '') IS NULL THEN {said}")
    if not form.unreal:
        reasons.insert(0, f"WHEN NOT factual THEN {query.value(_NOT_REAL)}")
    reasons.append(f"WHEN confidence < $least THEN {query.value(_UNSURE)}")
    return f"CASE {' '.join(reasons)} END"
