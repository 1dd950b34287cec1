"""Tables of others: what parts their cells, which line a row stands on, and what is no row."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path
from typing import Any

import pytest

from detente.errors import InputError
from detente.formats.batches import batches, layout_of
from detente.formats.definition import Column, Format
from detente.formats.openings import members
from detente.formats.rows import Batch

PLAIN = Format(
    id="p",
    title="Plain",
    suffix=".tsv",
    note="",
    header=False,
    columns=(Column(name="one", needed=True), Column(name="two"), Column(name="three")),
)
NAMED = Format(
    id="n",
    title="Named",
    suffix=".csv",
    note="",
    delimiter=",",
    quoted=True,
    columns=(Column(name="one", needed=True), Column(name="two"), Column(name="three")),
)


def read(
    path: Path, form: Format
) -> tuple[list[tuple[Any, ...]], list[tuple[int, str]], list[int]]:
    """Return the rows with their lines, the bad rows with their reasons, and Western lines."""
    made: list[Batch] = []
    for member in members(path):
        made += batches(member, layout_of(member, form))
    rows = [tuple(row.values()) for batch in made for row in batch.rows.to_pylist()]
    rows = [(row[3], *row[:3]) for row in rows]
    bad = [(one.line, one.reason) for batch in made for one in batch.bad]
    return sorted(rows), sorted(bad), [line for batch in made for line in batch.western]


ROWS = [
    # format, file, rows with their lines, bad rows
    (PLAIN, b"a\tb\tc\n", [(1, "a", "b", "c")], []),
    (PLAIN, b"a\tb\tc", [(1, "a", "b", "c")], []),
    (PLAIN, b"a\tb\tc\r\nd\te\tf\r\n", [(1, "a", "b", "c"), (2, "d", "e", "f")], []),
    (PLAIN, b'a\t"b\tc\nd\te"\tf\n', [(1, "a", '"b', "c"), (2, "d", 'e"', "f")], []),
    (PLAIN, b"a\tb\tc\n\nd\te\tf\n", [(1, "a", "b", "c"), (3, "d", "e", "f")], []),
    (PLAIN, b"a\tb\rb\tc\n", [(1, "a", "b\rb", "c")], []),
    (PLAIN, b"a\tb\tc\nx\ty\nd\te\tf\n", [(1, "a", "b", "c"), (3, "d", "e", "f")], [2]),
    (PLAIN, b"a\tb\tc\nx\ty\tz\tq\n", [(1, "a", "b", "c")], [2]),
    (PLAIN, b"three\tone\ttwo\nc\ta\tb\n", [(2, "c", "a", "b")], []),
    (NAMED, b"one,two,three\n1,2,3\n", [(2, "1", "2", "3")], []),
    (NAMED, b"\xef\xbb\xbfone,two,three\n1,2,3\n", [(2, "1", "2", "3")], []),
    (NAMED, "one,two,three\n1,é,3\n".encode("utf-16"), [(2, "1", "é", "3")], []),
    (NAMED, b"one;two;three\n1;2;3\n", [(2, "1", "2", "3")], []),
    (NAMED, b"one\ttwo\tthree\n1\t2\t3\n", [(2, "1", "2", "3")], []),
    (NAMED, b'one,two,three\n1,"2\n2",3\n4,5,6\n', [(2, "1", "2\n2", "3"), (4, "4", "5", "6")], []),
    (NAMED, b'one,two,three\n1,"a ""b""",3\n', [(2, "1", 'a "b"', "3")], []),
    (
        NAMED,
        b'one,two,three\n1,5" gun,3\n4,5,6\n',
        [(2, "1", '5" gun', "3"), (3, "4", "5", "6")],
        [],
    ),
    (
        NAMED,
        b'one,two,three\n1,"open,3\n4,5,6\n7,8,9\n',
        [(3, "4", "5", "6"), (4, "7", "8", "9")],
        [2],
    ),
    (NAMED, b"one,two,three\n1,2\n1,2,3,4\n1,2,3\n", [(4, "1", "2", "3")], [2, 3]),
]


@pytest.mark.parametrize(("form", "data", "rows", "bad"), ROWS)
def test_rows_have_their_lines(
    tmp_path: Path, form: Format, data: bytes, rows: list[tuple[int, ...]], bad: list[int]
) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    found, wrong, _ = read(path, form)
    assert found == rows
    assert [line for line, _ in wrong] == bad
    assert all("cells where 3 belong" in reason for _, reason in wrong)


def test_a_line_in_windows_1252_is_read_and_noted(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"a\tb\tc\n" + "d\té\tf\n".encode("cp1252") + "g\té\ti\n".encode())
    rows, bad, western = read(path, PLAIN)
    assert [row[2] for row in rows] == ["b", "é", "é"]
    assert (bad, western) == ([], [2])


def test_lines_count_on_across_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.formats.lines._BLOCK", 64)
    monkeypatch.setattr("detente.formats.quotes._ROWS", 7)
    lines = [f"{n}\tb\tc" for n in range(1, 101)]
    lines[49] = "short"
    for form, sign in ((PLAIN, "\t"), (NAMED, ",")):
        path = tmp_path / form.id
        path.write_text("\n".join(["one\ttwo\tthree", *lines]).replace("\t", sign) + "\n")
        rows, bad, _ = read(path, form)
        assert [row[0] for row in rows] == [n + 1 for n in range(1, 101) if n != 50]
        assert all(int(row[1]) == row[0] - 1 for row in rows)
        assert [line for line, _ in bad] == [51]


@pytest.mark.parametrize("how", ["gzip", "zip"])
def test_files_may_be_packed(tmp_path: Path, how: str) -> None:
    path = tmp_path / "file.packed"
    if how == "gzip":
        path.write_bytes(gzip.compress(b"a\tb\tc\n"))
    else:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("inside.csv", b"a\tb\tc\n")
    assert read(path, PLAIN)[0] == [(1, "a", "b", "c")]


WRONG = [
    # format, file, part of what is said
    (PLAIN, b"", "is empty"),
    (PLAIN, b"a\tb\n", "is no Plain: its first row has 2 cells"),
    (NAMED, b"two,three,four\n1,2,3\n", "has no column 'one', which Named needs"),
    (PLAIN, b"PK\x03\x04 no archive", "is damaged"),
    (PLAIN, b"\x1f\x8b no gzip", "is damaged"),
]


@pytest.mark.parametrize(("form", "data", "said"), WRONG)
def test_a_file_of_another_kind_is_one_sentence(
    tmp_path: Path, form: Format, data: bytes, said: str
) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    with pytest.raises(InputError, match=said):
        read(path, form)


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="none: No such file"):
        read(tmp_path / "none", PLAIN)
