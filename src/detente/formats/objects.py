"""JSON objects of a file with the line where each begins: one a line, indented, or in a list."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from detente.formats.openings import repaired
from detente.formats.rows import BadRow

__all__ = ["objects"]

_LONGEST = 10_000  # lines of one object; more is a bracket that was never closed


def objects(stream: BinaryIO) -> Iterator[tuple[int, dict[str, Any]] | BadRow]:
    """Yield the objects with their line numbers, and what is no object as a bad row."""
    held: list[str] = []
    start = indent = 0
    for number, data in enumerate(stream, start=1):
        line = repaired(data)[0].decode().rstrip("\r\n")
        bare = line.strip()
        if not held and bare.lstrip("[").strip(" ,]") == "":
            continue
        begins = bare.startswith("{") and len(line) - len(line.lstrip()) <= indent
        if held and (begins or len(held) >= _LONGEST):
            yield BadRow(start, "is no complete JSON object", held[0])
            held = []
        if not held:
            start, indent = number, len(line) - len(line.lstrip())
        held.append(line)
        found = _decoded(held, indent)
        if found is not None:
            yield BadRow(start, found, held[0]) if isinstance(found, str) else (start, found)
            held = []
    if held:
        yield BadRow(start, "is no complete JSON object", held[0])


def _decoded(held: list[str], indent: int) -> dict[str, Any] | str | None:
    """Return the object that the lines make, what is wrong with them, or None for a part of one.

    Only a line that could end the object, with a bracket no further in than the first, is tried.
    """
    last = held[-1]
    closes = last.rstrip(" ,]").endswith("}") and len(last) - len(last.lstrip()) <= indent
    opens = held[0].lstrip(" [").startswith("{")
    if opens and not closes:
        return None
    text = "\n".join(held).strip().lstrip("[").rstrip(" ,]")
    try:
        found = json.loads(text)
    except ValueError as error:
        return f"is no JSON: {error}" if len(held) == 1 else None
    return found if isinstance(found, dict) else "is no JSON object"
