"""`detente relate`: the type of given pairs of actor and recipient."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from detente.cli.options import Lexicons
from detente.cli.reporting import note
from detente.errors import InputError

__all__ = ["command"]

_COLUMN = "marked_sentence"
_ADDED = ("type", "mode", "quad", "confidence")
_ROWS_AT_ONCE = 512


def command(
    pairs: Annotated[Path, typer.Argument(help="A .tsv file with a column marked_sentence.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="The .tsv file to write.")],
    lexicon: Lexicons = None,
) -> None:
    """Say what a marked actor (<s>…</s>) does to a marked recipient (<t>…</t>), row by row.

    Adds type, mode, quad and confidence, and keeps every other column and the order of rows. The
    type is the likeliest one that is an event; a low confidence says that there may be none.

    Example: detente relate pairs.tsv -o typed.tsv
    """
    from detente.events import load_ontology, load_relations
    from detente.tables import open_lexicon

    tables = open_lexicon(lexicon or ())
    model, ontology = load_relations(tables), load_ontology(tables)
    if model is None:
        raise InputError("no relation model is installed; a lexicon folder can hold one in model/")
    header, rows = _read(pairs)
    csv.field_size_limit(10**9)
    with out.open("w", encoding="utf-8", newline="") as handle:
        names = [*header, *(name for name in _ADDED if name not in header)]
        writer = csv.DictWriter(handle, names, delimiter="\t", lineterminator="\n")
        writer.writeheader()
        for at in range(0, len(rows), _ROWS_AT_ONCE):
            part = rows[at : at + _ROWS_AT_ONCE]
            verdicts = model.judge_marked([row[_COLUMN] for row in part])
            for row, verdict in zip(part, verdicts, strict=True):
                likely = verdict.likeliest
                quad = ontology.types[likely].quad if likely in ontology.types else ""
                added = (likely, verdict.mode_of_likeliest or "", quad, verdict.of_likeliest)
                writer.writerow(row | dict(zip(_ADDED, map(str, added), strict=True)))
    note(f"typed {len(rows)} pairs")


def _read(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    """Return the header and the rows of a table of pairs.

    Raises:
        InputError: the file is missing, lacks the column, or a row marks no pair.
    """
    if not path.is_file():
        raise InputError(f"{path}: no such file; give a .tsv with a column {_COLUMN!r}")
    csv.field_size_limit(10**9)
    with path.open(encoding="utf-8-sig", newline="") as handle:
        reader = csv.DictReader(handle, delimiter="\t")
        header = list(reader.fieldnames or [])
        if _COLUMN not in header:
            raise InputError(f"{path}: has no column {_COLUMN!r}; it has {', '.join(header)}")
        rows = list(_whole(path, reader))
    return header, rows


def _whole(path: Path, reader: csv.DictReader[str]) -> Iterator[dict[str, str]]:
    for row in reader:
        sentence = row[_COLUMN] or ""
        if not all(mark in sentence for mark in ("<s>", "</s>", "<t>", "</t>")):
            raise InputError(
                f"{path}:{reader.line_num}: marks no pair; write <s>actor</s> and <t>recipient</t>"
            )
        yield {name: value or "" for name, value in row.items() if name is not None}
