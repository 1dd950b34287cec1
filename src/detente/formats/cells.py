"""What a format writes of a record: one SQL expression for each of its columns."""

from __future__ import annotations

from collections.abc import Sequence

from detente.formats.conversions import writing
from detente.formats.definition import Column, Format, Piece
from detente.formats.query import Query

__all__ = ["cell_of", "final", "guarded", "prepared", "unguarded"]

_RISKY = r"^'*[=+\-@\t\r]"
_GUARDED = r"^'+[=+\-@\t\r]"


def cell_of(column: Column, query: Query, table: str) -> str | None:
    """Return the SQL of what is written in a column of the record in `table`; None for nothing."""
    if column.joined:
        return _joined(column, query, table)
    text = _first([writing(piece, query, table) for piece in column.writings])
    if column.beside is None or text is None:
        return text
    known = writing(Piece.parse(column.beside), query, table)
    return f"CASE WHEN {known} IS NOT NULL THEN {text} END"


def _joined(column: Column, query: Query, table: str) -> str:
    texts = [writing(piece, query, table) for piece in column.parts]
    if any(piece.field is None for piece in column.parts):
        return f"({' || '.join(texts)})"  # nothing at all where one of them is unknown
    return f"nullif(concat_ws({query.value(column.between)}, {', '.join(texts)}), '')"


def _first(texts: Sequence[str]) -> str | None:
    if len(texts) > 1:
        return f"coalesce({', '.join(texts)})"
    return texts[0] if texts else None


def prepared(source: str, query: Query) -> str:
    """Return the SQL of records as writers want them: with a CAMEO code and the sides' kinds.

    Our own events take the code of their label from the crosswalk of labels.
    """
    label = "source.type || coalesce('/' || source.mode, '')"
    code = query.written("label.cameo", label)
    actor = query.written("side", "source.actor_sector")
    recipient = query.written("side", "source.recipient_sector")
    own = query.value("own")
    return f"""
        SELECT
            source.* REPLACE (
                CASE WHEN source.dataset = {own} OR source.cameo IS NULL THEN {code}
                ELSE source.cameo END AS cameo
            ),
            {label} AS label,
            {label} || CASE WHEN {recipient} = 'civilian' THEN '@civilian' ELSE '' END
                AS label_target,
            source.type || '@' || {actor} || '@' || {recipient} AS sides
        FROM {source} AS source
        {query.joined()}
    """


def guarded(cell: str, query: Query) -> str:
    """Return a cell that no spreadsheet runs as a formula; numbers stay as they are.

    An apostrophe is put before whatever begins like a formula, and before the apostrophes that
    begin such a text already, so that `unguarded` gives back what stood there.
    """
    risky = f"regexp_matches({cell}, {query.value(_RISKY)}) AND try_cast({cell} AS DOUBLE) IS NULL"
    return f"CASE WHEN {risky} THEN '''' || {cell} ELSE {cell} END"


def unguarded(cell: str, query: Query) -> str:
    """Return a cell without the apostrophe that guards it."""
    return (
        f"CASE WHEN regexp_matches({cell}, {query.value(_GUARDED)}) THEN {cell}[2:] ELSE {cell} END"
    )


def final(form: Format, cell: str, query: Query) -> str:
    """Return a cell as it stands in the file, the sign for nothing included."""
    text = guarded(cell, query) if form.guarded else cell
    if not form.quoted:
        text = f"translate({text}, chr(9) || chr(10) || chr(13), '   ')"
    return f"coalesce({text}, {query.value(form.null)})"
