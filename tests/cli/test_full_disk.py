"""A disk that is full, and a store that is in use: one sentence, and nothing half done."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from detente.storage import open_store

resource = pytest.importorskip("resource", reason="limits on files are Unix's")

ROOT = Path(__file__).parents[2]
SCRIPT = """
import resource, sys
from detente.cli.main import run
from detente.pipeline import bench
from tests.pipeline.stand_ins import LEXICON, Obedient

bench.load_stages = lambda *_, **__: Obedient(LEXICON).stages()
limit = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
run()
"""


def detente(limit: int, *args: str) -> subprocess.CompletedProcess[str]:
    """Run a command where no file may grow beyond `limit` bytes."""
    command = [sys.executable, "-c", SCRIPT, str(limit), *args]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
    )


def news(folder: Path, count: int) -> Path:
    path = folder / "news.jsonl"
    rows = [{"id": f"d{k}", "text": f"Text {k}. " * 500, "language": "en"} for k in range(count)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def test_annotate_leaves_the_former_file(tmp_path: Path) -> None:
    given, out = news(tmp_path, 100), tmp_path / "out.jsonl"
    out.write_text("before", "utf-8")
    done = detente(4096, "annotate", str(given), "-o", str(out), "--layers", "sentences")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [f"detente: {out}: cannot be written: File too large"]
    assert out.read_text("utf-8") == "before"
    assert sorted(tmp_path.iterdir()) == [given, out]


def test_code_leaves_a_store_that_can_be_gone_on_with(tmp_path: Path) -> None:
    given, store = news(tmp_path, 400), tmp_path / "a.duckdb"
    open_store(store).close()
    limit = store.stat().st_size + 400_000
    done = detente(limit, "code", str(given), "--store", str(store))
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith("detente: cannot write to the store: ")
    assert len(done.stderr.splitlines()) == 1
    done = detente(10**9, "code", str(given), "--store", str(store))
    assert done.returncode == 0, done.stderr
    with open_store(store, read_only=True) as opened:
        assert opened.documents.count("id").fetchall() == [(400,)]


def test_a_store_in_use_is_told(tmp_path: Path) -> None:
    given, store = news(tmp_path, 1), tmp_path / "a.duckdb"
    with open_store(store):
        done = detente(10**9, "code", str(given), "--store", str(store), "--wait", "0")
    assert done.returncode == 2
    assert "another process has this store open (python" in done.stderr
    assert f"process {os.getpid()}); wait for it" in done.stderr
    assert len(done.stderr.splitlines()) == 1
