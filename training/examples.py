"""Training rows: our own text, and the public sets where their files are given."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

__all__ = [
    "HELD_OUT_EVERY",
    "NOTHING",
    "Row",
    "held_text",
    "one_sided",
    "own_text",
    "plv_rows",
    "shuffled",
]

HELD_OUT_EVERY = 5
"""Every fifth row of PLV's training file is development data, never trained on while measuring."""

TEXT = Path(__file__).parent / "text"
HELD = Path(__file__).parent / "held"
NOTHING = "NONE"

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Row:
    """A marked sentence; `types` are the types it may have (YIELD is CONCEDE or RETREAT)."""

    sentence: str
    types: tuple[str, ...]
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    source: str = "own"


def own_text() -> list[Row]:
    """Return the rows of `text/*.tsv`, files and lines in order."""
    return [row for path in sorted(TEXT.glob("*.tsv")) for row in _own(path)]


def held_text() -> list[Row]:
    """Return the rows of `held/*.tsv`, which are never trained on."""
    return [row for path in sorted(HELD.glob("*.tsv")) for row in _own(path)]


def _own(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as handle:
        for cells in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
            mode = f"{cells['type']}/{cells['mode']}" if cells["mode"] else None
            contexts = tuple(filter(None, (cells["contexts"] or "").split("|")))
            yield Row(cells["sentence"], (cells["type"],), mode, contexts)


def plv_rows(path: Path, *, held_out: bool) -> list[Row]:
    """Return the rows of PLV's training file, either those held out or the others."""
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t"))
    return [
        Row(cells["marked_sentence"], _types(cells["gold_root"]), source="plv")
        for number, cells in enumerate(rows)
        if (number % HELD_OUT_EVERY == 0) is held_out
    ]


def _types(root: str) -> tuple[str, ...]:
    return ("CONCEDE", "RETREAT") if root == "YIELD" else (root,)


def one_sided(row: Row) -> Row:
    """Return a row whose recipient is not marked, as when an act names one side only."""
    sentence = row.sentence.replace("<t>", "").replace("</t>", "")
    return Row(sentence, row.types, row.mode, row.contexts, row.source)


def shuffled(rows: Sequence[Thing], seed: int) -> list[Thing]:
    """Return the rows in an order that the seed alone decides."""
    mixed = list(rows)
    random.Random(seed).shuffle(mixed)
    return mixed
