"""A mention is as sure as its like were right: a curve for each way to decide."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.errors import TableError
from detente.events.certainty import USUAL_ACT, Certainty, WayRow, load_certainty
from detente.events.weigh import AGREED, RULE, TAUGHT, WAYS
from detente.tables import Lexicon, open_lexicon

EVEN = Certainty(
    {RULE: WayRow(RULE, 0.0, 1.0, 0.5, 10, 0.5), AGREED: WayRow(AGREED, -0.5, 0.5, 0.0, 10, 0.5)}
)
SURE = [
    (RULE, 0.8, None, 0.8),
    (RULE, 0.8, USUAL_ACT, 0.8),
    (RULE, 0.8, 0.5, 0.54),
    (RULE, 0.8, 0.99, 0.92),
    (AGREED, 0.5, None, 0.38),
    (AGREED, 0.9, 0.1, 0.65),
    (AGREED, 1.0, None, 0.86),
    (AGREED, 0.0, None, 0.06),
    (TAUGHT, 0.9, 0.1, 0.9),
]


@pytest.mark.parametrize(("way", "said", "act", "likely"), SURE)
def test_what_is_said_becomes_how_often_it_is_right(
    way: str, said: float, act: float | None, likely: float
) -> None:
    assert EVEN.of(way, said, act) == likely


def test_a_surer_word_is_never_less_likely_right() -> None:
    shipped = load_certainty(open_lexicon())
    steps = [k / 20 for k in range(21)]
    for way in WAYS:
        likely = [shipped.of(way, said) for said in steps]
        assert likely == sorted(likely)
        assert 0 <= likely[0] < likely[-1] <= 1


def test_an_act_is_surer_in_a_sentence_that_is_likelier_to_tell_one() -> None:
    shipped = load_certainty(open_lexicon())
    for way in shipped.ways:
        assert shipped.of(way, 0.7, 0.2) < shipped.of(way, 0.7) < shipped.of(way, 0.7, 0.99)


def test_rule_and_model_together_are_surer_than_either_alone() -> None:
    shipped = load_certainty(open_lexicon())
    assert shipped.of(AGREED, 0.97) > shipped.of(RULE, 0.85)


def test_an_unknown_way_is_named_with_its_line(tmp_path: Path) -> None:
    table = tmp_path / "cues/certainty.csv"
    table.parent.mkdir()
    table.write_text("way,offset,slope,act_slope,mentions,right\nguessed,0,1,0,10,0.5\n")
    with pytest.raises(TableError, match=r"certainty.csv:2: unknown way to decide 'guessed'"):
        load_certainty(Lexicon((tmp_path,)))
