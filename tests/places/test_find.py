"""Which stretches are places, which sense they have, and what is no place at all."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

import pytest

from detente.model import Party, Place

Finder = Callable[..., tuple[Place, ...]]


def shown(place: Place) -> str:
    """Write a place as `text=COUNTRY precision`, with its unit where it has one."""
    unit = f"/{place.admin1}" if place.precision == "city" and place.admin1 else ""
    return f"{place.text}={place.country}{unit} {place.precision}"


@pytest.mark.parametrize(
    ("text", "entities", "expected"),
    [
        (
            "Shells fell on Aleppo and Idlib.",
            {"Aleppo": "NORP", "Idlib": "GPE"},
            ["Aleppo=SYR/Ḩalab city", "Idlib=SYR/Idlib city"],
        ),
        (
            "Turkish jets left for Cyprus.",
            {"Turkish": "NORP", "Cyprus": "GPE"},
            ["Turkish=TUR country", "Cyprus=CYP country"],
        ),
        (
            "Two men were hurt in Erbil in Iraqi Kurdistan.",
            {"Erbil": "GPE", "Iraqi Kurdistan": "GPE"},
            ["Erbil=IRQ/Iqlīm Kūrdistān city", "Iraqi Kurdistan=IRQ region"],
        ),
        (
            "Farmers met in Springfield, Illinois.",
            {"Springfield": "GPE", "Illinois": "GPE"},
            ["Springfield=USA/Illinois city", "Illinois=USA admin1"],
        ),
        (
            "A clinic opened in Richmond, Va., last week.",
            {"Richmond": "GPE", "Va.": "GPE"},
            ["Richmond=USA/Virginia city", "Va.=USA admin1"],
        ),
        (
            "Talks moved from Geneva to the U.S. and the UK.",
            {"Geneva": "GPE", "U.S.": "GPE", "UK": "GPE"},
            ["Geneva=CHE/Genève city", "U.S.=USA country", "UK=GBR country"],
        ),
        ("Floods hit Walker County hard.", {}, ["Walker County=USA admin2"]),
        ("Drought spreads across the Sahel.", {"Sahel": "LOC"}, ["Sahel=None region"]),
        (
            "Ships crossed the Strait of Hormuz.",
            {"the Strait of Hormuz": "LOC"},
            ["Strait of Hormuz=None feature"],
        ),
        ("Tankers left the Gulf of Oman.", {}, ["Gulf of Oman=None feature"]),
        ("Rebels shelled al-Fashir.", {}, ["al-Fashir=SDN/North Darfur city"]),
        ("Rain fell in St. Petersburg, Russia.", {}, None),
        ("Troops left Port-au-Prince.", {"Port-au-Prince": "GPE"}, None),
        ("A village near Qxyzabad was hit.", {"Qxyzabad": "GPE"}, ["Qxyzabad=None None"]),
    ],
)
def test_places_are_found(
    find: Finder, text: str, entities: dict[str, str], expected: list[str] | None
) -> None:
    found = find(text, entities)
    if expected is not None:
        assert [shown(place) for place in found] == expected
    assert found
    assert all(text[place.start : place.end] == place.text for place in found)
    assert all(place.reason for place in found)


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("Paris Hilton sang for an hour.", {"Paris Hilton": "PERSON"}),
        ("Michael Jordan retired.\nThen Jordan came back.", {"Michael Jordan": "PERSON"}),
        ("He reads the Boston Globe daily.", {"the Boston Globe": "ORG"}),
        ("Manchester United lost again.", {"Manchester United": "ORG"}),
        ("Police said on Sunday that Most agreed.", {"Sunday": "DATE"}),
        ("In March and May they rested.", {"March": "DATE", "May": "DATE"}),
        ("Reading is fun, and Nice is a word.", {}),
        ("NATO and the EU met.", {"NATO": "ORG", "EU": "ORG"}),
        ("The Supreme Court ruled.", {"The Supreme Court": "ORG"}),
        ("Judge Lincoln spoke first.", {"Lincoln": "PERSON"}),
        ("They sang on St. Patrick's Day.", {}),
        ("She speaks English at home.", {"English": "LANGUAGE"}),
        ("North and West were unknown.", {}),
        ("Fans called him the I-Man.", {}),
        ("Ann Rosello spoke.\nLater Rosello left.", {"Ann Rosello": "PERSON"}),
        ("We told us what it is, he said.", {}),
    ],
)
def test_these_are_no_places(find: Finder, text: str, entities: dict[str, str]) -> None:
    assert [shown(place) for place in find(text, entities)] == []


@pytest.mark.parametrize(
    ("text", "entities", "expected"),
    [
        ("Shells hit Qorvat village.", {"Qorvat": "PERSON"}, ["Qorvat"]),
        ("It fell on the town of Qorvat.", {"Qorvat": "PERSON"}, ["Qorvat"]),
        ("They left the village of Qorvat as it burned.", {}, ["Qorvat"]),
        ("They left the town of Qorvat Monday.", {"Monday": "DATE"}, ["Qorvat"]),
        ("Fire spread in the al-Zaruq camp.", {}, ["al-Zaruq"]),
        ("They shelled the Qorvat Refugee Camp.", {}, ["Qorvat Refugee Camp"]),
        ("Planes left Aleppo International Airport.", {}, ["Aleppo"]),
        ("They left the Army camp and the UN base.", {"Army": "ORG", "UN": "ORG"}, []),
        ("They left the Kurdish village.", {"Kurdish": "NORP"}, []),
        ("He is governor of the province and President Qorvat knows.", {}, []),
        ("They swept the central district on Monday.", {}, []),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_noun_beside_a_name_makes_it_a_place(
    find: Finder, text: str, entities: dict[str, str], expected: list[str]
) -> None:
    assert [place.text for place in find(text, entities)] == expected


def test_a_plural_noun_makes_places_of_a_list(find: Finder) -> None:
    text = "Rebels left the towns of Qorvat, Mazbel and Turun on Monday."
    found = find(text, {})
    assert [place.text for place in found] == ["Qorvat", "Mazbel", "Turun"]
    assert {(place.latitude, place.country) for place in found} == {(None, None)}


def test_people_that_the_actors_room_found_are_no_places(find: Finder) -> None:
    text = "Yesterday Lincoln resigned in Nebraska."
    party = Party(
        sentence=0, head=1, start=10, end=17, text="Lincoln", name="A. Lincoln", kind="person"
    )
    entities = {"Lincoln": "GPE", "Nebraska": "GPE"}
    assert [place.text for place in find(text, entities, (party,))] == ["Nebraska"]


@pytest.mark.parametrize(
    ("text", "name", "country", "unit"),
    [
        ("Tbilisi and Gori fear for Georgia.\nRussia warned Georgia.", "Georgia", "GEO", None),
        ("Atlanta and Savannah, the ports of Georgia, flooded.", "Georgia", "USA", "Georgia"),
        ("Beirut sent police to Tripoli.\nLebanon is tense.", "Tripoli", "LBN", None),
        ("Benghazi and Tripoli fell.\nLibya is split.", "Tripoli", "LBY", None),
        ("Seville and Cordoba swelter.\nSpain suffers.", "Cordoba", "ESP", None),
        ("Rosario and Cordoba struck.\nArgentina stopped.", "Cordoba", "ARG", None),
        ("Valparaiso and Santiago marched.\nChile voted.", "Santiago", "CHL", None),
        ("Melbourne and Geelong, in Victoria, reopened.", "Victoria", "AUS", "Victoria"),
        ("Vancouver and Victoria, British Columbia, voted.", "Victoria", "CAN", None),
        ("Moscow and Washington met.\nRussia and Syria waited.", "Washington", "USA", None),
        ("Seattle and Tacoma lead Washington.\nSpokane lags.", "Washington", "USA", None),
        ("Chicago and Peoria helped.\nSpringfield in Illinois waits.", "Springfield", "USA", None),
        ("Dallas, Sherman and Paris, Texas, froze.", "Paris", "USA", "Texas"),
        ("Lyon and Marseille marched.\nFrance watched Paris.", "Paris", "FRA", None),
    ],
)
def test_context_chooses_the_sense(
    find: Finder, text: str, name: str, country: str, unit: str | None
) -> None:
    names = ["British Columbia", *re.findall(r"[A-Z]\w+", text)]
    found = find(text, dict.fromkeys(names, "GPE"))
    chosen = [place for place in found if place.text == name]
    assert chosen
    assert {place.country for place in chosen} == {country}
    if unit is not None:
        assert {place.admin1 for place in chosen} == {unit}


def test_one_name_has_two_senses_where_the_text_says_so(find: Finder) -> None:
    text = "Springfield, Illinois, has its namesake.\nIt is Springfield, Missouri."
    found = [p for p in find(text, {}) if p.text == "Springfield"]
    assert [place.admin1 for place in found] == ["Illinois", "Missouri"]


def test_a_list_of_states_is_no_containment(find: Finder) -> None:
    text = "Storms hit Oklahoma, Kansas, Washington and Oregon."
    entities = dict.fromkeys(["Oklahoma", "Kansas", "Washington", "Oregon"], "GPE")
    assert {p.precision for p in find(text, entities) if p.text != "Washington"} == {"admin1"}


def test_adjectives_carry_the_point_of_their_country(find: Finder) -> None:
    (place,) = find("Iraqis queued for bread.", {"Iraqis": "NORP"})
    assert place.demonym
    assert (place.country, place.latitude, place.longitude) == ("IRQ", 33.0, 44.0)


def test_places_stand_in_order_and_do_not_overlap(find: Finder) -> None:
    text = "From Basra, Iraq, to Kuwait City and New York, Lake Chad and the Persian Gulf."
    found = find(text, {"Kuwait City": "GPE", "New York": "GPE", "Lake Chad": "LOC"})
    assert len(found) >= 6
    assert all(a.end <= b.start for a, b in pairwise(found))
