"""The labels of real news in `training/read` are whole: known types, spans inside sentences."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from detente.events import load_ontology
from detente.tables import open_lexicon

READ = Path(__file__).parents[2] / "training" / "read"
STATUSES = {"actual", "planned", "hypothetical", "historical", "negated"}
NOTHING = "NONE"


def _rows(name: str) -> list[dict[str, str]]:
    with (READ / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))


def _spans(cell: str) -> Iterator[tuple[int, int]]:
    for pair in filter(None, cell.split(";")):
        start, end = pair.split("-")
        yield int(start), int(end)


def test_types_and_statuses_are_known() -> None:
    types = set(load_ontology(open_lexicon()).types)
    told = [row for row in _rows("sentences.tsv") if row["type"] != NOTHING]
    assert {row["type"] for row in told} == types
    assert {row["status"] for row in told} == STATUSES


def test_spans_lie_in_their_sentences() -> None:
    for row in _rows("sentences.tsv"):
        length = int(row["end"]) - int(row["start"])
        for column in ("actors", "recipients", "trigger"):
            assert all(0 <= a < b <= length for a, b in _spans(row[column])), row


def test_a_sentence_without_an_act_has_one_row_and_no_spans() -> None:
    by_place: dict[tuple[str, str, str], list[dict[str, str]]] = defaultdict(list)
    for row in _rows("sentences.tsv"):
        by_place[row["corpus"], row["document"], row["start"]].append(row)
    silent = [rows for rows in by_place.values() if any(r["type"] == NOTHING for r in rows)]
    assert all(len(rows) == 1 for rows in silent)
    assert not any(row[0]["actors"] or row[0]["trigger"] for row in silent)


def test_nothing_held_out_is_proposed_to_training() -> None:
    part = {(r["corpus"], r["document"], r["start"]): r["part"] for r in _rows("sentences.tsv")}
    proposed = {(r["corpus"], r["document"], r["start"]) for r in _rows("proposed.tsv")}
    assert {part[place] for place in proposed} == {"text"}


def test_no_document_is_both_trained_on_and_held_out() -> None:
    parts: dict[tuple[str, str], set[bool]] = defaultdict(set)
    for row in _rows("sentences.tsv"):
        parts[row["corpus"], row["document"]].add(row["part"] == "text")
    assert all(len(kinds) == 1 for kinds in parts.values())
