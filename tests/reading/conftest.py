from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from detente.model import Document
from detente.reading import Reading, read

Give = Callable[[str, bytes | str], Path]
Got = Callable[[str, bytes | str], list[Reading]]


@pytest.fixture
def give(tmp_path: Path) -> Give:
    """Return a function that writes a file into an empty folder and returns its path."""

    def write(name: str, content: bytes | str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def got(give: Give) -> Got:
    """Return a function that writes a file and returns all that reading it yields.

    A second, good file stands beside it, so that its faults come as `Unread`.
    """

    def written(name: str, content: bytes | str) -> list[Reading]:
        path, other = give(name, content), give("other.txt", "Other text.")
        readings = list(read([path, other]))
        last = readings.pop()
        assert isinstance(last, Document)
        assert last.id == "other"
        return readings

    return written
