"""Who acts and who is struck where no table knows it, and what is no party to an act."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.errors import TableError
from detente.events import load_ontology
from detente.model import Document, Party
from detente.pipeline import Stage, annotate
from detente.tables import open_lexicon

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
    (
        "Germany condemned the sabotage, and NATO promised Warsaw more air patrols.",
        (["Germany DEU"], []),
    ),
    ("The bomb killed a farmer in Iraq.", ([], ["a farmer IRQ"])),
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


def test_what_a_type_strikes_is_checked(tmp_path: Path) -> None:
    (tmp_path / "ontology").mkdir()
    row = '[[type]]\nid = "BOYCOTT"\nquad = 4\nintensity = -5.0\nstrikes = "anythign"\n'
    (tmp_path / "ontology" / "types.toml").write_text(row, encoding="utf-8")
    with pytest.raises(TableError, match="'strikes' is 'anythign'; it is 'people' or 'anything'"):
        load_ontology(open_lexicon([tmp_path]))
