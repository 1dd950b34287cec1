"""Names of new types and their rows in the ontology."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.errors import SettingError
from detente.events import Ontology, load_ontology
from detente.events.ontology import ModeRow, TypeRow
from detente.learning.naming import Wish, label_of, refuse_shipped, row_for, write_row
from detente.tables import Lexicon, open_lexicon


@pytest.fixture(scope="module")
def ontology(lexicon: Lexicon) -> Ontology:
    return load_ontology(lexicon)


LABELS = [
    ("boycott", None, "BOYCOTT"),
    ("trade war", None, "TRADE_WAR"),
    ("asset freeze", "sanction", "SANCTION/asset-freeze"),
    ("SANCTION/asset-freeze", None, "SANCTION/asset-freeze"),
]


@pytest.mark.parametrize(("name", "mode_of", "label"), LABELS)
def test_names_become_labels(name: str, mode_of: str | None, label: str) -> None:
    assert label_of(name, mode_of) == label


@pytest.mark.parametrize(
    "name", ["", "4x4", "a/../b", "../up", "BOY/", "none", "x/Y Z!", "é", "a" * 41]
)
def test_names_that_cannot_be(name: str) -> None:
    with pytest.raises(SettingError):
        label_of(name, "SANCTION" if name == "BOY/" else None)


REFUSED = [("SANCTION", "ships with"), ("PROTEST/boycott", "ships with"), ("DANCE/x", "its type")]


@pytest.mark.parametrize(("label", "said"), REFUSED)
def test_what_the_model_knows_already_is_not_learned(
    label: str, said: str, lexicon: Lexicon, ontology: Ontology
) -> None:
    with pytest.raises(SettingError, match=said):
        refuse_shipped(label, lexicon, ontology)


def test_a_new_label_is_welcome(lexicon: Lexicon, ontology: Ontology) -> None:
    refuse_shipped("BOYCOTT", lexicon, ontology)
    refuse_shipped("SANCTION/asset-freeze", lexicon, ontology)


def test_a_type_takes_after_the_nearest(ontology: Ontology) -> None:
    row = row_for("BOYCOTT", Wish(intensity=-5), ontology, ["SANCTION", "REJECT", "SANCTION"])
    like = ontology.types["SANCTION"]
    assert row == TypeRow(id="BOYCOTT", quad=like.quad, intensity=-5, cameo=like.cameo)


def test_a_mode_takes_after_its_type(ontology: Ontology) -> None:
    row = row_for("SANCTION/asset-freeze", Wish(intensity=-5.0), ontology, ["AID"])
    assert row == ModeRow(id="SANCTION/asset-freeze", intensity=-5.0)
    with pytest.raises(SettingError, match="has the quad of its type"):
        row_for("SANCTION/asset-freeze", Wish(quad=1), ontology, ["AID"])


@pytest.mark.parametrize("wish", [Wish(quad=5), Wish(quad=0), Wish(intensity=-11)])
def test_wishes_out_of_range(wish: Wish, ontology: Ontology) -> None:
    with pytest.raises(SettingError, match=r"none of 1|not between"):
        row_for("BOYCOTT", wish, ontology, ["AID"])


@pytest.mark.parametrize(
    "row",
    [
        TypeRow(
            id="BOYCOTT", quad=3, intensity=-4.5, definition='Calls "off",\n§ \x7f back\\slash'
        ),
        ModeRow(id="SANCTION/asset-freeze"),
    ],
)
def test_a_row_is_read_back_as_written(row: TypeRow | ModeRow, tmp_path: Path) -> None:
    write_row(tmp_path / "ontology" / "mine.toml", row)
    read = load_ontology(open_lexicon([tmp_path]))
    assert {**read.types, **read.modes}[row.id] == row
