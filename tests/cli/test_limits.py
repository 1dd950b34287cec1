"""`code` and `annotate` with documents that fail: named, counted, and the rest is done."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.pipeline.stand_ins import LEXICON, Obedient
from typer.testing import CliRunner

from detente.cli.main import app
from detente.pipeline import Stage
from detente.storage import open_store


@pytest.fixture(autouse=True)
def _obedient(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(*_: object, **__: object) -> tuple[Stage, ...]:
        return Obedient(LEXICON).stages()

    monkeypatch.setattr("detente.pipeline.bench.load_stages", load)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    texts = ["A text.", "backtrack", "raise", "Another text."]
    rows = [{"id": f"d{k}", "text": text} for k, text in enumerate(texts)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


SLOW = "d1: could not be coded: it takes more than 0.5 seconds; --timeout sets the limit"
BAD = "d2: could not be coded: MemoryError: too much"


def test_annotate_names_what_hangs_and_what_fails(news: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    args = ["annotate", str(news), "-o", str(out), "--timeout", "0.5", "--layers", "sentences"]
    done = CliRunner().invoke(app, args)
    assert done.exit_code == 3, done.output
    assert f"failed: {SLOW}" in done.stderr
    assert f"failed: {BAD}" in done.stderr
    lines: list[dict[str, Any]] = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [line["id"] for line in lines] == ["d0", "d1", "d2", "d3"]
    assert [len(line["sentences"]) for line in lines] == [1, 0, 0, 1]


def test_code_stores_the_rest(news: Path, tmp_path: Path) -> None:
    store = tmp_path / "a.duckdb"
    args = ["code", str(news), "--store", str(store), "--timeout", "0.5"]
    done = CliRunner().invoke(app, args)
    assert done.exit_code == 3, done.output
    assert "4 documents (2 added)" in done.stderr
    assert "0 events; stored in" in done.stderr
    with open_store(store, read_only=True) as opened:
        found = opened.documents.order("id").project("id, failure").fetchall()
    failures = [SLOW.partition(": ")[2], BAD.partition(": ")[2]]
    assert found == [("d0", None), ("d1", failures[0]), ("d2", failures[1]), ("d3", None)]


WRONG = [
    (["--on", "spark"], "the only word here is ray"),
    (["--on", "ray"], "--on ray needs --blocks"),
    (["--blocks", "x"], "go with --on ray"),
    (["--timeout", "0"], "greater than or equal to 0.1"),
    (["--workers", "-1"], "greater than or equal to 0"),
]


@pytest.mark.parametrize(("options", "said"), WRONG)
def test_options_that_do_not_fit_are_refused(news: Path, options: list[str], said: str) -> None:
    done = CliRunner().invoke(app, ["code", str(news), *options])
    assert done.exit_code != 0
    assert said in (done.stderr + str(done.exception))
