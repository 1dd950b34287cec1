"""Phrases by hand: words, tags and arcs on the left, the party or none on the right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from detente.model import Party

Finder = Callable[..., tuple[Party, ...]]

TROOPS = "Russian/JJ/amod/1 troops/NNS/nsubj/2 left/VBD/ROOT/2"


def told(parties: tuple[Party, ...]) -> list[str]:
    return [
        f"{p.text} = {p.country}" + (f" {','.join(p.sectors)}" if p.sectors else "")
        for p in parties
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (TROOPS, ["Russian troops = RUS MIL"]),
        (
            "The/DT/det/1 police/NNS/nsubj/5 in/IN/prep/1 Mombasa/NNP/pobj/2/GPE have/VB/aux/5 "
            "left/VBD/ROOT/5",
            ["The police in Mombasa = KEN COP"],
        ),
        (
            "a/DT/det/2 French/JJ/amod/2 resolution/NN/nsubj/3 failed/VBD/ROOT/3",
            ["French = FRA"],
        ),
        (
            "French/JJ/amod/3 and/CC/cc/0 Russian/JJ/conj/0 warplanes/NNS/nsubj/4 left/VBD/ROOT/4",
            ["French and Russian warplanes = FRA MIL", "French and Russian warplanes = RUS MIL"],
        ),
        (
            "Russia/NNP/npadvmod/2 -/HYPH/punct/2 backed/VBN/amod/3 fighters/NNS/nsubj/4 "
            "left/VBD/ROOT/4",
            ["Russia - backed fighters = None UAF"],
        ),
        ("it/PRP/nsubj/1 rained/VBD/ROOT/1", []),
        ("Bob/NNP/nsubj/1 left/VBD/ROOT/1 Paris/NNP/dobj/1", ["Bob = None", "Paris = FRA GOV"]),
        ("He/PRP/nsubj/1 spoke/VBD/ROOT/1 in/IN/prep/1 Paris/NNP/pobj/2", []),
        (
            "Red/NNP/compound/2 Front/NNP/compound/2 fighters/NNS/nsubj/3 left/VBD/ROOT/3",
            ["Red Front fighters = KEN REB"],
        ),
        (
            "UN/NNP/compound/1 spokesman/NN/nsubj/2 left/VBD/ROOT/2",
            ["UN spokesman = UNO GOV"],
        ),
        (
            "former/JJ/amod/1 president/NN/nsubj/2 left/VBD/ROOT/2",
            ["former president = None ELI"],
        ),
        ("they/PRP/nsubj/1 left/VBD/ROOT/1", []),
    ],
    ids=str,
)
def test_a_phrase_denotes_its_party(find: Finder, words: str, expected: list[str]) -> None:
    assert told(find(words)) == expected


def test_the_kremlin_changes_its_country_in_december_1991(find: Finder) -> None:
    words = "The/DT/det/1 Kremlin/NNP/nsubj/2 agreed/VBD/ROOT/2"
    assert find(words, day=date(1991, 12, 25))[0].country == "SUN"
    assert find(words, day=date(1991, 12, 26))[0].country == "RUS"


def test_an_unrecognised_state_is_its_sovereigns_with_sector_pre(find: Finder) -> None:
    (party,) = find("Abkhazia/NNP/nsubj/1 agreed/VBD/ROOT/1")
    assert (party.country, party.sectors) == ("GEO", ("PRE",))


def test_a_country_after_in_is_marked_as_a_location(find: Finder) -> None:
    (party,) = find("fighting/NN/nsubj/3 in/IN/prep/0 Kenya/NNP/pobj/1 stopped/VBD/ROOT/3")
    assert party.reason.endswith("location")


def test_a_title_and_a_name_are_one_party_with_the_office_of_the_day(find: Finder) -> None:
    (party,) = find(
        "French/JJ/compound/2 President/NNP/compound/2 Durand/NNP/nsubj/3/PERSON left/VBD/ROOT/3"
    )
    assert (party.text, party.name) == ("French President Durand", "Élie Durand")
    assert (party.role, party.sector) == ("President of France", "GOV")
    assert "roles/test.csv" in party.reason


def test_the_words_code_a_person_whom_no_table_lists_also_later_by_surname(find: Finder) -> None:
    first, second = find(
        "Kenyan/JJ/amod/3 minister/NN/compound/3 Joy/NNP/compound/3/PERSON "
        "Otieno/NNP/nsubj/4/PERSON left/VBD/ROOT/4",
        "Otieno/NNP/nsubj/1 returned/VBD/ROOT/1",
    )
    assert (first.name, first.country, first.sectors) == ("Joy Otieno", "KEN", ("GOV",))
    assert (second.name, second.country, second.sectors) == ("Joy Otieno", "KEN", ("GOV",))


def test_the_government_is_the_one_named_before(find: Finder) -> None:
    *_, last = find(
        "Kenyan/JJ/amod/1 government/NN/nsubj/2 and/CC/cc/1 Russia/NNP/conj/1 met/VBD/ROOT/4",
        "The/DT/det/1 government/NN/nsubj/2 left/VBD/ROOT/2",
    )
    assert (last.text, last.country) == ("The government", "KEN")
    assert last.reason.startswith("as earlier")


def test_an_office_without_a_name_is_its_holder_on_the_day(find: Finder) -> None:
    words = "the/DT/det/2 Russian/JJ/amod/2 president/NN/nsubj/3 left/VBD/ROOT/3"
    assert find(words)[0].name == "Igor Petrov"
    assert find(words, day=None)[0].name == "president (Russia)"


def test_its_is_the_subject_country_and_gives_its_troops_a_country(find: Finder) -> None:
    parties = find("Kenya/NNP/nsubj/1 moved/VBD/ROOT/1 its/PRP$/poss/3 troops/NNS/dobj/1")
    assert told(parties) == ["Kenya = KEN", "its = KEN", "its troops = KEN MIL"]


def test_an_ally_of_a_country_is_not_that_country(find: Finder) -> None:
    parties = find("Kenya/NNP/nsubj/1 called/VBD/ROOT/1 its/PRP$/poss/3 ally/NN/dobj/1")
    assert parties[-1].country is None


def test_she_is_no_one_whom_the_text_calls_he(find: Finder) -> None:
    parties = find(
        "Igor/NNP/compound/1/PERSON Petrov/NNP/nsubj/2/PERSON left/VBD/ROOT/2",
        "He/PRP/nsubj/1 returned/VBD/ROOT/1",
        "She/PRP/nsubj/1 waited/VBD/ROOT/1",
    )
    assert [p.text for p in parties] == ["Igor Petrov", "He"]


def test_both_countries_are_the_latest_pair(find: Finder) -> None:
    parties = find(
        "Kenya/NNP/nsubj/3 and/CC/cc/0 Russia/NNP/conj/0 met/VBD/ROOT/3",
        "Both/DT/det/1 sides/NNS/nsubj/2 agreed/VBD/ROOT/2",
    )
    assert [(p.text, p.country) for p in parties[2:]] == [
        ("Both sides", "KEN"),
        ("Both sides", "RUS"),
    ]


def test_an_abbreviation_in_brackets_is_learned(find: Finder) -> None:
    first, later = find(
        "Kenyan/JJ/amod/2 National/NNP/compound/2 Police/NNP/nsubj/6 (/-LRB-/punct/2 "
        "NP/NNP/appos/2/ORG )/-RRB-/punct/2 left/VBD/ROOT/6",
        "The/DT/det/1 NP/NNP/nsubj/2/ORG returned/VBD/ROOT/2",
    )
    assert (first.text, first.country) == ("Kenyan National Police ( NP )", "KEN")
    assert (later.country, later.sectors) == ("KEN", ("COP",))


def test_offsets_point_into_the_document(find: Finder) -> None:
    first, second = find(TROOPS, TROOPS)
    assert (first.start, first.end, first.head, first.sentence) == (0, 14, 1, 0)
    assert (second.start, second.end, second.sentence) == (20, 34, 1)


def test_names_joined_in_one_token_are_two_parties(find: Finder) -> None:
    parties = find("France-Russia/NNP/compound/1 talks/NNS/nsubj/2 ended/VBD/ROOT/2")
    assert [(p.text, p.start, p.country) for p in parties] == [
        ("France", 0, "FRA"),
        ("Russia", 7, "RUS"),
    ]


def test_a_plural_title_holds_for_the_second_name_too(find: Finder) -> None:
    parties = find(
        "Ministers/NNS/compound/1 Otieno/NNP/nsubj/7/PERSON of/IN/prep/1 Kenya/NNP/pobj/2 "
        "and/CC/cc/1 Jane/NNP/compound/6/ORG Dupont/NNP/conj/1/ORG met/VBD/ROOT/7"
    )
    assert [(p.name, p.country, p.sector) for p in parties] == [
        ("Otieno", "KEN", "GOV"),
        ("Jane Dupont", "KEN", "GOV"),
    ]


def test_it_as_an_object_is_a_country_that_is_no_subject(find: Finder) -> None:
    parties = find(
        "Kenya/NNP/nsubj/1 pressed/VBD/ROOT/1 Russia/NNP/dobj/1 threatening/VBG/advcl/1 "
        "it/PRP/dobj/3"
    )
    assert parties[-1].country == "RUS"


def test_a_surname_in_a_longer_name_is_someone_else(find: Finder) -> None:
    (party,) = find("Paul/NNP/compound/1/PERSON Durand/NNP/nsubj/2/PERSON left/VBD/ROOT/2")
    assert (party.name, party.country) == ("Paul Durand", None)
