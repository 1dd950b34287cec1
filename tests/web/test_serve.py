"""`detente serve` as a process: it answers, tells that a store is in use, and ends when told."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from detente.cli.main import app
from detente.errors import InputError, StoreError
from detente.storage import Run, open_store
from detente.web import ProcessCoder

PROGRAM = "from detente.cli.main import run; run()"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "store.duckdb"
    open_store(path).close()
    return path


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def served(file: Path, *words: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    port = free_port()
    command = [sys.executable, "-c", PROGRAM, "serve", "--store", str(file), "--port", str(port)]
    base = f"http://127.0.0.1:{port}"
    with subprocess.Popen([*command, *words], stderr=subprocess.PIPE, text=True) as process:
        try:
            for _ in range(600):
                try:
                    httpx.get(f"{base}/api/health")
                    break
                except httpx.TransportError:
                    assert process.poll() is None, process.communicate()[1]
                    time.sleep(0.1)
            yield base, process
        finally:
            process.kill()


def test_it_answers_alone_and_ends_with_ctrl_c(file: Path) -> None:
    with served(file) as (base, process):
        assert httpx.get(f"{base}/api/health").json()["store"]["documents"] == 0
        assert httpx.get(f"{base}/api/health", headers={"Host": "evil.example"}).status_code == 421
        with pytest.raises(StoreError, match="another process has this store open"):
            open_store(file)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
        assert process.returncode == 0
        assert re.search(r"serving .*store.duckdb at http://127.0.0.1:\d+/ \(Ctrl-C ends\)", said)
        assert "Traceback" not in said
    open_store(file).close()


def test_with_a_token_nobody_else_is_answered(file: Path) -> None:
    with served(file, "--token", "a-token-of-some-length", "--read-only") as (base, _):
        assert httpx.get(f"{base}/api/health").status_code == 401
        known = {"Authorization": "Bearer a-token-of-some-length"}
        assert httpx.get(f"{base}/api/health", headers=known).json()["read_only"] is True
        open_store(file, read_only=True).close()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--store", "none.duckdb"], "no such store"),
        (["--token", "short"], "at least 16"),
        (["--lexicon", "nowhere"], "no such lexicon folder"),
    ],
)
def test_what_cannot_be_served_is_told(tmp_path: Path, words: list[str], said: str) -> None:
    given = ["--store", str(tmp_path / "none.duckdb")] if "--store" not in words else []
    done = CliRunner().invoke(app, ["serve", *given, *words])
    assert said in str(done.exception)


def test_a_text_that_is_too_long_never_reaches_the_coder() -> None:
    coder = ProcessCoder(characters=10)
    with pytest.raises(InputError, match="10 characters at most"):
        coder.code("x" * 11)


@pytest.mark.model
def test_the_coder_codes_survives_poison_and_goes_on() -> None:
    coder = ProcessCoder(seconds=60)
    try:
        told = coder.code("France accused Russia of lying on Monday.", title="Lies")
        assert [m["type"] for m in told["mentions"]] == ["ACCUSE"]
        assert told["title"] == "Lies"
        with pytest.raises(InputError, match="has no text"):
            coder.code("   ")
        coder.seconds = 0.0
        with pytest.raises(InputError, match="takes longer than 0 seconds"):
            coder.code("France accused Russia of lying. " * 100)
        coder.seconds = 60
        assert coder.code("France accused Russia of lying.")["mentions"]
    finally:
        coder.close()


def test_an_older_store_is_brought_up_to_date(file: Path) -> None:
    with open_store(file) as store:
        store.save([], Run("r1", "0.1.0", "code", "lexicon", "model"))
        store.connection.execute(
            "DROP TABLE shelf_events; DROP TABLE shelf_pairs; DROP TABLE shelf_words; "
            "DROP TABLE shelf_vocabulary; DROP SEQUENCE shelf_numbers; "
            "DROP INDEX mentions_by_event; DROP INDEX mentions_by_document; DELETE FROM migrations "
            "WHERE name IN ('0010-shelf.sql', '0013-words.sql')"
        )
    with served(file, "--read-only") as (base, _):
        assert httpx.get(f"{base}/api/events").json()["total"] == 0
