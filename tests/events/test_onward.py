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
        "France accused Russia of shelling a hospital in Aleppo, killing six people.",
        [("shelling", ["a hospital"], ["dead 6"])],
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
        "Over 20 Syrian rebels were killed in Russian airstrikes.",
        [("killed", ["Over 20 Syrian rebels"], ["dead 20"])],
    ),
    (
        "Nine members of Hamas were killed and several others wounded.",
        [("killed", ["Nine members of Hamas"], ["dead 9", "injured None"])],
    ),
    (
        "At least seven Iraqi soldiers were killed and several others injured in the clashes.",
        [("killed", ["At least seven Iraqi soldiers"], ["dead 7", "injured None"])],
    ),
    (
        "Ten Syrians were shot dead by Turkish guards while 9 Afghans were hurt by Greek police.",
        [("shot", ["Ten Syrians"], ["dead 10"]), ("hurt", ["9 Afghans"], ["injured 9"])],
    ),
    (
        "A Kenyan teacher was found shot to death inside a van.",
        [("shot", ["A Kenyan teacher"], ["dead 1"])],
    ),
    (
        "Boko Haram launched an offensive on Friday, targeting the Nigerian army.",
        [("offensive", ["the Nigerian army"], [])],
    ),
    (
        "Iraqi forces seized the university in their battle with Islamic State.",
        [("seized", ["the university"], []), ("battle", [], [])],
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


ACTING: list[tuple[str, list[tuple[str, str, list[str]]]]] = [
    (
        "Ten Afghan policemen died in an attack by Taliban fighters.",
        [("died", "ASSAULT", ["Taliban fighters"])],
    ),
    (
        "Six Kenyan farmers were killed when Somali gunmen attacked a market.",
        [("killed", "ASSAULT/firearms", ["Somali gunmen"])],
    ),
    (
        "Eleven people were killed and four injured in a suicide bombing by a Boko Haram jihadist.",
        [("killed", "ASSAULT/suicide-attack", ["a Boko Haram jihadist"])],
    ),
    (
        "A Guyanese soldier was shot and killed by a fellow countryman.",
        [("shot", "ASSAULT/firearms", ["a fellow countryman"])],
    ),
    (
        "The US embassy in Nairobi was bombed, killing 11 people.",
        [("bombed", "ASSAULT/explosives", [])],
    ),
    (
        "Israel bombed a Syrian depot after Syrian gunmen attacked an Israeli patrol.",
        [
            ("bombed", "ASSAULT/explosives", ["Israel"]),
            ("attacked", "ASSAULT/firearms", ["Syrian gunmen"]),
        ],
    ),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), ACTING)
def test_who_acts_is_told_further_on(
    text: str, expected: list[tuple[str, str, list[str]]], stages: tuple[Stage, ...]
) -> None:
    (item,) = annotate([Document(id="0", text=text)], stages)
    found = [(m.trigger.text, str(m.label), [p.text for p in m.actors]) for m in item.mentions]
    assert found == expected
