"""Tables: every fault is named with file and line, and later folders win."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from detente.errors import InputError, TableError
from detente.tables import Lexicon, open_lexicon


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the tests."""

    name: str
    since: date | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the tests."""

    id: str
    size: float = 0.0
    words: tuple[str, ...] = ()


def lexicon(folder: Path, **files: str) -> Lexicon:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return Lexicon((folder,))


def test_cells_become_what_the_row_declares(tmp_path: Path) -> None:
    text = "\ufeffname,since,aliases\nNA,2020-01-02,one|two\n010,,\n"
    rows = lexicon(tmp_path, a_csv=text).rows("*.csv", Row)
    assert rows == [Row("NA", date(2020, 1, 2), ("one", "two")), Row("010")]


CSV_FAULTS = [
    ("name,when\nx,2020\n", "a.csv:1: unknown column 'when'"),
    ("since\n2020-01-01\n", "a.csv:1: missing column 'name'"),
    ("name,since\nx,2.1.2020\n", "a.csv:2: column 'since': '2.1.2020' is not a date"),
    ("name,since\nx\n", "a.csv:2: 1 cells where the header has 2"),
    ("name,since\n,2020-01-01\n", "a.csv:2: column 'name' is empty"),
    ("name;since\nx;y\n", "a.csv:1: unknown column 'name;since'"),
]


@pytest.mark.parametrize(("text", "said"), CSV_FAULTS)
def test_a_wrong_csv_is_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(TableError) as caught:
        lexicon(tmp_path, a_csv=text).rows("*.csv", Row)
    assert said in str(caught.value)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    text = "name,since\nx,1.1.1\ny,2020-01-01\nz,2.2.2\n"
    with pytest.raises(TableError) as caught:
        lexicon(tmp_path, a_csv=text).rows("*.csv", Row)
    assert [fault.line for fault in caught.value.faults] == [2, 4]


TOML_FAULTS = [
    (
        '[[block]]\nid = "x"\nsise = 1\n',
        "a.toml:1: in 'x': unknown key 'sise'; did you mean 'size'?",
    ),
    ("\n[[block]]\nsize = 1\n", "a.toml:2: key 'id' is missing"),
    ('[[block]]\nid = "x"\nsize = "big"\n', "'size' is 'big', not of type float"),
    ('[[block]]\nid = "x\n', "a.toml:2: not valid TOML"),
]


@pytest.mark.parametrize(("text", "said"), TOML_FAULTS)
def test_a_wrong_toml_is_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(TableError) as caught:
        lexicon(tmp_path, a_toml=text).blocks("*.toml", "block", Block)
    assert said in str(caught.value)


def test_later_folders_replace_blocks_and_keep_their_place(tmp_path: Path) -> None:
    one = '[[block]]\nid = "a"\nsize = 1\n[[block]]\nid = "b"\nsize = 2\n'
    two = '[[block]]\nid = "a"\nsize = 9\n[[block]]\nid = "c"\nsize = 3\n'
    first, second = lexicon(tmp_path / "1", a_toml=one), lexicon(tmp_path / "2", a_toml=two)
    both = Lexicon(first.folders + second.folders)
    found = both.blocks("*.toml", "block", Block)
    assert [(block.id, block.size) for block in found] == [("a", 9.0), ("b", 2.0), ("c", 3.0)]
    assert len({first.digest, second.digest, both.digest}) == 3


def test_a_missing_folder_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such lexicon folder"):
        open_lexicon([tmp_path / "none"])
