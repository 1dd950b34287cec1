"""The dyad: what is fetched once its page is there, and what is left of it without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.web.browser.visitor import DYAD

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from tests.web.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.model]


def unusual(page: Page) -> str:
    """Return what stands in the row of an unusual week."""
    return page.locator("tbody tr", has_text="week of 18 July 2016").first.inner_text()


def test_unusual_weeks_lead_to_the_events_that_make_them_so(visit: Visitor) -> None:
    page = visit.open(DYAD)
    section = page.get_by_role("region", name="Unusual weeks")
    assert "1 week told of more conflict than it explains" in section.inner_text()
    assert unusual(page).split()[5] == "3"  # hostile events
    section.locator("tbody a").first.click()
    assert page.locator("h1").inner_text().endswith("accuse: allege")
    page.go_back()
    page.get_by_role("link", name="Every week in a table").click()
    assert page.locator("h1").inner_text() == "France and Russia: unusual weeks"
    every = page.locator("#every ~ div tbody tr")
    told = every.filter(has=page.locator("th", has_text="2016-07-18"))
    assert told.locator("td").last.inner_text() == "yes"
    page.get_by_role("link", name="month", exact=True).click()
    assert page.locator("h1").inner_text() == "France and Russia: unusual months"
    page.get_by_role("link", name="Tension, turning points and events").click()
    assert page.locator("h1").inner_text() == "France and Russia"


def test_who_answers_whom_is_told_on_the_page(visit: Visitor) -> None:
    page = visit.open(DYAD)
    section = page.get_by_role("region", name="Who answers whom")
    assert "Russia answers cooperation by France in kind" in section.inner_text()
    section.get_by_role("link", name="14").click()
    row = page.locator("#every ~ div tbody tr", has_text="cooperation by France").first
    assert row.locator("td").last.inner_text().endswith("than chance")
    assert "1 to 14 days later" in page.locator("caption").inner_text()


def test_without_scripts_links_stand_where_panels_would(visit: Visitor) -> None:
    page = visit.open(DYAD, scripts=False)
    assert "week of 18 July" not in page.locator("main").inner_text()
    page.get_by_role("link", name="Weeks more hostile than the past").click()
    assert "accuse" in unusual(page)
    page.go_back()
    page.get_by_role("link", name="How often, how soon, and in kind or not").click()
    assert page.locator("#every ~ div tbody tr").count() == 8


def test_the_list_asked_for_stays_in_sight_while_panels_come(visit: Visitor) -> None:
    page = visit.open(f"{DYAD}#timeline")
    top = page.locator("#timeline").evaluate("one => one.getBoundingClientRect().top")
    assert 0 <= top < 430


@pytest.mark.parametrize("failing", ["anomalies", "reactions"])
def test_where_a_panel_does_not_come_its_link_stays(visit: Visitor, failing: str) -> None:
    page = visit.open("/dyad")
    page.context.route(f"**/dyad/{failing}?*", lambda route: route.abort())
    page.goto(visit.watch.address + DYAD)
    page.wait_for_selector("[data-panel]", state="detached")
    assert page.locator(f"section[aria-labelledby={failing}] a").count() == 1
    other = {"anomalies": "reactions", "reactions": "anomalies"}[failing]
    assert page.locator(f"section[aria-labelledby={other}] .panel").count() == 1
    visit.watch.errors.clear()  # the browser notes what did not come
