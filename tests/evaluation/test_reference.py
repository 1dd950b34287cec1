"""The page of figures names every figure, and the data beside them names no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.evaluation import TASKS, Guess, Outcome, Pairs, open_benchmark
from detente.evaluation.anchors import load_anchors
from detente.evaluation.profiles import Profile
from detente.model import Annotation
from detente.tables import Lexicon

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "evaluation.md"
SAMPLES = {
    "cameo-ner": "cameo_ner.txt",
    "geoparsing": "lgl.xml",
    "gsr": "gsr.json",
    "plover-own": "own.tsv",
    "plv": "plv.tsv",
    "polnear": "polnear",
    "timeml": "news.tml",
}


@pytest.fixture(params=TASKS)
def task(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def outcome(task: str, samples: Path, lexicon: Lexicon) -> Outcome:
    benchmark = open_benchmark(task, samples / SAMPLES[task], lexicon)
    if isinstance(benchmark, Pairs):
        return benchmark.score([Guess("NONE", None, 0.9, "AID", 0.1)] * len(benchmark.sentences))
    return benchmark.score([Annotation(document=document) for document in benchmark.documents])


def test_every_figure_is_described(task: str, outcome: Outcome) -> None:
    section = PAGE.read_text("utf-8").partition(f"\n## {task}\n")[2].partition("\n## ")[0]
    assert [one.name for one in outcome.figures if f"`{one.name}`" not in section] == []


def test_published_results_are_of_figures_that_exist(
    task: str, outcome: Outcome, lexicon: Lexicon
) -> None:
    names = {one.name for one in outcome.figures}
    assert {anchor.measure for anchor in load_anchors(lexicon, task)} <= names


def test_published_results_are_shares(task: str, lexicon: Lexicon) -> None:
    assert all(0 < anchor.value < 1 for anchor in load_anchors(lexicon, task))


def test_tables_are_as_wide_as_their_headers(outcome: Outcome) -> None:
    for table in outcome.tables:
        assert {len(row) for row in table.rows} <= {len(table.columns)}


def test_every_benchmark_described_is_one_that_can_be_run(lexicon: Lexicon) -> None:
    rows = lexicon.blocks("evaluation/benchmarks.toml", "benchmark", Profile)
    assert {row.id for row in rows} == set(TASKS)
