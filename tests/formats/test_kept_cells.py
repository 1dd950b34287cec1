"""The cells of other systems' rows, kept as they stood: from odd files and in older stores."""

from __future__ import annotations

import json
import zipfile
from importlib import resources
from pathlib import Path

import duckdb
import pytest

from detente.formats import import_files, load_formats, write_format
from detente.storage import Store, open_store
from detente.tables import Lexicon


def line(lexicon: Lexicon, name: str = "gdelt", **cells: str) -> str:
    """Return a line in the columns of a format."""
    given = {"GLOBALEVENTID": "1", "SQLDATE": "20240314", "EventCode": "0871"} | cells
    return "\t".join(given.get(column, "") for column in load_formats(lexicon)[name].names) + "\n"


def written(store: Store, lexicon: Lexicon, path: Path, dataset: str = "gdelt") -> str:
    write_format(store, path, "gdelt", lexicon, dataset=dataset)
    return path.read_bytes().decode("utf-8")


ODD = [
    # the name of a side: what it is
    ('"MEDIA', "a quote that is never closed"),
    ('a "b" c', "quotes"),
    ("C:\\new\\\\", "backslashes"),
    ("\\u0041", "what would be an escape"),
    ("a\x01b\x1fc\x7f", "control signs"),
    ("a\x0bb\x0cc", "other ends of lines"),
    ("a\x85b\u2028c", "ends of lines of Unicode"),
    ("é 中 😀", "letters of all lengths"),
    ('","', "what parts cells in JSON"),
    ("[1, null]", "JSON"),
    ("null", "a word of JSON"),
    ("  x  ", "blanks around"),
]


@pytest.mark.parametrize(("name", "what"), ODD, ids=[what for _, what in ODD])
@pytest.mark.parametrize("after", ["", "\n"], ids=["alone", "beside a blank line"])
def test_an_odd_cell_comes_back(
    store: Store, lexicon: Lexicon, tmp_path: Path, name: str, what: str, after: str
) -> None:
    rows = line(lexicon, Actor1Name=name) + line(lexicon, Actor1EthnicCode=name)
    (tmp_path / "file").write_text(rows + after, "utf-8", newline="")
    list(import_files(store, [tmp_path / "file"], "gdelt", lexicon))
    assert written(store, lexicon, tmp_path / "out") == rows, what


def test_cells_stand_beside_rows_that_are_left_out(
    store: Store, lexicon: Lexicon, tmp_path: Path
) -> None:
    rows = [line(lexicon, GLOBALEVENTID=str(n), AvgTone=f"{n}.5") for n in range(6)]
    rows[2], rows[4] = "too\tfew\n", line(lexicon, NumMentions="many")
    (tmp_path / "file").write_text("".join(rows), "utf-8")
    steps = list(import_files(store, [tmp_path / "file"], "gdelt", lexicon))
    bad = {one.line: one.text for step in steps for _, one in step.bad}
    assert bad == {3: "too\tfew", 5: rows[4].rstrip("\n")}
    assert written(store, lexicon, tmp_path / "out") == "".join(rows[n] for n in (0, 1, 3, 5))


def test_each_table_of_a_file_has_its_own_columns(
    store: Store, lexicon: Lexicon, tmp_path: Path
) -> None:
    names = load_formats(lexicon)["gdelt"].names
    first = line(lexicon, AvgTone="1.5", Actor1Name="A")
    second = dict(zip(names, first.rstrip("\n").split("\t"), strict=True)) | {"AvgTone": "2.5"}
    turned = [*reversed(names), "mine", "Mine", "mine (2)"]
    cells = "\t".join([*(second[name] for name in reversed(names)), "x", "y", "z"])
    with zipfile.ZipFile(tmp_path / "file.zip", "w") as archive:
        archive.writestr("a.tsv", first)
        archive.writestr("b.tsv", "\t".join(turned).lower() + f"\n{cells}\n")
    list(import_files(store, [tmp_path / "file.zip"], "gdelt", lexicon))
    found = store.connection.execute("SELECT extra FROM imported ORDER BY extra").fetchall()
    kept = [json.loads(extra) for (extra,) in found]
    lines = store.connection.execute("SELECT line FROM imported ORDER BY line").fetchall()
    assert lines == [(1,), (3,)]  # the header of the second table is its first line
    assert [one["AvgTone"] for one in kept] == ["1.5", "2.5"]
    assert list(kept[1].values())[-3:] == ["x", "y", "z"]
    assert written(store, lexicon, tmp_path / "out") == first + first.replace("1.5", "2.5")


EXTRA = '{"AvgTone":"-1.5","Actor1Code":"","EventRootCode":"9"}'


def test_a_store_of_an_earlier_version_gives_its_cells_back(
    lexicon: Lexicon, tmp_path: Path
) -> None:
    steps = sorted(
        (resources.files("detente.storage") / "schema").iterdir(), key=lambda step: step.name
    )
    with duckdb.connect(str(tmp_path / "store")) as old:
        old.execute("CREATE TABLE migrations (name VARCHAR PRIMARY KEY)")
        for step in (step for step in steps if "0001" <= step.name[:4] < "0015"):
            old.execute(step.read_text("utf-8"))
            old.execute("INSERT INTO migrations VALUES (?)", [step.name])
        old.execute("INSERT INTO imports VALUES (1, 'old', 'gdelt', 'f', 'd', 1, 0, now())")
        old.execute(
            "INSERT INTO imported (import, line, part, dataset, key, day, cameo, actor_country,"
            " reciprocal, factual, extra)"
            " VALUES (1, 1, 0, 'old', '7', '2024-03-14', '0871', 'FRA', false, true, ?)",
            [EXTRA],
        )
    new = line(lexicon, GLOBALEVENTID="8", AvgTone="2.5")
    (tmp_path / "new").write_text(new, "utf-8")
    with open_store(tmp_path / "store") as store:
        list(import_files(store, [tmp_path / "new"], "gdelt", lexicon))
        text = written(store, lexicon, tmp_path / "out", "old")
        assert written(store, lexicon, tmp_path / "out") == new
        extras = store.connection.execute("SELECT extra FROM dataset_events ORDER BY key")
        assert extras.fetchall()[0] == (EXTRA,)
    names = load_formats(lexicon)["gdelt"].names
    row = dict(zip(names, text.rstrip("\n").split("\t"), strict=True))
    assert (row["AvgTone"], row["Actor1Code"], row["EventRootCode"]) == ("-1.5", "", "9")
    assert (row["Actor1CountryCode"], row["EventBaseCode"], row["Year"]) == ("FRA", "087", "2024")
