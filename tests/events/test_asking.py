"""The relation model is asked about a pair when its verdict counts, and only once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from detente.events.asking import Answers, Opinions
from detente.events.network import Network
from detente.events.relation import Pair, RelationModel, Verdict

PAIR = Pair("Iran accused Iraq.", (0, 4), (13, 17))
OTHER = Pair("Iran accused Iraq.", (13, 17), (0, 4))


class Counting(RelationModel):
    """A model that only notes what it is asked."""

    def __init__(self) -> None:
        super().__init__(Network(Path("nowhere")))
        object.__setattr__(self, "asked", [])

    def judge(self, pairs: Sequence[Pair]) -> list[Verdict]:
        self.asked: list[Pair]
        self.asked += pairs
        return [Verdict("ACCUSE", 0.9, 0.1, None, "ACCUSE", 0.9, None) for _ in pairs]


def test_a_pair_is_read_when_it_is_asked_about_and_only_once() -> None:
    model = Counting()
    answers = Answers(Opinions(model), pairs={0: PAIR, 1: OTHER}, tagged={0: PAIR})
    assert model.asked == []
    first, again = answers.of_tagged(0), answers.of_tagged(0)
    assert first is again
    assert model.asked == [PAIR]


def test_without_a_model_or_a_pair_there_is_no_verdict() -> None:
    assert Answers(tagged={0: PAIR}).of_tagged(0) is None
    assert Answers(Opinions(Counting())).of_tagged(0) is None
    assert not Answers().asked
