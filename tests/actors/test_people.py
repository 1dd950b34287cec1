from __future__ import annotations

from datetime import date

import pytest

from detente.actors import Directory, people, spelling
from detente.actors.entries import Identity, Person

STATED = Identity("minister", "person", "FRA", ("GOV",), "minister", "agents.csv: minister")
ELSEWHERE = Identity("envoy", "person", "UNO", ("GOV",), "envoy", "agents.csv: envoy")
FORMER = Identity("president", "person", "FRA", ("ELI",), "president", "agents.csv: president")


def someone(directory: Directory, name: str) -> Person:
    return directory.surnames[name][0]


@pytest.mark.parametrize(
    ("day", "stated", "country", "sectors", "role"),
    [
        (date(2016, 10, 14), None, "FRA", ("GOV",), "President of France"),
        (date(2012, 5, 15), None, "FRA", ("GOV",), "President of France"),
        (date(2017, 5, 13), None, "FRA", ("GOV",), "President of France"),
        (date(2006, 1, 1), None, "FRA", ("GOV",), "Foreign Minister of France"),
        (date(2020, 1, 1), None, "FRA", ("ELI",), "former President of France"),
        (date(2000, 1, 1), None, "FRA", (), None),
        (date(2009, 1, 1), None, "FRA", ("ELI",), "former Foreign Minister of France"),
        (date(2009, 1, 1), STATED, "FRA", ("GOV",), "minister"),
        (None, None, "FRA", ("GOV",), "President of France"),
        (None, STATED, "FRA", ("GOV",), "minister"),
        (date(2020, 1, 1), ELSEWHERE, "UNO", ("GOV",), "envoy"),
        (date(2016, 10, 14), FORMER, "FRA", ("ELI",), "president"),
    ],
    ids=str,
)
def test_a_person_is_what_the_tables_say_of_the_day(
    small: Directory,
    day: date | None,
    stated: Identity | None,
    country: str,
    sectors: tuple[str, ...],
    role: str | None,
) -> None:
    found = people.described(someone(small, "durand"), day, stated)
    assert (found.name, found.country, found.sectors) == ("Élie Durand", country, sectors)
    assert found.role == role


@pytest.mark.parametrize(
    ("words", "day", "title", "name"),
    [
        (("durand",), date(2016, 1, 1), (), "Élie Durand"),
        (("elie", "durand"), date(1990, 1, 1), (), "Élie Durand"),
        (("paul", "durand"), date(2016, 1, 1), ("president",), None),
        (("wanjiru",), date(2009, 1, 1), (), None),
        (("wanjiru",), date(2009, 1, 1), ("minister",), "Anna Wanjiru"),
        (("wanjiru",), date(2009, 1, 1), ("governor",), None),
        (("nobody",), date(2016, 1, 1), ("president",), None),
        (("durand",), date(2020, 1, 1), (), "Élie Durand"),
        (("durand",), date(2035, 1, 1), (), None),
    ],
    ids=str,
)
def test_a_surname_means_someone_only_where_it_is_plain(
    small: Directory, words: tuple[str, ...], day: date, title: tuple[str, ...], name: str | None
) -> None:
    found = people.by_surname(words, small, day, None, title=title)
    assert (found.name if found else None) == name


def test_the_holder_of_an_office_is_found_by_country_and_day(small: Directory) -> None:
    def holder(country: str, day: date | None) -> str | None:
        found = people.by_office(("president",), country, small, day)
        return found.name if found else None

    assert holder("RUS", date(2016, 10, 14)) == "Igor Petrov"
    assert holder("RUS", date(2000, 1, 1)) is None
    assert holder("KEN", date(2016, 10, 14)) is None
    assert holder("RUS", None) is None


@pytest.mark.parametrize(
    ("words", "day", "title", "name"),
    [
        (("igor", "petroff"), date(2016, 1, 1), (), None),
        (("ygor", "pettrov"), date(2016, 1, 1), (), "Igor Petrov"),
        (("boris", "pettrov"), date(2016, 1, 1), (), None),
        (("pettrov",), date(2016, 1, 1), (), None),
        (("pettrov",), date(2016, 1, 1), ("president",), "Igor Petrov"),
        (("el", "pettrov"), date(2016, 1, 1), ("president",), "Igor Petrov"),
        (("pettrov",), date(2016, 1, 1), ("governor",), None),
        (("pettrov",), date(2000, 1, 1), ("president",), None),
        (("patrov",), date(2016, 1, 1), ("president",), "Igor Petrov"),
        (("potrava",), date(2016, 1, 1), ("president",), None),
    ],
    ids=str,
)
def test_another_transliteration_finds_its_person(
    small: Directory, words: tuple[str, ...], day: date, title: tuple[str, ...], name: str | None
) -> None:
    found = spelling.by_sound(words, small, day, None, title=title)
    assert (found.name if found else None) == name


def test_the_president_of_a_party_is_not_the_president(small: Directory) -> None:
    day = date(2016, 1, 1)
    holder = people.by_office(("president",), "FRA", small, day)
    assert holder is not None
    assert holder.name == "Élie Durand"
    (term,) = someone(small, "roche").terms
    assert term.lesser
    assert term.rank > people.highest(holder).rank


def test_the_mayor_of_the_capital_is_not_the_mayor_of_every_town(small: Directory) -> None:
    assert someone(small, "colin").terms[0].country == "FRA"
    assert people.by_office(("mayor",), "FRA", small, date(2016, 1, 1)) is None
