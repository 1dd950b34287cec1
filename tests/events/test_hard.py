"""Hard sentences of our own: how real, and how many. A table is parsed once, in one batch."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from detente import times
from detente.events import Coder, assess, load_reality
from detente.events.quantities import quantities_by_clause
from detente.language import Grammar, Parser, find_clauses
from detente.model import Annotation, Batch, Document, Quantity
from detente.tables import Lexicon

pytestmark = pytest.mark.model

PUBLISHED = date(2016, 10, 14)


def rows(name: str) -> list[dict[str, str]]:
    path = Path(__file__).parent / f"{name}.tsv"
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))


REALITY, TOLLS = rows("hard_reality"), rows("hard_tolls")


def numbers(table: list[dict[str, str]]) -> list[object]:
    """Return a parameter for each row; one with a known fault must fail."""
    return [
        pytest.param(
            number,
            id=row["sentence"],
            marks=[pytest.mark.xfail(reason=row["fault"], strict=True)] if row["fault"] else [],
        )
        for number, row in enumerate(table)
    ]


@pytest.fixture(scope="module")
def assessed(parser: Parser, grammar: Grammar, lexicon: Lexicon) -> Batch:
    texts = [row["sentence"] for row in (*REALITY, *TOLLS)]
    made = (Document(id=str(n), text=text, published=PUBLISHED) for n, text in enumerate(texts))
    batch = parser.parse(tuple(Annotation(document=document) for document in made))
    batch = times.find(find_clauses(batch, grammar), times.load_calendar(lexicon))
    return assess(batch, load_reality(lexicon))


@pytest.mark.parametrize("number", numbers(REALITY))
def test_how_real(number: int, assessed: Batch) -> None:
    row, item = REALITY[number], assessed[number]
    found = [
        f"{reality.status} {reality.polarity}"
        for clause, reality in zip(item.clauses, item.realities, strict=True)
        if clause.lemma == row["word"]
    ]
    assert found[:1] == [row["expected"]], row["reason"]


@pytest.mark.parametrize("number", numbers(TOLLS))
def test_how_many(number: int, assessed: Batch, coder: Coder) -> None:
    row, item = TOLLS[number], assessed[len(REALITY) + number]
    told = quantities_by_clause(item, coder.tolls).values()
    found = [said(quantity) for quantities in told for quantity in quantities]
    assert ", ".join(found or ["none"]) == row["expected"], row["reason"]


def said(quantity: Quantity) -> str:
    number = quantity.best if quantity.best is not None else f"{quantity.low}..{quantity.high}"
    return f"{quantity.kind} {number}"
