from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from detente.errors import InputError
from detente.model import Document
from detente.reading import Reading, Remark, Unread, read

Give = Callable[[str, bytes | str], Path]


def seen(reading: Reading) -> str:
    if isinstance(reading, Document):
        return f"{reading.id}={reading.text}"
    return reading.problem


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.docx", "A.", "the suffix '.docx' is not known; the suffixes are .txt, .md, .html"),
        ("a", "A.", "it has no suffix; the suffixes are .txt"),
        ("a.txt", b"%PDF-1.7", "a.txt: is a PDF file, not text; give plain text, best in UTF-8"),
        ("a.csv", "body\nA.", "a.csv: no column 'text'; the columns are 'body'; rename the col"),
        ("a.json", "{", "a.json: not valid JSON"),
        ("a.parquet", "A.", "a.parquet: not a Parquet file"),
    ],
)
def test_a_single_input_that_is_wrong_is_an_error(
    give: Give, name: str, content: bytes | str, message: str
) -> None:
    path = give(name, content)
    with pytest.raises(InputError, match=message) as raised:
        list(read([path]))
    assert "\n" not in str(raised.value)


def test_a_missing_file_is_an_error_before_anything_is_read(give: Give, tmp_path: Path) -> None:
    good = give("a.txt", "A.")
    with pytest.raises(InputError, match=r"b\.txt: no such file or folder"):
        read([good, tmp_path / "b.txt"])


@pytest.mark.parametrize("path", ["x" * 5_000, "a\0b", "The president stayed."])
def test_what_is_no_path_is_an_error(path: str) -> None:
    with pytest.raises(InputError, match="no such file or folder"):
        read([path])


def test_no_input_is_an_error() -> None:
    with pytest.raises(InputError, match="no input"):
        read([])


def test_a_folder_without_documents_is_an_error(give: Give) -> None:
    folder = give("folder/a.pdf", "A.").parent
    with pytest.raises(InputError, match="no file here can be read"):
        read([folder])


def test_a_folder_is_walked_in_order(give: Give, tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c/a.txt", "c/a.md", "c/z.jsonl", ".hidden.txt", ".git/a.txt"):
        give(name, '{"text": "A."}' if name.endswith("jsonl") else "A.")
    give("c/picture.png", "")
    give("c/picture2.PNG", "")
    give("Makefile", "")
    *documents, remark = read([tmp_path])
    assert [one.id for one in documents if isinstance(one, Document)] == [
        "a",
        "b",
        "c/a.md",
        "c/a.txt",
        "c/z:1",
    ]
    assert isinstance(remark, Remark)
    assert "left out, by suffix: 2 .png, 1 without; read are .txt, .md" in remark.problem


def test_a_bad_file_in_a_folder_does_not_stop_the_rest(give: Give, tmp_path: Path) -> None:
    give("a.csv", "body\nA.")
    give("b.txt", "B.")
    (tmp_path / "c.txt").symlink_to(tmp_path / "nowhere")
    unread, good, missing = read([tmp_path])
    assert isinstance(unread, Unread)
    assert seen(good) == "b=B."
    assert isinstance(missing, Unread)
    assert missing.problem == "cannot be read: No such file or directory"


def test_ids_that_come_again_are_told_apart(give: Give) -> None:
    one, two = give("x/a.txt", "A."), give("y/a.txt", "B.")
    rows = give("c.jsonl", '{"text": "C.", "id": "a"}\n{"text": "D.", "id": "a#2"}')
    assert [seen(reading) for reading in read([one, two, rows])] == [
        "a=A.",
        "the id 'a' came before; this one is 'a#2'",
        "a#2=B.",
        "the id 'a' came before; this one is 'a#3'",
        "a#3=C.",
        "the id 'a#2' came before; this one is 'a#2#2'",
        "a#2#2=D.",
    ]


def test_the_given_date_fills_gaps_only(give: Give) -> None:
    rows = ('{"text": "A."}', '{"text": "B.", "published": "2015-01-01"}')
    content = "\n".join([*rows, '{"text": "C.", "published": "?"}'])
    day = date(2016, 10, 14)
    first, second, remark, third = read(str(give("a.jsonl", content)), published=day)
    assert isinstance(first, Document)
    assert first.published == day
    assert isinstance(second, Document)
    assert second.published == date(2015, 1, 1)
    assert seen(remark).endswith("the date taken instead: 2016-10-14")
    assert isinstance(third, Document)
    assert third.published == day


@pytest.mark.parametrize(
    ("content", "readings"),
    [
        (b"Putin stays.\n", ["stdin=Putin stays.\n"]),
        (b"\xef\xbb\xbfPutin stays.", ["stdin=Putin stays."]),
        (b'\n{"text": "A."}\n{"text": "B."}', ["stdin:2=A.", "stdin:3=B."]),
        (b'{"text": A}\n{"text": "B."}', ["not valid JSON: Expecting value", "stdin:2=B."]),
        (b'[\n{"text": "A."}\n]', ["stdin:1=A."]),
        (b'{\n"text": "A."\n}', ["stdin:1=A."]),
        (b'{"text":\n"A."\n}', ["stdin:1=A."]),
        ('{"text": "\u00c9."}\n{"text": "B."}'.encode("utf-16"), ["stdin:1=\u00c9.", "stdin:2=B."]),
        (b"{Note} Putin stays.", ["stdin={Note} Putin stays."]),
        (b"[Note] Putin stays.", ["stdin=[Note] Putin stays."]),
        (
            b"<!doctype html><html><body><article><p>" + b"Putin stays at home. " * 20 + b"</p>",
            ["stdin=" + ("Putin stays at home. " * 20).strip()],
        ),
        (b"", ["has no text"]),
    ],
)
def test_standard_input_is_told_by_its_bytes(
    monkeypatch: pytest.MonkeyPatch, content: bytes, readings: list[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    found = [seen(reading).partition(" at column")[0] for reading in read(["-"])]
    assert found == readings


def test_json_lines_of_standard_input_are_read_as_they_come(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    output, into = os.pipe()
    with os.fdopen(output, "rb") as stream, os.fdopen(into, "wb", buffering=0) as pipe:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(stream))
        readings = read(["-"])
        pipe.write(b'{"text": "A."}\n')
        assert seen(next(readings)) == "stdin:1=A."
        pipe.write(b'{"text": "B."}\n')
        assert seen(next(readings)) == "stdin:2=B."


def test_a_pipe_is_told_by_its_bytes(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen([sys.executable, "-c", f"open({str(pipe)!r}, 'w').write('A.')"]):
        assert [seen(reading) for reading in read([pipe])] == ["pipe=A."]


ENGLISH = "The French president cancelled his meeting with the Russian president on Monday. " * 2


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        (ENGLISH.upper(), "en"),
        ("Le président français a annulé lundi sa rencontre avec le président russe. " * 2, "fr"),
        ("Президент Франции отменил в понедельник встречу с президентом России. " * 2, "ru"),
        ("法国总统周一取消了与俄罗斯总统的会晤。" * 8, "zh"),
        (
            "Russian President Vladimir Putin will meet Recep Tayyip Erdogan in Ankara on "
            "September 28 for talks set to touch on Syria and Iraq.",
            "en",
        ),
        ("He stayed.", None),
        ("1 2 3 4 5 " * 50, None),
    ],
)
def test_the_language_is_told(give: Give, text: str, language: str | None) -> None:
    (document,) = read([give("a.txt", text)])
    assert isinstance(document, Document)
    assert document.language == language


def test_heavy_libraries_wait_until_they_are_needed() -> None:
    code = (
        "import sys, detente.reading; "
        "print({'trafilatura', 'pyarrow', 'py3langid', 'charset_normalizer'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
