"""Parts of inputs, read apart, give what the whole input gives."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from detente.errors import InputError
from detente.model import Document
from detente.reading import Part, Reading, Remark, parts_of, read, read_part

LINES = [
    '{"text": "One."}',
    "",
    '{"text": "Two.", "id": "b"}',
    "{broken",
    '{"text": "Three."}',
    '{"text": ""}',
    '{"text": "Vier."}',
]


def parts(path: Path, size: int) -> list[Part]:
    return [one for one in parts_of([path], rows_at_least=size) if isinstance(one, Part)]


def together(path: Path, size: int) -> list[Reading]:
    return [reading for part in parts(path, size) for reading in read_part(part)]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_parts_of_lines_give_the_whole(tmp_path: Path, size: int, end: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(LINES) + end, "utf-8", newline="")
    assert together(path, size) == [*read([path])]
    assert len(parts(path, size)) == -(-len(LINES) // size)


@pytest.mark.parametrize("size", [1, 4, 5, 100])
def test_parts_of_parquet_give_the_whole(tmp_path: Path, size: int) -> None:
    path = tmp_path / "a.parquet"
    table = pa.table({"text": [f"Text {n}." if n % 5 else None for n in range(14)]})
    parquet.write_table(table, path, row_group_size=4)
    assert together(path, size) == [*read([path])]
    assert len(parts(path, size)) == {1: 4, 4: 4, 5: 2, 100: 1}[size]


WHOLE = [
    ("a.txt", b"A text.\nAnother line."),
    ("a.csv", b"text,id\nA.,1\nB.,2\n"),
    ("a.jsonl", '{"text": "A."}\n{"text": "B."}\n'.encode("utf-16")),
    ("a.json", b'[{"text": "A."}, {"text": "B."}]'),
]


@pytest.mark.parametrize(("name", "content"), WHOLE)
def test_other_files_are_one_part(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert together(path, 1) == [*read([path])]
    assert len(parts(path, 1)) == 1


EMPTY = [("a.jsonl", b"", "has no rows"), ("a.jsonl", b"\n\n", "has no rows")]


@pytest.mark.parametrize(("name", "content", "problem"), EMPTY)
def test_what_is_empty_is_told_once(
    tmp_path: Path, name: str, content: bytes, problem: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    (unread,) = together(path, 10)
    assert problem in str(unread)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PAR1 no Parquet")
    (unread,) = together(path, 1)
    assert "not a Parquet file that can be read" in str(unread)


def test_a_folder_is_cut_file_by_file(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("\n".join(LINES), "utf-8")
    (tmp_path / "b.txt").write_text("A text.", "utf-8")
    (tmp_path / "c.pdf").write_bytes(b"%PDF")
    found = list(parts_of([tmp_path], rows_at_least=4))
    assert [one.name for one in found if isinstance(one, Part)] == [
        str(tmp_path / "a.jsonl"),
        str(tmp_path / "a.jsonl"),
        str(tmp_path / "b.txt"),
    ]
    assert [one.problem[:20] for one in found if isinstance(one, Remark)] == [
        "files of other kinds"
    ]


def test_standard_input_has_no_parts() -> None:
    with pytest.raises(InputError, match="only files can be read in parts"):
        list(parts_of(["-"], rows_at_least=1))


def test_the_version_changes_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("A text.", "utf-8")
    (before,) = parts(path, 1)
    path.write_text("A longer text.", "utf-8")
    (after,) = parts(path, 1)
    assert before.version != after.version
    assert [one.text for one in read_part(after) if isinstance(one, Document)] == ["A longer text."]
