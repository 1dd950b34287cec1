from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest

from detente.model import Document
from detente.reading import Reading, Remark, Unread
from detente.reading.rows import MAX_LINE_BYTES

Got = Callable[[str, bytes | str], list[Reading]]


def seen(reading: Reading) -> str:
    """Return a document as `id=text`, other readings as `line: problem`."""
    if isinstance(reading, Document):
        return f"{reading.id}={reading.text}"
    return f"{reading.line}: {reading.problem}"


def test_every_field_has_its_place(got: Got) -> None:
    row = {
        "id": "x1",
        "text": " He stayed.\r\n",
        "title": "Stay",
        "published": "2016-10-14",
        "source": "AFP",
        "url": "https://example.org/1",
        "language": "en-GB",
        "score": 0.5,
        "tags": ["a", {"b": None}],
    }
    (document,) = got("a.jsonl", json.dumps(row))
    assert document == Document(
        id="x1",
        text=" He stayed.\r\n",
        title="Stay",
        published=date(2016, 10, 14),
        source="AFP",
        url="https://example.org/1",
        language="en",
        extra={"score": 0.5, "tags": ["a", {"b": None}]},
    )


@pytest.mark.parametrize(
    ("content", "readings"),
    [
        ('{"text": "A."}\n\n{"text": "B."}', ["a:1=A.", "a:3=B."]),
        ('\ufeff{"text": "A."}\r\n', ["a:1=A."]),
        ('{"text": "A.\u2028B.\\u0085"}\n{"text": "C."}', ["a:1=A.\u2028B.\x85", "a:2=C."]),
        ('{"text": "A\\u0000B."}', ["a:1=A\0B."]),
        ('{"text": "\\ud83d\\ude00."}', ["a:1=😀."]),
        (
            '{"text": "\\ud83d A."}',
            ["1: half characters (lone surrogates) read as U+FFFD: 1", "a:1=\ufffd A."],
        ),
        ('{"text": "A.", "id": "\\udc00"}', ["\ufffd=A."]),
        ('{"text": "A.", "id": 7}\n{"text": "B.", "id": 8.0}', ["7=A.", "8=B."]),
        ('{"text": "A.", "id": ""}\n{"text": "B.", "id": null}', ["a:1=A.", "a:2=B."]),
        ('{"text": "A.", "id": {}}', ["1: id is not text and was left out", "a:1=A."]),
        ('{"text": "A.", "x": NaN}', ["a:1=A."]),
        (
            '{"text": "A."}\n{"text": B}\n{"text": "C."}',
            ["a:1=A.", "2: not valid JSON: Expecting value at column 10", "a:3=C."],
        ),
        ('{"text": "A', ["1: not valid JSON: Unterminated string starting at at column 10"]),
        ("[1]", ["1: a JSON list, not an object"]),
        ('"A."', ["1: a JSON string, not an object"]),
        ("null", ["1: a JSON constant, not an object"]),
        ("7", ["1: a JSON number, not an object"]),
        ('{"title": "A."}', ["1: no field 'text'"]),
        ('{"text": null}', ["1: has no text"]),
        ('{"text": 7}', ["1: 'text' is of type int, not a string"]),
        ('{"text": ["A."]}', ["1: 'text' is of type list, not a string"]),
        ('{"text": " "}', ["1: has no text"]),
        ('{"text": "A.", "x": ' + "1" * 5000 + "}", ["1: not valid JSON: a number is too long"]),
        ("[" * 200_000, ["1: not valid JSON: nested too deeply"]),
        (
            '{"text": "A.", "x": ' + "[" * 900 + "]" * 900 + '}\n{"text": "B."}',
            ["1: nested too deeply", "a:2=B."],
        ),
        ("", ["None: has no rows"]),
        ("\n \n", ["None: has no rows"]),
    ],
)
def test_lines_of_json(got: Got, content: str, readings: list[str]) -> None:
    assert [seen(reading) for reading in got("a.jsonl", content)] == readings


@pytest.mark.parametrize(
    ("content", "readings"),
    [
        (
            b'{"text": "\xe9"}\n{"text": "B."}',
            ["1: not UTF-8: byte 0xe9 at position 11", "a:2=B."],
        ),
        ('{"text": "É."}\r\n{"text": "B."}'.encode("utf-16"), ["a:1=É.", "a:2=B."]),
        (
            b'{"text": "' + b"x" * MAX_LINE_BYTES + b'"}\n{"text": "B."}',
            ["1: a line of more than 67,108,864 bytes, the limit", "a:2=B."],
        ),
        (
            b'{"text": "' + b"x" * 10_000_000 + b'"}\n{"text": "B."}',
            ["1: a text of 10,000,000 characters; the limit is 5,000,000", "a:2=B."],
        ),
    ],
)
def test_lines_of_bytes(got: Got, content: bytes, readings: list[str]) -> None:
    assert [seen(reading) for reading in got("a.ndjson", content)] == readings


@pytest.mark.parametrize(
    ("content", "readings"),
    [
        ('{\n "text": "A."\n}', ["a:1=A."]),
        ('[{"text": "A."},\n{"text": "B.", "id": "b"}, 7]', ["a:1=A.", "b=B.", "None: item 3"]),
        ('{"text": "A."}\n{"text": "B."}\n', ["a:1=A.", "a:2=B."]),
        ("[]", ["None: has no rows"]),
        ('[{"text": "A."}', ["None: not valid JSON: Expecting ',' delimiter at column 16"]),
        ('{"text": "A."', ["None: not valid JSON: Expecting ',' delimiter at column 14"]),
        ("", ["None: not valid JSON: Expecting value at column 1"]),
    ],
)
def test_files_of_json(got: Got, content: str, readings: list[str]) -> None:
    found = [seen(reading).partition(": a JSON")[0] for reading in got("a.json", content)]
    assert found == readings


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2016-10-14", date(2016, 10, 14)),
        (" 2016-10-14 ", date(2016, 10, 14)),
        ("20161014", date(2016, 10, 14)),
        ("2016-10-14T23:30:00", date(2016, 10, 14)),
        ("2016-10-14T23:30:00Z", date(2016, 10, 14)),
        ("2016-10-14 23:30:00.123456789+02:00", date(2016, 10, 14)),
        ("2016-10-14T23:30:00-05:00", date(2016, 10, 14)),
        ("", None),
        (None, None),
    ],
)
def test_dates(got: Got, published: str | None, day: date | None) -> None:
    (document,) = got("a.jsonl", json.dumps({"text": "A.", "published": published}))
    assert isinstance(document, Document)
    assert document.published == day


@pytest.mark.parametrize("published", ["14 October 2016", "2016-10", "2016-02-30", 1476403200, []])
def test_a_bad_date_costs_no_text(got: Got, published: object) -> None:
    remark, document = got("a.jsonl", json.dumps({"text": "A.", "published": published}))
    assert isinstance(remark, Remark)
    assert remark.problem.endswith("is not a date like 2016-10-14; the date taken instead: none")
    assert isinstance(document, Document)
    assert document.published is None


@pytest.mark.parametrize("published", ["0999-12-31", "3000-01-01T00:00:00", "9999-12-31"])
def test_a_day_that_nothing_can_be_counted_from_is_left_out(got: Got, published: str) -> None:
    remark, document = got("a.jsonl", json.dumps({"text": "A.", "published": published}))
    assert isinstance(remark, Remark)
    assert f"{published[:10]!r} lies outside the years 1000 to 2999" in remark.problem
    assert isinstance(document, Document)
    assert document.published is None


def test_a_fault_says_file_line_problem_and_remedy(got: Got) -> None:
    (unread,) = got("a.jsonl", '{"body": "A."}')
    assert isinstance(unread, Unread)
    assert str(unread).endswith("a.jsonl:1: no field 'text'; the fields here are 'body'")
