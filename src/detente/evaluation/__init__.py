"""Evaluation: public benchmarks read as published, and answers scored against them.

In: a benchmark's files, and the answers of whoever has a model or pipeline. Out: figures, tables,
published results beside them, and floors that were not held. Tables: `data/evaluation/`. Metrics
are pure functions of counts, labels, spans and confidences.
"""

from detente.evaluation.benchmark import Benchmark, Guess, Pairs, Texts
from detente.evaluation.calibration import expected_calibration_error, reliability_bins
from detente.evaluation.corpus import digest_of
from detente.evaluation.floors import load_floors, shipped_floors
from detente.evaluation.results import Figure, Outcome, Table
from detente.evaluation.tasks import (
    TASKS,
    Evaluation,
    calibration_table,
    conclude,
    open_benchmark,
)

__all__ = [
    "TASKS",
    "Benchmark",
    "Evaluation",
    "Figure",
    "Guess",
    "Outcome",
    "Pairs",
    "Table",
    "Texts",
    "calibration_table",
    "conclude",
    "digest_of",
    "expected_calibration_error",
    "load_floors",
    "open_benchmark",
    "reliability_bins",
    "shipped_floors",
]
