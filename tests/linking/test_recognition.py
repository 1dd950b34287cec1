"""Which mention of a text that was coded anew is the one that a person spoke of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.linking import Key, Mark, Sighting, recognise
from detente.linking.recognition import AMBIGUOUS, GONE

#       0         1         2         3         4         5         6
#       0123456789012345678901234567890123456789012345678901234567890123456789
TEXT = "France opened fire on Mali, killing three. Mali denounced France."


def mark(
    trigger: str,
    type_: str = "ASSAULT",
    parties: str = "FRA MLI",
    sentence: tuple[int, int] = (0, 42),
) -> Mark:
    """Return a mention of the text by its trigger; its sentence is the first unless told."""
    key = Key("d", *sentence, trigger, TEXT.index(trigger))
    return Mark(key, type_, "firearms", frozenset(parties.split()))


FIRE, KILLING = mark("opened fire"), mark("killing")
DENOUNCED = mark("denounced", "ACCUSE", sentence=(43, 65))
ROWS = [
    # marks, mentions now, what each mark is (the numbers of mentions, or why none)
    ([FIRE], [DENOUNCED, FIRE], [1], "nothing has changed"),
    ([FIRE], [mark("opened fire", "COERCE", "RUS")], [0], "its words stand there, coded otherwise"),
    ([FIRE], [mark("fire")], [0], "fewer of its words"),
    ([FIRE], [KILLING], [0], "other words of its sentence"),
    ([FIRE], [mark("killing", parties="FRA")], [0], "other words, one party less"),
    ([FIRE], [mark("opened fire", sentence=(0, 65))], [0], "its sentence goes on"),
    ([FIRE], [mark("denounced", sentence=(43, 65))], [GONE], "another sentence now"),
    ([FIRE], [mark("killing", "COERCE")], [GONE], "other words of another type"),
    ([FIRE], [mark("killing", parties="RUS")], [GONE], "other words with other parties"),
    ([FIRE], [mark("killing", parties="")], [GONE], "other words without parties"),
    ([mark("opened fire", parties="")], [mark("killing", parties="")], [0], "neither has parties"),
    ([FIRE], [], [GONE], "nothing is coded any more"),
    ([FIRE], [KILLING, mark("three")], [AMBIGUOUS], "two that are equally near"),
    ([FIRE], [mark("fire"), KILLING], [0], "one of two stands on its words"),
    ([FIRE], [KILLING, mark("three", parties="FRA MLI RUS")], [0], "one of two has its parties"),
    ([FIRE, KILLING], [mark("three")], [AMBIGUOUS, AMBIGUOUS], "two became one"),
    ([FIRE, KILLING], [KILLING, mark("fire")], [1, 0], "who is still there is nobody else"),
    ([FIRE, KILLING], [KILLING], [GONE, 0], "nor takes it another's place"),
    ([replace(FIRE, beside=frozenset({KILLING.key.at}))], [KILLING], [GONE], "it stood beside it"),
    ([Mark(replace(FIRE.key, at=-1))], [FIRE, KILLING], [GONE], "of an older store"),
]


@pytest.mark.parametrize(("marks", "now", "found", "why"), ROWS, ids=[row[3] for row in ROWS])
def test_what_a_mark_is_now(
    marks: list[Mark], now: list[Mark], found: list[int | str], why: str
) -> None:
    wanted = [Sighting((n,)) if isinstance(n, int) else Sighting(problem=n) for n in found]
    assert list(recognise(marks, now)) == wanted, why
