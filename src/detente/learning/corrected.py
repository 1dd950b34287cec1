"""A store's corrections as training rows, for `detente learn` and the training text alike."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from detente.errors import InputError
from detente.events.relation import NOTHING
from detente.formats import opened
from detente.storage import Correction

__all__ = ["TrainingRow", "corrected_rows", "write_rows"]


@dataclass(frozen=True, slots=True)
class TrainingRow:
    """A row of the training text: a sentence with its pair marked, and what is true of the pair.

    `type` is "NONE" where the first does nothing to the second; an empty `mode` is none.
    `contexts` are parted by "|". `register` is the kind of text; what is coded is news.
    """

    sentence: str
    type: str
    mode: str
    contexts: str
    register: str = "wire"


def corrected_rows(corrections: Iterable[Correction]) -> list[TrainingRow]:
    """Return a row for each correction whose sentence holds both sides; the others are left out.

    What is wrong becomes "NONE"; what is right and what was retyped keep their label.
    """
    return [
        TrainingRow(c.marked, kind, mode, "|".join(c.contexts) if c.label else "")
        for c in corrections
        if c.marked is not None
        for kind, _, mode in [(c.label or NOTHING).partition("/")]
    ]


def write_rows(path: Path, rows: Iterable[TrainingRow]) -> None:
    """Write rows as .csv, or as .tsv without quoting, which is the training text's own form.

    Raises:
        InputError: the name ends otherwise, or its folder does not exist.
    """
    if path.suffix not in {".csv", ".tsv"}:
        raise InputError(f"{path}: training rows are written as .csv or .tsv")
    if not path.parent.is_dir():
        raise InputError(f"{path}: no folder {path.parent}")
    tabs = path.suffix == ".tsv"
    with opened(path) as handle:
        writer = csv.writer(
            handle,
            delimiter="\t" if tabs else ",",
            quoting=csv.QUOTE_NONE if tabs else csv.QUOTE_MINIMAL,
            quotechar=None if tabs else '"',
            lineterminator="\n",
        )
        writer.writerow([f.name for f in fields(TrainingRow)])
        writer.writerows(astuple(row) for row in rows)
