"""A served store of our examples and of made-up news, and a browser that looks at it.

Whatever a test does, no request may leave this machine and the console must show no error.
"""

from __future__ import annotations

import random
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn

from detente.model import Document
from detente.pipeline import code_into
from detente.reading import read
from detente.storage import open_shelved, open_store
from detente.tables import Lexicon
from detente.web import Access, Context, create_app
from detente.web.coder import ProcessCoder

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request

EXAMPLES = Path(__file__).parents[3] / "examples"
HOSTILE = (
    "Russia Threatens </p><script>window.harm = 1</script><img src=x onerror=window.harm=2>\n\n"
    "Russia threatened \u202eFrance\u202c with <b onclick=alert(1)>sanctions</b> on Monday, "
    "a spokesman said."
)

_FAULTS = ("spying", "hacking its parliament", "lying about the talks", "arming rebels in Syria")
_TOPICS = ("trade", "gas prices", "the war in Syria", "visas", "a joint satellite")
_CITIES = ("Geneva", "Paris", "Moscow", "Vienna", "Sochi", "Lyon")
_HOSTILE = (
    "{a} accused {b} of {fault}.",
    "{a} condemned {b} for {fault}.",
    "{a} expelled two diplomats of {b} over {fault}.",
    "{a} threatened {b} with sanctions, a minister said in {city}.",
)
_FRIENDLY = (
    "{a} and {b} held talks about {topic} in {city}.",
    "{a} praised {b} for its help with {topic}.",
    "{a} and {b} signed an agreement on {topic} in {city}.",
)


def made_up_news() -> Iterator[Document]:
    """Yield a sentence every other day: mild, a gap, mild again, and hostile from mid July on."""
    chance = random.Random(20161014)
    for day in range(0, 300, 2):
        if 100 < day < 150:
            continue
        a, b = chance.sample(("France", "Russia"), 2)
        if chance.random() < 0.25:
            a, b = chance.sample(("Japan", "China", "India"), 2)
        hostile = chance.random() < (0.95 if day > 190 else 0.1)
        sentence = chance.choice(_HOSTILE if hostile else _FRIENDLY).format(
            a=a,
            b=b,
            fault=chance.choice(_FAULTS),
            topic=chance.choice(_TOPICS),
            city=chance.choice(_CITIES),
        )
        printed = date(2016, 1, 4) + timedelta(days=day)
        yield Document(
            id=f"news-{day:03}", text=sentence, published=printed, source="Made-up Daily"
        )


@pytest.fixture(scope="session")
def coded(tmp_path_factory: pytest.TempPathFactory, lexicon: Lexicon) -> Path:
    """Return a store with our examples, made-up news and a hostile text, coded once."""
    path = tmp_path_factory.mktemp("web") / "coded.duckdb"
    found = read([str(EXAMPLES)], published=date(2016, 10, 28))
    examples = [item for item in found if isinstance(item, Document)]
    hostile = Document(id="hostile", text=HOSTILE, title=HOSTILE[:60], published=date(2016, 10, 28))
    with open_store(path) as store:
        for _ in code_into(store, [*examples, *made_up_news(), hostile], lexicon):
            pass
    return path


@pytest.fixture(scope="session")
def address(coded: Path, lexicon: Lexicon) -> Iterator[str]:
    """Serve the store and return its address."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    coder = ProcessCoder()
    with open_shelved(coded) as store:
        app = create_app(Context(store, lexicon, Access(per_second=10_000), coder))
        server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning"))
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join()
    coder.close()


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


@dataclass
class Watch:
    """What a page did that nobody sees."""

    address: str
    elsewhere: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    bytes: int = 0

    def over(self, page: Page) -> Page:
        """Watch a page."""
        page.on("request", self._asked)
        page.on("requestfinished", self._weigh)
        page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        return page

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.elsewhere.append(request.url)

    def _weigh(self, request: Request) -> None:
        sizes = request.sizes()
        self.bytes += sizes["responseBodySize"] + sizes["responseHeadersSize"]


@dataclass
class Visitor:
    """Opens pages as a person with some device would."""

    browser: Browser
    watch: Watch
    opened: list[Page] = field(default_factory=list)

    def open(
        self, path: str, *, width: int = 1200, dark: bool = False, scripts: bool = True
    ) -> Page:
        """Open a page and wait until its figures are drawn."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 860},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            accept_downloads=True,
        )
        page = self.watch.over(context.new_page())
        page.set_default_timeout(60_000)
        self.opened.append(page)
        page.goto(self.watch.address + path)
        if scripts and page.locator("figure[data-figure]").count():
            page.wait_for_selector("figure[data-drawn]")
        return page


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visitor]:
    """Give a visitor, and check afterwards what no one saw."""
    visitor = Visitor(browser, Watch(address))
    yield visitor
    for page in visitor.opened:
        page.context.close()
    assert visitor.watch.elsewhere == []
    assert visitor.watch.errors == []
