"""Input that means harm: limits of size and depth, bombs, and numbers beyond all bounds."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest

from detente.model import Document
from detente.pipeline.polling import pause_asked
from detente.reading import MAX_CHARACTERS, read
from detente.reading.rows import MAX_LINE_BYTES

HUGE = "9" * 20


def test_a_feed_with_an_impossible_date_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    day = f"Fri, 15 Mar {HUGE} 10:00:00 GMT"
    item = f"<item><title>News</title><description>A text.</description><pubDate>{day}</pubDate>"
    path.write_text(f"<rss version='2.0'><channel>{item}</item></channel></rss>", "utf-8")
    (document,) = (one for one in read([path]) if isinstance(one, Document))
    assert document.published is None


def test_an_impossible_time_to_wait_is_none() -> None:
    asked = f"Fri, 15 Mar {HUGE} 10:00:00 GMT"
    assert pause_asked(asked, datetime(2024, 3, 15, tzinfo=UTC)) == 0.0


DEEP = [
    (
        "a.jsonl",
        '{"text": "A.", "x": ' + "[" * 100_000 + "]" * 100_000 + "}\n",
        "nested too deeply",
    ),
    ("a.json", "[" * 100_000 + "]" * 100_000, "nested too deeply"),
    ("a.jsonl", '{"text": "A.", "x": ' + "9" * 10_000 + "}\n", "a number is too long"),
    ("a.txt", "x" * (MAX_CHARACTERS + 1), "the limit"),
]


@pytest.mark.parametrize(("name", "content", "said"), DEEP)
def test_what_is_too_much_is_named(tmp_path: Path, name: str, content: str, said: str) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    (tmp_path / "b.txt").write_text("A text.", "utf-8")
    found = list(read([tmp_path]))
    assert [one.text for one in found if isinstance(one, Document)] == ["A text."]
    assert any(said in str(one) for one in found)


def test_a_bomb_in_gzip_does_not_fill_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    row = json.dumps({"text": "A text."}).encode()
    with gzip.open(path, "wb", compresslevel=1) as out:
        out.write(row + b"\n" + b'{"text": "')
        for _ in range(400):
            out.write(b" " * 1_000_000)
        out.write(b'"}\n' + row + b"\n")
    tracemalloc.start()
    found = list(read([path]))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [one.text for one in found if isinstance(one, Document)] == ["A text."] * 2
    assert peak < 4.1 * MAX_LINE_BYTES


def test_names_in_the_input_lead_nowhere(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "../../etc/passwd", "text": "A text."}\n', "utf-8")
    (document,) = read([path])
    assert isinstance(document, Document)
    assert document.id == "../../etc/passwd"
    assert list(tmp_path.iterdir()) == [path]
