"""The pictures of the documentation, taken of the store of examples: `make images`."""

from __future__ import annotations

import ast
import contextlib
import os
import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.web.browser.visitor import DYAD, TOLD_OFTEN, WORLD

if TYPE_CHECKING:
    from tests.web.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.model]

DOCS = Path(__file__).parents[3] / "docs"
IMAGES = DOCS / "images"
SHOTS = {
    "overview": (WORLD, 1200, False),
    "dyad": (DYAD, 1200, False),
    "dyad-phone": (f"{DYAD}#series", 390, True),
    "event": (TOLD_OFTEN, 1200, False),
}
NOTEBOOKS = {"notebook": False, "notebook-dark": True}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder that DETENTE_SCREENSHOTS names, else one that is thrown away."""
    return Path(os.environ.get("DETENTE_SCREENSHOTS", tmp_path))


def test_every_picture_of_the_docs_is_taken_here_and_shown() -> None:
    taken = {f"{name}.png" for name in (*SHOTS, *NOTEBOOKS)}
    assert {path.name for path in IMAGES.iterdir()} == taken
    pages = "".join(page.read_text("utf-8") for page in DOCS.rglob("*.md"))
    assert set(re.findall(r"images/([\w-]+\.png)", pages)) == taken


@pytest.mark.parametrize("name", SHOTS)
def test_pages_are_pictured(visit: Visitor, folder: Path, name: str) -> None:
    path, width, dark = SHOTS[name]
    page = visit.open(path, width=width, dark=dark)
    page.screenshot(path=folder / f"{name}.png", full_page=name == "event")
    assert (folder / f"{name}.png").stat().st_size > 10_000


STYLE = """
body { margin: 24px; font: 14px/1.45 system-ui, "Liberation Sans", sans-serif;
  background: light-dark(#fff, #111); color: light-dark(#1f1f1f, #e2e2e2); color-scheme: SCHEME; }
section { display: grid; grid-template-columns: 64px 1fr; gap: 0 8px; margin-bottom: 12px; }
section > span { font: 13px/1.9 monospace; text-align: right; color: light-dark(#888, #888); }
pre { margin: 0 0 8px; padding: 5px 8px; font-size: 13px; line-height: 1.35;
  background: light-dark(#f5f5f5, #212121); border: 1px solid light-dark(#ddd, #3a3a3a); }
section > div { min-width: 0; }
"""


@pytest.fixture(scope="module")
def cells(coded: Path) -> list[tuple[str, str]]:
    """Return the cells of the page on notebooks, each with what it shows."""
    text = (DOCS / "how-to" / "in-a-notebook.md").read_text("utf-8")
    blocks = re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)
    chosen = [*blocks[:3], blocks[3].replace('since="2016-01-01"', 'until="2016-10-28"')]
    assert "until" in chosen[3]
    cells = list(zip(map(str.strip, chosen), _run(chosen, coded), strict=True))
    return [cells[0], *cells[2:]]


def _run(sources: list[str], coded: Path) -> list[str]:
    """Run cells in the folder of the store, and return what each ends with as HTML."""
    names: dict[str, Any] = {}
    shown = []
    with contextlib.chdir(coded.parent):
        for source in sources:
            *before, last = ast.parse(source).body
            exec(compile(ast.Module(before, []), "cell", "exec"), names)
            assert isinstance(last, ast.Expr)
            value = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
            shown.append(value._repr_html_())
    return shown


@pytest.mark.parametrize(("name", "dark"), NOTEBOOKS.items())
def test_a_notebook_is_pictured(
    visit: Visitor, folder: Path, cells: list[tuple[str, str]], name: str, dark: bool
) -> None:
    page = visit.sheet(_notebook(cells, dark=dark), width=1000, dark=dark)
    page.screenshot(path=folder / f"{name}.png", full_page=True)
    told = page.locator("body").inner_text()
    assert "three Russian diplomats" in told
    assert "Turning points: rising" in told


def _notebook(cells: list[tuple[str, str]], *, dark: bool) -> str:
    """Return cells and what they show as a page that looks as notebooks do."""
    parts = []
    for number, (source, shown) in enumerate(cells, start=1):
        parts.append(
            f"<section><span>In [{number}]:</span><pre>{escape(source)}</pre>"
            f"<span>Out[{number}]:</span><div>{shown}</div></section>"
        )
    style = STYLE.replace("SCHEME", "dark" if dark else "light")
    return f"<!doctype html><style>{style}</style>{''.join(parts)}"
