"""Every measure says how it is worked out, which way it points, and what it cannot tell."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from detente import analysis

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "analysis.md"
SECTIONS = ("Formula", "Direction", "Unit", "Cautions", "Sources?")


def measures() -> list[str]:
    """Return the functions in the table under "Measures"."""
    _, _, rest = PAGE.read_text("utf-8").partition("## Measures\n")
    return re.findall(r"^\| `(\w+)`", rest.partition("\n## ")[0], flags=re.MULTILINE)


def missing(text: str) -> list[str]:
    """Return the sections that a docstring lacks, or that say nothing."""
    return [name for name in SECTIONS if not re.search(rf"^\s*{name}: \S", text, re.MULTILINE)]


def test_the_page_lists_the_measures() -> None:
    assert {"series", "tension", "turning_points", "movers", "reactions"} <= set(measures())


@pytest.mark.parametrize("name", measures())
def test_a_measure_keeps_the_promise_of_its_page(name: str) -> None:
    text = inspect.getdoc(getattr(analysis, name)) or ""
    assert missing(text) == []
    assert re.search(r"\(\d{4}\)", text), "a source has a year"


def test_a_docstring_without_a_section_is_told() -> None:
    whole = "Formula: x\nDirection: y\nUnit: z\nCautions: c\nSource: A. Body (1992)"
    assert missing(whole) == []
    assert missing(whole.replace("Unit: z", "The Unit: z")) == ["Unit"]
    assert missing(whole.replace("Unit: z", "Unit:")) == ["Unit"]
