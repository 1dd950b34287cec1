"""Published results of other systems, to stand beside ours."""

from __future__ import annotations

from dataclasses import dataclass

from detente.tables import Lexicon

__all__ = ["Anchor", "load_anchors"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """One published result: what a system reached in a measure, 0 to 1, on a corpus.

    The corpus is the one of the publication and need not be the file that we read. `source` is the
    paper; None where the figure was handed down to us without one.
    """

    task: str
    corpus: str
    measure: str
    system: str
    value: float
    source: str | None = None


def load_anchors(lexicon: Lexicon, task: str) -> tuple[Anchor, ...]:
    """Return the published results for a task, in the order of the table.

    Raises:
        TableError: a table is wrong; all faults are listed.
    """
    rows = lexicon.rows("evaluation/anchors.csv", Anchor)
    return tuple(row for row in rows if row.task == task)
