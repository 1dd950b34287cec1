"""Damage valid inputs at random and read them: no crash, no hang, only documents and reasons.

    python benchmarks/fuzz.py --seconds 60 --seed 1

Every kind of input that is read gets its turn, whole and in parts. Prints how many damaged files
were read, how many gave documents, and each fault with the file that shows it, kept in --keep.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import random
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from detente.errors import DetenteError
from detente.model import Document
from detente.pipeline.limit import OverTime, within
from detente.reading import parts_of, read, read_part
from detente.reading.parts import Part

LIMIT_S = 20.0
TEXT = (
    "Poland expelled three Russian diplomats on Friday. “We regret it,” the Kremlin’s Łukasz said. "
)
HOSTILE = (
    *(b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xf0\x9d\x94\x98", b"\xe2\x80\xae"),
    *(b"[" * 5000, b"<div>" * 5000, b'{"text":' * 3000, b"1" * 5000, b" " * 20000, b"\n" * 1000),
    *(b"&#x110000;", b"\r", b"\t", b'"', b"'", b"\\u", b"]]>", b"9" * 20, b"-1", b"1e999", b"NaN"),
)


def _page() -> bytes:
    body = "".join(f"<p>{TEXT * 3}</p>" for _ in range(4))
    head = '<meta charset="utf-8"><meta property="article:published_time" content="2024-03-15">'
    head += "<title>News</title>"
    shown = f"<article><h1>News</h1>{body}</article>"
    return f"<!DOCTYPE html><html><head>{head}</head><body>{shown}</body></html>".encode()


def _lines() -> bytes:
    fields = {"text": TEXT * 2, "published": "2024-03-15", "nested": [1, {"a": None}]}
    rows = (json.dumps(fields | {"id": f"d{k}"}, ensure_ascii=bool(k % 2)) for k in range(5))
    return "".join(row + "\n" for row in rows).encode()


def _table(mark: str) -> bytes:
    rows = [mark.join(["id", "text", "published"])]
    rows += [mark.join([f"d{k}", f'"{TEXT}"', "2024-03-15"]) for k in range(5)]
    return "\n".join(rows).encode()


def _columns() -> bytes:
    sink = io.BytesIO()
    rows = pa.table({"text": [TEXT] * 40, "id": [f"d{k}" for k in range(40)]})
    parquet.write_table(rows, sink, row_group_size=10)
    return sink.getvalue()


def _feed() -> bytes:
    rest = f"<description>{TEXT}</description><pubDate>Fri, 15 Mar 2024 10:00:00 GMT</pubDate>"
    links = (f"<title>News {k}</title><link>https://example.org/{k}</link>" for k in range(3))
    items = "".join(f"<item>{link}{rest}</item>" for link in links)
    channel = f"<channel><title>T</title>{items}</channel>"
    return f'<?xml version="1.0"?><rss version="2.0">{channel}</rss>'.encode()


def _archive() -> bytes:
    said = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + _page()
    head = (
        "WARC/1.0",
        "WARC-Type: response",
        "WARC-Target-URI: https://example.org/{k}",
        "WARC-Date: 2024-03-15T10:00:00Z",
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-00000000000{k}>",
        "Content-Type: application/http; msgtype=response",
        "Content-Length: {size}",
    )
    heads = ("\r\n".join(head).format(k=k, size=len(said)).encode() for k in range(3))
    return b"".join(one + b"\r\n\r\n" + said + b"\r\n\r\n" for one in heads)


SEEDS: dict[str, Callable[[], bytes]] = {
    ".txt": lambda: ("A headline\n\n" + TEXT * 5).encode(),
    ".html": _page,
    ".jsonl": _lines,
    ".json": lambda: b"[" + b",".join(_lines().splitlines()) + b"]",
    ".csv": lambda: _table(","),
    ".tsv": lambda: _table("\t"),
    ".parquet": _columns,
    ".xml": _feed,
    ".warc": _archive,
    ".warc.gz": lambda: gzip.compress(_archive()),
    ".jsonl.gz": lambda: gzip.compress(_lines()),
}


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Return the data with one to eight changes: other bytes, copies, hostile strings, cuts."""
    content = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(content) + 1)
        until = min(len(content), at + chance.choice((1, 2, 8, 100)))
        match chance.randrange(6):
            case 0:
                content[at:until] = chance.randbytes(until - at)
            case 1:
                del content[at:until]
            case 2:
                content[at:at] = chance.choice(HOSTILE)
            case 3:
                content[at:at] = content[at : at + chance.randrange(500)]
            case 4:
                content[at:until] = chance.choice(HOSTILE)
            case _ if chance.random() < 0.2:
                del content[at:]
    return bytes(content)


def fault_of(path: Path) -> tuple[str | None, int]:
    """Read a file whole and in parts; return the fault, None without one, and the documents."""
    try:
        with within(LIMIT_S):
            whole = list(read([path]))
            documents = [one for one in whole if isinstance(one, Document)]
            for one in documents:
                json.dumps(dict(one.extra))
                one.text.encode("utf-8")
            parts = [one for one in parts_of([path], rows_at_least=2) if isinstance(one, Part)]
            apart = [one for part in parts for one in read_part(part)]
            texts = [one.text for one in apart if isinstance(one, Document)]
            if texts != [one.text for one in documents]:
                return f"read whole {len(documents)} documents, in parts {len(texts)}", len(
                    documents
                )
            return None, len(documents)
    except DetenteError:
        return None, 0
    except OverTime:
        return f"takes more than {LIMIT_S:g} seconds", 0
    except BaseException:  # noqa: BLE001 (what is looked for)
        return traceback.format_exc(limit=-3), 0


def main() -> None:
    """Damage and read until the time is over."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("build/fuzz"))
    asked = parser.parse_args()
    chance = random.Random(asked.seed)
    until = time.monotonic() + asked.seconds
    tried: Counter[str] = Counter()
    gave: Counter[str] = Counter()
    faults: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < until:
            for suffix, make in SEEDS.items():
                path = Path(folder) / f"a{suffix}"
                path.write_bytes(damaged(make(), chance))
                fault, documents = fault_of(path)
                tried[suffix] += 1
                gave[suffix] += documents > 0
                if fault is not None and fault not in faults:
                    asked.keep.mkdir(parents=True, exist_ok=True)
                    kept = asked.keep / f"{len(faults)}{suffix}"
                    kept.write_bytes(path.read_bytes())
                    faults[fault] = str(kept)
    for suffix in SEEDS:
        print(f"{suffix:10} {tried[suffix]:7,} damaged files, {gave[suffix]:7,} gave documents")
    for fault, kept in faults.items():
        print(f"\n{kept}\n{fault}")
    print(f"{sum(tried.values()):,} files, {len(faults)} kinds of fault")
    raise SystemExit(1 if faults else 0)


if __name__ == "__main__":
    main()
