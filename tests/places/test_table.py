"""The table of places: real sentences, each with what a span names, or that it names no place.

`places.tsv`, one row a span: "-" is no country, "*" is not asked, "none" in `country` that the
span is no place at all. `known` says why a row is wrong today.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from detente import actors, places
from detente.language import Parser
from detente.model import Annotation, Document
from detente.tables import Lexicon

pytestmark = pytest.mark.model


@pytest.fixture(scope="session")
def directory(lexicon: Lexicon) -> actors.Directory:
    return actors.load_directory(lexicon)


def read_table() -> list[object]:
    with Path(__file__).with_name("places.tsv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
    made: list[object] = []
    for row in rows:
        marks = [pytest.mark.xfail(strict=True, reason=row["known"])] if row["known"] else []
        cells = (row["text"], row["span"], row["country"], row["precision"], row["why"])
        made.append(pytest.param(*cells, marks=marks, id=f"{row['span']}: {row['text'][:40]}"))
    return made


@pytest.mark.parametrize(("text", "span", "country", "precision", "why"), read_table())
def test_a_span_names_its_place(
    parser: Parser,
    directory: actors.Directory,
    gazetteer: places.Gazetteer,
    text: str,
    span: str,
    country: str,
    precision: str,
    why: str,
) -> None:
    batch = parser.parse((Annotation(document=Document(id="1", text=text)),))
    (item,) = places.find(actors.find(batch, directory), gazetteer)
    start = text.index(span)
    found = [p for p in item.places if p.start < start + len(span) and start < p.end]
    if country == "none":
        assert not found, why
        return
    assert found, why
    assert country in ("*", *(p.country or "-" for p in found)), why
    assert precision in ("*", *(p.precision or "-" for p in found)), why
