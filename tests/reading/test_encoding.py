from __future__ import annotations

import io

import pytest

from detente.reading.encoding import choose, decode

QUOTED = "“France’s president – a friend – spoke,” she said. " * 5
RUSSIAN = "Президент России заявил в понедельник, что переговоры продолжатся. " * 5


@pytest.mark.parametrize(
    ("data", "text", "note"),
    [
        pytest.param(b"", "", None, id="nothing"),
        pytest.param(b"Plain.\r\n", "Plain.\r\n", None, id="line ends stay"),
        pytest.param(b"\xef\xbb\xbfElys\xc3\xa9e", "Elysée", None, id="mark of UTF-8"),
        pytest.param("Élysée 😀".encode("utf-16"), "Élysée 😀", None, id="UTF-16, mark"),
        pytest.param(
            b"\xfe\xff" + "Élysée".encode("utf-16-be"), "Élysée", None, id="UTF-16 big-endian"
        ),
        pytest.param("Élysée".encode("utf-32"), "Élysée", None, id="UTF-32, mark"),
        pytest.param(
            QUOTED.encode("cp1252"), QUOTED, "not UTF-8; read as cp1252", id="Windows-1252"
        ),
        pytest.param(
            RUSSIAN.encode("cp1251"), RUSSIAN, "not UTF-8; read as cp1251", id="Windows-1251"
        ),
        pytest.param(
            QUOTED.encode() + b"\xe2\x80",
            QUOTED + "\ufffd",
            "one place is not valid UTF-8 and was read as U+FFFD",
            id="UTF-8, cut off",
        ),
        pytest.param("a \ufffd b".encode(), "a \ufffd b", None, id="U+FFFD of the text's own"),
    ],
)
def test_bytes_become_text(data: bytes, text: str, note: str | None) -> None:
    assert decode(data) == (text, note)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"%PDF-1.7 ...", "is a PDF file, not text"),
        (b"PK\x03\x04....", "is a ZIP archive or an office document, not text"),
        (b"\x1f\x8b\x08....", "is a gzip archive, not text"),
        (bytes(range(256)) * 4, "is not text: 108 of its 1,024 bytes are control characters"),
        ("Élysée".encode("utf-16-le"), "is not text: 6 of its 12 bytes are control characters"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        decode(data)


@pytest.mark.parametrize(
    ("declared", "chosen"),
    [
        ("windows-1251", "cp1251"),
        ("ISO-8859-1", "cp1252"),
        ("utf-8", "cp1252"),
        ("no-such-thing", "cp1252"),
        ("base64", "cp1252"),
    ],
)
def test_what_a_page_declares_is_tried_before_guessing(declared: str, chosen: str) -> None:
    assert choose(io.BytesIO(QUOTED.encode("cp1252")), declared).name == chosen


def test_utf8_goes_before_what_a_page_declares() -> None:
    assert decode(QUOTED.encode(), "windows-1251") == (QUOTED, None)


def test_characters_across_chunks_are_whole() -> None:
    text = "x" + "é" * 1_100_000
    assert decode(text.encode()) == (text, None)
