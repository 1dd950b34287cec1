"""How a cell becomes a value of our record, and a value a cell: SQL expressions for each kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from detente.errors import SettingError
from detente.formats.definition import Piece
from detente.formats.query import Query, quoted

__all__ = ["CHECKED", "reading", "writing"]

CHECKED = ("integer", "number", "degrees", "date", "datetime", "code", "percent")
"""The kinds whose cells must be understood: a row with another value cannot be read."""

_IN_BRACKETS = r"\(([^()]*)\)\s*$"
_AFTER_OF = r" of (?:the )?(.+?)(?: \(|$)"
_GOVERNMENT = r"^Government of (?:the )?(.+)$"


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell to read: its SQL, the argument of its kind, and the query that it belongs to."""

    sql: str
    argument: str
    query: Query
    table: str


def reading(piece: Piece, cell: str, query: Query, table: str) -> str:
    """Return the SQL of what `piece` reads in `cell`, NULL where it cannot be understood.

    Raises:
        SettingError: there is neither a conversion nor a crosswalk of that name.
    """
    if piece.kind in _READINGS:
        return _READINGS[piece.kind](_Cell(cell, piece.argument, query, table))
    if piece.kind in query.walks:
        return query.read(piece.kind, cell)
    raise SettingError(f"no conversion or crosswalk {piece.kind!r} to read {piece.field!r}")


def _constant(cell: _Cell) -> str:
    return f"CASE WHEN {cell.sql} IS NOT NULL THEN {cell.query.value(cell.argument)} END"


def _date(cell: _Cell) -> str:
    return f"CAST({_moment(cell)} AS DATE)"


def _moment(cell: _Cell) -> str:
    formats = cell.argument.split("|")
    return f"coalesce({', '.join(_parsed(cell, one) for one in formats)})"


def _parsed(cell: _Cell, layout: str) -> str:
    """Return the moment in a cell; digits alone must fill the layout, "2023011" is no date."""
    pattern = cell.query.value(layout)
    parsed = f"try_strptime({cell.sql}, {pattern})"
    if any(sign in layout for sign in "- :"):
        return parsed
    return f"CASE WHEN strftime({parsed}, {pattern}) = {cell.sql} THEN {parsed} END"


def _number(cell: _Cell) -> str:
    number = f"try_cast({cell.sql} AS DOUBLE)"
    return f"CASE WHEN isfinite({number}) THEN {number} END"


def _whole(cell: _Cell) -> str:
    number = f"try_cast({cell.sql} AS DOUBLE)"
    return f"CASE WHEN {number} = trunc({number}) THEN try_cast({number} AS INTEGER) END"


def _degrees(cell: _Cell) -> str:
    number = f"try_cast({cell.sql} AS DOUBLE)"
    return f"CASE WHEN abs({number}) <= {int(cell.argument)} THEN {number} END"


def _listed(cell: _Cell) -> str:
    return f"replace({cell.sql}, {cell.query.value(cell.argument)}, '|')"


def _ranked(cell: _Cell) -> str:
    walk, _, separator = cell.argument.partition(":")
    return cell.query.among(walk, cell.sql, separator, cell.table)


def _named(cell: _Cell, *patterns: str) -> str:
    """Return the country whose name stands where one of the patterns says."""
    found = [
        cell.query.read("name", f"regexp_extract({cell.sql}, {cell.query.value(pattern)}, 1)")
        for pattern in patterns
    ]
    return f"coalesce({', '.join(found)})"


def _ruling(cell: _Cell) -> str:
    """Return the sector of governments where the cell names one."""
    pattern = cell.query.value(_GOVERNMENT)
    return f"CASE WHEN regexp_matches({cell.sql}, {pattern}) THEN 'GOV' END"


_READINGS: dict[str, Callable[[_Cell], str]] = {
    "text": lambda cell: cell.sql,
    "serial": lambda cell: cell.sql,
    "constant": _constant,
    "integer": _whole,
    "degrees": _degrees,
    "number": _number,
    "percent": lambda cell: f"({_number(cell)}) / 100",
    "date": _date,
    "datetime": _moment,
    "list": _listed,
    "among": _ranked,
    "code": lambda cell: cell.query.read(cell.argument, cell.sql, known=True),
    "acled-country": lambda cell: _named(cell, _IN_BRACKETS, _AFTER_OF),
    "government": lambda cell: _named(cell, _GOVERNMENT),
    "ruling": _ruling,
}


def writing(piece: Piece, query: Query, table: str) -> str:
    """Return the SQL of the text that `piece` writes of the record in `table`.

    Raises:
        SettingError: there is neither a conversion nor a crosswalk of that name.
    """
    if piece.field is None:
        return query.value(piece.argument)
    value = f"{table}.{quoted(piece.field)}"
    if piece.kind in _WRITINGS:
        return _WRITINGS[piece.kind](_Cell(value, piece.argument, query, table))
    text = f"CAST({value} AS VARCHAR)"
    for walk in piece.kind.split(">"):
        if walk not in query.walks:
            raise SettingError(f"no conversion or crosswalk {walk!r} to write {piece.field!r}")
        text = query.written(walk, text)
    return text


def _serial(cell: _Cell) -> str:
    """Return a key of digits as it is, another one as a number that it always gives."""
    record = cell.table
    whole = f"concat_ws(chr(31), {cell.sql}, {record}.part, {record}.turned)"
    number = f"CAST(md5_number_lower({whole}) >> 1 AS VARCHAR)"
    return f"CASE WHEN regexp_full_match({cell.sql}, '[0-9]+') THEN {cell.sql} ELSE {number} END"


def _dated(cell: _Cell) -> str:
    layout = cell.argument.split("|")[0]
    return f"strftime({cell.sql}, {cell.query.value(layout)})"


def _short(cell: _Cell) -> str:
    """Return a number without a fraction of nought: 33, not 33.0."""
    return f"regexp_replace(CAST({cell.sql} AS VARCHAR), '\\.0$', '')"


def _fraction(cell: _Cell) -> str:
    """Return the year and the part of it that is over, as GDELT counts it."""
    day = cell.sql
    past = f"((month({day}) - 1) * 30 + day({day})) / 365.0"
    return f"printf('%.4f', CAST(year({day}) + {past} AS DOUBLE))"


_WRITINGS: dict[str, Callable[[_Cell], str]] = {
    "text": lambda cell: cell.sql,
    "integer": lambda cell: f"CAST({cell.sql} AS VARCHAR)",
    "number": _short,
    "degrees": _short,
    "percent": lambda cell: f"CAST(CAST(round({cell.sql} * 100) AS INTEGER) AS VARCHAR)",
    "date": _dated,
    "datetime": _dated,
    "list": lambda cell: f"replace({cell.sql}, '|', {cell.query.value(cell.argument)})",
    "code": lambda cell: cell.sql,
    "serial": _serial,
    "left": lambda cell: f"left({cell.sql}, {int(cell.argument)})",
    "fraction": _fraction,
    "toll": lambda cell: f"CAST(CASE WHEN {cell.sql} > 0 THEN {cell.sql} END AS VARCHAR)",
}
