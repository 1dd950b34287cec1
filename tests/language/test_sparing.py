"""Which sentences name nobody and are set aside before parsing."""

from __future__ import annotations

import pytest

from detente.language.layout import segments
from detente.language.recase import Casing
from detente.language.sparing import Sparing

SPARING = Sparing(frozenset({"protester", "policeman", "party", "they"}), frozenset({"the", "it"}))

TEXTS = [
    # text, the sentences set aside
    (
        "Iran left. The weather was fine that day. Russia stayed.",
        ["The weather was fine that day."],
    ),
    ("They left on Monday. The weather was fine.", ["The weather was fine."]),
    ("The weather was fine that day.", ["The weather was fine that day."]),
    ("The march was long. The protesters went home.", ["The march was long."]),
    ("The march was long. The policemen went home.", ["The march was long."]),
    ("The march was long. The parties agreed.", ["The march was long."]),
    ("The march was long. They went home.", ["The march was long."]),
    # the first word may be a name, unless the text has it in lower case
    ("The march was long. Rebels attacked at dawn.", ["The march was long."]),
    (
        "The rebels slept. Rebels attacked at dawn.",
        ["The rebels slept.", "Rebels attacked at dawn."],
    ),
    # what may be an abbreviation or an initial ends nothing
    ("The talks with Gen. Smith failed. The day was over.", ["The day was over."]),
    ("The U.S. Army left the city by night.", []),
    # capitals of headlines mean nothing
    ("the long day ends\nThe weather was fine that day.", ["The weather was fine that day."]),
]


@pytest.mark.parametrize(("text", "aside"), TEXTS)
def test_sentences_that_name_nobody_are_set_aside(text: str, aside: list[str]) -> None:
    parts = SPARING.parts(text, segments(text), Casing(text, frozenset()))
    assert [text[part.start : part.end] for part in parts if part.spared] == aside


@pytest.mark.parametrize("text", [text for text, _ in TEXTS])
def test_no_word_is_lost_or_told_twice(text: str) -> None:
    parts = SPARING.parts(text, segments(text), Casing(text, frozenset()))
    assert " ".join(text[part.start : part.end] for part in parts).split() == text.split()


def test_idle_sentences_are_set_aside_though_they_name_somebody() -> None:
    text = "Iran left. Russia stayed in the village. Iran met Russia."
    sparing = Sparing(SPARING.naming, SPARING.openers, lambda sentence: "stayed" in sentence)
    parts = sparing.parts(text, segments(text), Casing(text, frozenset()))
    aside = [text[part.start : part.end] for part in parts if part.spared]
    assert aside == ["Russia stayed in the village."]
