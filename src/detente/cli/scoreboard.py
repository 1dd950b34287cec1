"""The result of an evaluation as a person reads it, or as one JSON object."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.evaluation import Evaluation, Table
    from detente.evaluation.results import Cell

__all__ = ["show", "show_json"]

_MISSING = "–"
_SHORTEST = 3
"""The letters at least of a label that heads a column of the confusion table."""


def show_json(result: Evaluation, extra: Sequence[Table]) -> None:
    """Print a result and further tables as one JSON object."""
    print(json.dumps(result.shape(extra), ensure_ascii=False))


def show(result: Evaluation, extra: Sequence[Table]) -> None:
    """Print a result and further tables: figures, what was published, tables, what to mind."""
    print(f"{result.task}: {result.size} read, corpus digest {result.digest}")
    ours = {one.name: one.value for one in result.outcome.figures}
    _print_block("figures", (), list(ours.items()))
    if result.anchors:
        rows = [
            (one.measure, ours.get(one.measure), one.value, one.system, one.corpus, one.source)
            for one in result.anchors
        ]
        columns = ("measure", "ours", "published", "system", "on", "source")
        _print_block("published results", columns, rows)
    for table in (*result.outcome.tables, *extra):
        _print_block(table.name, _columns(table), table.rows)
    for caution in result.cautions:
        print(f"note: {caution}")


def _columns(table: Table) -> tuple[str, ...]:
    """Return what heads the columns; a confusion table's labels are cut so that a row fits."""
    if table.name != "confusion":
        return table.columns
    return (f"{table.columns[0]} \\ said", *_heads(table.columns[1:]))


def _heads(labels: Sequence[str]) -> Iterator[str]:
    """Yield each label cut to the letters that tell it from the others."""
    for label in labels:
        others = [other for other in labels if other != label]
        lengths = range(_SHORTEST, len(label) + 1)
        alone = (n for n in lengths if not any(other[:n] == label[:n] for other in others))
        yield label[: next(alone, len(label))]


def _print_block(title: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Print a titled table, words to the left and numbers to the right."""
    cells = [[_text(cell) for cell in row] for row in rows]
    lines = [list(columns), *cells] if columns else cells
    widths = [max(len(line[n]) for line in lines) for n in range(len(lines[0]))] if lines else []
    wordy = [all(isinstance(row[n], str | None) for row in rows) for n in range(len(widths))]
    print(f"\n{title}")
    for line in lines:
        fields = zip(line, widths, wordy, strict=True)
        print("  " + " ".join(_field(*field) for field in fields).rstrip())


def _field(text: str, width: int, is_word: bool) -> str:
    return text.ljust(width) if is_word else text.rjust(width)


def _text(cell: Cell) -> str:
    if cell is None:
        return _MISSING
    return f"{cell:.4f}" if isinstance(cell, float) else str(cell)
