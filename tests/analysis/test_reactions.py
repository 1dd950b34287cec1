"""Action and reaction: who answers whom, how soon, and whether that is more than chance."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from detente.analysis import Occurrence, Reaction, reactions_of
from detente.errors import SettingError

FIRST = date(2021, 1, 1)
DAYS = [FIRST + timedelta(days=k) for k in range(300)]


def events(actor: str, recipient: str, days: list[int], quad: int = 4) -> list[Occurrence]:
    return [
        Occurrence(
            event=f"{actor}{day}{quad}",
            document=f"{actor}{day}",
            source=None,
            told=FIRST + timedelta(days=day),
            happened=FIRST + timedelta(days=day),
            actor=actor,
            recipient=recipient,
            type="EVENT",
            mode=None,
            quad=quad,
            intensity=-5.0 if quad > 2 else 5.0,
            status="actual",
            polarity="positive",
            confidence=0.9,
            claimed=False,
            reports=1,
        )
        for day in days
    ]


def one(found: tuple[Reaction, ...], by: str, action: str, reaction: str) -> Reaction:
    (item,) = [r for r in found if (r.by, r.action, r.reaction) == (by, action, reaction)]
    return item


def test_an_answer_in_kind_two_days_later() -> None:
    acts = list(range(20, 280, 26))
    found = reactions_of(
        ("AAA", events("AAA", "BBB", acts)),
        ("BBB", events("BBB", "AAA", [day + 2 for day in acts])),
        DAYS,
    )
    assert len(found) == 8
    hit = one(found, "AAA", "conflict", "conflict")
    assert (hit.actions, hit.answered, hit.share, hit.days) == (10, 10, 1.0, 2.0)
    assert hit.in_kind
    assert hit.usual == pytest.approx(70 / 300, abs=1e-4)
    assert hit.chance is not None
    assert hit.chance < 0.1
    back = one(found, "BBB", "conflict", "conflict")
    assert (back.answered, back.share, back.days) == (0, 0.0, None)
    none = one(found, "AAA", "conflict", "cooperation")
    assert (none.answered, none.chance, none.in_kind) == (0, 1.0, False)


def test_what_was_done_on_the_last_day_is_not_answered_by_the_first() -> None:
    found = reactions_of(
        ("AAA", events("AAA", "BBB", [100, 299])), ("BBB", events("BBB", "AAA", [0, 103])), DAYS
    )
    hit = one(found, "AAA", "conflict", "conflict")
    assert (hit.actions, hit.answered, hit.days) == (2, 1, 3.0)
    assert hit.usual == pytest.approx(7 / 300, abs=1e-4)


def test_sides_that_ignore_each_other_show_no_answer() -> None:
    random = np.random.default_rng(4)
    chances = []
    for _ in range(200):
        there, back = (sorted(random.choice(300, 20, replace=False).tolist()) for _ in range(2))
        found = reactions_of(
            ("AAA", events("AAA", "BBB", there)), ("BBB", events("BBB", "AAA", back)), DAYS
        )
        chances.append(one(found, "AAA", "conflict", "conflict").chance or 0.0)
    assert np.mean(np.array(chances) <= 0.05) <= 0.08


def test_the_same_day_is_no_answer() -> None:
    both = [30, 90, 150]
    found = reactions_of(
        ("AAA", events("AAA", "BBB", both)), ("BBB", events("BBB", "AAA", both)), DAYS
    )
    hit = one(found, "AAA", "conflict", "conflict")
    assert (hit.same_day, hit.answered) == (3, 0)


def test_without_actions_nothing_can_be_told() -> None:
    found = reactions_of(("AAA", []), ("BBB", events("BBB", "AAA", [5])), DAYS)
    hit = one(found, "AAA", "conflict", "conflict")
    assert (hit.actions, hit.share, hit.low, hit.chance, hit.days) == (0, None, None, None, None)
    assert all(item.usual is None for item in reactions_of(("AAA", []), ("BBB", []), []))


def test_a_window_shorter_than_a_day_is_refused() -> None:
    with pytest.raises(SettingError, match="window"):
        reactions_of(("AAA", []), ("BBB", []), DAYS, window_days=0)
