"""A person's SQL stays in the store, unless they say otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.errors import SettingError
from detente.storage import open_store
from detente.storage.querying import answer

BEYOND = [
    "SELECT * FROM read_csv('{folder}/a.csv')",
    "SELECT * FROM '{folder}/a.csv'",
    "SELECT * FROM read_text('{folder}/a.csv')",
    "SELECT * FROM glob('{folder}/*')",
    "COPY (SELECT 1) TO '{folder}/out.csv'",
    "EXPORT DATABASE '{folder}/out'",
    "ATTACH '{folder}/out.duckdb'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "SET enable_external_access = true",
    "SELECT 1; SET temp_directory = '{folder}'",
    "SELECT * FROM duckdb_secrets()",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    open_store(tmp_path / "a.duckdb").close()
    (tmp_path / "a.csv").write_text("a\n1\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize("sql", BEYOND)
def test_nothing_beside_the_store_is_reached(folder: Path, sql: str) -> None:
    before = sorted(folder.iterdir())
    with (
        open_store(folder / "a.duckdb", read_only=True) as store,
        pytest.raises(SettingError, match="would reach beyond the store"),
    ):
        list(answer(store.connection, sql.format(folder=folder)).rows)
    assert sorted(folder.iterdir()) == before


def test_the_store_itself_is_asked(folder: Path) -> None:
    with open_store(folder / "a.duckdb", read_only=True) as store:
        given = answer(store.connection, "SELECT count(*), json_extract('[7]', '$[0]') FROM events")
        assert list(given.rows) == [(0, "7")]


def test_who_may_write_may_read_files(folder: Path) -> None:
    with open_store(folder / "a.duckdb") as store:
        sql = f"SELECT a FROM read_csv('{folder}/a.csv')"
        assert list(answer(store.connection, sql, confined=False).rows) == [(1,)]
