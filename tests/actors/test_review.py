"""The review of the tables: each row is wrong in one way, or in none."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.actors import review
from detente.tables import Lexicon

HEADS = {
    "countries.csv": "country,name,kind",
    "codes.csv": "code,name",
    "sectors.csv": "code,name",
    "ranks.csv": "office,rank,unique",
    "names.csv": "alias,country,how,sector,from,until",
    "organisations.csv": "name,aliases,country,sector,kind,from,until,precision",
    "groups.csv": "name,aliases,country,sector,from,until,precision",
    "peoples.csv": "name,aliases,country,sector",
    "members.csv": "body,countries,from,until",
    "roles/all.csv": "person,aliases,title,country,sector,from,until,precision",
}
BASE = {
    "countries.csv": ["FRA,France,state", "KEN,Kenya,state"],
    "codes.csv": ["IGO,international organisations"],
    "sectors.csv": ["GOV,government", "REB,rebels"],
    "ranks.csv": ["president,0,yes", "minister,5,"],
    "organisations.csv": ["League,,IGO,,igo,,,"],
}


def problems(folder: Path, rows: dict[str, list[str]]) -> list[str]:
    for name, head in HEADS.items():
        path = folder / "actors" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = [head, *BASE.get(name, []), *rows.get(name, [])]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return [
        f"{Path(fault.file).name}:{fault.line}: {fault.problem}"
        for fault in review(Lexicon((folder,)))
    ]


@pytest.mark.parametrize(
    ("table", "row", "problem"),
    [
        ("groups.csv", "Front,,FRA,REB,,,", None),
        ("groups.csv", "Front,,FRE,REB,,,", "groups.csv:2: unknown country code 'FRE'"),
        ("groups.csv", "Front,,FRA,RBL,,,", "groups.csv:2: unknown sector 'RBL'"),
        (
            "groups.csv",
            "Front,,FRA,REB,1999-01-01,1998-01-01,year",
            "groups.csv:2: ends 1998-01-01, before it starts 1999-01-01",
        ),
        ("groups.csv", "Front,,FRA,REB,1999-01-01,1999-01-01,day", None),
        (
            "groups.csv",
            "Front,,FRA,REB,1999-01-01,,about",
            "groups.csv:2: unknown precision 'about'",
        ),
        ("groups.csv", "Front,RF|RF,FRA,REB,,,", "groups.csv:2: alias 'RF' stands there twice"),
        ("groups.csv", "Front,Front,FRA,REB,,,", "groups.csv:2: alias 'Front' stands there twice"),
        ("peoples.csv", "Hillfolk,,FRA|XXX,GOV", "peoples.csv:2: unknown country code 'XXX'"),
        ("members.csv", "League,FRA|KEN,,", None),
        ("members.csv", "Leage,FRA,,", "members.csv:2: unknown body 'Leage'"),
        ("members.csv", "League,FRA|KNE,,", "members.csv:2: unknown country code 'KNE'"),
        ("names.csv", "Palace,KEM,seat,GOV,,", "names.csv:2: unknown country code 'KEM'"),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, table: str, row: str, problem: str | None) -> None:
    assert problems(tmp_path, {table: [row]}) == ([problem] if problem else [])


@pytest.mark.parametrize(
    ("first", "second", "clash"),
    [
        ("Front,RF,FRA,REB,,,", "Rally,RF,FRA,REB,,,", True),
        ("Front,RF,FRA,REB,,,", "Rally,RF,KEN,REB,,,", False),
        ("Front,RF,FRA,REB,,1990-12-31,", "Rally,RF,FRA,REB,1991-01-01,,", False),
        ("Front,RF,FRA,REB,,1991-12-31,", "Rally,RF,FRA,REB,1991-01-01,,", True),
        ("Front,Réd,FRA,REB,,,", "Rally,Red,FRA,REB,,,", True),
        ("Front,RED,FRA,REB,,,", "Rally,Red,FRA,REB,,,", False),
    ],
    ids=["same", "other country", "after it", "at once", "accents", "capitals"],
)
def test_two_bodies_of_a_country_do_not_share_a_name(
    tmp_path: Path, first: str, second: str, clash: bool
) -> None:
    found = problems(tmp_path, {"groups.csv": [first, second]})
    assert [one.partition(" stands")[0] for one in found] == (
        [f"groups.csv:3: {second.split(',')[1]!r}"] if clash else []
    )


def test_a_seat_of_names_hides_no_body(tmp_path: Path) -> None:
    rows = {"names.csv": ["Front,FRA,seat,GOV,,"], "groups.csv": ["Front,,FRA,REB,,,"]}
    (found,) = problems(tmp_path, rows)
    assert found == "groups.csv:2: 'Front' stands for something else already (names.csv:2)"


@pytest.mark.parametrize(
    ("first", "second", "clash"),
    [
        ("President,2001-01-01,2005-05-01,day", "President,2005-05-01,2009-01-01,day", False),
        ("President,2001-01-01,2005-05-01,day", "President,2005-04-01,2009-01-01,day", True),
        ("President,2001-01-01,2005-12-31,year", "President,2005-04-01,2009-01-01,day", False),
        ("President,2001-01-01,2007-12-31,year", "President,2005-04-01,2009-01-01,day", True),
        ("President,2001-01-01,,day", "President,2005-04-01,,day", True),
        ("President,2001-01-01,,day", "Acting President,2005-04-01,2005-05-01,day", False),
        ("Minister,2001-01-01,,day", "Minister,2005-04-01,2005-05-01,day", False),
    ],
    ids=["handover", "overlap", "vague", "vague overlap", "open", "acting", "one of many"],
)
def test_a_unique_office_has_one_holder_at_a_time(
    tmp_path: Path, first: str, second: str, clash: bool
) -> None:
    rows = []
    for person, term in (("Ann Aa", first), ("Bob Bb", second)):
        title, dates = term.split(",", 1)
        rows.append(f"{person},,{title} of France,FRA,GOV,{dates}")
    found = problems(tmp_path, {"roles/all.csv": rows})
    wanted = "all.csv:3: Bob Bb is President of France while Ann Aa still is (all.csv:2)"
    assert found == ([wanted] if clash else [])


def test_one_person_may_hold_an_office_twice(tmp_path: Path) -> None:
    term = "Ann Aa,,President of France,FRA,GOV,2001-01-01,2009-01-01,day"
    assert problems(tmp_path, {"roles/all.csv": [term, term]}) == []


def test_the_shipped_tables_pass(lexicon: Lexicon) -> None:
    assert list(map(str, review(lexicon))) == []
