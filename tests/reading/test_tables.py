from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pyarrow as pa
import pytest
from pyarrow import parquet

from detente.model import Document
from detente.reading import Reading, Unread

Got = Callable[[str, bytes | str], list[Reading]]


def seen(reading: Reading) -> str:
    if isinstance(reading, Document):
        return f"{reading.id}={reading.text}"
    return f"{reading.line}: {reading.problem}"


def test_columns_become_fields(got: Got) -> None:
    header = "id,text,title,published,source,url,language,rank,,rank\r\n"
    (document,) = got("a.csv", header + '1,"A, ""b""\r\nc.",T,2016-10-14,AFP,u,EN,3,,\r\n')
    assert document == Document(
        id="1",
        text='A, "b"\r\nc.',
        title="T",
        published=date(2016, 10, 14),
        source="AFP",
        url="u",
        language="en",
        extra={"rank": "3", "": "", "rank#2": ""},
    )


@pytest.mark.parametrize(
    ("name", "content", "readings"),
    [
        ("a.csv", "text\nA.\n\nB.", ["a:2=A.", "a:4=B."]),
        ("a.csv", "\ufefftext,id\nA.,x", ["x=A."]),
        ("a.csv", "id;text\nx;A, b.", ["x=A, b."]),
        ("a.csv", "id\ttext\nx\tA, b.", ["x=A, b."]),
        ("a.csv", '"id","text"\n"x","A\n\nb."\n"y","B."', ["x=A\n\nb.", "y=B."]),
        ("a.csv", "text,id\n A. ,x", ["x= A. "]),
        ("a.csv", "text,id\rA.,x\rB.,y", ["x=A.", "y=B."]),
        ("a.csv", "text,id\nA\0b.,x\n" + "B.,y\n" * 30, None),
        ("a.tsv", 'text\tid\n"Stay," he said.\tx', ['x="Stay," he said.']),
        ("a.tsv", 'text\tid\n"A ""b""."\tx', ['x=A "b".']),
        ("a.tsv", "text,id\nA.,x", ["x=A."]),
        ("a.csv", "text,id\nA.,x,", ["x=A."]),
        (
            "a.csv",
            "text,id\nA, b.,x\nA.\nC.,y",
            ["2: 3 cells where the header has 2", "3: 1 cells where the header has 2", "y=C."],
        ),
        (
            "a.csv",
            'text,id\n"A.,x\nB.,y\nC.,z',
            ["2: not a row of this table: unexpected end of data", "y=B.", "z=C."],
        ),
        (
            "a.csv",
            'text,id\n"A" b.,x\nB.,y',
            ["2: not a row of this table: ',' expected after '\"'", "y=B."],
        ),
        ("a.csv", "text,id\n,x", ["2: has no text"]),
        ("a.csv", "body,id\nA.,x", ["None: no column 'text'; the columns are 'body', 'id'"]),
        ("a.csv", "text,text\nA.,x", ["None: two columns are named 'text'"]),
        ("a.csv", "", ["None: an empty table"]),
        ("a.csv", "text,id\n", []),
    ],
)
def test_separated_values(got: Got, name: str, content: str, readings: list[str] | None) -> None:
    found = [seen(reading) for reading in got(name, content)]
    if readings is None:
        assert found[0] == "x=A\0b."
    else:
        assert found == readings


@pytest.mark.parametrize(
    ("content", "readings"),
    [
        (
            "text;id\nL’Élysée “reste” à Paris;x".encode("cp1252"),
            ["None: not UTF-8; read as cp1252", "x=L’Élysée “reste” à Paris"],
        ),
        ("text\tid\nÉlysée\tx".encode("utf-16"), ["x=Élysée"]),
        (b'text,id\n"' + b"a" * 1_000_000 + b'",x', ["x=" + "a" * 1_000_000]),
        (b"PK\x03\x04", ["None: is a ZIP archive or an office document, not text"]),
    ],
)
def test_tables_of_bytes(got: Got, content: bytes, readings: list[str]) -> None:
    assert [seen(reading) for reading in got("a.csv", content)] == readings


def packed(**columns: pa.Array) -> bytes:
    sink = io.BytesIO()
    parquet.write_table(pa.table(columns), sink)
    return sink.getvalue()


def test_columns_of_parquet(got: Got) -> None:
    moment = datetime(2016, 10, 14, 23, 30)
    content = packed(
        text=pa.array([" A. ", None, "C."]),
        published=pa.array([moment, None, moment], pa.timestamp("ns")),
        id=pa.array([1.0, None, 3.0]),
        at=pa.array([moment] * 3),
        raw=pa.array([b"\0"] * 3),
        sum=pa.array([Decimal("1.50")] * 3),
        rate=pa.array([float("nan")] * 3),
        tags=pa.array([["a"], [], None]),
    )
    first, missing, last = got("a.parquet", content)
    assert first == Document(
        id="1",
        text=" A. ",
        published=date(2016, 10, 14),
        extra={
            "at": "2016-10-14T23:30:00",
            "raw": "AA==",
            "sum": "1.50",
            "rate": None,
            "tags": ["a"],
        },
    )
    assert seen(missing) == "2: has no text"
    assert seen(last) == "3=C."


@pytest.mark.parametrize(
    ("column", "readings"),
    [
        (pa.array(["A.", "B."]).dictionary_encode(), ["a:1=A.", "a:2=B."]),
        (pa.array(["A.", "B."], pa.large_string()), ["a:1=A.", "a:2=B."]),
        (pa.array([b"A.", b"\xff"]), ["a:1=A.", "2: 'text' is of type bytes, not a string"]),
        (pa.array([1]), ["1: 'text' is of type int, not a string"]),
        (pa.array(["A."] * 600), [f"a:{n}=A." for n in range(1, 601)]),
    ],
)
def test_texts_of_parquet(got: Got, column: pa.Array, readings: list[str]) -> None:
    assert [seen(reading) for reading in got("a.parquet", packed(text=column))] == readings


def test_a_string_of_parquet_that_is_not_utf8_costs_its_row_only(got: Got) -> None:
    broken = pa.array([b"A.", b"\xff", b"C."]).view(pa.string())
    first, unread, last = got("a.parquet", packed(text=broken))
    assert (seen(first), seen(last)) == ("a:1=A.", "a:3=C.")
    assert seen(unread).startswith("2: a value that cannot be read:")


def test_parquet_without_texts(got: Got) -> None:
    (unread,) = got("a.parquet", packed(body=pa.array(["A."])))
    assert seen(unread) == "None: no column 'text'; the columns are 'body'"


def test_no_parquet(got: Got) -> None:
    (unread,) = got("a.parquet", b"text,id\nA.,x")
    assert seen(unread).startswith("None: not a Parquet file that can be read:")


def test_of_damaged_parquet_the_sound_row_groups_are_read(got: Got) -> None:
    texts = pa.array([f"Text number {n} of many." for n in range(5_000)])
    sink = io.BytesIO()
    parquet.write_table(pa.table({"text": texts}), sink, row_group_size=1_000, compression="zstd")
    content = bytearray(sink.getvalue())
    third = parquet.ParquetFile(io.BytesIO(bytes(content))).metadata.row_group(2).column(0)
    start = third.dictionary_page_offset or third.data_page_offset
    content[start : start + third.total_compressed_size] = b"\xff" * third.total_compressed_size
    readings = got("a.parquet", bytes(content))
    (unread,) = (one for one in readings if isinstance(one, Unread))
    assert unread.problem.startswith("damaged up to row 3000:")
    assert (unread.line, unread.count) == (2_001, 1_000)
    read = [one.text for one in readings if isinstance(one, Document)]
    assert read == [f"Text number {n} of many." for n in (*range(2_000), *range(3_000, 5_000))]
