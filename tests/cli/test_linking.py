"""Linking, decisions, runs and SQL as a person types them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.model

NEWS = [
    ("a", "2024-03-12", "Poland expelled three Russian diplomats on Monday."),
    ("b", "2024-03-13", "Warsaw said on Wednesday that Poland expelled three Russian diplomats."),
    ("c", "2024-03-13", "Kenya arrested two Ugandan fishermen on Lake Victoria on Tuesday."),
]


def detente(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "detente", *map(str, words)]
    return subprocess.run(command, capture_output=True, check=False, encoding="utf-8")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("news")
    lines = [json.dumps({"id": i, "published": d, "text": t}) for i, d, t in NEWS]
    (folder / "news.jsonl").write_text("\n".join(lines))
    done = detente("code", folder / "news.jsonl", "--store", folder / "s.duckdb", "-o", "-")
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert sorted(len(event["documents"]) for event in events) == [1, 2]
    return folder / "s.duckdb"


def rows(store: Path, sql: str) -> list[list[str]]:
    said = detente("sql", sql, "--store", store, "--csv").stdout.splitlines()
    return [line.split(",") for line in said[1:]]


def test_explain_says_why_mentions_belong(store: Path) -> None:
    ((event,),) = rows(store, "SELECT event FROM most_told")
    said = detente("explain", "--event", event[:6], "--store", store).stdout
    assert f"Event {event}" in said
    assert "the first to tell it" in said
    assert "with 'expelled' in a" in said


def test_split_and_merge_are_undone_by_each_other(store: Path) -> None:
    ((event,),) = rows(store, "SELECT event FROM most_told")
    ((mention,),) = rows(
        store, f"SELECT id FROM mentions WHERE event = '{event}' AND document = 'b'"
    )
    parted = detente("split", event, mention, "--store", store)
    assert parted.returncode == 0, parted.stderr
    assert rows(store, "SELECT event FROM most_told") == []
    detente("link", "--store", store)
    assert rows(store, "SELECT event FROM most_told") == []
    names = [line.split()[1].rstrip(":") for line in parted.stdout.splitlines()]
    assert detente("merge", *names, "--store", store).returncode == 0
    assert rows(store, "SELECT event FROM most_told") == [[event]]
    listed = detente("decisions", "--store", store).stdout.splitlines()
    assert [line.split(":")[-1].strip() for line in listed if line[0] != " "] == ["holds", "holds"]
    assert f"    left   b:37 'expelled' SANCTION/expel  is {mention}" in listed
    lost = detente("decisions", "--lost", "--store", store)
    assert (lost.stdout, lost.stderr) == ("", "2 decisions, 0 of them apply no more or in part\n")


def test_sql_as_table_and_json(store: Path) -> None:
    sql = "SELECT type, country FROM events ORDER BY ALL"
    table = detente("sql", sql, "--store", store).stdout.splitlines()
    assert table[0].split() == ["type", "country"]
    lines = detente("sql", sql, "--json", "--store", store).stdout.splitlines()
    assert json.loads(lines[0])["type"] == "COERCE"


def test_runs_are_listed(store: Path) -> None:
    said = detente("runs", "--store", store).stdout
    assert "3 documents, 3 mentions" in said
    run = said.split()[0]
    same = detente("compare", run, run, "--store", store)
    assert (same.stdout, same.returncode) == ("", 0)
    assert "3 documents coded by both: 2 events the same, 0 added" in same.stderr


MISTAKES = [
    (["split", "none", "m"], "there is no event 'none'"),
    (["merge", "none"], "there is no event 'none'"),
    (["explain", "--event", "none"], "there is no event 'none'"),
    (["explain"], "give a sentence, or an event"),
    (["compare", "none", "none"], "there is no run 'none'"),
    (["sql", "SELEC"], "syntax error"),
    (["sql", "DELETE FROM events"], "add --write"),
    (["sql", "SELECT 1", "--csv", "--json"], "choose one"),
]


@pytest.mark.parametrize(("words", "said"), MISTAKES, ids=lambda value: str(value)[:40])
def test_a_mistake_is_one_sentence(words: list[str], said: str, store: Path) -> None:
    done = detente(*words, "--store", store)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["link", "runs", "sql", "split"])
def test_no_store_is_made_by_looking(name: str, tmp_path: Path) -> None:
    words = {"sql": ["SELECT 1"], "split": ["e", "m"]}.get(name, [])
    done = detente(name, *words, "--store", tmp_path / "none.duckdb")
    assert done.returncode == 2
    assert "no such store" in done.stderr
    assert list(tmp_path.iterdir()) == []
