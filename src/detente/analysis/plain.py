"""Foreign text made fit to be shown: nothing hidden in it, nothing that acts."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["inline", "markdown", "visible", "web_address"]

_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Invisible marks that turn the direction of what stands beside them: shown."""

_MARKUP = re.compile(r"([\\`*_\[\]#|~$])")
"""What means something within a line of Markdown."""


def inline(text: str) -> str:
    """Return `text` on one line: white space single, control and direction marks made visible."""
    shown = "".join(_visible(char) for char in text)
    return " ".join(shown.split())


def visible(text: str) -> str:
    """Return `text` with its lines, control and direction marks made visible."""
    return "".join(char if char in "\n\t" else _visible(char) for char in text)


def _visible(char: str) -> str:
    if char in _DIRECTIONS:
        return f"⟨U+{ord(char):04X}⟩"
    kind = unicodedata.category(char)
    if kind in ("Cc", "Cs", "Zl", "Zp"):
        return " " if char.isspace() else "\ufffd"
    return char


def markdown(value: object) -> str:
    """Return a value as Markdown within a line that shows just its characters; "" for None."""
    if value is None:
        return ""
    text = inline(str(value)).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARKUP.sub(r"\\\1", text)


def web_address(url: str | None) -> str | None:
    """Return `url` if it is a plain web address that a page may link to, else None."""
    if url is None:
        return None
    address = url.strip()
    wrong = re.search(r"[\s<>\"'`\\\x00-\x1f()]", address)
    return address if re.match(r"https?://[^/]", address) and not wrong else None
