"""No regular expression of ours blows up, whatever the text."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator

import pytest

import detente

LENGTH = 800
LIMIT_S = 0.3
"""Seconds of computing; eight hundred characters take a sound pattern some milliseconds."""

PIECES = (
    *(
        "a",
        "A",
        "aA",
        " ",
        "\n",
        "\t",
        "\u00a0",
        "1",
        "1,",
        "1.",
        "-",
        "–",
        "'",
        "’",
        '"',
        "“",
        "(",
    ),
    *(
        "[",
        "<",
        "<!-- ",
        "&",
        ".",
        "...",
        "a.",
        "A.",
        "A. ",
        "a ",
        "A b ",
        "a-",
        "a, ",
        "and ",
        "the ",
    ),
    *("of the ", "1 and ", "1 to ", "two hundred ", "May ", "May 1, ", "http://a", "e\u0301", "й"),
)


SHORT = {"detente.places.happening._WITHIN": 45}
"""Patterns that are asked only of texts so long, which their module makes sure of."""


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for found in pkgutil.walk_packages(detente.__path__, "detente."):
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                yield f"{found.name}.{name}", value


PATTERNS = dict(patterns())


def test_the_patterns_are_found() -> None:
    assert len(PATTERNS) > 30


@pytest.mark.parametrize("name", PATTERNS)
def test_no_text_is_too_much(name: str) -> None:
    slow = []
    for piece in PIECES:
        text = (piece * LENGTH)[: SHORT.get(name, LENGTH)]
        for hostile in (text, f"x{text}\x00"):
            start = time.process_time()
            list(PATTERNS[name].finditer(hostile))
            PATTERNS[name].fullmatch(hostile)
            if time.process_time() - start > LIMIT_S:
                slow.append(piece)
    assert slow == []
