"""Rows of a format as records of the store: the statements that read one batch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from detente.formats.cells import unguarded
from detente.formats.conversions import CHECKED, reading
from detente.formats.definition import Column, Format, Piece
from detente.formats.imports import TABLES
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
    """How batches of one file are read; a batch is a relation `batch` with the columns of `Batch`.

    Of the cells only the columns `used` are read by themselves, counted from 0; `names` are those
    of all columns, as the format writes them where it knows them, and `delimiter` parts the cells
    that are kept, None where these are a list in JSON. `faults` lists line, reason and
    text of the rows that cannot be read; `records` gives all the others with the columns of the
    store's `table`, and takes the parameters `import_number`, `dataset_name`, `member_number` and
    `bad`, a list of the lines to leave out.
    """

    table: str
    names: tuple[str, ...]
    used: tuple[int, ...]
    delimiter: str | None
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
    delimiter: str | None,
    fields: Mapping[str, FieldRow],
    walks: Mapping[str, Crosswalk],
) -> Reader:
    """Return how rows with the columns of `header` are read; unknown columns are only kept.

    What a batch has as `cells` is parted by `delimiter`, or a list in JSON where that is None.
    """
    known = {column.name.casefold(): column for column in form.columns}
    columns = [known.get(name.casefold()) or Column(name=name) for name in header]
    return Reader(
        TABLES[form.target],
        tuple(column.name for column in columns),
        tuple(i for i, column in enumerate(columns) if column.readings or column.needed),
        None if form.guarded else delimiter,
        _faults(form, columns, delimiter, walks),
        _records(form, columns, fields, delimiter, walks),
    )


def _list(delimiter: str | None, query: Query) -> str:
    """Return the SQL of the list of all cells of a row."""
    if delimiter is None:
        return """from_json(batch.cells, '["VARCHAR"]')"""
    return f"string_split(batch.cells, {query.value(delimiter)})"


def _raw(form: Format, i: int, query: Query) -> str:
    """Return the SQL of a cell as it stands, without what guards it."""
    return unguarded(f"batch.c{i}", query) if form.guarded else f"batch.c{i}"


def _cell(form: Format, i: int, query: Query) -> str:
    """Return the SQL of a cell, NULL for nothing."""
    empty = f"nullif({_raw(form, i, query)}, '')"
    return f"nullif({empty}, {query.value(form.null)})" if form.null else empty


def _faults(
    form: Format,
    columns: Sequence[Column],
    delimiter: str | None,
    walks: Mapping[str, Crosswalk],
) -> Statement:
    query = Query(walks)
    reasons: list[str] = []
    for i, column in enumerate(columns):
        reasons += _reasons(_cell(form, i, query), column, query)
    cells = f"array_to_string({_list(delimiter, query)}, {query.value(form.delimiter)})"
    judged = f"CASE {' '.join(reasons)} END" if reasons else "NULL"
    sql = f"""
        SELECT
            line, min(reason), coalesce(min({cells}), '')
        FROM (SELECT batch.line, batch.cells, {judged} AS reason FROM batch {query.joined()})
            AS batch
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
    delimiter: str | None,
    walks: Mapping[str, Crosswalk],
) -> Statement:
    query = Query(walks)
    kept = [row for row in fields.values() if row.of in {form.target, "both"}]
    record = _record(form, columns, kept, fields["label"], delimiter, query)
    if form.target == "events":
        record = _coded(record, query)
    return Statement(record, query.parameters)


def _record(
    form: Format,
    columns: Sequence[Column],
    fields: Sequence[FieldRow],
    label: FieldRow,
    delimiter: str | None,
    query: Query,
) -> str:
    """Return the SQL of the records: what the cells say, and what follows from several of them."""
    read = _read(form, columns, [*fields, label], query)
    if form.target == "events" and not _reads("quad", columns):
        follows = query.written("label.quad", read["label"])
        read["quad"] = f"try_cast({follows} AS INTEGER)"
    shown = ["batch.part"] if form.target == "events" else []
    for row in fields:
        value = _DERIVED[form.target].get(row.field, f"{{{row.field}}}").format(**read)
        shown.append(f"{value} AS {quoted(row.field)}")
    query.parameters.update(import_number=None, dataset_name=None, member_number=None, bad=None)
    return f"""
        SELECT
            $import_number AS import, batch.line, $dataset_name AS dataset, {", ".join(shown)},
            $member_number AS member, {_kept(form, delimiter, query)} AS cells
        FROM batch {query.joined()} WHERE NOT list_contains($bad, batch.line)
    """


def _kept(form: Format, delimiter: str | None, query: Query) -> str:
    """Return the SQL of all cells of a row as they are kept, without what guards them."""
    if not form.guarded:
        return "batch.cells"
    bare = f"list_transform({_list(delimiter, query)}, lambda cell: {unguarded('cell', query)})"
    return f"CAST(to_json({bare}) AS VARCHAR)"


def _coded(record: str, query: Query) -> str:
    """Return the SQL of records with a CAMEO code where they have none: that of their label."""
    code = query.written("label.cameo", "ready.type || coalesce('/' || ready.mode, '')")
    return f"""
        SELECT ready.* REPLACE (coalesce(ready.cameo, {code}) AS cameo)
        FROM ({record}) AS ready {query.joined()}
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
