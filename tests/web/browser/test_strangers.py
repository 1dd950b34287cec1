"""Words of strangers are shown as words on every page, in every figure and in its tooltips."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import httpx
import pytest
from tests.web.browser.strangers import WORDS

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from tests.web.browser.visitor import Visitor

pytestmark = pytest.mark.browser

ONE, OTHER = quote(f"One {WORDS}", safe=""), quote(f"Other {WORDS}", safe="")
PAGES = (
    "/?days=90&until=2016-09-29",
    f"/search?q={quote('evil', safe='')}",
    f"/dyad?one={ONE}&other={OTHER}&until=2016-09-29",
    f"/dyad/anomalies?one={ONE}&other={OTHER}&until=2016-09-29",
    f"/dyad/reactions?one={ONE}&other={OTHER}&until=2016-09-29",
    "/network?by=name",
    "/data",
    "/data?dataset=icews",
    "own event",
    "imported event",
    "document",
    f"/data?q={quote(WORDS[:150], safe='')}",
    f"/dyad?one={quote(WORDS[:150], safe='')}&other=FRA",
)


def address(visit: Visitor, page: str) -> str:
    """Return the address of a page of PAGES."""
    dataset = {"own event": "own", "imported event": "icews", "document": "own"}.get(page)
    if dataset is None:
        return page
    asked = httpx.get(f"{visit.watch.address}/api/events", params={"dataset": dataset, "limit": 1})
    (row,) = asked.raise_for_status().json()["items"]
    if page == "document":
        return f"/document/{quote(row['document'], safe='')}"
    return f"/event/{quote(row['id'], safe='')}"


HARM = """
() => [
  window.harm,
  ...document.querySelectorAll("main img, main script:not(.data), main [onclick], main iframe"),
  ...[...document.querySelectorAll("a[href]")].filter((one) => !/^https?:/.test(one.href)),
].filter((one) => one).map((one) => one.outerHTML ?? `harm ${one}`)
"""


@pytest.mark.parametrize("path", PAGES)
def test_hostile_words_do_nothing_and_stand_there_as_they_are(astray: Visitor, path: str) -> None:
    page = astray.open(address(astray, path))
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert page.evaluate(HARM) == []
    told = page.locator("main").inner_text() + fields(page)
    assert "<script>window.harm=1</script>" in told
    assert "{{7*7}}" in told or len(WORDS[:150]) < len(WORDS)
    assert "\u202e" not in page.locator("main").inner_text()
    assert page.locator("body > footer").is_visible()


def fields(page: Page) -> str:
    """Return what stands in the fields of a page."""
    script = "() => [...document.querySelectorAll('input')].map((one) => one.value).join(' ')"
    return str(page.evaluate(script))


def test_tooltips_of_a_figure_are_words_too(astray: Visitor) -> None:
    page = astray.open("/network?by=name")
    box = page.locator("figure .drawing").bounding_box()
    assert box
    tip = page.locator(".bk-Tooltip")
    for x in range(0, int(box["width"]), 12):
        for y in range(0, int(box["height"]), 12):
            page.mouse.move(box["x"] + x, box["y"] + y)
            if tip.count() and tip.first.is_visible():
                tip.get_by_text("<script>window.harm=1</script>").first.wait_for()
                tip.get_by_text("⟨U+202E⟩").first.wait_for()
                assert tip.locator("script, img, b").count() == 0
                assert page.evaluate("window.harm") is None
                return
    raise AssertionError("no tooltip is shown")
