"""Who acts and who is struck where no table knows it, and what is no party to an act."""

from __future__ import annotations

import pytest

from detente.model import Document, Party
from detente.pipeline import Stage, annotate

Sides = tuple[list[str], list[str]]

TEXTS: list[tuple[str, Sides]] = [
    ("Gunmen in Nablus shot four on Monday.", (["Gunmen in Nablus"], ["four"])),
    ("Nine were shot in Baghdad.", ([], ["Nine IRQ"])),
    ("Police in Kenya arrested 12 on Monday.", (["Police in Kenya KEN"], ["12"])),
    ("Israel bombed the bridge.", (["Israel ISR"], ["the bridge"])),
    ("Kenyan police seized four cars.", (["Kenyan police KEN"], [])),
    ("Rebels exploded a series of bombs in Kabul.", (["Rebels AFG"], ["Kabul AFG"])),
    ("Hamas fired rockets at Sderot on Monday, police said.", (["Hamas PSE"], ["Sderot ISR"])),
    (
        "The Taliban claimed the attack on a Kenyan base.",
        (["The Taliban AFG"], ["a Kenyan base KEN"]),
    ),
    ("The bomb killed a farmer in Iraq.", ([], ["a farmer in Iraq IRQ"])),
    ("US artillery killed a farmer in Iraq.", (["US artillery USA"], ["a farmer in Iraq IRQ"])),
    (
        "Protests grew after the police killing of a farmer in Kenya.",
        (["police KEN"], ["a farmer in Kenya KEN"]),
    ),
    (
        "Police director Amin Hossain said at least 71 people were arrested in Dhaka.",
        ([], ["at least 71 people BGD"]),
    ),
    (
        "Kenya threatened to close the camp unless Somalia took its people back.",
        (["Kenya KEN"], ["Somalia SOM"]),
    ),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_sides_of_the_first_act(text: str, expected: Sides, stages: tuple[Stage, ...]) -> None:
    (item,) = annotate([Document(id="0", text=text)], stages)
    first = item.mentions[0]
    assert (_told(first.actors), _told(first.recipients)) == expected


def _told(parties: tuple[Party, ...]) -> list[str]:
    return [f"{party.text} {party.country or ''}".strip() for party in parties]
