"""Rows of a format as records of the store: the statements that read one batch."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from detente.formats.cells import cell_of, prepared, unguarded
from detente.formats.conversions import CHECKED, reading
from detente.formats.definition import Column, Format, Piece
from detente.formats.query import Query, quoted
from detente.formats.walk import Crosswalk
from detente.tables import Lexicon

__all__ = ["Reader", "Statement", "load_fields", "plan_reading"]

_EXAMPLE = date(2016, 10, 14)
_NOUNS = {
    "integer": "whole number",
    "number": "number",
    "degrees": "number of degrees in range",
    "percent": "number",
}
_DERIVED = {
    "events": {
        "type": "coalesce({type}, split_part({label}, '/', 1))",
        "mode": "coalesce({mode}, nullif(split_part({label}, '/', 2), ''))",
        "day_latest": "coalesce({day_latest}, {day})",
        "place": "coalesce({place}, {city}, {admin2}, {admin1})",
        "reciprocal": "coalesce({reciprocal}, false)",
        "factual": "coalesce({polarity}, 'positive') = 'positive'"
        " AND coalesce({status}, 'actual') IN ('actual', 'historical')",
    },
    "mentions": {},
}
_TABLES = {"events": "imported", "mentions": "imported_mentions"}


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field of our record: its type in SQL, what an event without it lacks, its meaning.

    `of` is "events", "mentions" or "both", the tables that keep it, or "working" for what
    stands between a cell and other fields.
    """

    field: str
    kind: str
    of: str
    lacking: str | None = None
    meaning: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of SQL with its parameters."""

    sql: str
    parameters: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Reader:
    """How batches of one file are read; a batch is a relation `batch` with `line` and cells.

    `faults` lists line, reason and text of the rows that cannot be read; `records` gives all the
    others with the columns of the store's `table`, and takes the parameters `import_number`,
    `dataset_name` and `bad`, a list of the lines to leave out.
    """

    table: str
    faults: Statement
    records: Statement


def load_fields(lexicon: Lexicon) -> Mapping[str, FieldRow]:
    """Return the fields of our record by name.

    Raises:
        TableError: the table is wrong; all faults are listed.
    """
    return {row.field: row for row in lexicon.rows("formats/fields.csv", FieldRow)}


def plan_reading(
    form: Format,
    header: Sequence[str],
    fields: Mapping[str, FieldRow],
    walks: Mapping[str, Crosswalk],
) -> Reader:
    """Return how rows with the columns of `header` are read; unknown columns go to `extra`."""
    known = {column.name.casefold(): column for column in form.columns}
    columns = [known.get(name.casefold()) or Column(name=name) for name in header]
    records = _records(form, columns, fields, walks)
    return Reader(_TABLES[form.target], _faults(form, columns, walks), records)


def _raw(form: Format, i: int, query: Query) -> str:
    """Return the SQL of a cell as it stands, without what guards it."""
    return unguarded(f"batch.c{i}", query) if form.guarded else f"batch.c{i}"


def _cell(form: Format, i: int, query: Query) -> str:
    """Return the SQL of a cell, NULL for nothing."""
    empty = f"nullif({_raw(form, i, query)}, '')"
    return f"nullif({empty}, {query.value(form.null)})" if form.null else empty


def _faults(form: Format, columns: Sequence[Column], walks: Mapping[str, Crosswalk]) -> Statement:
    query = Query(walks)
    reasons: list[str] = []
    for i, column in enumerate(columns):
        reasons += _reasons(_cell(form, i, query), column, query)
    texts = ", ".join(f"batch.c{i}" for i in range(len(columns)))
    judged = f"CASE {' '.join(reasons)} END" if reasons else "NULL"
    sql = f"""
        SELECT line, min(reason), min(text) FROM (
            SELECT batch.line, {judged} AS reason,
                concat_ws({query.value(form.delimiter)}, {texts}) AS text
            FROM batch {query.joined()}
        )
        WHERE reason IS NOT NULL GROUP BY line ORDER BY line
    """
    return Statement(sql, query.parameters)


def _reasons(cell: str, column: Column, query: Query) -> list[str]:
    """Return the SQL of why a row cannot be read for one of its columns."""
    reasons = []
    if column.needed:
        reasons.append(f"WHEN {cell} IS NULL THEN {query.value(f'{column.name} is empty')}")
    for piece in column.readings:
        if piece.kind in CHECKED:
            value = reading(piece, cell, query, "batch")
            before, after = query.value(f"{column.name} '"), query.value(f"' is no {_noun(piece)}")
            reasons.append(
                f"WHEN {cell} IS NOT NULL AND {value} IS NULL THEN {before} || {cell} || {after}"
            )
    return reasons


def _noun(piece: Piece) -> str:
    if piece.kind in {"date", "datetime"}:
        return f"date like {_EXAMPLE.strftime(piece.argument.split('|')[0])}"
    if piece.kind == "code":
        return f"code that {piece.argument} has"
    return _NOUNS[piece.kind]


def _records(
    form: Format,
    columns: Sequence[Column],
    fields: Mapping[str, FieldRow],
    walks: Mapping[str, Crosswalk],
) -> Statement:
    query = Query(walks)
    kept = [row for row in fields.values() if row.of in {form.target, "both"}]
    record = _record(form, columns, kept, fields["label"], query)
    events = form.target == "events"
    ready = prepared(f"({record})", query) if events else record
    extra = _extra(form, columns, query)
    names = ["import", "line", "dataset", *(["part"] if events else [])]
    names += [row.field for row in kept]
    sql = f"""
        SELECT {", ".join(f"ready.{quoted(name)}" for name in names)}, {extra} AS extra
        FROM ({ready}) AS ready
        {query.joined()}
    """
    return Statement(sql, query.parameters)


def _record(
    form: Format,
    columns: Sequence[Column],
    fields: Sequence[FieldRow],
    label: FieldRow,
    query: Query,
) -> str:
    """Return the SQL of the records: what the cells say, and what follows from several of them."""
    read = _read(form, columns, [*fields, label], query)
    if form.target == "events" and not _reads("quad", columns):
        follows = query.written("label.quad", read["label"])
        read["quad"] = f"try_cast({follows} AS INTEGER)"
    shown = [f"{_raw(form, i, query)} AS c{i}" for i in range(len(columns))]
    for row in fields:
        value = _DERIVED[form.target].get(row.field, f"{{{row.field}}}").format(**read)
        shown.append(f"{value} AS {quoted(row.field)}")
    query.parameters.update(import_number=None, dataset_name=None, bad=None)
    return f"""
        SELECT
            $import_number AS import, batch.line, $dataset_name AS dataset,
            batch.part, false AS turned, {", ".join(shown)}
        FROM batch {query.joined()} WHERE NOT list_contains($bad, batch.line)
    """


def _reads(field: str, columns: Sequence[Column]) -> bool:
    return any(piece.field == field for column in columns for piece in column.readings)


def _read(
    form: Format, columns: Sequence[Column], fields: Sequence[FieldRow], query: Query
) -> dict[str, str]:
    """Return the SQL of each field as the cells give it: the first reading that is known."""
    found: dict[str, list[tuple[bool, str]]] = {row.field: [] for row in fields}
    for i, column in enumerate(columns):
        for piece in column.readings:
            if piece.field in found:
                value = reading(piece, _cell(form, i, query), query, "batch")
                found[piece.field].append((piece.last, value))
    read = {}
    for row in fields:
        values = [value for _, value in sorted(found[row.field], key=lambda one: one[0])]
        value = f"coalesce({', '.join(values)})" if values else "NULL"
        read[row.field] = f"try_cast({value} AS {row.kind})"
    return read


def _extra(form: Format, columns: Sequence[Column], query: Query) -> str:
    """Return the SQL of the cells that the record cannot give back as they stand, as JSON."""
    shown, nothing = [], query.value(form.null)
    for i, column in enumerate(columns):
        cell, written = f"ready.c{i}", cell_of(column, query, "ready")
        same = f"coalesce({written}, {nothing})" if written else nothing
        name = query.value(f"{json.dumps(column.name, ensure_ascii=False)}:")
        shown.append(f"CASE WHEN {cell} <> {same} THEN {name} || to_json({cell}) END")
    return f"nullif('{{' || concat_ws(',', {', '.join(shown)}) || '}}', '{{}}')"
