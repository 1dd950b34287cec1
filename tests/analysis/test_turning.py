"""Turning points: found where they are, explained, and not found where there are none."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest

from detente.analysis import Ledger, Occurrence, Search, ledger_of, turning_points_of
from detente.analysis.breaks import Rates, find_breaks, gain_of

FIRST = date(2021, 1, 4)


def event(day: int, number: int, intensity: float) -> Occurrence:
    told = FIRST + timedelta(days=day)
    return Occurrence(
        event=f"{day}-{number}-{intensity}",
        document=f"{day}-{number}",
        source=None,
        told=told,
        happened=told,
        actor="AAA",
        recipient="BBB",
        type="EVENT",
        mode=None,
        quad=3 if intensity < 0 else 1,
        intensity=intensity,
        status="actual",
        polarity="positive",
        confidence=0.9,
        claimed=False,
        reports=1,
    )


def history(rates: list[float], *, read: list[int] | None = None, warm: float = 0.2) -> Ledger:
    """A seeded history with so many hostile pieces a day, and some friendly ones."""
    random = np.random.default_rng(3)
    hostile = random.poisson(rates)
    friendly = random.poisson([warm] * len(rates))
    events = [event(d, k, -3.0) for d, count in enumerate(hostile) for k in range(count)]
    events += [event(d, k, 2.5) for d, count in enumerate(friendly) for k in range(count)]
    documents = read or [40] * len(rates)
    return ledger_of(events, {FIRST + timedelta(days=k): n for k, n in enumerate(documents)})


def test_a_rise_is_found_to_the_day_and_explained() -> None:
    found = turning_points_of(history([0.2] * 100 + [3.0] * 60))
    assert [turn.direction for turn in found] == ["rising"]
    (turn,) = found
    assert abs((turn.day - FIRST).days - 100) <= 1
    assert turn.hostility_after > 5 * turn.hostility_before
    assert turn.gain > turn.penalty
    assert len(turn.events) == 5
    assert all(item.hostility > 0 and item.told and item.told >= turn.day for item in turn.events)


def test_a_war_that_ends_turns_twice() -> None:
    found = turning_points_of(history([0.2] * 120 + [3.0] * 60 + [0.2] * 120))
    assert [turn.direction for turn in found] == ["rising", "easing"]


QUIET = [
    # rates, documents a day
    ([0.3] * 300, [40] * 300),
    ([0.3] * 150 + [0.6] * 150, [40] * 150 + [80] * 150),  # more is read, and so more is told
    ([0.3] * 150 + [12.0] + [0.3] * 149, [40] * 300),  # one outburst is no new time
    ([0.0] * 300, [40] * 300),
]


@pytest.mark.parametrize(("rates", "read"), QUIET)
def test_a_quiet_year_has_none(rates: list[float], read: list[int]) -> None:
    assert turning_points_of(history(rates, read=read)) == ()


def test_days_without_documents_are_passed_over() -> None:
    rates = [0.2] * 100 + [0.0] * 100 + [3.0] * 60
    read = [40] * 100 + [0] * 100 + [40] * 60
    random = history(rates, read=read, warm=0.0)
    (turn,) = turning_points_of(random)
    assert abs((turn.day - FIRST).days - 200) <= 1


def test_too_short_a_history_shows_none() -> None:
    assert turning_points_of(history([0.1] * 10 + [5.0] * 10)) == ()
    assert turning_points_of(Ledger((), ())) == ()


def test_the_same_history_gives_the_same_answer() -> None:
    ledger = history([0.2] * 100 + [2.0] * 60)
    assert turning_points_of(ledger) == turning_points_of(ledger, search=Search())


def test_the_gain_of_a_break_is_never_negative() -> None:
    random = np.random.default_rng(1)
    rates = Rates(random.poisson(2.0, (2, 80)).astype(float), np.full(80, 10.0))
    assert min(gain_of(rates, 0, k, 80) for k in range(1, 80)) >= -1e-9


def test_breaks_keep_their_distance() -> None:
    counts = np.array([[0.0] * 40 + [9.0] * 3 + [0.0] * 40])
    found = find_breaks(Rates(counts, np.full(83, 10.0)), 2.0, 14)
    edges = [0, *found, 83]
    assert all(later - start >= 14 for start, later in pairwise(edges))
