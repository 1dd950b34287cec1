"""A person with some device who opens pages, and someone who watches what the pages do."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote

import httpx

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request

WORLD = "/?days=90&until=2016-10-28"
DYAD = "/dyad?one=France&other=Russia&until=2016-10-28"
TOLD_OFTEN = "event of bridge-daily"
PAGES = (
    "/",
    "/search?q=France",
    DYAD,
    DYAD.replace("?", "/anomalies?"),
    DYAD.replace("?", "/reactions?"),
    "/network",
    "/data",
    "/decisions",
    "/try",
    "/document/hostile",
    TOLD_OFTEN,
)
"""One address of every page, over the store of examples and made-up news."""


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
        """Open a page and wait until its figures are drawn, its panels filled and it is whole.

        A path like "event of ID" is that of the event that the document called ID tells.
        """
        if path.startswith("event of "):
            path = self.event_of(path.removeprefix("event of "))
        page = self._page(width, dark=dark, scripts=scripts)
        page.goto(self.watch.address + path)
        if scripts and page.locator("figure[data-figure]").count():
            page.wait_for_selector("figure[data-drawn]")
        if scripts and page.locator("main[data-more]").count():
            page.wait_for_selector("main:not([data-more])")
        if scripts and page.locator("[data-panel]").count():
            page.wait_for_selector("[data-panel]", state="detached")
        return page

    def sheet(self, html: str, *, width: int, dark: bool = False) -> Page:
        """Show HTML that comes from no server."""
        page = self._page(width, dark=dark, scripts=False)
        page.set_content(html)
        return page

    def _page(self, width: int, *, dark: bool, scripts: bool) -> Page:
        context = self.browser.new_context(
            viewport={"width": width, "height": 860},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            accept_downloads=True,
            reduced_motion="reduce",
        )
        page = self.watch.over(context.new_page())
        page.set_default_timeout(60_000)
        self.opened.append(page)
        return page

    def event_of(self, document: str) -> str:
        """Return the address of the first event that a document tells."""
        asked = {"document": document, "sort": "-mentions", "limit": "1"}
        answer = httpx.get(f"{self.watch.address}/api/events", params=asked).raise_for_status()
        (row,) = answer.json()["items"]
        return f"/event/{quote(row['id'], safe='')}"

    def leave(self) -> None:
        """Close all that was opened, and check what no one saw."""
        for page in self.opened:
            page.context.close()
        assert self.watch.elsewhere == []
        assert self.watch.errors == []
