"""Files are written whole or not at all, and their cells run nothing."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from detente.cli.main import app
from detente.errors import OutputError, SettingError
from detente.formats import opened, placed, safe, write_lines
from detente.storage import open_store

FULL = OSError(28, "No space left on device")


def breaking(error: BaseException) -> Iterator[dict[str, Any]]:
    yield {"a": 1}
    raise error


STOPS = [
    (FULL, OutputError),
    (KeyboardInterrupt(), KeyboardInterrupt),
    (SettingError("no"), SettingError),
    (RuntimeError("no"), RuntimeError),
]


@pytest.mark.parametrize(("error", "raised"), STOPS)
def test_what_stood_there_stays(
    tmp_path: Path, error: BaseException, raised: type[BaseException]
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("before", "utf-8")
    with pytest.raises(raised):
        write_lines(breaking(error), path)
    assert path.read_text("utf-8") == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"a\.jsonl: cannot be written: No space left on device"):
        write_lines(breaking(FULL), tmp_path / "a.jsonl")


def test_a_folder_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(OutputError, match="cannot be written"), opened(tmp_path / "a.csv") as out:
        out.write("x")
    assert list(tmp_path.iterdir()) == [tmp_path / "a.csv"]


def test_a_file_is_there_only_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    with placed(path) as beside:
        beside.write_bytes(b"x")
        assert not path.exists()
    assert path.read_bytes() == b"x"


CELLS = [
    ("=1+2", "'=1+2"),
    ("+49 30", "'+49 30"),
    ("-cmd", "'-cmd"),
    ("@SUM(A1)", "'@SUM(A1)"),
    ("\t=1", "'\t=1"),
    ("\r=1", "'\r=1"),
    ("A=1", "A=1"),
    ("", ""),
    (-2.5, -2.5),
    (None, None),
]


@pytest.mark.parametrize(("cell", "written"), CELLS)
def test_no_cell_is_a_formula(cell: object, written: object) -> None:
    assert safe(cell) == written


def test_formulas_survive_no_csv_of_ours(tmp_path: Path) -> None:
    open_store(tmp_path / "s.duckdb").close()
    sql = "SELECT '=HYPERLINK(1)' AS \"=a\", -1 AS b"
    args = ["sql", sql, "--csv", "--store", str(tmp_path / "s.duckdb")]
    shown = CliRunner().invoke(app, args).stdout
    assert list(csv.reader(shown.splitlines())) == [["'=a", "b"], ["'=HYPERLINK(1)", "-1"]]
