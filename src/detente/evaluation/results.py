"""What an evaluation yields: figures by name, tables, and how sure each verdict was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from detente.evaluation.scores import Score, confusion

__all__ = ["Cell", "Figure", "Judged", "Outcome", "Table", "confusion_table", "figures", "scored"]

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure.

    `value` is None when there was nothing to measure. Figures are shares from 0 to 1 where more is
    better, but for those with `falling`: there less is better, and the name ends in the unit.
    """

    name: str
    value: float | None
    falling: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under columns; None is a figure that does not exist."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """One verdict: its confidence from 0 to 1, and whether the gold agrees."""

    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything measured on one corpus; `judged` is empty where nothing carries a confidence."""

    figures: tuple[Figure, ...]
    tables: tuple[Table, ...] = ()
    judged: tuple[Judged, ...] = ()


def figures(name: str, score: Score) -> tuple[Figure, ...]:
    """Return precision, recall and F1 of a score as `NAME_precision`, `NAME_recall`, `NAME_f1`."""
    return (
        Figure(f"{name}_precision", score.precision),
        Figure(f"{name}_recall", score.recall),
        Figure(f"{name}_f1", score.f1),
    )


def scored(name: str, scores: Mapping[str, Score]) -> Table:
    """Return a table with a row for each label: its counts, precision, recall and F1."""
    rows = (
        (label, one.gold, one.said, one.right, one.precision, one.recall, one.f1)
        for label, one in scores.items()
    )
    return Table(name, (name, "gold", "said", "right", "precision", "recall", "F1"), tuple(rows))


def confusion_table(gold: Sequence[str], said: Sequence[str]) -> Table:
    """Return how often each gold label (row) was called what (column)."""
    columns, rows = confusion(gold, said)
    return Table("confusion", ("gold", *columns), tuple((name, *counts) for name, counts in rows))
