"""Where an act happened: the verb on the left, its place or none on the right."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from detente import places
from detente.language import Grammar, Parser, find_clauses
from detente.model import Annotation, Document
from detente.tables import Lexicon

pytestmark = pytest.mark.model

Where = Callable[[str, str], str | None]


@pytest.fixture(scope="session")
def where(parser: Parser, grammar: Grammar, gazetteer: places.Gazetteer, lexicon: Lexicon) -> Where:
    scale = places.load_scale(lexicon)

    def run(text: str, verb: str) -> str | None:
        batch = parser.parse((Annotation(document=Document(id="1", text=text)),))
        (item,) = places.find(find_clauses(batch, grammar), gazetteer)
        clause = next(c for c in item.clauses if c.text == verb)
        found = places.place_of(item, clause, item.places, scale)
        return found[0].text if found else None

    return run


@pytest.mark.parametrize(
    ("text", "verb", "place"),
    [
        ("Gunmen shot two guards in Mosul on Tuesday.", "shot", "Mosul"),
        ("In Nairobi, riot police beat several marchers.", "beat", "Nairobi"),
        ("Rebels shelled a market in Goma, Congo, before dawn.", "shelled", "Goma"),
        ("Rebels captured Kisangani after a siege of two weeks.", "captured", "Kisangani"),
        ("Soldiers who had left Tripoli attacked a convoy near Misrata.", "attacked", "Misrata"),
        ("Police in Lima said that rebels had bombed a bridge near Cusco.", "bombed", "Cusco"),
        ("An attack near Kirkuk killed three soldiers from Georgia.", "killed", "Kirkuk"),
        ("The Mosul bombing killed 20 people.", "bombing", "Mosul"),
        ("The Mosul bombing killed 20 people.", "killed", "Mosul"),
        ("A mob beat shoppers in the Texas city of Laredo.", "beat", "Laredo"),
        ("A mob beat shoppers in the Hamra district of Beirut.", "beat", "Hamra"),
        ("Turkey condemned the shelling of Idlib.", "condemned", None),
        ("Farmers from Gujarat marched on Monday.", "marched", None),
        ("Italy expelled two diplomats on Friday.", "expelled", None),
        ("Syrian troops killed nine people.", "killed", None),
    ],
    ids=lambda value: str(value)[:40],
)
def test_the_place_of_an_act(where: Where, text: str, verb: str, place: str | None) -> None:
    assert where(text, verb) == place
