"""Plain text: one file is one document; a headline on its first line is the title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from detente.errors import InputError
from detente.model import Document
from detente.reading import encoding
from detente.reading.documents import MAX_CHARACTERS, build
from detente.reading.records import Origin, Reading, UnreadableError

__all__ = ["documents", "from_text", "headline"]

MAX_BYTES = 4 * MAX_CHARACTERS + 4
MAX_HEADLINE = 200
LOOK_AHEAD = 5_000
LINE = re.compile(r"[^\r\n]*(\r\n|\r|\n|\Z)")
UNFINISHED = re.compile(r"[.,;:\-–—]\W*$|\b(a|an|and|at|by|for|from|in|of|on|or|that|the|to|with)$")
FINISHED = re.compile(r"[.!?…:][\"'”’»)\]]*$|[\"”»]$")


def documents(stream: BinaryIO, origin: Origin) -> Iterator[Reading]:
    """Yield the document of a text file, its text exactly as the file has it.

    Raises:
        UnreadableError: the file is no text, or in no encoding that can be told.
    """
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        problem = f"a text of more than {MAX_CHARACTERS:,} characters, the limit"
        yield origin.unread(None, problem, "split it into articles")
        return
    text, note = _decoded(data, origin)
    if note:
        yield origin.remark(None, note)
    yield from build(origin, None, id=origin.stem, text=text, title=headline(text))


def _decoded(data: bytes, origin: Origin) -> tuple[str, str | None]:
    try:
        text, note = encoding.decode(data)
    except ValueError as error:
        raise UnreadableError(origin, str(error), "give plain text, best in UTF-8") from None
    if "\0" in text:
        remedy = "give plain text, best in UTF-8"
        raise UnreadableError(origin, "is not text: it has NUL characters", remedy)
    return text, note


def from_text(
    text: str,
    *,
    id: str,
    title: str | None = None,
    published: date | None = None,
) -> Document:
    """Return a document made of `text`, as if it had been read from a file.

    Without `title` a headline on the first line is the title; `published` None means unknown.

    Raises:
        InputError: the text is empty or too long.
    """
    origin = Origin(name=id, stem=id, published=published)
    for reading in build(origin, None, id=id, text=text, title=title or headline(text)):
        if isinstance(reading, Document):
            return reading
        problem = str(reading)
    raise InputError(problem)


def headline(text: str) -> str | None:
    """Return the first line where it stands alone as a headline, else None.

    It is short, does not end like a sentence or in the middle of one, and more text follows
    which does not read as the same paragraph, broken into lines.
    """
    first, *rest = _lines(text.lstrip()[:LOOK_AHEAD])
    title = first.strip()
    if not 0 < len(title) < MAX_HEADLINE or UNFINISHED.search(title):
        return None
    if not any(line.strip() for line in rest) or _runs_on(title, rest):
        return None
    return title


def _lines(text: str) -> list[str]:
    found = [match[0].rstrip("\r\n") for match in LINE.finditer(text)]
    return found or [""]


def _runs_on(title: str, rest: list[str]) -> bool:
    second, third = [*rest, "", ""][:2]
    if not second.strip():
        return False
    if second.lstrip()[0].islower():
        return True
    alike = len(second) < MAX_HEADLINE and 0.7 < len(title) / len(second) < 1.4
    return alike and bool(third.strip()) and not FINISHED.search(second.strip())
