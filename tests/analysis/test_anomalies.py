"""Anomalies against a dyad's own past."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from detente.analysis import surprises_of
from detente.analysis.ledger import Entry, Ledger

MONDAY = date(2021, 1, 4)


def weeks(*told: tuple[int, int]) -> Ledger:
    """Weeks with documents read and hostile events told, all on their Monday."""
    entries = [
        Entry(MONDAY + timedelta(days=7 * k), read, conflicts=conflicts)
        for k, (read, conflicts) in enumerate(told)
    ]
    return Ledger(tuple(entries), ())


CASES = [
    # the past, the week in question, whether it is anomalous, None for unknown
    ([(100, 2)] * 20, (100, 2), False),
    ([(100, 2)] * 20, (100, 12), True),
    ([(100, 2)] * 20, (600, 12), False),  # six times as much was read
    ([(100, 0), (100, 12)] * 10, (100, 12), False),  # as wild as ever
    ([(100, 0)] * 20, (100, 1), False),
    ([(100, 0)] * 20, (100, 5), True),
    ([(100, 2)] * 7, (100, 12), None),  # too short a past
    ([(100, 2)] * 20, (0, 0), None),  # nothing read
    ([(0, 0)] * 20, (100, 12), None),
]


@pytest.mark.parametrize(("past", "week", "anomalous"), CASES)
def test_anomalies(
    past: list[tuple[int, int]], week: tuple[int, int], anomalous: bool | None
) -> None:
    last = surprises_of(weeks(*past, week))[-1]
    assert (last.documents, last.conflicts) == week
    assert last.anomalous is bool(anomalous)
    assert (last.probability is None) is (anomalous is None)
    assert (last.expected is None) is (anomalous is None)


def test_more_conflicts_are_less_probable() -> None:
    last = [surprises_of(weeks(*[(100, 2)] * 20, (100, n)))[-1] for n in range(8)]
    chances = [item.probability or 0.0 for item in last]
    assert chances == sorted(chances, reverse=True)
    assert chances[0] == 1.0
    assert last[0].expected == pytest.approx(2.0, abs=0.1)


def test_weeks_without_documents_teach_nothing() -> None:
    past = [(100, 2), (0, 0)] * 10
    sure = surprises_of(weeks(*[(100, 2)] * 10, (100, 9)))[-1]
    assert surprises_of(weeks(*past, (100, 9)))[-1].probability == sure.probability
