"""How a result is shown, and which stages a benchmark needs; without a model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from detente.cli.evaluating import needed_stages, score_texts
from detente.cli.reporting import Report
from detente.cli.scoreboard import show, show_json
from detente.evaluation import Evaluation, Guess, Pairs, Texts, conclude, open_benchmark
from detente.evaluation.floors import Floor
from detente.model import Batch
from detente.pipeline import Stage
from detente.tables import Lexicon


@pytest.fixture
def result(samples: Path, lexicon: Lexicon) -> Evaluation:
    benchmark = open_benchmark("plover-own", samples / "own.tsv", lexicon)
    assert isinstance(benchmark, Pairs)
    kinds = ["ACCUSE", "ASSAULT", "RETREAT", "CONSULT", *["NONE"] * 8]
    guesses = [Guess(kind, None, 0.9, "AID", 0.5) for kind in kinds]
    return conclude("plover-own", benchmark, benchmark.score(guesses), size=12, lexicon=lexicon)


def test_a_person_sees_figures_tables_and_what_to_mind(
    result: Evaluation, capsys: pytest.CaptureFixture[str]
) -> None:
    show(result, [])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"plover-own: 12 read, corpus digest {result.digest}"
    assert "  type_accuracy   0.4167" in lines
    assert any(" ".join(line.split()) == "CONSULT 1 1 1 1.0000 1.0000 1.0000" for line in lines)
    assert any(line.startswith("note: our own sentences") for line in lines)
    assert max(map(len, lines)) <= 100


def test_labels_are_cut_so_that_they_still_differ(
    result: Evaluation, capsys: pytest.CaptureFixture[str]
) -> None:
    show(result, [])
    (head,) = [line for line in capsys.readouterr().out.splitlines() if "gold \\ said" in line]
    assert "CONS" not in head  # no CONCEDE here, so that CON is enough
    assert head.split()[3:7] == ["ACC", "AGR", "AID", "ASS"]


def test_json_is_one_object_with_unknowns_as_null(
    samples: Path, lexicon: Lexicon, capsys: pytest.CaptureFixture[str]
) -> None:
    benchmark = open_benchmark("plover-own", samples / "own.tsv", lexicon)
    assert isinstance(benchmark, Pairs)
    outcome = benchmark.score([Guess("NONE", None, 0.9, "AID", 0.1)] * 12)
    show_json(conclude("plover-own", benchmark, outcome, size=12, lexicon=lexicon), [])
    shape = json.loads(capsys.readouterr().out)
    assert shape["figures"]["event_precision"] is None
    assert shape["figures"]["type_accuracy"] == 0.0833
    assert [table["name"] for table in shape["tables"]] == ["type", "register", "confusion"]
    assert shape["below_floor"] == []


def test_published_results_stand_beside_ours(
    samples: Path, lexicon: Lexicon, capsys: pytest.CaptureFixture[str]
) -> None:
    benchmark = open_benchmark("plv", samples / "plv.tsv", lexicon)
    assert isinstance(benchmark, Pairs)
    outcome = benchmark.score([Guess("NONE", None, 0.9, "ACCUSE", 0.1)] * 4)
    show(conclude("plv", benchmark, outcome, size=4, lexicon=lexicon), [])
    shown = " ".join(capsys.readouterr().out.split())
    assert "root_macro_f1 0.1000 0.8670 ConfliBERT supervised PLV test Hu et al. 2024" in shown


def test_floors_are_held_against_the_corpus_that_was_read(
    samples: Path, lexicon: Lexicon, result: Evaluation
) -> None:
    benchmark = open_benchmark("plover-own", samples / "own.tsv", lexicon)
    from datetime import date

    pinned = Floor("plover-own", result.digest, "type_accuracy", 0.9, date(2024, 3, 1), "a test")
    again = conclude(
        "plover-own", benchmark, result.outcome, size=12, lexicon=lexicon, floors=[pinned]
    )
    assert [str(one) for one in again.below] == [
        "plover-own type_accuracy: 0.4167, the floor is 0.9 (pinned 2024-03-01)"
    ]


def stage(name: str, needs: str, gives: str) -> Stage:
    def work(batch: Batch) -> Batch:
        return batch

    return Stage(name, frozenset(needs.split()), frozenset(gives.split()), work)


STAGES = [
    stage("parse", "document", "sentences"),
    stage("clauses", "sentences", "clauses"),
    stage("actors", "sentences", "parties"),
    stage("places", "sentences parties", "places"),
    stage("times", "sentences", "times"),
    stage("events", "clauses parties places", "mentions"),
]


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        ("times", "parse times"),
        ("places", "parse actors places"),
        ("mentions", "parse clauses actors places events"),
        ("document", ""),
    ],
)
def test_only_the_stages_that_are_needed_are_run(layers: str, expected: str) -> None:
    kept = needed_stages(STAGES, frozenset(layers.split()))
    assert [one.name for one in kept] == expected.split()


def test_a_text_that_fails_is_named_and_counts_as_one_without_finds(
    samples: Path, lexicon: Lexicon, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(batch: Batch) -> Batch:
        raise ValueError(f"{len(batch)} bad")

    benchmark = open_benchmark("timeml", samples / "news.tml", lexicon)
    assert isinstance(benchmark, Texts)
    report = Report()
    outcome = score_texts(
        benchmark, [Stage("parse", frozenset({"document"}), frozenset({"times"}), fail)], report
    )
    assert report.close("scored 1 texts") == 3
    assert "failed: news: could not be coded: ValueError: 1 bad" in capsys.readouterr().err
    assert {one.name: one.value for one in outcome.figures}["relaxed_recall"] == 0.0
