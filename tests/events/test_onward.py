"""What tells on is no act of its own, and lends its act who was acted on and how many."""

from __future__ import annotations

import pytest

from detente.model import Document
from detente.pipeline import Stage, annotate

Told = list[tuple[str, list[str], list[str]]]

TEXTS: list[tuple[str, Told]] = [
    (
        "Israeli soldiers shot and critically injured a Palestinian farmer.",
        [("shot", ["a Palestinian farmer"], ["injured 1"])],
    ),
    (
        "Police in Egypt opened fire, killing three protesters.",
        [("opened", ["three protesters"], ["dead 3"])],
    ),
    (
        "The Syrian Air Force conducted airstrikes on Monday, targeting the jihadist rebels.",
        [("airstrikes", ["the jihadist rebels"], [])],
    ),
    (
        "Gunmen killed ten people and wounded four in Kabul.",
        [("killed", ["ten people"], ["dead 10", "injured 4"])],
    ),
    (
        "The Taliban killed 12 soldiers and abducted two Afghan officials in Kabul.",
        [
            ("killed", ["12 soldiers"], ["dead 12"]),
            ("abducted", ["two Afghan officials"], ["abducted 2"]),
        ],
    ),
    (
        "Kenyan police arrested two students and released a third in Nairobi.",
        [("arrested", ["two students"], ["arrested 2"])],
    ),
    (
        "Russia shelled a Ukrainian base before Ukrainian troops attacked a Russian convoy.",
        [("shelled", ["a Ukrainian base"], []), ("attacked", ["a Russian convoy"], [])],
    ),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_acts_told_on(text: str, expected: Told, stages: tuple[Stage, ...]) -> None:
    (item,) = annotate([Document(id="0", text=text)], stages)
    assert [
        (
            m.trigger.text,
            [p.text for p in m.recipients],
            [f"{q.kind} {q.best}" for q in m.quantities],
        )
        for m in item.mentions
        if m.label.quad == 4
    ] == expected
