"""Floors: they hold or not; and those that are shipped hold on the corpora that lie here."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from detente.cli.evaluating import score_pairs
from detente.errors import InputError, TableError
from detente.evaluation import (
    Figure,
    Pairs,
    conclude,
    digest_of,
    load_floors,
    open_benchmark,
    shipped_floors,
)
from detente.evaluation.floors import Floor, shortfalls
from detente.tables import Lexicon

ROOT = Path(__file__).parents[2]

FIGURES = [
    Figure("type_macro_f1", 0.8),
    Figure("mean_km", 40.0, falling=True),
    Figure("mode_accuracy", None),
]


def floor(measure: str, least: float, *, task: str = "plover-own", digest: str = "d") -> Floor:
    return Floor(task, digest, measure, least, date(2024, 3, 1), "a test")


@pytest.mark.parametrize(
    ("one", "held"),
    [
        (floor("type_macro_f1", 0.8), True),
        (floor("type_macro_f1", 0.81), False),
        (floor("mean_km", 40.0), True),
        (floor("mean_km", 39.0), False),  # less is better
        (floor("mode_accuracy", 0.0), False),  # nothing was measured
        (floor("type_macro_f1", 0.9, task="plv"), True),  # of another task
        (floor("type_macro_f1", 0.9, digest="e"), True),  # of another corpus
    ],
)
def test_a_figure_below_its_floor_is_named(one: Floor, held: bool) -> None:
    found = shortfalls([one], "plover-own", "d", FIGURES)
    assert (found == ()) is held
    assert all(one.measure in str(shortfall) for shortfall in found)


def test_a_floor_for_a_measure_that_does_not_exist_is_refused() -> None:
    with pytest.raises(InputError, match="a floor names 'typ_f1'; the measures of plover-own are"):
        shortfalls([floor("typ_f1", 0.5)], "plover-own", "d", FIGURES)


HEAD = "task,corpus_digest,measure,floor,pinned,reason\n"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("task,measure\n", "missing column"),
        (HEAD + "plv,d,root_accuracy,high,2024-03-01,a test\n", ":2: "),
        (HEAD + "plv,d,root_accuracy,0.5,1.3.2024,a test\n", "is not a date like"),
        (HEAD + "plv,d,root_accuracy,0.5,2024-03-01,\n", "column 'reason' is empty"),
    ],
)
def test_a_wrong_file_of_floors_is_refused(rows: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "floors.csv").write_text(rows)
    with pytest.raises(TableError, match=said):
        load_floors(tmp_path / "floors.csv")


def test_a_missing_file_of_floors_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file of floors"):
        load_floors(tmp_path / "floors.csv")


def corpora() -> dict[str, Path]:
    """Return the pairs that lie in the repository by their digest: files, and whole folders."""
    found: dict[str, Path] = {}
    for folder in (ROOT / "training" / "held", ROOT / "tests" / "evaluation" / "samples"):
        files = sorted(folder.glob("*.tsv"))
        found |= {digest_of([path]): path for path in files}
        if files:
            found[digest_of(files)] = folder
    return found


@pytest.mark.model
def test_shipped_floors_hold_on_every_corpus_that_lies_here(lexicon: Lexicon) -> None:
    floors, here = load_floors(shipped_floors()), corpora()
    wanted = sorted({(f.task, f.corpus_digest) for f in floors if f.corpus_digest in here})
    assert wanted, "no floor is pinned for a corpus of this repository; the gate guards nothing"
    below = []
    for task, digest in wanted:
        benchmark = open_benchmark(task, here[digest], lexicon)
        assert isinstance(benchmark, Pairs)
        outcome = score_pairs(benchmark, lexicon)
        size = len(benchmark.sentences)
        result = conclude(task, benchmark, outcome, size=size, lexicon=lexicon, floors=floors)
        below += [str(shortfall) for shortfall in result.below]
    assert below == []
