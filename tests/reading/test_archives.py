"""Web archives: what is good is read, what is not is named, whatever is broken and wherever."""

from __future__ import annotations

import gzip
import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from detente.model import Document
from detente.reading import Reading, Remark, Unread, read

Got = Callable[[str, bytes | str], list[Reading]]
Give = Callable[[str, bytes | str], Path]

SENTENCE = "The French president cancelled his meeting with the Russian president on Monday. "
PAGE = f"<!doctype html><html><body><article><h1>Off</h1><p>{SENTENCE * 6}</p></article></body>"
META = '<head><meta property="article:published_time" content="2016-10-12">'
DATED = PAGE.replace("<body>", META)


def record(
    number: int,
    body: bytes | str = SENTENCE,
    *,
    kind: str = "conversion",
    media: str = "text/plain",
    url: str | None = None,
    length: int | str | None = None,
) -> bytes:
    block = body.encode() if isinstance(body, str) else body
    said = len(block) if length is None else length
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
        f"WARC-Date: 2017-03-06T04:02:0{number % 10}Z\r\n"
        f"WARC-Target-URI: {url or f'https://example.org/{number}'}\r\n"
        f"Content-Type: {media}\r\nContent-Length: {said}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def answer(number: int, body: bytes | str, *headers: str, status: str = "200 OK") -> bytes:
    payload = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status}", *headers, "", ""]
    block = "\r\n".join(lines).encode() + payload
    return record(number, block, kind="response", media="application/http; msgtype=response")


def ids(readings: list[Reading]) -> list[str]:
    return [one.id for one in readings if isinstance(one, Document)]


def problems(readings: list[Reading]) -> list[str]:
    return [one.problem for one in readings if isinstance(one, Unread)]


def packed(*records: bytes) -> bytes:
    return b"".join(map(gzip.compress, records))


FIVE = [record(number) for number in range(1, 6)]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.warc", b"".join(FIVE)),
        ("a.warc.gz", packed(*FIVE)),
        ("a.warc.gz", gzip.compress(b"".join(FIVE))),
        ("a.warc.gz.open", packed(*FIVE)),
        ("a.WARC", b"".join(FIVE)),
    ],
)
def test_every_record_is_a_document(got: Got, name: str, data: bytes) -> None:
    readings = got(name, data)
    assert problems(readings) == []
    assert [one.partition(":")[2] for one in ids(readings)] == list("12345")
    (first,) = [one for one in readings if isinstance(one, Document)][:1]
    assert first.text == SENTENCE
    assert first.url == "https://example.org/1"
    assert first.published == date(2017, 3, 6)
    assert first.extra == {"record": "<urn:uuid:1>", "captured": "2017-03-06"}


def changed(at: int, old: bytes, new: bytes) -> list[bytes]:
    return [one.replace(old, new) if k == at else one for k, one in enumerate(FIVE)]


LENGTH = f"Content-Length: {len(SENTENCE)}".encode()

BROKEN = [
    ("junk between", [*FIVE[:2], b"junk\r\n" * 9, *FIVE[2:]], "12345", "behind record 2, up to"),
    ("junk before", [b"junk\r\n" * 9, *FIVE], "12345", "from the beginning, up to"),
    ("too short", changed(2, LENGTH, b"Content-Length: 50"), "12345", "behind record 3, up to"),
    ("too long", changed(2, LENGTH, b"Content-Length: 99999"), "12345", None),
    ("no number", changed(2, LENGTH, b"Content-Length: x"), "1245", "has no text"),
    ("no version", changed(2, b"WARC/1.0", b"XXXX/1.0"), "1245", "behind record 2, up to byte"),
    ("cut off", [b"".join(FIVE)[:-40]], "12345", None),
    ("nothing but junk", [b"junk " * 99], "", "from the beginning, up to the end, cannot be read"),
]


@pytest.mark.parametrize(
    ("data", "good", "problem"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN]
)
def test_what_is_broken_is_named_and_the_rest_is_read(
    got: Got, data: list[bytes], good: str, problem: str | None
) -> None:
    readings = got("a.warc", b"".join(data))
    texts = [one.url for one in readings if isinstance(one, Document)]
    assert texts == [f"https://example.org/{number}" for number in good]
    named = problems(readings)
    if problem is None:
        assert any("cut off" in one.problem for one in readings if isinstance(one, Remark))
        assert named == []
    else:
        assert len(named) == 1
        assert problem in named[0]


def test_a_damaged_member_costs_itself_alone(got: Got) -> None:
    members = [gzip.compress(one) for one in FIVE]
    members[2] = members[2][:40] + b"\0" * 40 + members[2][80:]
    readings = got("a.warc.gz", b"".join(members))
    assert ids(readings) == ["a:1", "a:2", "a:3", "a:4"]
    assert [one.url for one in readings if isinstance(one, Document)][2] == "https://example.org/4"
    (problem,) = problems(readings)
    assert "what stands behind record 2" in problem


@pytest.mark.parametrize("seed", range(20))
def test_no_damage_ends_the_reading(give: Give, seed: int) -> None:
    chosen = random.Random(seed)
    data = bytearray(packed(*FIVE) if seed % 2 else b"".join(FIVE))
    for _ in range(chosen.randint(1, 12)):
        data[chosen.randrange(len(data))] = chosen.randrange(256)
    path = give(f"a.warc{'.gz' if seed % 2 else ''}", bytes(data))
    readings = list(read([path, give("b.txt", "Other text.")]))
    assert isinstance(readings[-1], Document)
    whole = [one for one in readings[:-1] if isinstance(one, Document) and one.text == SENTENCE]
    assert len(whole) == 5 or len(readings) > len(whole) + 1  # something is said of what is lost


PAYLOADS = [
    ("plain", PAGE, ()),
    ("gzip", gzip.compress(PAGE.encode()), ("Content-Encoding: gzip",)),
    ("said to be packed, but is not", PAGE, ("Content-Encoding: gzip",)),
    ("chunked", f"{len(PAGE):x}\r\n{PAGE}\r\n0\r\n\r\n", ("Transfer-Encoding: chunked",)),
    ("said to be chunked, but is not", PAGE, ("Transfer-Encoding: chunked",)),
]


@pytest.mark.parametrize(
    ("body", "headers"), [row[1:] for row in PAYLOADS], ids=[row[0] for row in PAYLOADS]
)
def test_answers_are_unpacked(got: Got, body: bytes | str, headers: tuple[str, ...]) -> None:
    remark, document = got("a.warc", answer(1, body, "Content-Type: text/html", *headers))
    assert isinstance(document, Document)
    assert document.text == "Off\n" + (SENTENCE * 6).strip()
    assert "no date is declared; taken instead, when it was saved: 2017-03-06" in str(remark)


def test_the_page_says_when_it_was_published(got: Got) -> None:
    (document,) = got("a.warc", answer(1, DATED, "Content-Type: text/html"))
    assert isinstance(document, Document)
    assert document.published == date(2016, 10, 12)


@pytest.mark.parametrize("charset", ["iso-8859-5", "windows-1251", "utf-8"])
def test_the_server_says_the_charset(got: Got, charset: str) -> None:
    words = PAGE.replace("French", "президент")
    header = f"Content-Type: text/html; charset={charset}"
    document = got("a.warc", answer(1, words.encode(charset), header))[-1]
    assert isinstance(document, Document)
    assert "The президент president" in document.text


def test_what_holds_no_article_is_counted(got: Got) -> None:
    data = b"".join(
        [
            record(1, "software: a", kind="warcinfo", media="application/warc-fields"),
            answer(2, "", "Content-Type: text/html", status="404 Not Found"),
            answer(3, b"\x89PNG", "Content-Type: image/png"),
            record(4, "log", kind="resource", url="metadata://gnu.org/wget.log"),
            record(5, "GET /", kind="request", media="application/http; msgtype=request"),
        ]
    )
    (remark,) = got("a.warc", data)
    kinds = "1 warcinfo, 1 of status 404, 1 image/png, 1 about the crawl, 1 request"
    assert str(remark).endswith(f"left out: {kinds}")


def test_sizes_are_limited(got: Got) -> None:
    bomb = gzip.compress(b"<html>" + b"\0" * 20_000_000)
    data = b"".join(
        [
            answer(1, bomb, "Content-Type: text/html", "Content-Encoding: gzip"),
            record(2, b"a" * 10_000_001),
            record(3),
        ]
    )
    readings = got("a.warc.gz", gzip.compress(data))
    assert problems(readings) == [
        "https://example.org/1: unpacks to more than 10,000,000 bytes, the limit",
        "https://example.org/2: more than 10,000,000 bytes, the limit",
    ]
    assert ids(readings) == ["a:3"]


ARC_COLUMNS = "1 0 Example\nURL IP-address Archive-date Content-type Archive-length\n"
ARC = f"filedesc://a.arc 127.0.0.1 20140216050221 text/plain {len(ARC_COLUMNS)}\n{ARC_COLUMNS}"


def arc(body: str, length: int | str | None = None) -> str:
    said = len(body) if length is None else length
    return f"\nhttps://example.org/1 127.0.0.1 20140216050221 text/html {said}\n{body}\n"


def test_the_form_before_warc_is_read(got: Got) -> None:
    good = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{DATED}"
    readings = got("a.arc", ARC + arc(good) + arc("x") + arc("", "abc"))
    document, one, two, remark = readings
    assert isinstance(document, Document)
    assert document.published == date(2016, 10, 12)
    assert document.url == "https://example.org/1"
    assert problems([one, two]) == ["https://example.org/1: not an answer over HTTP"] * 2
    assert "1 warcinfo" in str(remark)
