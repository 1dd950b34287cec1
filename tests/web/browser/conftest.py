"""A served store of our examples and of made-up news, and a browser that looks at it.

Whatever a test does, no request may leave this machine and the console must show no error.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.web.browser.news import HOSTILE, made_up_news, told_four_times
from tests.web.browser.strangers import fill
from tests.web.browser.visitor import Visitor, Watch
from tests.web.serving import serving

from detente.model import Document
from detente.pipeline import code_into
from detente.reading import read
from detente.storage import open_shelved, open_store
from detente.tables import Lexicon
from detente.web import Access, Context, create_app
from detente.web.coder import ProcessCoder

if TYPE_CHECKING:
    from playwright.sync_api import Browser

EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.fixture(scope="session")
def coded(tmp_path_factory: pytest.TempPathFactory, lexicon: Lexicon) -> Path:
    """Return a store with our examples, made-up news and a hostile text, coded once."""
    path = tmp_path_factory.mktemp("web") / "coded.duckdb"
    found = read([str(EXAMPLES)], published=date(2016, 10, 28))
    examples = [item for item in found if isinstance(item, Document)]
    hostile = Document(id="hostile", text=HOSTILE, title=HOSTILE[:60], published=date(2016, 10, 28))
    news = [*made_up_news(), *told_four_times()]
    with open_store(path) as store:
        for _ in code_into(store, [*examples, *news, hostile], lexicon):
            pass
    shutil.copy(path, path.with_name("events.duckdb"))  # as it is before anyone corrects it
    return path


@contextmanager
def served(path: Path, lexicon: Lexicon, coder: ProcessCoder | None = None) -> Iterator[str]:
    """Serve a store and give its address."""
    with open_shelved(path) as store:
        app = create_app(Context(store, lexicon, Access(per_second=10_000), coder))
        with serving(app) as found:
            yield found


@pytest.fixture(scope="session")
def address(coded: Path, lexicon: Lexicon) -> Iterator[str]:
    """Serve the store and return its address."""
    coder = ProcessCoder()
    coder.code("France accused Russia of lying.")  # so that the first page need not wait
    with served(coded, lexicon, coder) as found:
        yield found
    coder.close()


@pytest.fixture(scope="session")
def strange(tmp_path_factory: pytest.TempPathFactory, lexicon: Lexicon) -> Iterator[str]:
    """Serve a store in which every word is hostile, and return its address."""
    folder = tmp_path_factory.mktemp("strange")
    with open_store(folder / "strange.duckdb") as store:
        fill(store, lexicon, folder)
    with served(folder / "strange.duckdb", lexicon) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return the system's Chromium."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or shutil.which("chromium-browser")
    assert program, "these tests need Chromium: apt-get install chromium"
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield started
        started.close()


def watched(browser: Browser, address: str) -> Iterator[Visitor]:
    visitor = Visitor(browser, Watch(address))
    yield visitor
    visitor.leave()


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visitor]:
    """Give a visitor, and check afterwards what no one saw."""
    yield from watched(browser, address)


@pytest.fixture
def astray(browser: Browser, strange: str) -> Iterator[Visitor]:
    """Give a visitor of the store in which every word is hostile."""
    yield from watched(browser, strange)
