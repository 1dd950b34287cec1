"""Where paragraphs, headlines and datelines are: how a text is cut before it is parsed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Segment", "segments"]

LONGEST_SEGMENT = 20_000
"""Characters given to the parser at once; longer paragraphs are cut at a space."""

_ENDS = (".", "!", "?", "”", '"', "’", "'", ":", ";", ")", "…")
_LINE = re.compile(r"[^\r\n]+")
_BLANK = re.compile(r"(?:\r\n|\r|\n)[^\S\r\n]*(?:\r\n|\r|\n)\s*")
_DATELINE = re.compile(
    r"(?:[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}(?:, [A-Z][\w.'’ -]{2,30}){0,2}"
    r"(?: \([A-Za-z./ -]{2,30}\)| [A-Z][a-z]{2}\.? \d{1,2}| \([A-Za-z./ -]{2,30}\))*"
    r"|\([A-Za-z./ -]{2,30}\)) ?(?:--|—|–|-) ?(?=[A-Z“\"'‘])"
)
_UPPER_DATELINE = re.compile(r"[A-Z][A-Z.' -]{2,}[A-Z]")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text that is parsed by itself; `paragraph` numbers the paragraphs.

    What is `spared` is a sentence that is not parsed; see `sparing`.
    """

    start: int
    end: int
    paragraph: int
    headline: bool = False
    spared: bool = False


def segments(text: str) -> list[Segment]:
    """Return the segments of a text, in order; together they hold all of its words.

    A line is a paragraph, unless its block is hard-wrapped (most lines end without a mark).
    A short line of its own without a final mark is a headline; a dateline ("PARIS (AP) --")
    is a segment of its own.
    """
    found: list[Segment] = []
    for number, (start, end) in enumerate(_paragraphs(text)):
        headline = _is_headline(text[start:end])
        pieces = _headline_parts(text, start, end) if headline else _body_parts(text, start, end)
        found.extend(Segment(a, b, number, headline) for a, b in pieces if text[a:b].strip())
    return found


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    for start, end in _blocks(text):
        lines = [(start + m.start(), start + m.end()) for m in _LINE.finditer(text[start:end])]
        if _hard_wrapped([text[a:b].strip() for a, b in lines]):
            yield start, end
        else:
            yield from ((a, b) for a, b in lines if text[a:b].strip())


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for gap in _BLANK.finditer(text):
        if text[at : gap.start()].strip():
            yield at, gap.start()
        at = gap.end()
    if text[at:].strip():
        yield at, len(text)


def _hard_wrapped(lines: list[str]) -> bool:
    if len(lines) < 2:
        return False
    inner = lines[:-1]
    running = sum(not line.endswith(_ENDS) for line in inner)
    even = max(map(len, lines)) <= 120 and min(map(len, inner)) >= 0.5 * max(map(len, inner))
    return even and running >= 0.6 * len(inner) and len(lines) > 2


def _is_headline(line: str) -> bool:
    line = line.strip()
    return 0 < len(line) < 200 and not line.endswith(_ENDS) and len(line.split()) > 1


def _headline_parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for colon in re.finditer(r"[:;] | [|–—-] ", text[start:end]):
        yield at, start + colon.start()
        at = start + colon.end()
    yield at, end


def _body_parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    head = _DATELINE.match(text, start, min(end, start + 120))
    if head and ("(" in head[0] or _UPPER_DATELINE.match(head[0])):
        yield start, head.end()
        start = head.end()
    while end - start > LONGEST_SEGMENT:
        cut = text.rfind(" ", start, start + LONGEST_SEGMENT)
        cut = cut if cut > start else start + LONGEST_SEGMENT
        yield start, cut
        start = cut
    yield start, end
