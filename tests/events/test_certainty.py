"""A mention is as sure as its like were right: a curve for each way to decide."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.errors import TableError
from detente.events.certainty import Certainty, WayRow, load_certainty
from detente.events.weigh import AGREED, RULE, TAUGHT, WAYS
from detente.tables import Lexicon, open_lexicon

EVEN = Certainty(
    {RULE: WayRow(RULE, 0.0, 1.0, 10, 0.5), AGREED: WayRow(AGREED, -0.5, 0.5, 10, 0.5)}
)
SURE = [
    (RULE, 0.8, 0.8),
    (AGREED, 0.5, 0.38),
    (AGREED, 0.9, 0.65),
    (AGREED, 1.0, 0.86),
    (AGREED, 0.0, 0.06),
    (TAUGHT, 0.9, 0.9),
]


@pytest.mark.parametrize(("way", "said", "likely"), SURE)
def test_what_is_said_becomes_how_often_it_is_right(way: str, said: float, likely: float) -> None:
    assert EVEN.of(way, said) == likely


def test_a_surer_word_is_never_less_likely_right() -> None:
    shipped = load_certainty(open_lexicon())
    steps = [k / 20 for k in range(21)]
    for way in WAYS:
        likely = [shipped.of(way, said) for said in steps]
        assert likely == sorted(likely)
        assert 0 <= likely[0] < likely[-1] <= 1


def test_rule_and_model_together_are_surer_than_either_alone() -> None:
    shipped = load_certainty(open_lexicon())
    assert shipped.of(AGREED, 0.95) > shipped.of(RULE, 0.85)


def test_an_unknown_way_is_named_with_its_line(tmp_path: Path) -> None:
    table = tmp_path / "cues/certainty.csv"
    table.parent.mkdir()
    table.write_text("way,offset,slope,mentions,right\nguessed,0,1,10,0.5\n")
    with pytest.raises(TableError, match=r"certainty.csv:2: unknown way to decide 'guessed'"):
        load_certainty(Lexicon((tmp_path,)))
