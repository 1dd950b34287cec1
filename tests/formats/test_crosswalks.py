"""Crosswalks: every code of CAMEO, every country, and the traps between systems."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest

from detente.events import load_ontology
from detente.formats.crosswalks import CameoRow, LabelRow, load_crosswalks
from detente.formats.walk import Crosswalk
from detente.tables import Lexicon, open_lexicon


@pytest.fixture(scope="module")
def walks(lexicon: Lexicon) -> Mapping[str, Crosswalk]:
    return load_crosswalks(lexicon)


LEXICON = open_lexicon()
CAMEO = LEXICON.rows("formats/cameo.csv", CameoRow)
LABELS = LEXICON.rows("formats/labels.csv", LabelRow)
ONTOLOGY = load_ontology(LEXICON)


@pytest.mark.parametrize("row", CAMEO, ids=lambda row: row.code)
def test_every_code_reads_as_a_label_that_exists(row: CameoRow) -> None:
    assert row.label is None or ONTOLOGY.fault(row.label) is None
    assert (row.label is None) == row.code.startswith("01")


def test_every_root_has_all_its_codes() -> None:
    assert len({row.code for row in CAMEO}) == len(CAMEO) == 316
    assert {row.code[:2] for row in CAMEO} == {f"{root:02}" for root in range(1, 21)}


def test_every_label_is_written() -> None:
    assert {row.label for row in LABELS} == {*ONTOLOGY.types, *ONTOLOGY.modes}


@pytest.mark.parametrize("row", LABELS, ids=lambda row: row.label)
def test_a_label_comes_back_as_its_row_says(row: LabelRow) -> None:
    back = next(code.label for code in CAMEO if code.code == row.cameo) or ""
    kept = "all" if back == row.label else "none"
    if kept == "none" and back.partition("/")[0] == row.label.partition("/")[0]:
        kept = "type"
    assert kept == row.kept


MEANING = Path(__file__).with_name("cameo_by_meaning.csv")
"""What each code means in PLOVER's words, worked out from CAMEO's names alone, apart from our
table. `decided` says why a first reading was given up."""

with MEANING.open(encoding="utf-8", newline="") as handle:
    MEANT = {row["code"]: row["label"] or None for row in csv.DictReader(handle)}


@pytest.mark.parametrize("row", CAMEO, ids=lambda row: row.code)
def test_every_code_reads_as_what_it_means(row: CameoRow) -> None:
    assert row.label == MEANT[row.code]


def test_no_meaning_is_left_over() -> None:
    assert sorted(MEANT) == sorted(row.code for row in CAMEO)


NAMES = """MAKE PUBLIC STATEMENT, APPEAL, EXPRESS INTENT TO COOPERATE, CONSULT,
ENGAGE IN DIPLOMATIC COOPERATION, ENGAGE IN MATERIAL COOPERATION, PROVIDE AID, YIELD, INVESTIGATE,
DEMAND, DISAPPROVE, REJECT, THREATEN, PROTEST, EXHIBIT FORCE POSTURE, REDUCE RELATIONS, COERCE,
ASSAULT, FIGHT, USE UNCONVENTIONAL MASS VIOLENCE"""


def test_roots_have_their_names() -> None:
    names = {row.code: row.name.upper() for row in CAMEO if len(row.code) == len("01")}
    assert names == {
        f"{number:02}": name
        for number, name in enumerate(NAMES.replace(",\n", ", ").split(", "), start=1)
    }


ROOTS = [
    # root, the label of its plain code by PLOVER's own table
    ("03", "AGREE"),
    ("04", "CONSULT"),
    ("05", "SUPPORT"),
    ("06", "COOPERATE"),
    ("07", "AID"),
    ("09", "ACCUSE/investigate"),
    ("10", "REQUEST"),
    ("11", "ACCUSE"),
    ("12", "REJECT"),
    ("13", "THREATEN"),
    ("14", "PROTEST"),
    ("15", "MOBILIZE"),
    ("16", "SANCTION"),
    ("17", "COERCE"),
    ("18", "ASSAULT"),
    ("19", "ASSAULT"),
    ("20", "ASSAULT/unconventional"),
]


@pytest.mark.parametrize(("root", "label"), ROOTS)
def test_roots_follow_plovers_table(walks: Mapping[str, Crosswalk], root: str, label: str) -> None:
    assert walks["cameo"].read[root] == label


READ = [
    # crosswalk, code, our value: the traps first
    ("country.fips", "GM", "DEU"),
    ("country.fips", "GA", "GMB"),
    ("country.fips", "GB", "GAB"),
    ("country.fips", "AU", "AUT"),
    ("country.fips", "AS", "AUS"),
    ("country.fips", "CH", "CHN"),
    ("country.fips", "SZ", "CHE"),
    ("country.fips", "RS", "RUS"),
    ("country.fips", "RI", "SRB"),
    ("country.fips", "IS", "ISR"),
    ("country.fips", "IC", "ISL"),
    ("country.fips", "GZ", "PSE"),
    ("country.fips", "KV", "KOS"),
    ("state.cameo", "EUR", None),
    ("state.cameo", "ROM", "ROU"),
    ("state.cameo", "TMP", "TLS"),
    ("group", "EEC", "EUR"),
    ("agent", "MED", "JRN"),
    ("agent", "HLH", "MED"),
    ("state.gw", "260", "DEU"),
    ("state.cow", "255", "DEU"),
    ("state.gw", "678", "YEM"),
    ("state.icews", "occupied palestinian territory", "PSE"),
    ("state.ucdp", "dr congo (zaire)", "COD"),
    ("country.numeric", "004", "AFG"),
    ("state.iso", "pri", "USA"),
    ("country.iso", "pri", "PRI"),
    ("body", "european union", "EUR"),
    ("body", "united nations", "UNO"),
]


@pytest.mark.parametrize(("walk", "code", "value"), READ)
def test_codes_are_read(
    walks: Mapping[str, Crosswalk], walk: str, code: str, value: str | None
) -> None:
    assert walks[walk].read.get(code) == value


@pytest.mark.parametrize("system", ["fips", "cameo", "icews", "acled", "ucdp", "iso", "numeric"])
def test_what_is_written_for_a_country_is_read_as_it(
    walks: Mapping[str, Crosswalk], system: str
) -> None:
    walk = walks[f"country.{system}"]
    codes = {c: (code.lower() if walk.folded else code) for c, code in walk.written.items()}
    assert {c: walk.read[code] for c, code in codes.items()} == {c: c for c in codes}


def test_every_state_has_its_fips_code(walks: Mapping[str, Crosswalk], lexicon: Lexicon) -> None:
    from detente.actors.rows import CountryRow

    states = [
        r.country for r in lexicon.rows("actors/countries.csv", CountryRow) if r.kind == "state"
    ]
    assert [code for code in states if code not in walks["country.fips"].written] == []
