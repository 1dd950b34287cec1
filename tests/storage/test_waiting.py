"""A store that a second process has open: it is named, and waited for."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from detente.errors import StoreInUseError
from detente.storage import Patience, Store, open_shelved, open_store

HOLDER = """
import sys
from detente.storage import open_store
with open_store(sys.argv[1]):
    print("open", flush=True)
    sys.stdin.read()
"""
RUN = "from detente.cli.main import run; run()"


@contextmanager
def held(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Have a second process hold the store, until what it reads ends."""
    command = [sys.executable, "-c", HOLDER, str(path)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, **pipes, text=True) as holder:  # type: ignore[call-overload]
        assert holder.stdout.readline() == "open\n"
        yield holder


def let_go(holder: subprocess.Popen[str]) -> None:
    assert holder.stdin
    holder.stdin.close()


@pytest.mark.parametrize("read_only", [True, False])
@pytest.mark.parametrize("opening", [open_store, open_shelved])
def test_it_is_opened_when_the_other_lets_go(
    tmp_path: Path, opening: Callable[..., Store], read_only: bool
) -> None:
    path, said = tmp_path / "a.duckdb", list[str]()
    with held(path) as holder:

        def tell(text: str) -> None:
            said.append(text)
            let_go(holder)

        opening(path, read_only=read_only, patience=Patience(60, tell)).close()
    (text,) = said
    who = rf"another process has this store open \(python\S*, process {holder.pid}\)"
    assert re.fullmatch(rf"{re.escape(str(path))}: {who}; waiting up to 60 s for it", text)


@pytest.mark.parametrize("seconds", [0.0, 0.5])
def test_waiting_has_an_end(tmp_path: Path, seconds: float) -> None:
    path = tmp_path / "a.duckdb"
    with held(path) as holder:
        begun = time.monotonic()
        with pytest.raises(StoreInUseError, match=rf"process {holder.pid}\); wait for it"):
            open_store(path, patience=Patience(seconds))
        assert time.monotonic() - begun >= seconds
        let_go(holder)


def test_a_command_waits_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    command = [sys.executable, "-c", RUN, "runs", "--store", str(path), "--wait"]
    with held(path) as holder:
        told = subprocess.run([*command, "0"], capture_output=True, text=True, check=False)
        assert told.returncode == 2
        assert f"process {holder.pid}); wait for it, or name another with --store" in told.stderr
        with subprocess.Popen([*command, "60"], stderr=subprocess.PIPE, text=True) as waiting:
            assert waiting.stderr
            assert "; waiting up to 60 s for it" in waiting.stderr.readline()
            let_go(holder)
            assert waiting.wait(60) == 0


def test_long_statements_print_no_progress() -> None:
    with open_store(None) as store:
        found = store.connection.execute("SELECT current_setting('enable_progress_bar')").fetchall()
    assert found == [(False,)]
