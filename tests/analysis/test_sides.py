"""What a person types as a side of a dyad."""

from __future__ import annotations

import pytest

from detente.analysis import Side, side_of
from detente.errors import SettingError
from detente.tables import Lexicon

SIDES = [
    # typed, side
    ("FRA", Side("FRA", "France")),
    ("fra", Side("FRA", "France")),
    ("France", Side("FRA", "France")),
    ("russian", Side("RUS", "Russia")),
    ("Kremlin", Side("RUS", "Russia")),
    ("the United States", Side("USA", "United States")),
    ("SUN", Side("RUS", "Russia")),
    ("UNO", Side("UNO", "United Nations")),
    ("United Nations", Side("UNO", "United Nations")),
    ("NATO", Side("NATO", "NATO", "name")),
    ("ISIS", Side("Islamic State", "Islamic State", "name")),
]


@pytest.mark.parametrize(("typed", "side"), SIDES)
def test_codes_and_names_give_sides(typed: str, side: Side, lexicon: Lexicon) -> None:
    assert side_of(typed, lexicon) == side


@pytest.mark.parametrize("typed", ["Frnace", "", "Atlantis-by-the-Sea", "XQX"])
def test_an_unknown_actor_is_one_sentence(typed: str, lexicon: Lexicon) -> None:
    with pytest.raises(SettingError, match="no actor"):
        side_of(typed, lexicon)


def test_a_misspelt_name_is_put_right(lexicon: Lexicon) -> None:
    with pytest.raises(SettingError, match="'France'"):
        side_of("Frnace", lexicon)
