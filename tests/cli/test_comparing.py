"""What `detente compare` prints and writes."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from detente.model import Annotation, Document, Event, Label, Mention, Sentence, Span
from detente.storage import Run, open_store

TEXT = "Poland expelled three diplomats. Moscow protested."
FIRST = Run("1a2b", "0.1.0", "code", "lexicon", "model")


def item(*words: str, status: str = "actual") -> Annotation:
    """Return the text with an event for each of some words."""
    label = Label(type="SANCTION", mode="expel")
    mentions = [
        Mention(
            id=word,
            sentence=Sentence(index=0, start=0, end=len(TEXT), text=TEXT, tokens=()),
            trigger=Span(TEXT.index(word), TEXT.index(word) + len(word), word),
            label=label,
            act=label,
            status=status,
        )
        for word in words
    ]
    events = [Event(id=m.id, mentions=(m,), documents=("a",), sources=1, best=m) for m in mentions]
    document = Document(id="a", text=TEXT, published=date(2024, 3, 15))
    return Annotation(document=document, mentions=tuple(mentions), events=tuple(events))


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "s.duckdb"
    with open_store(path) as opened:
        opened.save([item("expelled")], FIRST)
        opened.save([item("expelled", "protested", status="planned")], replace(FIRST, id="9f"))
    return path


def compare(store: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "detente", "compare", "1a", "9f", "--store", str(store)]
    return subprocess.run([*command, *words], capture_output=True, check=False, encoding="utf-8")


def test_a_person_reads_what_changed_from_what_to_what(store: Path) -> None:
    said = compare(store)
    assert said.stdout.splitlines() == [
        "changed    a:7 'expelled'",
        "    status      actual → planned",
        "added      a:40 'protested'  — SANCTION/expel — planned",
    ]
    assert said.stderr == (
        "1 documents coded by both: 0 events the same, "
        "1 added, 0 dropped, 1 changed, 0 split, 0 merged, 0 regrouped\n"
    )


def test_a_program_reads_a_line_for_each_change(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "changes.jsonl"
    assert (compare(store, "-o", str(out)).stdout, compare(store, "-o", "x.csv").returncode) == (
        "",
        2,
    )
    changed, added = map(json.loads, out.read_text("utf-8").splitlines())
    assert changed["fields"] == {"status": ["actual", "planned"]}
    assert changed["before"][0]["told"] == [{"document": "a", "start": 7, "words": "expelled"}]
    assert (added["change"], added["before"], added["fields"]) == ("added", [], {})
