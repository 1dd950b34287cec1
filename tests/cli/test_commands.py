"""The commands as a person types them: what comes out, on which stream, with which exit code."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.model

EXAMPLES = Path(__file__).parents[2] / "examples"


def detente(*words: str | Path, stdin: bytes | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "detente", *map(str, words)]
    done = subprocess.run(command, input=stdin, capture_output=True, check=False)
    return subprocess.CompletedProcess(
        command, done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    )


@pytest.mark.parametrize("name", ["code", "annotate", "explain", "check", "export"])
def test_every_command_has_help_with_an_example(name: str) -> None:
    shown = detente(name, "--help")
    assert shown.returncode == 0
    assert f"Example: detente {name}" in " ".join(shown.stdout.split())


def test_code_shows_events_and_keeps_them(tmp_path: Path) -> None:
    store = tmp_path / "store.duckdb"
    first = detente(
        "code", EXAMPLES / "embassy-row.txt", "--published", "2024-03-15", "--store", store
    )
    assert first.returncode == 0
    assert "SANCTION/expel" in first.stdout
    assert "1 documents (1 added)" in first.stderr
    again = detente(
        "code", EXAMPLES / "embassy-row.txt", "--published", "2024-03-15", "--store", store
    )
    assert again.stdout == first.stdout
    assert "1 unchanged" in again.stderr


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "parquet"])
def test_code_and_export_write_the_same_file(tmp_path: Path, suffix: str) -> None:
    store = tmp_path / "store.duckdb"
    coded, exported = tmp_path / f"a.{suffix}", tmp_path / f"b.{suffix}"
    detente("code", EXAMPLES / "lake-ceasefire.txt", "--store", store, "-o", coded)
    detente("export", "--format", suffix, "--store", store, "-o", exported)
    assert coded.read_bytes() == exported.read_bytes()
    assert coded.stat().st_size > 0


def test_annotate_keeps_order_fields_and_offsets(tmp_path: Path) -> None:
    out = tmp_path / "layers.jsonl"
    done = detente("annotate", EXAMPLES / "news.jsonl", "-o", out)
    assert done.returncode == 0
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    texts = [json.loads(line) for line in (EXAMPLES / "news.jsonl").read_text().splitlines()]
    assert [line["id"] for line in lines] == ["a1", "a2", "a3"]
    assert lines[0]["extra"] == {"desk": "africa"}
    for line, given in zip(lines, texts, strict=True):
        spans = [*line["parties"], *line["places"], *line["times"], *line["clauses"]]
        spans += [m["trigger"] for m in line["mentions"]]
        assert spans
        assert all(given["text"][s["start"] : s["end"]] == s["text"] for s in spans)


def test_annotate_gives_the_layers_asked_for() -> None:
    done = detente("annotate", EXAMPLES / "news.jsonl", "-o", "-", "--layers", "times,places")
    first = json.loads(done.stdout.splitlines()[0])
    assert set(first) == {"id", "title", "published", "source", "url", "extra", "times", "places"}


def test_explain_says_what_was_coded_and_passed() -> None:
    said = detente("explain", "Poland expelled two Russian diplomats. Anna sang.").stdout
    assert "POL SANCTION/expel RUS.GOV" in said
    assert "type: rule" in said


MISTAKES = [
    # words after `detente`, part of the one sentence on standard error
    (["code", "no-such-file.txt"], "no-such-file.txt"),
    (["code", "{tmp}/table.csv"], "text"),
    (["code", "{tmp}/picture.txt"], "picture.txt"),
    (["code", "{tmp}/a.txt", "--published", "14.10.2016"], "is not a date like 2016-10-14"),
    (["code", "{tmp}/a.txt", "--published", "9999-12-31"], "lies outside the years 1000 to 2999"),
    (["code", "{tmp}/a.txt", "-o", "{tmp}/out.xlsx"], "use .jsonl, .csv, .parquet"),
    (["code", "{tmp}/a.txt", "--store", "{tmp}/a.txt"], "a.txt"),
    (["code", "{tmp}/a.txt", "--lexicon", "{tmp}/none"], "no such lexicon folder"),
    (["code", "{tmp}/a.txt", "--pipeline", "xx_none"], "no spaCy pipeline"),
    (["annotate", "{tmp}/a.txt", "-o", "-", "--layers", "moods"], "no layer 'moods'"),
    (["annotate", "{tmp}/a.txt", "-o", "{tmp}/none/out.jsonl"], "no folder"),
    (["export", "-o", "x.csv", "--store", "{tmp}/none.duckdb"], "no such store"),
    (["check", "{tmp}/wrong"], "rules.toml:1: "),
    (["explain", ""], "has no text"),
]


@pytest.mark.parametrize(("words", "said"), MISTAKES, ids=lambda value: str(value)[:40])
def test_a_mistake_is_one_sentence_and_exit_code_2(
    words: list[str], said: str, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("Poland expelled two Russian diplomats.")
    (tmp_path / "table.csv").write_text("body,date\nx,2020-01-01\n")
    (tmp_path / "picture.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "wrong" / "events").mkdir(parents=True)
    (tmp_path / "wrong" / "events" / "rules.toml").write_text('[[rule]]\nid = "x"\ntype = "BAN"\n')
    done = detente(*(word.replace("{tmp}", str(tmp_path)) for word in words))
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert said in done.stderr
    assert done.stdout == ""


def test_what_cannot_be_coded_is_named_and_the_rest_is_kept(tmp_path: Path) -> None:
    good = {"id": "good", "text": "Poland expelled two Russian diplomats."}
    foreign = {"id": "foreign", "text": "Le président a rencontré son homologue hier à Paris. " * 4}
    empty = {"id": "empty", "text": "  "}
    lines = [json.dumps(good), "{broken", json.dumps(foreign), json.dumps(empty), '{"id": "none"}']
    (tmp_path / "in.jsonl").write_text("\n".join(lines))
    out, store = tmp_path / "out.jsonl", tmp_path / "store.duckdb"
    done = detente("code", tmp_path / "in.jsonl", "--store", store, "-o", out)
    assert done.returncode == 3
    assert "in.jsonl:2" in done.stderr
    assert "foreign: is in language 'fr'" in done.stderr
    assert "4 failed" in done.stderr
    (event,) = [json.loads(line) for line in out.read_text().splitlines()]
    assert event["documents"] == ["good"]


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    outs = [tmp_path / "one.jsonl", tmp_path / "two.jsonl"]
    for out in outs:
        detente("annotate", EXAMPLES, "-o", out, "--published", "2024-03-15")
    assert outs[0].read_bytes() == outs[1].read_bytes()
