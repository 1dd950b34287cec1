"""Text that is written from right to left, and where it stands on a page without being kept apart.

Marks that turn the direction of writing must be spelt out, and letters from right to left must
stand in a `<bdi>` or where nothing can stand beside them, lest they reorder the page around them.
"""

from __future__ import annotations

from html.parser import HTMLParser

LETTERS = "שלום"
MARKS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
TEXT = f"{LETTERS}{MARKS} evil"
"""What a hostile name, title or sentence holds."""

_ALONE = frozenset({"bdi", "alert", "title", "desc", "option", "textarea", "script"})
"""Elements whose words are kept apart from those around them, or are not shown in a line."""

_VOID = frozenset({"meta", "br", "img", "link", "hr", "input", "path", "use", "rect"})


class _Seeker(HTMLParser):
    """Collects words from right to left that stand among others."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            self.open.append("alert" if ("role", "alert") in attrs else tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if any(letter in data for letter in LETTERS) and not _ALONE.intersection(self.open):
            self.found.append(f"<{self.open[-1]}>{data.strip()}")


def mingled(page: str) -> list[str]:
    """Return the words from right to left that are not kept apart, and the marks not spelt out."""
    seeker = _Seeker()
    seeker.feed(page)
    return seeker.found + [f"U+{ord(mark):04X}" for mark in MARKS if mark in page]
