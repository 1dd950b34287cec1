"""`detente relate`: the type of given pairs of actor and recipient."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.options import Lexicons, MinConfidence
from detente.cli.reporting import Report
from detente.errors import InputError

if TYPE_CHECKING:
    from detente.events import Ontology, RelationModel

__all__ = ["command"]

_COLUMN = "marked_sentence"
_ADDED = ("type", "mode", "quad", "confidence")
_ROWS_AT_ONCE = 512


def command(
    pairs: Annotated[Path, typer.Argument(help="A .tsv file with a column marked_sentence.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="The .tsv file to write.")],
    lexicon: Lexicons = None,
    min_confidence: MinConfidence = 0.0,
) -> None:
    """Say what a marked actor (<s>…</s>) does to a marked recipient (<t>…</t>), row by row.

    A recipient may be missing. Adds type, mode, quad and confidence, and keeps every other column
    and the order of rows. The type is the likeliest one that is an event; a low confidence says
    that there may be none. A pair less sure than --min-confidence gets a confidence and no type.

    Example: detente relate pairs.tsv -o typed.tsv
    """
    from detente.events import load_judge, load_ontology
    from detente.formats import opened
    from detente.tables import open_lexicon

    tables = open_lexicon(lexicon or ())
    ontology = load_ontology(tables)
    model = load_judge(tables, ontology)
    if model is None:
        raise InputError("no relation model is installed; a lexicon folder can hold one in model/")
    header, rows = _read(pairs)
    report = Report()
    with opened(out) as handle:
        names = [*header, *(name for name in _ADDED if name not in header)]
        writer = csv.DictWriter(handle, names, delimiter="\t", lineterminator="\n")
        writer.writeheader()
        for at in range(0, len(rows), _ROWS_AT_ONCE):
            part = rows[at : at + _ROWS_AT_ONCE]
            typed = _typed(pairs, part, model, ontology, report)
            writer.writerows(_sure(row, min_confidence) for row in typed)
    raise typer.Exit(report.close(f"typed {len(rows) - len(report.failures)} pairs"))


def _typed(
    path: Path,
    rows: list[tuple[int, dict[str, str]]],
    model: RelationModel,
    ontology: Ontology,
    report: Report,
) -> Iterator[dict[str, str]]:
    """Yield the rows with their type; one that marks no actor stays untyped and is named."""
    marked = [row[_COLUMN] for _, row in rows if _marks_an_actor(row)]
    verdicts = iter(model.judge_marked(marked))
    for line, row in rows:
        if not _marks_an_actor(row):
            report.fail(f"{path}:{line}: marks no actor; write <s>actor</s> and <t>recipient</t>")
            yield row | dict.fromkeys(_ADDED, "")
            continue
        verdict = next(verdicts)
        kind = verdict.likeliest
        quad = ontology.types[kind].quad if kind in ontology.types else ""
        values = (kind, verdict.mode_of_likeliest or "", quad, verdict.of_likeliest)
        yield row | dict(zip(_ADDED, map(str, values), strict=True))


def _sure(row: dict[str, str], least: float) -> dict[str, str]:
    """Return a row as it is, or without its type where that is less sure than asked."""
    unsure = row["confidence"] and float(row["confidence"]) < least
    return row | {"type": "", "mode": "", "quad": ""} if unsure else row


def _marks_an_actor(row: dict[str, str]) -> bool:
    return "<s>" in row[_COLUMN] and "</s>" in row[_COLUMN]


def _read(path: Path) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """Return the header and the rows of a table of pairs, with their line numbers.

    Raises:
        InputError: the file is missing or lacks the column.
    """
    if not path.is_file():
        raise InputError(f"{path}: no such file; give a .tsv with a column {_COLUMN!r}")
    csv.field_size_limit(max(csv.field_size_limit(), 10**9))
    with path.open(encoding="utf-8-sig", newline="") as handle:
        reader = csv.DictReader(handle, delimiter="\t")
        header = list(reader.fieldnames or [])
        if _COLUMN not in header:
            raise InputError(f"{path}: has no column {_COLUMN!r}; it has {', '.join(header)}")
        rows = [(reader.line_num, {n: row[n] or "" for n in header}) for row in reader]
    return header, rows
