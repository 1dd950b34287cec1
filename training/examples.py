"""Training rows: our own text, and the public pairs of PLV where they are given."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["HELD_OUT_EVERY", "Row", "own_text", "plv_rows", "shuffled"]

HELD_OUT_EVERY = 5
"""Every fifth row of PLV's training file is development data, never trained on while measuring."""

TEXT = Path(__file__).parent / "text"


@dataclass(frozen=True, slots=True)
class Row:
    """A marked sentence; `types` are the types it may have (YIELD is CONCEDE or RETREAT)."""

    sentence: str
    types: tuple[str, ...]
    mode: str | None = None
    source: str = "own"


def own_text() -> list[Row]:
    """Return the rows of `text/*.tsv`, files and lines in order."""
    return [row for path in sorted(TEXT.glob("*.tsv")) for row in _own(path)]


def _own(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as handle:
        for cells in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
            mode = f"{cells['type']}/{cells['mode']}" if cells["mode"] else None
            yield Row(cells["sentence"], (cells["type"],), mode)


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


def shuffled(rows: list[Row], seed: int) -> list[Row]:
    """Return the rows in an order that the seed alone decides."""
    mixed = list(rows)
    random.Random(seed).shuffle(mixed)
    return mixed
