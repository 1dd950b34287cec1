"""Names that several countries share: the words around them decide."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from detente.model import Party

Finder = Callable[..., tuple[Party, ...]]


@pytest.mark.parametrize(
    ("sentences", "country"),
    [
        (["the/DT/det/2 Workers/NNP/compound/2 Front/NNP/nsubj/3 left/VBD/ROOT/3"], "FRA"),
        (
            [
                "the/DT/det/3 Kenyan/JJ/amod/3 Workers/NNP/compound/3 Front/NNP/nsubj/4 "
                "left/VBD/ROOT/4"
            ],
            "KEN",
        ),
        (
            [
                "the/DT/det/2 Workers/NNP/compound/2 Front/NNP/nsubj/3 left/VBD/ROOT/3 "
                "in/IN/prep/3 Kenya/NNP/pobj/4/GPE"
            ],
            "KEN",
        ),
        (
            [
                "Kenya/NNP/nsubj/1/GPE agreed/VBD/ROOT/1",
                "the/DT/det/1 WF/NNP/nsubj/2 left/VBD/ROOT/2",
            ],
            "KEN",
        ),
        (
            [
                "Russia/NNP/nsubj/1/GPE agreed/VBD/ROOT/1",
                "the/DT/det/1 WF/NNP/nsubj/2 left/VBD/ROOT/2",
            ],
            "FRA",
        ),
    ],
    ids=["nothing around", "adjective", "place", "article", "another country"],
)
def test_a_shared_name_is_of_the_country_around_it(
    find: Finder, sentences: list[str], country: str
) -> None:
    (party,) = (p for p in find(*sentences) if p.name == "Workers Front")
    assert party.country == country


@pytest.mark.parametrize(
    ("sentences", "country"),
    [
        (["Hillfolk/NNP/nsubj/1 left/VBD/ROOT/1"], "KEN"),
        (["Riverfolk/NNP/nsubj/1 left/VBD/ROOT/1"], None),
        (
            ["Riverfolk/NNP/nsubj/1 left/VBD/ROOT/1 in/IN/prep/1 Kenya/NNP/pobj/2/GPE"],
            "KEN",
        ),
        (
            [
                "Russia/NNP/nsubj/1/GPE agreed/VBD/ROOT/1",
                "Riverfolk/NNP/nsubj/1 left/VBD/ROOT/1",
            ],
            None,
        ),
    ],
    ids=["one home", "open", "place", "elsewhere"],
)
def test_a_people_of_several_countries_waits_for_one(
    find: Finder, sentences: list[str], country: str | None
) -> None:
    (party,) = (p for p in find(*sentences) if p.name.endswith("folk"))
    assert (party.country, party.kind, party.sectors) == (country, "people", ("CVL",))


def test_fighters_of_a_people_are_no_civilians(find: Finder) -> None:
    (party,) = find("Hillfolk/NNP/compound/1 fighters/NNS/nsubj/2 left/VBD/ROOT/2")
    assert (party.country, party.sectors) == ("KEN", ("UAF",))


def test_fighters_of_a_people_are_named_with_their_place(find: Finder) -> None:
    fighters, *_ = find(
        "Riverfolk/NNP/compound/1 fighters/NNS/nsubj/4 in/IN/prep/1 Kenya/NNP/pobj/2/GPE "
        "left/VBD/ROOT/4"
    )
    assert (fighters.text, fighters.country) == ("Riverfolk fighters in Kenya", "KEN")


def test_a_people_after_a_preposition_of_place_is_no_actor(find: Finder) -> None:
    found = find(
        "troops/NNS/nsubj/1 left/VBD/ROOT/1 in/IN/prep/1 Hillfolk/NNP/pobj/2 Kenya/NNP/dobj/1/GPE"
    )
    assert "Hillfolk" not in {party.name for party in found}


@pytest.mark.parametrize(
    ("words", "sector"),
    [
        ("Coast/NNP/compound/1 Rangers/NNPS/nsubj/2 left/VBD/ROOT/2", "COP"),
        ("Hill/NNP/compound/1 House/NNP/nsubj/2 left/VBD/ROOT/2", "GOV"),
    ],
)
def test_forces_and_institutions_have_their_country_and_sector(
    find: Finder, words: str, sector: str
) -> None:
    (party,) = find(words)
    assert (party.country, party.sectors) == ("KEN", (sector,))
