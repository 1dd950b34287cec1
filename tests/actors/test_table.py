"""The table of phrases: who a phrase stands for on its day, across all continents.

`phrases.tsv`, one row a phrase: `span` is found in `text` ("Putin#2" is the second time it
stands there). Values parted by "|" are all right, those parted by ";" must all be there. "-" is
no country or no sector, "*" is not asked. `known` says why a row is wrong today.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from detente.model import Party

Finder = Callable[..., tuple[Party, ...]]
pytestmark = pytest.mark.model


@dataclass(frozen=True, slots=True)
class Phrase:
    """One row of the table."""

    text: str
    published: date | None
    span: str
    country: str
    sector: str
    why: str

    @property
    def ends(self) -> tuple[int, int]:
        """Where the span starts and ends in the text."""
        words, _, count = self.span.partition("#")
        at = -1
        for _ in range(int(count or 1)):
            at = self.text.index(words, at + 1)
        return at, at + len(words)


def read_table() -> list[object]:
    with Path(__file__).with_name("phrases.tsv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
    made: list[object] = []
    for row in rows:
        known = row.pop("known")
        written = row.pop("published")
        day = date.fromisoformat(written) if written else None
        marks = [pytest.mark.xfail(strict=True, reason=known)] if known else []
        phrase = Phrase(**row, published=day)
        made.append(pytest.param(phrase, marks=marks, id=f"{phrase.span}, {day}"))
    return made


@pytest.mark.parametrize("phrase", read_table())
def test_a_phrase_stands_for_whom_it_stood_that_day(read: Finder, phrase: Phrase) -> None:
    found = touching(read(phrase.text, phrase.published), *phrase.ends)
    assert fits({p.country for p in found}, phrase.country), phrase.why
    assert fits({s for p in found for s in p.sectors or (None,)}, phrase.sector), phrase.why


def touching(parties: tuple[Party, ...], start: int, end: int) -> list[Party]:
    """Return the parties that share most with a stretch of text."""
    shared = {i: min(p.end, end) - max(p.start, start) for i, p in enumerate(parties)}
    most = max((n for n in shared.values() if n > 0), default=None)
    return [parties[i] for i, n in shared.items() if n == most]


def fits(found: set[str | None], wanted: str) -> bool:
    """Tell whether codes are those that a cell of the table asks for."""
    if ";" in wanted:
        return set(wanted.split(";")) <= found
    choices = wanted.split("|")
    none = not any(found)
    return "*" in choices or ("-" in choices and none) or bool(found & set(choices))
