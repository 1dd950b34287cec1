"""What a format can hold comes back: our events, and every cell of other systems' rows."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from detente.formats import Format, Written, import_files, load_formats, write_format
from detente.formats.conversions import CHECKED
from detente.model import Label
from detente.storage import Store, open_store
from detente.tables import Lexicon, open_lexicon

FORMATS = load_formats(open_lexicon())
TABLES = [form for form in FORMATS.values() if form.layout == "table"]
HOME = ("Aleppo", "SYR", 36.2, 37.16)

Tell = Callable[..., Any]


@pytest.fixture
def told(store: Store, keep: Tell, tell: Tell) -> Store:
    """Give a store with events of many kinds."""
    keep(
        tell("ASSAULT/aerial", ("Syria (SYR.MIL)",), ("Villagers (SYR.CVL)",), place=HOME, dead=6),
        tell("SANCTION/expel", ("Poland (POL.GOV)",), ("Russia (RUS.GOV)",), name="b"),
        tell("CONSULT/visit", ("France (FRA.GOV)", "Germany (DEU.GOV)"), name="c", quad=1),
        tell("ASSAULT", ("Rebels (SYR.REB)", "Syria (SYR.MIL)"), name="d", dead=2, place=HOME),
        tell("PROTEST/demo", ("Students (FRA.EDU)",), name="e"),
        tell("ASSAULT", (), ("Villagers (SYR.CVL)",), name="f", dead=3),
        tell("PROTEST/demo", ("=LINK(1)\t (USA.CVL)",), ("'-x\n (IGO)",), name="g"),
        tell("COERCE/arrest", ("Police (FRA.COP)",), ('A "man", 1 (FRA.CVL)',), name="h"),
        tell("PROTEST/riot", ("Students (FRA.EDU)",), name="i", polarity="negated"),
        tell("PROTEST/riot", ("Students (FRA.EDU)",), name="j", status="planned"),
        tell(
            "AGREE",
            ("A (FRA)", "B (DEU)"),
            name="k",
            status="planned",
            quad=1,
            act=Label(type="CONSULT", mode="visit"),
        ),
        tell("AGREE", ("A (FRA)",), ("B (DEU)",), name="l", day=None, quad=1),
    )
    return store


def back(lexicon: Lexicon, path: Path, name: str) -> Store:
    """Return a store with the file read into it; nothing of it may fail."""
    other = open_store(None)
    steps = list(import_files(other, [path], name, lexicon))
    assert [one for step in steps for one in step.bad] == []
    return other


def dyads(store: Store, dataset: str, *fields: str) -> list[tuple[Any, ...]]:
    """Return fields of the real events with a day, in the order of the fields."""
    shown = ", ".join(fields)
    return store.connection.execute(
        f"SELECT {shown} FROM dataset_events WHERE dataset = ? AND factual AND day IS NOT NULL"
        f" ORDER BY {shown}",
        [dataset],
    ).fetchall()


@pytest.mark.parametrize("form", FORMATS.values(), ids=lambda form: form.id)
def test_the_less_sure_are_left_out_and_counted(
    told: Store, lexicon: Lexicon, tmp_path: Path, form: Format
) -> None:
    done = write_format(told, tmp_path / "all", form.id, lexicon, min_confidence=0.8)
    fewer = write_format(told, tmp_path / "none", form.id, lexicon, min_confidence=0.81)
    assert done.rows > 0
    assert fewer.rows == 0
    unsure = "is less sure than asked for"
    assert fewer.left_out[unsure] == done.rows
    assert unsure not in done.left_out


@pytest.mark.parametrize("form", FORMATS.values(), ids=lambda form: form.id)
def test_what_was_read_is_written_back_to_the_byte(
    told: Store, lexicon: Lexicon, tmp_path: Path, form: Format
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    done = write_format(told, first, form.id, lexicon)
    assert done.rows > 0
    with back(lexicon, first, form.id) as other:
        again = write_format(other, second, form.id, lexicon, dataset=form.id)
    assert again == Written(done.rows, {})
    assert first.read_bytes() == second.read_bytes()


SIDES = ("day", "type", "actor_country", "actor_sector", "recipient_country", "recipient_sector")
HELD = [
    # format, the fields that it gives back of every event it can hold
    ("gdelt", (*SIDES, "actor_name", "latitude", "country", "mentions", "sources", "url")),
    ("gdelt1", (*SIDES, "actor_name", "latitude", "country", "mentions", "sources", "url")),
    ("icews", (*SIDES, "actor_name", "recipient_name", "admin1", "longitude", "publisher")),
    ("polecat", (*SIDES, "mode", "quad", "actor_name", "place", "admin1", "country", "latitude")),
    ("phoenix", (*SIDES, "place", "latitude", "country", "url", "publisher")),
    ("acled", ("day", "type", "actor_name", "place", "country", "latitude", "dead")),
    (
        "ucdp",
        ("day", "type", "actor_name", "recipient_name", "place", "latitude", "dead", "sources"),
    ),
    ("plover", (*SIDES, "mode", "quad", "intensity", "actor_name", "recipient_name", "place")),
]


@pytest.mark.parametrize(("name", "fields"), HELD)
def test_what_a_format_holds_comes_back(
    told: Store, lexicon: Lexicon, tmp_path: Path, name: str, fields: tuple[str, ...]
) -> None:
    path = tmp_path / "file"
    write_format(told, path, name, lexicon)
    with back(lexicon, path, name) as other:
        found = dyads(other, name, *fields)
    plain = FORMATS[name].layout == "table" and not FORMATS[name].quoted
    blank = str.maketrans("\t\n", "  ") if plain else {}
    own = [
        tuple(value.translate(blank) if isinstance(value, str) else value for value in row)
        for row in dyads(told, "own", *fields)
    ]
    assert [row for row in found if row not in own] == []
    assert len(found) > 0


UNREAL = "was denied, only planned or supposed"
TYPE = "has a type that this format does not hold"
LEFT_OUT = [
    # format, rows, what is left out
    ("gdelt", 12, {UNREAL: 2, "has no day": 1}),
    ("icews", 10, {UNREAL: 2, "has no day": 1, "names no actor": 1, "names no recipient": 1}),
    ("phoenix", 10, {UNREAL: 2, "has no day": 1, "names no actor": 1, "names no recipient": 1}),
    ("polecat", 11, {UNREAL: 2, "has no day": 1, "names no actor": 1}),
    ("acled", 6, {UNREAL: 2, "has no day": 1, "names no actor": 1, TYPE: 2}),
    ("ucdp", 2, {UNREAL: 2, TYPE: 8}),
    ("gdelt-mentions", 13, {UNREAL: 2}),
    ("plover", 12, {}),
]


@pytest.mark.parametrize(("name", "rows", "left_out"), LEFT_OUT)
def test_what_a_format_cannot_hold_is_counted(
    told: Store, lexicon: Lexicon, tmp_path: Path, name: str, rows: int, left_out: dict[str, int]
) -> None:
    assert write_format(told, tmp_path / "file", name, lexicon) == Written(rows, left_out)


def test_two_sided_events_go_both_ways(told: Store, lexicon: Lexicon, tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_format(told, path, "polecat", lexicon)
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
    met = [(r["Actor Name"], r["Recipient Name"]) for r in rows if r["Event Type"] == "CONSULT"]
    assert met == [("France", "Germany"), ("Germany", "France")]


def test_spreadsheets_get_no_formulas(told: Store, lexicon: Lexicon, tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    write_format(told, path, "acled", lexicon)
    with path.open(encoding="utf-8", newline="") as handle:
        rows = {row["event_id_cnty"]: row for row in csv.DictReader(handle)}
    assert rows["e-g"]["actor1"] == "'=LINK(1)\t"
    assert rows["e-g"]["actor2"] == "''-x\n"
    with back(lexicon, path, "acled") as other:
        names = dyads(other, "acled", "actor_name", "recipient_name")
    assert ("=LINK(1)\t", "'-x\n") in names


def test_plover_records_say_how_real_an_event_is(
    told: Store, lexicon: Lexicon, tmp_path: Path
) -> None:
    path = tmp_path / "file.jsonl"
    write_format(told, path, "plover", lexicon)
    records = {r["id"]: r for r in map(json.loads, path.read_text("utf-8").splitlines())}
    assert records["e-i"]["context"] == ["negation"]
    assert records["e-j"]["context"] == ["future"]
    assert [party["code"] for party in records["e-c"]["actor"]] == ["FRA", "DEU"]
    assert records["e-c"]["recipient"] == []
    assert records["e-a"]["size"] == {"dead": 6}
    assert records["e-l"]["date"] is None


CELLS = [
    "",
    "x",
    "NA",
    "None",
    "0",
    "-1",
    "07",
    "é",
    "=1+1",
    "'=1",
    '"',
    'a "b" c',
    "a,b;c|d",
    "  ",
]
VALID = {
    "date:%Y%m%d": ["20240314", "20231231"],
    "date:%Y-%m-%d": ["2024-03-14", "1999-12-31"],
}


@pytest.mark.parametrize("form", TABLES, ids=lambda form: form.id)
def test_any_cell_comes_back(lexicon: Lexicon, tmp_path: Path, form: Format) -> None:
    """Rows of odd cells are read and written again: each cell as it stood, or its row is named."""
    chance = random.Random(form.id)
    rows = [[_cell(chance, form, i) for i in range(len(form.columns))] for _ in range(300)]
    first, second = tmp_path / "first", tmp_path / "second"
    _write(first, form, rows)
    with open_store(None) as other:
        steps = list(import_files(other, [first], form.id, lexicon))
        write_format(other, second, form.id, lexicon, dataset=form.id)
    bad = {one.line for step in steps for _, one in step.bad}
    good = [row for line, row in enumerate(rows, start=2 if form.header else 1) if line not in bad]
    assert len(good) > len(rows) / 3
    assert _read(second, form) == [[_as_written(cell, form) for cell in row] for row in good]


def _cell(chance: random.Random, form: Format, number: int) -> str:
    column = form.columns[number]
    kinds = {f"{p.kind}:{p.argument}".split("|")[0] for p in column.readings}
    valid = [cell for kind in kinds for cell in VALID.get(kind, ())]
    if any(piece.kind in CHECKED for piece in column.readings) or column.needed:
        return chance.choice(valid or _KNOWN.get(column.name, ["1", "33.0", "12"]))
    return chance.choice(CELLS)


_KNOWN = {
    "EventCode": ["0871", "010", "20"],
    "CAMEO Code": ["0871", "010", "20"],
    "code": ["0871", "010", "20"],
    "Event Type": ["SANCTION", "ASSAULT"],
    "event_type": ["Battles", "Strategic developments"],
    "type_of_violence": ["1", "2", "3"],
    "EventTimeDate": ["", "20170701234500"],
    "MentionTimeDate": ["", "20170701234500"],
}


def _write(path: Path, form: Format, rows: list[list[str]]) -> None:
    lines = [list(form.names), *rows] if form.header else rows
    with path.open("w", encoding="utf-8", newline="") as out:
        if form.quoted:
            csv.writer(out, lineterminator="\n").writerows(lines)
        else:
            out.writelines("\t".join(line) + "\n" for line in lines)


def _read(path: Path, form: Format) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        if form.quoted:
            rows = list(csv.reader(handle))
        else:
            rows = [line.rstrip("\n").split("\t") for line in handle]
    return rows[1:] if form.header else rows


def _as_written(cell: str, form: Format) -> str:
    """Return a cell as its format writes it: guarded, where it could be a formula."""
    return f"'{cell}" if form.guarded and cell.startswith("=") else cell
