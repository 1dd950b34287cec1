"""`detente evaluate` as a person types it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from detente.cli.evaluating import needed_stages, score_texts
from detente.cli.reporting import Report
from detente.evaluation import Texts, open_benchmark
from detente.pipeline import Stage
from detente.tables import Lexicon

pytestmark = pytest.mark.model


def evaluate(*words: str | Path) -> subprocess.CompletedProcess[str]:
    program = "from detente.cli.main import run; run()"
    command = [sys.executable, "-c", program, "evaluate", *map(str, words)]
    return subprocess.run(command, capture_output=True, check=False, encoding="utf-8")


def test_pairs_with_calibration(samples: Path) -> None:
    done = evaluate("plv", samples / "plv.tsv", "--calibration")
    assert done.returncode == 0, done.stderr
    for words in ("root_macro_f1", "ConfliBERT", "confusion", "calibration", "note: "):
        assert words in done.stdout
    assert "scored 4 pairs" in done.stderr


TEXTS = [
    # task, sample, a figure that the pipeline must reach on it
    ("cameo-ner", "cameo_ner.txt", "actors_overlap_f1"),
    ("gsr", "gsr.json", "both"),
    ("polnear", "polnear", "attribution_f1"),
    ("geoparsing", "lgl.xml", "exact_f1"),
    ("timeml", "news.tml", "value_f1"),
]


@pytest.mark.parametrize(("task", "name", "figure"), TEXTS)
def test_texts_go_through_the_pipeline(
    task: str,
    name: str,
    figure: str,
    samples: Path,
    lexicon: Lexicon,
    stages: tuple[Stage, ...],
) -> None:
    benchmark = open_benchmark(task, samples / name, lexicon)
    assert isinstance(benchmark, Texts)
    report = Report()
    outcome = score_texts(benchmark, needed_stages(stages, benchmark.layers), report)
    assert report.failures == []
    assert ({one.name: one.value for one in outcome.figures}[figure] or 0.0) > 0


def test_texts_as_json(samples: Path) -> None:
    done = evaluate("gsr", samples / "gsr.json", "--json", "--calibration")
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert result["size"] == 2
    assert result["figures"]["any"] > 0
    assert [table["name"] for table in result["tables"]] == [
        "type",
        "confusion",
        "sides wrong",
        "calibration",
    ]
    assert "scored 2 texts" in done.stderr


def test_a_figure_below_its_floor_is_named_and_exit_code_3(samples: Path, tmp_path: Path) -> None:
    first = json.loads(evaluate("plover-own", samples / "own.tsv", "--json").stdout)
    floors = tmp_path / "floors.csv"
    floors.write_text(
        "task,corpus_digest,measure,floor,pinned,reason\n"
        f"plover-own,{first['corpus_digest']},type_accuracy,1.01,2024-03-01,out of reach\n"
        f"plover-own,{first['corpus_digest']},event_f1,0.01,2024-03-01,within reach\n"
    )
    done = evaluate("plover-own", samples / "own.tsv", "--floors", floors)
    assert done.returncode == 3
    assert "below floor: plover-own type_accuracy: " in done.stderr
    assert "event_f1: " not in done.stderr
    assert "below floor" not in done.stdout


MISTAKES = [
    (["naming", "{samples}/plv.tsv"], "no task 'naming'; the tasks are cameo-ner"),
    (["plv", "no-such.tsv"], "no-such.tsv: no such file or folder"),
    (["plv", "{samples}/own.tsv"], "no column 'marked_sentence'"),
    (["plv", "{samples}/plv.tsv", "--floors", "none.csv"], "none.csv: no such file of floors"),
    (["timeml", "{samples}/lgl.xml"], "has no <TEXT>"),
]


@pytest.mark.parametrize(("words", "said"), MISTAKES, ids=lambda value: str(value)[:40])
def test_a_mistake_is_one_sentence_and_exit_code_2(
    words: list[str], said: str, samples: Path
) -> None:
    done = evaluate(*(word.replace("{samples}", str(samples)) for word in words))
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_two_runs_give_the_same_bytes(samples: Path) -> None:
    one, other = (evaluate("plover-own", samples / "own.tsv").stdout for _ in range(2))
    assert one == other
