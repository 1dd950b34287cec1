"""Hard sentences of our own: who says what. The table is parsed once, in one batch."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from detente.language import Grammar, Parser, find_clauses
from detente.model import Annotation, Attribution, Batch, Document
from detente.tables import Lexicon
from detente.voices import find, load_cues

pytestmark = pytest.mark.model


def read() -> list[dict[str, str]]:
    path = Path(__file__).parent / "hard_voices.tsv"
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [{name: cell.replace("\\n", "\n") for name, cell in row.items()} for row in rows]


ROWS = read()
NUMBERS = [
    pytest.param(
        number,
        id=row["text"].replace("\n", " "),
        marks=[pytest.mark.xfail(reason=row["fault"], strict=True)] if row["fault"] else [],
    )
    for number, row in enumerate(ROWS)
]


@pytest.fixture(scope="module")
def heard(parser: Parser, grammar: Grammar, lexicon: Lexicon) -> Batch:
    made = (Document(id=str(n), text=row["text"]) for n, row in enumerate(ROWS))
    batch = parser.parse(tuple(Annotation(document=document) for document in made))
    return find(find_clauses(batch, grammar), load_cues(lexicon))


@pytest.mark.parametrize("number", NUMBERS)
def test_who_says_what(number: int, heard: Batch) -> None:
    row = ROWS[number]
    found = [told(one) for one in heard[number].attributions]
    expected = (row["source"], row["cue"], row["stance"], row["content"])
    if row["cue"]:
        assert expected in found, row["reason"]
    else:
        assert found == [], row["reason"]


def told(one: Attribution) -> tuple[str, str, str, str]:
    source = one.source.text if one.source else ""
    return source, one.cue.text, one.stance, one.content.text
