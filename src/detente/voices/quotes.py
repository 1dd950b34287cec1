"""Words inside quotation marks, by their marks alone.

American and British news differ: “double” with ‘single’ inside, or the other way round; typed
text has straight marks for both, some has '' or guillemets. An apostrophe is no mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from detente.model import Document, Quote

__all__ = ["find_quotes"]

_DOUBLE = re.compile(r"[“”„\"«»]|''|``|’’|‘‘")
_SINGLE = re.compile(r"[‘’'‹›]")
_PARAGRAPH = re.compile(r"[^\r\n]+(?:(?:\r\n|\r|\n)(?![^\S\r\n]*(?:\r\n|\r|\n))[^\r\n]+)*")
_OPENING = frozenset("“„‘")
_CLOSING = frozenset("”")
_BEFORE_OPENING = frozenset('([{—–-/:,.;…“"‘«')
_ELISIONS = re.compile(r"['’‘](?:\d\ds?\b|(?:em|til|tis|twas|cause|n|round|bout)\b)", re.IGNORECASE)
_LONGEST_SINGLE = 1_000
"""Characters; a single mark that closes later than this is taken for an apostrophe."""


@dataclass(slots=True)
class _Mark:
    start: int
    end: int
    opens: bool
    closes: bool


def find_quotes(document: Document) -> tuple[Quote, ...]:
    """Return the quotations of a document in text order, inner ones after those around them.

    A quotation ends with its paragraph at the latest; one that is still open there has
    `closed` false, and the next paragraph's may continue it.
    """
    text = document.text
    found: list[Quote] = []
    for start, end in _paragraphs(text):
        doubles = list(_pairs(list(_marks(text, start, end, _DOUBLE)), end))
        singles = _single_pairs(list(_marks(text, start, end, _SINGLE)), doubles)
        for a, b, closed in [*doubles, *singles]:
            a, b = _trimmed(text, a, b)
            if a < b:
                found.append(Quote(start=a, end=b, text=text[a:b], closed=closed))
    return tuple(sorted(found, key=lambda q: (q.start, -q.end)))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield paragraphs: lines, or whole blocks where lines are wrapped in mid-sentence."""
    for block in _PARAGRAPH.finditer(text):
        start = block.start()
        for line in re.finditer(r"(?:\r\n|\r|\n)(?=[^\S\r\n]*[A-Z“‘«\"'`])", block[0]):
            before = text[start : block.start() + line.start()].rstrip()
            if before and before[-1] in ".!?:”\"’'»;…)":
                yield start, block.start() + line.start()
                start = block.start() + line.end()
        yield start, block.end()


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _marks(text: str, start: int, end: int, kind: re.Pattern[str]) -> Iterator[_Mark]:
    """Yield the quotation marks between `start` and `end` with what they may do there."""
    for found in kind.finditer(text, start, end):
        a, b = found.span()
        before = text[a - 1] if a > start else " "
        after = text[b] if b < end else " "
        if _is_measure_or_apostrophe(text, found, before, after):
            continue
        yield _Mark(a, b, *_roles(found[0], before, after, single=kind is _SINGLE))


def _is_measure_or_apostrophe(text: str, found: re.Match[str], before: str, after: str) -> bool:
    mark = found[0]
    if mark in "'’‘" and (_ELISIONS.match(text, found.start()) or _inside_word(before, after)):
        return True
    if mark in "'\"" and before.isdigit() and (after.isdigit() or after == '"'):
        return True
    paired = (text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1])
    return mark in "'’‘" and mark in paired


def _inside_word(before: str, after: str) -> bool:
    return before.isalnum() and after.isalnum()


def _roles(mark: str, before: str, after: str, *, single: bool) -> tuple[bool, bool]:
    """Tell whether a mark may open and whether it may close, by its shape, then its place."""
    at_left = before.isspace() or before in _BEFORE_OPENING
    at_right = after.isspace() or not after.isalnum()
    opens = at_left and not after.isspace()
    closes = at_right and not before.isspace()
    if mark in "«»‹›":
        return mark in "«‹", mark in "»›"
    if mark in _OPENING or mark == "``":
        return opens or not closes, closes and not single and not opens
    if mark in _CLOSING:
        return opens and not closes and mark == "”", closes or not opens
    if mark == "’":
        return False, closes
    if single:
        return opens, closes
    return opens or not closes, closes or not opens


def _pairs(marks: list[_Mark], end: int) -> Iterator[tuple[int, int, bool]]:
    """Pair double marks; each quotation is closed by the first mark that may close it."""
    opened: _Mark | None = None
    for mark in marks:
        if opened is None:
            if mark.opens:
                opened = mark
        elif mark.closes:
            yield opened.end, mark.start, True
            opened = None
        elif mark.opens:
            opened = opened if mark.start == opened.end else mark
    if opened is not None:
        yield opened.end, end, False


def _single_pairs(
    marks: list[_Mark], doubles: list[tuple[int, int, bool]]
) -> Iterator[tuple[int, int, bool]]:
    """Pair single marks that are both inside the same double quotation or both outside all."""
    used = -1
    for number, mark in enumerate(marks):
        if not mark.opens or mark.start < used:
            continue
        room = _around(mark.start, doubles)
        for other in marks[number + 1 :]:
            if other.start - mark.end > _LONGEST_SINGLE or _around(other.start, doubles) != room:
                break
            if other.closes and other.start > mark.end:
                yield mark.end, other.start, True
                used = other.end
                break


def _around(place: int, doubles: list[tuple[int, int, bool]]) -> int | None:
    return next((n for n, (a, b, _) in enumerate(doubles) if a <= place < b), None)
