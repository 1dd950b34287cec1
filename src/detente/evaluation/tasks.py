"""The benchmarks by name, and a run's result with all that belongs beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.errors import SettingError
from detente.evaluation import (
    cameo_ner,
    geoparsing,
    gsr,
    own_text,
    plv,
    polnear,
    timeml,
)
from detente.evaluation.anchors import Anchor, load_anchors
from detente.evaluation.benchmark import Benchmark
from detente.evaluation.calibration import expected_calibration_error, reliability_bins
from detente.evaluation.corpus import digest_of
from detente.evaluation.floors import Floor, Shortfall, shortfalls
from detente.evaluation.profiles import Profile, load_profile
from detente.evaluation.results import Cell, Outcome, Table
from detente.tables import Lexicon

__all__ = ["TASKS", "Evaluation", "calibration_table", "conclude", "open_benchmark"]

_READERS: Mapping[str, Callable[[Path, Profile], Benchmark]] = {
    "cameo-ner": cameo_ner.read,
    "geoparsing": geoparsing.read,
    "gsr": gsr.read,
    "plover-own": own_text.read,
    "plv": plv.read,
    "polnear": polnear.read,
    "timeml": timeml.read,
}

TASKS = tuple(_READERS)
"""The names of the benchmarks."""

_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One benchmark scored.

    `size` counts the documents or pairs, `digest` names their files. `cautions` are what to bear in
    mind, `anchors` the published results, `below` the floors that were not held.
    """

    task: str
    digest: str
    size: int
    outcome: Outcome
    cautions: tuple[str, ...]
    anchors: tuple[Anchor, ...]
    below: tuple[Shortfall, ...]

    def shape(self, extra: Sequence[Table] = ()) -> dict[str, Any]:
        """Return the result as JSON, with `extra` tables after its own."""
        return {
            "task": self.task,
            "corpus_digest": self.digest,
            "size": self.size,
            "figures": {one.name: _rounded(one.value) for one in self.outcome.figures},
            "tables": [_table_shape(table) for table in (*self.outcome.tables, *extra)],
            "published": [
                {
                    "measure": one.measure,
                    "corpus": one.corpus,
                    "system": one.system,
                    "value": one.value,
                    "source": one.source,
                }
                for one in self.anchors
            ],
            "cautions": list(self.cautions),
            "below_floor": [str(one) for one in self.below],
        }


def open_benchmark(task: str, path: Path, lexicon: Lexicon) -> Benchmark:
    """Return a benchmark read from its file or folder as published.

    Raises:
        SettingError: there is no such task.
        InputError: the file is missing or in another format; what is wrong is named.
        TableError: a table of the lexicon is wrong.
    """
    if task not in _READERS:
        raise SettingError(f"no task {task!r}; the tasks are {', '.join(TASKS)}")
    return _READERS[task](path, load_profile(lexicon, task))


def conclude(
    task: str,
    benchmark: Benchmark,
    outcome: Outcome,
    *,
    size: int,
    lexicon: Lexicon,
    floors: Iterable[Floor] = (),
) -> Evaluation:
    """Return an outcome with the published results beside it, and the floors not held.

    Raises:
        InputError: a floor names a measure that the task does not have.
        TableError: a table of the lexicon is wrong.
    """
    digest = digest_of(benchmark.files)
    return Evaluation(
        task=task,
        digest=digest,
        size=size,
        outcome=outcome,
        cautions=load_profile(lexicon, task).caution,
        anchors=load_anchors(lexicon, task),
        below=shortfalls(floors, task, digest, outcome.figures),
    )


def calibration_table(outcome: Outcome, *, bins: int = 10) -> Table:
    """Return how often verdicts of each range of confidence are right, all of them in the last row.

    The last row's `gap` is the expected calibration error; above it, confidence less accuracy.

    Raises:
        SettingError: the benchmark's verdicts carry no confidence.
    """
    if not outcome.judged:
        raise SettingError("nothing here carries a confidence; tasks that do are plv and gsr")
    confidences = [one.confidence for one in outcome.judged]
    right = [one.right for one in outcome.judged]
    rows: list[tuple[Cell, ...]] = []
    for one in reliability_bins(confidences, right, bins=bins):
        range_ = f"{one.low:.2f}–{one.high:.2f}"
        rows.append((range_, one.count, one.confidence, one.accuracy, one.gap))
    error = expected_calibration_error(confidences, right, bins=bins)
    rows.append(("all", len(right), sum(confidences) / len(right), sum(right) / len(right), error))
    return Table("calibration", ("confidence", "count", "mean", "accuracy", "gap"), tuple(rows))


def _table_shape(table: Table) -> dict[str, Any]:
    return {
        "name": table.name,
        "columns": list(table.columns),
        "rows": [[_rounded(cell) for cell in row] for row in table.rows],
    }


def _rounded(value: Cell) -> Cell:
    return round(value, _DECIMALS) if isinstance(value, float) else value
