"""Every page for those who use keys alone, hear it read out, or need letters that stand out."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import pytest
from tests.web.browser.looking import faint_words, headings, nameless, walk
from tests.web.browser.visitor import DYAD, PAGES, TOLD_OFTEN, Visitor, Watch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page
pytestmark = [pytest.mark.browser, pytest.mark.model]


def unfold(page: Page) -> None:
    """Open all that is folded, so that what lies in it is looked at too."""
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")


@pytest.fixture(scope="module", params=[*PAGES, "/document/embassy-row"])
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """Open each page once."""
    visitor = Visitor(browser, Watch(address))
    yield visitor.open(request.param)
    visitor.leave()


def test_tab_reaches_all_that_can_be_used_in_order_and_shows_where(page: Page) -> None:
    stops, count = walk(page)
    assert count >= 9  # what stands on every page
    assert [stop.words for stop in stops if stop.number < 0] == []
    assert [stop.words for stop in stops if not (stop.ringed and stop.shown)] == []
    numbers = list(dict.fromkeys(stop.number for stop in stops))
    assert numbers == list(range(count))


def test_all_is_named_and_headings_go_down_step_by_step(page: Page) -> None:
    unfold(page)
    bare, asked = nameless(page)
    assert asked >= 9
    assert bare == []
    levels = headings(page)
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []


@pytest.mark.parametrize("light", ["light", "dark"])
def test_words_stand_out_from_their_ground(page: Page, light: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=light)
    unfold(page)
    for box in page.locator(".layers input").all():
        box.check()
    assert faint_words(page) == []


def reach(page: Page, target: Locator) -> None:
    """Press Tab until `target` has the focus."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if target.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError("Tab does not reach it")


def test_keys_alone_lead_to_the_content(visit: Visitor) -> None:
    page = visit.open("/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the content"
    page.keyboard.press("Enter")
    page.wait_for_url("**/#main")
    page.keyboard.press("Tab")
    assert page.locator("main :focus").count() == 1


def test_keys_alone_judge_a_mention(visit: Visitor) -> None:
    page = visit.open("event of pipeline-deal")
    card = page.locator("li.card").first
    reach(page, card.get_by_role("button", name="Right"))
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Kept: this mention is right.")
    reach(page, page.locator("li.card").first.get_by_role("button", name="Take back"))
    page.keyboard.press("Space")
    page.wait_for_selector("text=Taken back.")


def test_keys_alone_unfold_and_tick(visit: Visitor) -> None:
    page = visit.open(TOLD_OFTEN)
    fold = page.locator("li.card summary").first
    reach(page, fold)
    page.keyboard.press("Space")
    assert page.locator("li.card .trace").first.is_visible()
    page.keyboard.press("Enter")
    assert not page.locator("li.card .trace").first.is_visible()
    page = visit.open("/document/embassy-row")
    box = page.locator("#layer-places")
    reach(page, box)
    page.keyboard.press("Space")
    assert box.is_checked()


def test_figures_are_told_in_words(visit: Visitor) -> None:
    for path, words in (
        ("/", "Events and tension by country"),
        (DYAD, "Its highest value is"),
        ("/network", "actors with"),
        (TOLD_OFTEN, "Poti lies at"),
    ):
        told = visit.open(path).locator("main").aria_snapshot()
        images = [line for line in told.splitlines() if "img " in line]
        assert [line for line in images if words in line] != [], told


def test_what_was_done_is_read_out(visit: Visitor) -> None:
    page = visit.open("event of summit-call")
    page.locator("li.card").first.get_by_role("button", name="Wrong").click()
    page.wait_for_selector("[role=status]")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "status"
    page.locator("li.card").first.get_by_role("button", name="Take back").click()
    page.wait_for_selector("text=Taken back.")
