"""Every page in Chromium, as a person sees it: with a mouse, with keys, on a phone, in the dark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from tests.web.browser.visitor import PAGES, WORLD

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from tests.web.browser.visitor import Visitor


pytestmark = [pytest.mark.browser, pytest.mark.model]

TEXT = (
    "PARIS, Oct. 14 - Russia on Monday expelled two French diplomats after France said last week "
    "that Moscow had shelled a hospital in Aleppo, killing six people."
)


@pytest.mark.parametrize("path", PAGES)
def test_pages_fit_a_phone_and_the_dark_and_weigh_little(visit: Visitor, path: str) -> None:
    page = visit.open(path, width=390, dark=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    red, green, blue = map(int, re.findall(r"\d+", colour(page, "body"))[:3])
    assert max(red, green, blue) < 60
    for figure in page.locator("figure[data-drawn]").all():
        assert figure.get_attribute("data-drawn") == "dark"
    assert visit.watch.bytes < 1_500_000


def colour(page: Page, selector: str) -> str:
    script = "element => getComputedStyle(element).backgroundColor"
    return str(page.locator(selector).first.evaluate(script))


def test_the_overview_shows_the_world_and_leads_on(visit: Visitor) -> None:
    page = visit.open(WORLD)
    assert page.locator("figure .drawing canvas").count()
    page.get_by_text("The map as a table").click()
    row = page.locator("details tr", has_text="Russia").first
    assert row.is_visible()
    page.fill("#find", "France – Russia")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Relations between France and Russia").click()
    assert page.locator("h1").inner_text() == "France and Russia"


def test_a_dyad_has_its_series_turning_point_timeline_and_voices(visit: Visitor) -> None:
    page = visit.open("/dyad")
    page.get_by_label("One side").fill("France")
    page.get_by_label("The other").fill("Russia")
    page.get_by_label("to", exact=True).fill("2016-10-28")
    page.get_by_role("button", name="Show").click()
    page.wait_for_selector("figure[data-drawn]")
    assert "Tension on" in page.locator(".lead").inner_text()
    assert page.locator("figure .drawing canvas").count() >= 3
    assert page.locator("h3", has_text="rising").count() == 1
    assert page.locator("#timeline ~ ol.events li").count() == 20
    assert "a minister" in page.locator("main").inner_text()
    page.get_by_role("link", name="Further events").click()
    page.wait_for_selector("figure[data-drawn]")
    assert page.get_by_role("link", name="From the beginning").count() == 1


def test_layers_of_a_document_are_switched(visit: Visitor) -> None:
    page = visit.open("/document/embassy-row")
    place = page.locator(".text .l-places").first
    clear = place.evaluate("e => getComputedStyle(e).backgroundColor")
    page.locator("#layer-parties").uncheck()
    page.locator("#layer-places").check()
    assert place.evaluate("e => getComputedStyle(e).backgroundColor") != clear
    assert page.locator("#list-places").is_visible()
    assert not page.locator("#list-parties").is_visible()


def test_hostile_words_do_nothing(visit: Visitor) -> None:
    for path in ("/document/hostile", "/document/hostile?layers=all", "/data?q=sanctions", "/"):
        page = visit.open(path)
        assert page.evaluate("window.harm") is None
        assert page.locator("main img, main b[onclick], main script:not(.data)").count() == 0
    page = visit.open("/document/hostile")
    assert "<script>window.harm = 1</script>" in page.locator(".text").inner_text()
    assert "⟨U+202E⟩" in page.locator(".text").inner_text()


def test_the_network_is_drawn_with_its_table(visit: Visitor) -> None:
    page = visit.open("/network")
    assert page.locator("figure .drawing canvas").count()
    assert page.get_by_role("link", name="France and Russia").count() == 1
    assert page.locator("tbody tr", has_text="France").first.is_visible()


def test_a_text_is_tried(visit: Visitor) -> None:
    page = visit.open("/try")
    page.fill("#text", f"{TEXT} <script>window.harm = 1</script>")
    page.fill("input[name=published]", "2016-10-14")
    page.get_by_role("button", name="Code it").click()
    page.wait_for_selector("#result")
    assert "Russia → two French diplomats · sanction: expel" in page.locator("main").inner_text()
    assert page.locator(".r-quantity", has_text="six").count()
    assert page.evaluate("window.harm") is None


def test_without_scripts_pages_still_say_it_all(visit: Visitor) -> None:
    page = visit.open(WORLD, scripts=False)
    page.get_by_text("The map as a table").click()
    assert page.locator("details tr", has_text="Russia").first.is_visible()
    page.get_by_role("link", name="Data", exact=True).click()
    page.get_by_label("words", exact=True).fill("diplomats")
    page.get_by_role("button", name="Show").click()
    assert int(page.locator("p[role=status]").inner_text().split()[0]) > 0


def test_without_scripts_a_mention_is_judged_and_a_text_is_tried(visit: Visitor) -> None:
    page = visit.open("/data?sort=-mentions", scripts=False)
    page.locator("tbody tr td a").first.click()
    page.locator("li.card").first.get_by_role("button", name="Right").click()
    assert "this mention is right" in page.locator("[role=status]").inner_text()
    page.locator("li.card").first.get_by_role("button", name="Take back").click()
    assert "Taken back." in page.locator("[role=status]").inner_text()
    page.get_by_role("link", name="Try it", exact=True).click()
    page.fill("#text", TEXT)
    page.get_by_role("button", name="Code it").click()
    assert "two French diplomats · sanction: expel" in page.locator("main").inner_text()
