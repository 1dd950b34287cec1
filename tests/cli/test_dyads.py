"""The commands that look at two sides: what they print, write and refuse."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from detente.cli.main import app
from detente.errors import DetenteError
from detente.model import Annotation, Document, Event, Label, Mention, Party, Sentence, Span
from detente.storage import Run, open_store

TEXT = "France accused Russia of lying."
RUN = Run("r1", "0.1.0", "code", "lexicon", "model")


def party(start: int, name: str, code: str) -> Party:
    return Party(
        sentence=0,
        head=0,
        start=start,
        end=start + 6,
        text=name,
        name=name,
        kind="country",
        country=code,
    )


def told(name: str, day: date) -> Annotation:
    label = Label(type="ACCUSE", quad=3, intensity=-3.0)
    mention = Mention(
        id=f"m-{name}",
        sentence=Sentence(index=0, start=0, end=len(TEXT), text=TEXT, tokens=()),
        trigger=Span(7, 14, "accused"),
        label=label,
        act=label,
        actors=(party(0, "France", "FRA"),),
        recipients=(party(15, "Russia", "RUS"),),
        confidence=0.9,
    )
    event = Event(
        id=f"e-{name}",
        mentions=(mention,),
        documents=(name,),
        sources=1,
        best=mention,
        actors=mention.actors,
        recipients=mention.recipients,
    )
    document = Document(id=name, text=TEXT, published=day)
    return Annotation(document=document, mentions=(mention,), events=(event,))


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "store.duckdb"
    with open_store(path) as opened:
        opened.save([told(f"d{k}", date(2016, 10, 3 + k)) for k in range(6)], RUN)
    return path


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, list(map(str, words)))


def test_series_prints_a_table(store: Path) -> None:
    done = run("series", "France", "RUS", "--store", store)
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines()[1].split()[:3] == ["2016-10-01", "6", "6"]
    assert "France to Russia: actual events" in done.stderr


def test_the_other_direction_is_another_series(store: Path) -> None:
    assert run("series", "RUS", "FRA", "--store", store).stdout.splitlines()[1].split()[2] == "0"
    both = run("series", "RUS", "FRA", "--both", "--store", store)
    assert both.stdout.splitlines()[1].split()[2] == "6"


@pytest.mark.parametrize("suffix", [".csv", ".jsonl"])
def test_series_writes_files(store: Path, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"out{suffix}"
    done = run("series", "FRA", "RUS", "--period", "day", "--store", store, "-o", out)
    assert (done.exit_code, done.stdout) == (0, "")
    with out.open(encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle)) if suffix == ".csv" else list(map(json.loads, handle))
    assert len(rows) == 6
    assert (rows[0]["start"], str(rows[0]["events"])) == ("2016-10-03", "1")


def test_tension_shows_what_is_unknown(store: Path) -> None:
    done = run("tension", "FRA", "RUS", "--period", "day", "--store", store)
    lines = [line.split() for line in done.stdout.splitlines()]
    assert lines[1][:3] == ["2016-10-03", "1", "?"]  # one document is too little
    assert lines[6][:3] == ["2016-10-08", "6", "300"]


def test_events_are_weighed_when_asked(store: Path) -> None:
    words = ["tension", "FRA", "RUS", "--period", "day", "--store", str(store)]
    plain, weighed = (
        run(*words, *more).stdout.splitlines()[6].split() for more in ([], ["--weighed"])
    )
    assert (plain[2], weighed[2]) == ("300", "270")  # of confidence 0.9
    assert "weighed by confidence" in run(*words, "--weighed").stderr


def test_anomalies_say_what_cannot_be_judged(store: Path) -> None:
    done = run("anomalies", "FRA", "RUS", "--store", store)
    assert done.stdout.splitlines()[1].split() == ["2016-10-03", "6", "6", "?", "?", "no"]
    assert "Too little was read to hold any week against those before it." in done.stderr


def test_reactions_list_every_way_to_answer(store: Path) -> None:
    done = run("reactions", "FRA", "RUS", "--store", store)
    rows = [line.split() for line in done.stdout.splitlines()[1:]]
    assert len(rows) == 8
    assert ["FRA", "conflict", "RUS", "conflict", "6", "0", "0.00"] in [row[:7] for row in rows]
    assert "Neither side answers the other" in done.stderr


def test_datasets_are_correlated_in_every_measure(store: Path) -> None:
    done = run("correlate", "FRA", "RUS", "own", "--period", "day", "--store", store)
    rows = {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines()[1:]}
    assert rows["events"] == ["6", "0", "0", "1.00", "1.00", "?", "?", "?", "?"]  # never moves
    assert rows["hostility"][3] == "3.00"


@pytest.mark.parametrize("command", ["anomalies", "reactions", "correlate"])
def test_findings_are_written_to_files(store: Path, tmp_path: Path, command: str) -> None:
    out = tmp_path / "out.jsonl"
    words = [command, "FRA", "RUS", *(["own"] if command == "correlate" else [])]
    assert run(*words, "--store", store, "-o", out).exit_code == 0
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert len(rows) == {"anomalies": 1, "reactions": 8, "correlate": 8}[command]


@pytest.mark.parametrize("suffix", [".html", ".svg"])
def test_charts(store: Path, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"chart{suffix}"
    done = run("chart", "FRA", "RUS", "--store", store, "-o", out)
    assert (done.exit_code, done.stdout) == (0, "")
    assert "<svg" in out.read_text("utf-8")


def test_a_markdown_brief_has_its_chart_beside_it(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "brief.md"
    assert (
        run("brief", "FRA", "RUS", "--month", "2016-10", "--store", store, "-o", out).exit_code == 0
    )
    assert "(brief.svg)" in out.read_text("utf-8").replace("\\", "")
    assert (tmp_path / "brief.svg").read_text("utf-8").startswith("<svg")


MISTAKES = [
    (["series", "Frnace", "RUS"], "did you mean 'France'"),
    (["series", "FRA", "RUS", "--period", "year"], "no period 'year'"),
    (["series", "FRA", "RUS", "--include", "rumoured"], "no status 'rumoured'"),
    (["series", "FRA", "RUS", "--type", "ASSULT"], "did you mean 'ASSAULT'"),
    (["series", "FRA", "RUS", "--confidence", "7"], "not between 0 and 1"),
    (["series", "FRA", "RUS", "--dataset", "icews"], "no dataset 'icews'"),
    (["series", "FRA", "RUS", "--since", "May"], "--since 'May' is not a date"),
    (["series", "FRA", "RUS", "--since", "2016-02-01", "--until", "2016-01-01"], "lies before"),
    (["series", "FRA", "RUS", "-o", "x.xlsx"], "use .csv or .jsonl"),
    (["tension", "FRA", "RUS", "--half-life", "0"], "not above 0"),
    (["anomalies", "FRA", "RUS", "--threshold", "0"], "threshold of 0.0 is not between"),
    (["anomalies", "FRA", "RUS", "--period", "year"], "no period 'year'"),
    (["reactions", "FRA", "Rusia"], "did you mean 'Russia'"),
    (["correlate", "FRA", "RUS", "icews"], "no dataset 'icews'"),
    (["chart", "FRA", "RUS", "-o", "x.png"], "use .html or .svg"),
    (["chart", "FRA", "RUS", "-o", "x.svg", "--since", "2020-01-01"], "nothing to draw"),
    (["brief", "FRA", "RUS", "--month", "2016", "-o", "x.html"], "not a month like 2016-10"),
    (["brief", "FRA", "RUS", "--month", "2016-10", "-o", "x.pdf"], "use .html or .md"),
    (["brief", "FRA", "RUS", "--month", "2016-10", "-o", "none/x.md"], "no folder"),
]


@pytest.mark.parametrize(("words", "said"), MISTAKES, ids=lambda value: str(value)[:40])
def test_a_mistake_is_one_sentence(words: list[str], said: str, store: Path) -> None:
    done = run(*words, "--store", store)
    assert isinstance(done.exception, DetenteError)
    assert said in str(done.exception)
    assert done.stdout == ""
