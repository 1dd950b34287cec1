"""A row with every column filled comes back; what our own fields alone give back is documented."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from detente.formats import Column, Format, import_files, load_formats, write_format
from detente.storage import open_store
from detente.tables import Lexicon, open_lexicon

FORMATS = load_formats(open_lexicon())
TABLES = [form for form in FORMATS.values() if form.layout == "table"]

GDELT = """900000001|20240314|202403|2024|2024.2027
FRAMED|PARIS PAPER|FRA|NAT|frn|CTH|CHR|MED|EDU|ELI
UNOGOV|UNITED NATIONS|USA|UNO|rus|ORT|JEW|GOV|MIL|SPY
0|0871|087|08|2|9.0|10|2|9|-1.5
3|Austin, Texas, United States|US|USTX|1|30.3|-97.7|12
1|Russia|RS|RS|2|60.0|100.0|RS
4|Berlin, Berlin, Germany|GM|GM16|3|52.5|13.4|-1746443
20240315001500|https://example.org/a""".replace("\n", "|").split("|")
SECOND = {f"{side}Geo_ADM2Code" for side in ("Actor1", "Actor2", "Action")}
ROWS: dict[str, Sequence[str]] = {
    "gdelt": GDELT,
    "gdelt1": [
        cell
        for column, cell in zip(FORMATS["gdelt"].names, GDELT, strict=True)
        if column not in SECOND
    ],
    "gdelt-mentions": """900000001|20240314001500|20240315003000|1|example.org
https://example.org/a|4|17|99|31|0|85|2048|-2.25|srclc:fra;eng:Moses 2.1.1|x""".replace(
        "\n", "|"
    ).split("|"),
    "icews": """28885001|2018-06-01|Police (Moldova)|Police,Government|Moldova, Republic of
Arrest, detain, or charge with legal action|173|-5|European Union
International Government Organization,Regional Diplomatic IGOs|France|47003|4|A Paper
Bender|Raionul Bender|Transnistria|Moldova, Republic of|46.83|29.47""".replace("\n", "|").split(
        "|"
    ),
    "polecat": """20240314-1|2024-03-14|SANCTION|expel|-5.5|MATERIAL CONFLICT|diplomatic; legal
Poland|POL|290|GOV|GOV; LEG|Prime Minister|Warsaw|Q36|Russia|RUS|365|GOV|GOV; MIL|Envoys
Moscow|Q159|Warsaw|Warsaw|Warsaw County|Mazowieckie|POL|52.23|21.01|756135|the capital|PPLC
A Paper|2024-03-15|A. Name|Some Body|Gdansk|eng|2""".replace("\n", "|").split("|"),
    "phoenix": """20240314_1|20240314|2024|03|14|SYRREB|SYR|REB|SYROPP|IGOMIL|IGO|MIL|NGO
190|19|4|-10|PEACE,1|36.2|37.16|Aleppo|Halab|SYR|a;b|https://example.org/a|A Paper""".replace(
        "\n", "|"
    ).split("|"),
    "acled": [
        *("ETH1", "2024-03-14", "2024", "1", "Political violence", "Violence against civilians"),
        *("Attack", "Fano Militia (Ethiopia)", "Some Youth", "Rebel group"),
        *("Civilians (Ethiopia)", "Teachers (Ethiopia)", "Civilians", "Rebel group-Civilians"),
        *("Civilian targeting", "231", "Eastern Africa", "Ethiopia", "Amhara", "West Gojam"),
        *("Bahir Dar Zuria", "Bahir Dar", "11.59", "37.39", "1", "A Paper; Another", "National"),
        *('Rebels "shot",\nthree died.', "3", "crowd size=no report", "1710200000"),
    ],
    "ucdp": [
        *("401211", "YEM-2022-1", "2022", "1", "Clear", "1", "230", "333", "Yemen: Government"),
        *("459", "775", "Government of Yemen - Forces of the South", "123", "124"),
        *("Government of Yemen", "1081", "6026", "Forces of the South", "2"),
        *("https://example.org/a", "A Paper", "2022-03-17", "A, title", "An officer", "1"),
        *("Zinjibar town", "Zinjibar, in Abyan", "Abyan governorate", "Zinjibar district"),
        *("13.12", "45.38", "POINT (45.38 13.12)", "148412", "Yemen (North Yemen)", "678"),
        *("Middle East", "1", "2", "2022-03-14", "2022-03-16", "1", "2", "0", "1", "4", "6", "3"),
        *("678", "365"),
    ],
}
OF_GDELT = {
    "Actor2Code": "USAGOV",
    **dict.fromkeys(("Actor1KnownGroupCode", "Actor2KnownGroupCode"), ""),
    **dict.fromkeys((f"Actor{n}Type{m}Code" for n in (1, 2) for m in (2, 3)), ""),
    "IsRootEvent": "1",
    **dict.fromkeys(("Actor1Geo_Type", "Actor2Geo_Type"), "0"),
    "DATEADDED": "",
}
OTHER: dict[str, dict[str, str]] = {
    # format, columns that our fields alone fill otherwise, and with what
    "gdelt": OF_GDELT,
    "gdelt1": OF_GDELT,
    "gdelt-mentions": {"InRawText": "1"},
    "icews": {"Source Sectors": "Police", "Target Sectors": "NA"},
}
RECORD = {
    "id": "r-1",
    "has_event": True,
    "date": "2024-03-14",
    "time": "10:30",
    "enddate": "2024-03-16",
    "endtime": "11:00",
    "actor": [
        {
            "code": "FRA",
            "sector": ["GOV", "MIL"],
            "entity_text": "the president",
            "identifier_id": 7,
            "identifier_text": "A. Name",
            "religion": "CHR",
            "ethnicity": "fra",
            "office": "President",
            "gender": "f",
            "age": 61.0,
        },
        {"code": "DEU"},
    ],
    "recipient": [{"code": "RUS", "sector": ["SPY"], "entity_text": "«spies»"}],
    "event": "SANCTION",
    "event_loc": {
        "extracted_place": "the capital",
        "resolved_place": "Paris",
        "geonameid": 2988507,
        "lat": 48.85,
        "lon": 2.35,
        "city": "Paris",
        "district": "Paris",
        "province": "Île-de-France",
        "country": "France",
        "country_code": "FRA",
        "feature_class": "P",
        "feature_code": "PPLC",
        "resolution": "city",
    },
    "event_text": "expelled",
    "quad_code": 4,
    "event_scale": -5.5,
    "mode": ["expel"],
    "context": ["diplomatic", "legal", "historical"],
    "link": [{"type": "reason", "id": "r-0"}],
    "size": {"dead": 1, "injured": 2, "arrested": 3},
    "text": "The president «expelled» \u2028 spies.",
    "text_info": {"sequence": 2, "start": 10, "end": 40, "text_story": None},
    "cite_info": {
        "corpus": "c",
        "citation": "A Paper, 2024",
        "url": "https://example.org/a",
        "title": "A title",
        "language": "eng",
        "publication": "A Paper",
        "license": "none",
        "copyright": "A Paper",
        "coder": "x",
        "codebook": "PLOVER",
        "version": 2.0,
    },
    "coder": "A",
    "coded_date": "2024-03-20",
    "coded_time": "12:00",
    "comment": "a comment",
    "mine": [1, {"two": None}],
}


def write(path: Path, form: Format, row: Sequence[str]) -> Path:
    lines = [form.names, row] if form.header else [row]
    with path.open("w", encoding="utf-8", newline="") as out:
        if form.quoted:
            csv.writer(out, lineterminator="\n").writerows(lines)
        else:
            out.writelines("\t".join(line) + "\n" for line in lines)
    return path


def read(path: Path, form: Format) -> list[str]:
    """Return the cells of a file's only row."""
    with path.open(encoding="utf-8", newline="") as handle:
        if form.quoted:
            *_, row = csv.reader(handle)
        else:
            *_, row = csv.reader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)
    return row


def again(lexicon: Lexicon, path: Path, form: Format, *, alone: bool) -> Path:
    """Return the file of what is read of another and written in the same format.

    With our fields `alone` what was kept of the row is not looked at.
    """
    out = path.with_name("again")
    with open_store(None) as store:
        steps = list(import_files(store, [path], form.id, lexicon))
        assert [one for step in steps for one in step.bad] == []
        if alone:
            store.connection.execute("UPDATE imports SET format = 'parquet'")
        assert write_format(store, out, form.id, lexicon, dataset=form.id).rows == 1
    return out


@pytest.mark.parametrize("form", TABLES, ids=lambda form: form.id)
def test_every_cell_comes_back(lexicon: Lexicon, tmp_path: Path, form: Format) -> None:
    row = ROWS[form.id]
    assert all(row)
    path = write(tmp_path / "file", form, row)
    assert again(lexicon, path, form, alone=False).read_bytes() == path.read_bytes()


@pytest.mark.parametrize("form", TABLES, ids=lambda form: form.id)
def test_our_fields_alone_give_back_what_the_page_says(
    lexicon: Lexicon, tmp_path: Path, form: Format
) -> None:
    row = ROWS[form.id]
    path = write(tmp_path / "file", form, row)
    found = read(again(lexicon, path, form, alone=True), form)
    differs = {
        column.name: after
        for column, before, after in zip(form.columns, row, found, strict=True)
        if before != after and not _homeless(column)
    }
    assert differs == OTHER.get(form.id, {})
    empty = [name for name, cell in zip(form.names, found, strict=True) if cell in {"", form.null}]
    assert set(empty) >= {column.name for column in form.columns if _homeless(column)}
    noted = {column.name for column in form.columns if column.note or not column.home}
    assert set(differs) <= noted


def _homeless(column: Column) -> bool:
    """Tell whether a column is documented as written empty."""
    return not column.home and not column.writings


def test_every_part_of_a_record_comes_back(lexicon: Lexicon, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text(json.dumps(RECORD, ensure_ascii=False) + "\n", "utf-8")
    out = again(lexicon, path, FORMATS["plover"], alone=False)
    assert out.read_bytes() == path.read_bytes()
