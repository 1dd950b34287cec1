"""What the tables say of a name: the meaning chosen and the rows beside it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from detente.actors import Directory, load_directory, look_up, members_on, review
from detente.actors.rows import MembersRow
from detente.tables import Lexicon

DAY = date(2016, 10, 14)


@pytest.mark.parametrize(
    ("name", "day", "told"),
    [
        ("Durand", DAY, "Élie Durand FRA GOV"),
        ("President Durand", DAY, "Élie Durand FRA GOV"),
        ("French president", DAY, "Élie Durand FRA GOV"),
        ("the president of France", DAY, "Élie Durand FRA GOV"),
        ("France's president", DAY, "Élie Durand FRA GOV"),
        ("foreign minister of the Republic of Kenya", DAY, "Anna Wanjiru KEN GOV"),
        ("Elie Durand", date(2018, 1, 1), "Élie Durand FRA ELI"),
        ("French president", date(2000, 1, 1), None),
        ("UN", DAY, "United Nations UNO"),
        ("the Kremlin", DAY, "Kremlin RUS GOV"),
        ("Kremlin", date(1980, 1, 1), "Kremlin SUN GOV"),
        ("riot police", DAY, "riot police - COP"),
        ("Riverfolk", DAY, "Riverfolk - CVL"),
        ("Nobody At All", DAY, None),
        ("", DAY, None),
    ],
)
def test_a_name_means_what_it_would_in_a_text_of_the_day(
    small: Directory, name: str, day: date, told: str | None
) -> None:
    found = look_up(name, small, day).identity
    got = found and " ".join(
        [found.name, found.country or ("-" if found.sectors else ""), *found.sectors]
    )
    assert got == told


def test_rows_tell_their_place_dates_and_standing(small: Directory) -> None:
    answer = look_up("Durand", small, DAY)
    told = [(f.row, f.title, f.standing, f.chosen) for f in answer.findings]
    assert told == [
        ("roles/test.csv:3", "Foreign Minister of France", "over", False),
        ("roles/test.csv:2", "President of France", "holds", True),
    ]


def test_a_country_decides_between_namesakes(small: Directory) -> None:
    answer = look_up("Workers Front", small, DAY, country="KEN")
    assert answer.identity is not None
    assert answer.identity.country == "KEN"
    assert [(f.country, f.chosen) for f in answer.findings] == [("FRA", False), ("KEN", True)]
    assert answer.reason == "the row of KEN"


def test_a_row_of_a_later_folder_wins(tmp_path: Path, lexicon: Lexicon) -> None:
    table = tmp_path / "actors" / "groups.csv"
    table.parent.mkdir()
    table.write_text("name,aliases,country,sector,from,until\nPKK,,TUR,UAF,,\n", "utf-8")
    mine = Lexicon((*lexicon.folders, tmp_path))
    for tables, sector in ((lexicon, "REB"), (mine, "UAF")):
        identity = look_up("PKK", load_directory(tables), DAY).identity
        assert identity is not None
        assert identity.sectors == (sector,)
    assert [fault for fault in review(mine) if fault.file.startswith(str(tmp_path))] == []


def test_without_a_day_no_row_is_over(small: Directory) -> None:
    assert {f.standing for f in look_up("Durand", small, None).findings} == {"undated"}


@pytest.mark.parametrize(
    ("body", "day", "members"),
    [
        ("League", date(1990, 1, 1), ("FRA",)),
        ("League", date(2000, 1, 1), ("FRA", "KEN")),
        ("League", date(2011, 1, 1), ("FRA",)),
        ("League", None, ("FRA",)),
        ("Other", date(2000, 1, 1), ()),
    ],
)
def test_members_are_those_of_the_day(
    body: str, day: date | None, members: tuple[str, ...]
) -> None:
    rows = {
        "League": (
            MembersRow("League", ("FRA",), date(1980, 1, 1)),
            MembersRow("League", ("KEN",), date(1995, 1, 1), date(2010, 12, 31)),
        )
    }
    assert members_on(rows, body, day) == members
