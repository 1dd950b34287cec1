"""Floors: figures that a corpus must not fall below, pinned with the corpus's digest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from detente.errors import Fault, InputError, TableError
from detente.evaluation.results import Figure
from detente.tables import read_csv, shipped_folder

__all__ = ["Floor", "Shortfall", "load_floors", "shipped_floors", "shortfalls"]


@dataclass(frozen=True, slots=True)
class Floor:
    """The least that a figure may be on one corpus; the most, for a figure where less is better.

    `corpus_digest` names the corpus, see `corpus.digest_of`; `pinned` is the day when the floor was
    set and `reason` why it stands where it stands.
    """

    task: str
    corpus_digest: str
    measure: str
    floor: float
    pinned: date
    reason: str


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A figure on the wrong side of its floor."""

    floor: Floor
    value: float | None

    def __str__(self) -> str:
        """Say which figure fell short, and of what."""
        got = "nothing was measured" if self.value is None else f"{self.value:.4f}"
        one = self.floor
        return f"{one.task} {one.measure}: {got}, the floor is {one.floor} (pinned {one.pinned})"


def shipped_floors() -> Path:
    """Return the file of floors that comes with the package."""
    return shipped_folder() / "evaluation" / "floors.csv"


def load_floors(path: Path) -> tuple[Floor, ...]:
    """Return the floors of a CSV file, in order.

    Raises:
        InputError: there is no such file.
        TableError: rows are wrong; all faults are listed.
    """
    if not path.is_file():
        raise InputError(f"{path}: no such file of floors")
    faults: list[Fault] = []
    rows = read_csv(path, Floor, faults)
    if faults:
        raise TableError(faults)
    return tuple(row for _, row in rows)


def shortfalls(
    floors: Iterable[Floor], task: str, digest: str, figures: Iterable[Figure]
) -> tuple[Shortfall, ...]:
    """Return the floors for this task and corpus that the figures do not hold.

    Raises:
        InputError: a floor names a measure that the task does not have.
    """
    known = {figure.name: figure for figure in figures}
    mine = [one for one in floors if (one.task, one.corpus_digest) == (task, digest)]
    unknown = [one.measure for one in mine if one.measure not in known]
    if unknown:
        names = ", ".join(known)
        raise InputError(f"a floor names {unknown[0]!r}; the measures of {task} are {names}")
    return tuple(
        Shortfall(one, known[one.measure].value)
        for one in mine
        if not _holds(one, known[one.measure])
    )


def _holds(floor: Floor, figure: Figure) -> bool:
    if figure.value is None:
        return False
    return figure.value <= floor.floor if figure.falling else figure.value >= floor.floor
