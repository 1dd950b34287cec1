from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from detente.errors import InputError
from detente.model import Document
from detente.reading import MAX_CHARACTERS, Reading, Remark, Unread, from_text
from detente.reading.plain import headline

Got = Callable[[str, bytes | str], list[Reading]]

LONG = "He spoke of war and peace, " * 20


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Putin cancels visit\n\nThe president stayed.", "Putin cancels visit"),
        ("Putin cancels visit\nThe president stayed.", "Putin cancels visit"),
        ("Putin cancels visit\r\nThe president stayed.", "Putin cancels visit"),
        ("\n  Will Putin come?  \n\nThe president stayed.", "Will Putin come?"),
        ("Putin cancels visit\nBy A. Writer\n\nThe president stayed.", "Putin cancels visit"),
        ("The president stayed.\n\nHe is ill.", None),
        ("“We stay.”\n\nHe is ill.", None),
        ("Putin cancels visit", None),
        ("Putin cancels visit\n \n", None),
        ("The president said that he would\nnot come to Paris.", None),
        ("He travelled with the minister to\nParis.", None),
        ("He saw Paris,\nLondon and Rome.", None),
        (
            "The president of France met in Paris\nRussia's minister, who had come by\nair.",
            None,
        ),
        (LONG + "\nThe president stayed.", None),
        ("", None),
    ],
)
def test_a_headline_is_told_from_a_sentence(text: str, title: str | None) -> None:
    assert headline(text) == title


def test_text_stays_as_the_file_has_it(got: Got) -> None:
    (document,) = got("visit.txt", "\ufeffPutin cancels visit\r\n\r\n  He stayed.\t\r\n")
    assert document == Document(
        id="visit",
        text="Putin cancels visit\r\n\r\n  He stayed.\t\r\n",
        title="Putin cancels visit",
    )


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.TXT"])
def test_suffixes_of_text(got: Got, name: str) -> None:
    (document,) = got(name, "He stayed.")
    assert document == Document(id="a", text="He stayed.")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "has no text"),
        (b" \r\n\t", "has no text"),
        (b"\xef\xbb\xbf", "has no text"),
        (b"He stayed." * 100 + b"\0", "is not text: it has NUL characters"),
        (b"\0\1\2\3", "is not text: 4 of its 4 bytes are control characters"),
        (b"%PDF-1.7", "is a PDF file, not text"),
        (b"a" * 10_000_000, "a text of 10,000,000 characters; the limit is 5,000,000"),
        (b"a" * 30_000_000, "a text of more than 5,000,000 characters, the limit"),
    ],
)
def test_files_that_hold_no_document(got: Got, content: bytes, problem: str) -> None:
    (unread,) = got("a.txt", content)
    assert isinstance(unread, Unread)
    assert (unread.line, unread.problem) == (None, problem)
    assert unread.source.endswith("a.txt")


def test_another_encoding_is_remarked(got: Got) -> None:
    remark, document = got("a.txt", "The Élysée “stays”, said its spokesman.".encode("cp1252"))
    assert isinstance(remark, Remark)
    assert remark.problem == "not UTF-8; read as cp1252"
    assert isinstance(document, Document)
    assert document.text == "The Élysée “stays”, said its spokesman."


def test_text_given_by_a_program() -> None:
    document = from_text("Putin stays\n\nHe is ill.", id="a", published=date(2016, 10, 14))
    assert (document.title, document.published) == ("Putin stays", date(2016, 10, 14))
    assert from_text("Putin stays\n\nHe is ill.", id="a", title="Other").title == "Other"
    assert from_text("half \ud83d character", id="a").text == "half \ufffd character"


@pytest.mark.parametrize(
    ("text", "message"),
    [(" \n", "a: has no text"), ("a" * (MAX_CHARACTERS + 1), "a: a text of 5,000,001 char")],
)
def test_unusable_text_given_by_a_program(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        from_text(text, id="a")
