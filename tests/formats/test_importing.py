"""Other systems' rows in the store: what their cells become, what is named, what is kept."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from detente.errors import InputError, SettingError
from detente.formats import Imported, import_files, load_formats
from detente.storage import Store
from detente.tables import Lexicon

GDELT = {
    "GLOBALEVENTID": "900000001",
    "SQLDATE": "20240314",
    "Actor1Name": "BERLIN",
    "Actor1CountryCode": "DEU",
    "Actor1Type1Code": "GOV",
    "Actor2Name": "MEDIA",
    "Actor2CountryCode": "ROM",
    "Actor2Type1Code": "MED",
    "EventCode": "0871",
    "QuadClass": "2",
    "GoldsteinScale": "9.0",
    "NumMentions": "10",
    "ActionGeo_CountryCode": "GM",
    "ActionGeo_Lat": "52.5",
    "ActionGeo_Long": "13.4",
    "SOURCEURL": "https://example.org/a",
}
ICEWS = {
    "Event ID": "1",
    "Event Date": "2018-06-01",
    "Source Name": "Police (Moldova)",
    "Source Sectors": "Government,Police",
    "Source Country": "Moldova, Republic of",
    "Event Text": "Make statement",
    "CAMEO Code": "010",
    "Intensity": "0",
    "Target Name": "European Union",
    "Target Sectors": "International Government Organization",
    "Target Country": "NA",
    "City": "NA",
    "Province": "Transnistria",
    "Country": "Moldova, Republic of",
}
ACLED = {
    "event_id_cnty": "ETH1",
    "event_date": "14 March 2024",
    "event_type": "Battles",
    "sub_event_type": "Armed clash",
    "actor1": "Military Forces of Ethiopia (2018-)",
    "inter1": "State forces",
    "actor2": "Fano Ethnic Militia (Ethiopia)",
    "inter2": "Identity militia",
    "iso": "231",
    "country": "Ethiopia",
    "location": "Bahir Dar",
    "fatalities": "3",
    "notes": 'Two "sides",\nfought.',
}
UCDP = {
    "id": "7",
    "type_of_violence": "1",
    "side_a": "Government of Yemen (North Yemen)",
    "side_b": "Forces of the South",
    "gwnoa": "678",
    "date_start": "2022-03-14 00:00:00.000",
    "date_end": "2022-03-16 00:00:00.000",
    "date_prec": "2",
    "country": "Yemen (North Yemen)",
    "country_id": "678",
    "best": "4",
    "high": "6",
    "low": "3",
}
POLECAT = {
    "Event ID": "20240314-1",
    "Event Date": "2024-03-14",
    "Event Type": "SANCTION",
    "Event Mode": "expel",
    "Intensity": "-5.5",
    "Quad Code": "MATERIAL CONFLICT",
    "Contexts": "diplomatic; legal",
    "Actor Name": "Poland",
    "Actor Country": "POL",
    "Primary Actor Sector": "GOV",
    "Recipient Name": "None",
    "Recipient COW": "365",
    "Country": "POL",
    "Headline": "A column of older files",
}
PHOENIX = {
    "id": "20240314_1",
    "date": "20240314",
    "source": "SYRREB",
    "source_root": "SYR",
    "source_agent": "REB",
    "target": "IGOEUR",
    "target_root": "IGO",
    "code": "190",
    "goldstein": "-10",
    "countryName": "SYR",
}
GIVEN = {
    "gdelt": GDELT,
    "icews": ICEWS,
    "acled": ACLED,
    "ucdp": UCDP,
    "polecat": POLECAT,
    "phoenix": PHOENIX,
}


def write(path: Path, name: str, lexicon: Lexicon, *rows: dict[str, str]) -> Path:
    """Write rows in the columns of a format; what a row does not name is nothing."""
    import csv

    form = load_formats(lexicon)[name]
    extra = [column for column in rows[0] if column not in form.names]
    names = [*form.names, *extra]
    lines = [names] if form.header or extra else []
    lines += [[row.get(column, form.null) for column in names] for row in rows]
    with path.open("w", encoding="utf-8", newline="") as out:
        if form.quoted:
            csv.writer(out, lineterminator="\n").writerows(lines)
        else:
            out.writelines(form.delimiter.join(line) + "\n" for line in lines)
    return path


def take(store: Store, lexicon: Lexicon, name: str, *paths: Path, **rest: Any) -> list[Imported]:  # noqa: ANN401
    return list(import_files(store, paths, name, lexicon, **rest))


def rows_of(store: Store, table: str = "imported") -> list[dict[str, Any]]:
    found = store.connection.execute(f"SELECT * FROM {table} ORDER BY import, line, part")
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


READ = [
    # format, a field of the record, its value
    ("gdelt", "key", "900000001"),
    ("gdelt", "day", date(2024, 3, 14)),
    ("gdelt", "actor_country", "DEU"),
    ("gdelt", "recipient_country", "ROU"),
    ("gdelt", "recipient_sector", "JRN"),
    ("gdelt", "country", "DEU"),
    ("gdelt", "type", "RETREAT"),
    ("gdelt", "mode", "ceasefire"),
    ("gdelt", "quad", 2),
    ("gdelt", "intensity", 9.0),
    ("gdelt", "latitude", 52.5),
    ("icews", "type", None),
    ("icews", "quad", None),
    ("icews", "cameo", "010"),
    ("icews", "actor_sector", "COP"),
    ("icews", "actor_country", "MDA"),
    ("icews", "recipient_country", "EUR"),
    ("icews", "city", None),
    ("icews", "place", "Transnistria"),
    ("acled", "day", date(2024, 3, 14)),
    ("acled", "reciprocal", True),
    ("acled", "actor_country", "ETH"),
    ("acled", "recipient_country", "ETH"),
    ("acled", "recipient_sector", "UAF"),
    ("acled", "text", 'Two "sides",\nfought.'),
    ("acled", "dead", 3),
    ("acled", "quad", 4),
    ("ucdp", "type", "ASSAULT"),
    ("ucdp", "quad", 4),
    ("ucdp", "actor_country", "YEM"),
    ("ucdp", "recipient_country", None),
    ("ucdp", "day", date(2022, 3, 14)),
    ("ucdp", "day_latest", date(2022, 3, 16)),
    ("ucdp", "dead_high", 6),
    ("polecat", "quad", 4),
    ("polecat", "contexts", "diplomatic|legal"),
    ("polecat", "recipient_name", None),
    ("polecat", "recipient_country", "RUS"),
    ("phoenix", "actor_name", "SYRREB"),
    ("phoenix", "recipient_country", "IGO"),
    ("phoenix", "intensity", -10.0),
]


@pytest.mark.parametrize(("name", "field", "value"), READ)
def test_cells_become_fields(
    store: Store, lexicon: Lexicon, tmp_path: Path, name: str, field: str, value: object
) -> None:
    take(store, lexicon, name, write(tmp_path / "file", name, lexicon, GIVEN[name]))
    (row,) = rows_of(store)
    assert row[field] == value
    assert row["dataset"] == name


def test_what_has_no_home_is_kept(store: Store, lexicon: Lexicon, tmp_path: Path) -> None:
    take(store, lexicon, "polecat", write(tmp_path / "file", "polecat", lexicon, POLECAT))
    (row,) = rows_of(store)
    kept = json.loads(row["extra"])
    assert kept["Headline"] == "A column of older files"
    assert {name: kept[name] for name in POLECAT} == POLECAT


BAD = [
    # format, changed cells, what is said
    ("gdelt", {"SQLDATE": "20240230"}, "SQLDATE '20240230' is no date like 20161014"),
    ("gdelt", {"SQLDATE": "2024031"}, "SQLDATE '2024031' is no date like 20161014"),
    ("gdelt", {"SQLDATE": ""}, "SQLDATE is empty"),
    ("gdelt", {"EventCode": "---"}, "EventCode '---' is no code that cameo has"),
    ("gdelt", {"EventCode": "40"}, "EventCode '40' is no code that cameo has"),
    ("gdelt", {"ActionGeo_Lat": "91"}, "ActionGeo_Lat '91' is no number of degrees in range"),
    ("gdelt", {"ActionGeo_Lat": "12#5"}, "ActionGeo_Lat '12#5' is no number of degrees in range"),
    ("gdelt", {"NumMentions": "2.5"}, "NumMentions '2.5' is no whole number"),
    ("gdelt", {"GoldsteinScale": "nan"}, "GoldsteinScale 'nan' is no number"),
    ("icews", {"Event Date": "01/06/2018"}, "Event Date '01/06/2018' is no date like 2016-10-14"),
    ("icews", {"Source Name": "NA"}, "Source Name is empty"),
    ("polecat", {"Event Type": "BAN"}, "Event Type 'BAN' is no code that type has"),
    ("acled", {"event_type": "Strikes"}, "event_type 'Strikes' is no code that acled-event has"),
    ("ucdp", {"best": ""}, "best is empty"),
]


@pytest.mark.parametrize(("name", "cells", "said"), BAD)
def test_a_bad_row_is_named_and_stops_nothing(
    store: Store, lexicon: Lexicon, tmp_path: Path, name: str, cells: dict[str, str], said: str
) -> None:
    good = GIVEN[name]
    path = write(tmp_path / "file", name, lexicon, good, good | cells, good)
    *_, last = steps = take(store, lexicon, name, path)
    header = load_formats(lexicon)[name].header
    line = 3 if header else 2
    if name == "acled":  # a cell of the row before has two lines
        line = 4
    assert [(where, one.line, one.reason) for step in steps for where, one in step.bad] == [
        (str(path), line, said)
    ]
    assert (last.rows, len(rows_of(store))) == (2, 2)
    (kept,) = store.connection.execute("SELECT line, reason FROM rejected").fetchall()
    assert kept == (line, said)
    ((rows, rejected),) = store.connection.execute("SELECT rows, rejected FROM imports").fetchall()
    assert (rows, rejected) == (2, 1)


def test_unknown_countries_and_codes_of_actors_do_no_harm(
    store: Store, lexicon: Lexicon, tmp_path: Path
) -> None:
    strange = GDELT | {"Actor1CountryCode": "XQX", "ActionGeo_CountryCode": "OC"}
    take(store, lexicon, "gdelt", write(tmp_path / "file", "gdelt", lexicon, strange))
    (row,) = rows_of(store)
    assert (row["actor_country"], row["country"]) == (None, None)
    kept = json.loads(row["extra"])
    assert (kept["Actor1CountryCode"], kept["ActionGeo_CountryCode"]) == ("XQX", "OC")


def test_ids_need_not_be_unique(store: Store, lexicon: Lexicon, tmp_path: Path) -> None:
    path = write(tmp_path / "file", "icews", lexicon, ICEWS, ICEWS, ICEWS)
    assert take(store, lexicon, "icews", path)[-1].rows == 3


def test_the_same_bytes_change_nothing_and_others_replace(
    store: Store, lexicon: Lexicon, tmp_path: Path
) -> None:
    path = write(tmp_path / "file", "icews", lexicon, ICEWS, ICEWS)
    take(store, lexicon, "icews", path)
    (again,) = take(store, lexicon, "icews", path)
    assert again.known
    assert len(rows_of(store)) == 2
    write(path, "icews", lexicon, ICEWS | {"Event ID": "9"})
    take(store, lexicon, "icews", path)
    assert [row["key"] for row in rows_of(store)] == ["9"]
    take(store, lexicon, "icews", path, dataset="other")
    assert [row["dataset"] for row in rows_of(store)] == ["icews", "other"]


def test_batches_keep_order_and_name_every_bad_row(
    store: Store, lexicon: Lexicon, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("detente.formats.importing._ROWS", 3)
    keys = [str(number) for number in range(1, 12)]
    rows = [GDELT | {"GLOBALEVENTID": key} for key in keys]
    for wrong in (3, 7):
        rows[wrong] |= {"NumMentions": "many"}
    steps = take(store, lexicon, "gdelt", write(tmp_path / "file", "gdelt", lexicon, *rows))
    assert [step.rows for step in steps] == [3, 5, 7, 9, 9]
    assert [one.line for step in steps for _, one in step.bad] == [4, 8]
    found = store.connection.execute(
        "SELECT key, line FROM imported_rows ORDER BY rowid"
    ).fetchall()
    assert found == [(key, int(key)) for key in keys if key not in ("4", "8")]


MONTHS = [
    # format, changed cells, months of dyads: month, actor, recipient, events, cooperative, hostile
    ("gdelt", {}, [(date(2024, 3, 1), "DEU", "ROU", 2, 2, 0)]),
    ("gdelt", {"SQLDATE": "20231231"}, [(date(2023, 12, 1), "DEU", "ROU", 2, 2, 0)]),
    ("gdelt", {"Actor2CountryCode": ""}, []),
    ("icews", {}, [(date(2018, 6, 1), "MDA", "EUR", 2, 0, 0)]),
    ("acled", {}, [(date(2024, 3, 1), "ETH", "ETH", 2, 0, 2)]),  # reciprocal within a country
]


@pytest.mark.parametrize(("name", "cells", "months"), MONTHS)
def test_months_of_dyads_are_counted_with_the_import(
    store: Store,
    lexicon: Lexicon,
    tmp_path: Path,
    name: str,
    cells: dict[str, str],
    months: list[tuple[object, ...]],
) -> None:
    row = GIVEN[name] | cells
    path = write(tmp_path / "file", name, lexicon, row, row)
    take(store, lexicon, name, path)
    query = "SELECT * EXCLUDE (mean_intensity) FROM dataset_months"
    assert store.connection.execute(query).fetchall() == [(name, *month) for month in months]
    write(path, name, lexicon, row)
    take(store, lexicon, name, path)
    assert sum(row[4] for row in store.connection.execute(query).fetchall()) == len(months)


def test_a_file_that_breaks_off_leaves_the_earlier_ones(
    store: Store, lexicon: Lexicon, tmp_path: Path
) -> None:
    good = write(tmp_path / "good", "icews", lexicon, ICEWS)
    other = tmp_path / "other"
    other.write_text("Nothing of the kind\n")
    with pytest.raises(InputError, match="is no ICEWS"):
        take(store, lexicon, "icews", good, other)
    assert len(rows_of(store)) == 1


def test_mentions_have_their_own_table(store: Store, lexicon: Lexicon, tmp_path: Path) -> None:
    path = tmp_path / "mentions.csv"
    names = [name.lower() for name in load_formats(lexicon)["gdelt-mentions"].names]
    cells = "1,20170701234500,20170701234500,1,a.example,https://a.example/1,4,-1,99,98,1,80,"
    path.write_text(f"{','.join(names)}\n{cells}1000,0.5,srclc:ara;eng:GT-ARA 1.0,\n")
    take(store, lexicon, "gdelt-mentions", path)
    found = store.connection.execute(
        "SELECT key, sentence, actor_start, confidence, extra FROM imported_mentions"
    ).fetchall()
    ((key, sentence, start, confidence, extra),) = found
    assert (key, sentence, start, confidence) == ("1", 4, -1, 0.8)
    assert list(json.loads(extra)) == list(load_formats(lexicon)["gdelt-mentions"].names)
    assert ",".join(json.loads(extra).values()) == path.read_text().splitlines()[1]


PLOVER = [
    # a record, fields of its rows
    (
        {"id": "1", "date": "2024-03-14", "event": "CONSULT", "mode": ["visit"]}
        | {"actor": [{"code": "FRA"}, {"code": "DEU"}, {"code": "POL"}], "context": ["future"]},
        [("FRA", "DEU", "CONSULT"), ("FRA", "POL", "CONSULT"), ("DEU", "POL", "CONSULT")],
    ),
    (
        {"id": "1", "date": "2024-03-14", "event": "ACCUSE"}
        | {"actor": [{"code": "FRA"}, {"code": "DEU"}], "recipient": []},
        [("FRA", None, "ACCUSE"), ("DEU", None, "ACCUSE")],
    ),
    (
        {"date": "2024-03-14", "event": "DEMAND", "source": [{"code": "FRA"}], "target": "none"},
        [("FRA", None, "REQUEST")],
    ),
    (
        {"date": "2024-03-14", "event": "141", "protesteridentity": "Students: Education: Chad"},
        [("TCD", None, "PROTEST")],
    ),
]


@pytest.mark.parametrize(("record", "rows"), PLOVER)
def test_plover_records_become_pairs(
    store: Store, lexicon: Lexicon, tmp_path: Path, record: dict[str, Any], rows: list[Any]
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(record) + "\n{broken\n" + json.dumps({"id": 3}) + "\n")
    steps = take(store, lexicon, "plover", path)
    found = rows_of(store)
    assert [(r["actor_country"], r["recipient_country"], r["type"]) for r in found] == rows
    assert [r["extra"] is not None for r in found] == [True, *[False] * (len(rows) - 1)]
    assert sorted(one.line for step in steps for _, one in step.bad) == [2, 3]
    assert found[0]["status"] == ("planned" if "context" in record else None)


def test_the_name_of_our_own_events_is_taken(
    store: Store, lexicon: Lexicon, tmp_path: Path
) -> None:
    with pytest.raises(SettingError, match="give another name"):
        take(store, lexicon, "icews", tmp_path / "x", dataset="own")
    with pytest.raises(SettingError, match="no format 'icew'; did you mean 'icews'"):
        take(store, lexicon, "icew", tmp_path / "x")


def test_the_store_may_hold_as_much_as_before(
    store: Store, lexicon: Lexicon, tmp_path: Path
) -> None:
    store.connection.execute("SET memory_limit = '2GiB'")
    take(store, lexicon, "icews", write(tmp_path / "file", "icews", lexicon, ICEWS))
    found = store.connection.execute("SELECT current_setting('memory_limit')").fetchall()
    assert found == [("2.0 GiB",)]
