"""The event: what its page shows, and what a person says of it there, by mouse and with scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest
from tests.web.browser.visitor import TOLD_OFTEN

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page
    from tests.web.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.model]


def card(page: Page, words: str) -> Locator:
    """Return the mention that holds some words."""
    return page.locator("li.card", has_text=words).first


def test_an_event_shows_who_says_what_where_and_why(visit: Visitor) -> None:
    page = visit.open(TOLD_OFTEN)
    assert page.locator("h1").inner_text() == "Russian troops → a bridge · assault: heavy weapons"
    facts = page.locator("dl.facts").inner_text()
    assert "Poti, Samegrelo-Zemo Svaneti, Georgia" in facts
    assert "4 times in 3 documents, 3 of them independent" in facts
    assert "It was not: Moscow" in facts
    assert page.locator("figure .drawing canvas").count()
    told = page.locator("#history + table tbody tr")
    assert told.locator("th").all_inner_texts() == [*["2016-09-07"] * 3, "2016-09-08"]
    assert told.locator("td[data-label='told as']").all_inner_texts() == [
        *["claimed"] * 3,
        "said not to have happened",
    ]
    assert told.first.locator("td[data-label=numbers]").inner_text() == "dead 5"
    chain = card(page, "Red Cross").locator(".chain li")
    assert [one.split(" “")[0] for one in chain.all_inner_texts()] == [
        "A spokesman for the Red Cross",
        "Georgian doctors",
    ]
    marked = card(page, "Red Cross").locator("blockquote")
    assert "shelled" in marked.locator(".r-trigger").inner_text()
    assert "Russian troops" in marked.locator(".r-actor").inner_text()
    why = card(page, "Red Cross").locator(".trace").first
    assert not why.is_visible()
    card(page, "Red Cross").get_by_text("Why it was coded so").click()
    assert "type:" in why.inner_text()
    assert "Why it belongs to this event" in card(page, "Red Cross").inner_text()


def test_a_mention_is_judged_and_the_word_taken_back(visit: Visitor) -> None:
    page = visit.open("event of lake-ceasefire")
    for button, said in (
        ("Right", "Kept: this mention is right."),
        ("Wrong", "Kept: this mention is wrong."),
        ("Take back", "Taken back."),
    ):
        page.locator("li.card").first.get_by_role("button", name=button, exact=True).click()
        page.wait_for_selector(f"[role=status]:has-text('{said}')")
        assert page.evaluate("document.activeElement.getAttribute('role')") == "status"
    assert "You said: taken back." in page.locator("li.card").first.inner_text()


def test_a_mention_is_given_another_type_and_its_document_coded_again(visit: Visitor) -> None:
    page = visit.open("event of news-000")
    before = page.locator("h1").inner_text()
    first = page.locator("li.card").first
    first.locator("select").select_option("PROTEST")
    first.get_by_role("button", name="Change type").click()
    page.wait_for_selector("text=You said: it is protest. It holds when the document is coded")
    assert page.locator("h1").inner_text() == before
    page.get_by_role("button", name="Code the document again now").click()
    page.wait_for_selector("text=Its document was coded again with what you said.")
    assert page.locator("h1").inner_text().endswith("· protest")
    assert page.locator("figure[data-drawn] canvas").count()
    page.locator("li.card").first.get_by_role("button", name="Take back").click()
    page.wait_for_selector("text=Taken back.")
    page.get_by_role("button", name="Code the document again now").click()
    page.wait_for_selector("text=Its document was coded again with what you said.")
    assert page.locator("h1").inner_text() == before


def test_an_event_whose_only_mention_is_wrong_is_gone_once_coded_again(visit: Visitor) -> None:
    page = visit.open("event of news-150")
    page.locator("li.card").first.get_by_role("button", name="Wrong").click()
    page.wait_for_selector("text=Kept: this mention is wrong.")
    page.get_by_role("button", name="Code the document again now").click()
    page.wait_for_selector("text=the event is no more")
    asked = httpx.get(f"{visit.watch.address}/api/events", params={"document": "news-150"})
    assert asked.json()["total"] == 0


def test_what_cannot_be_meant_is_said_in_place(visit: Visitor) -> None:
    page = visit.open("event of river-dam")
    page.locator("li.card").first.get_by_role("button", name="Change type").click()
    page.wait_for_selector("[role=alert]:has-text('choose the type')")
    visit.watch.errors.clear()  # the browser notes the answer 422


def test_an_event_is_split_and_merged_again(visit: Visitor) -> None:
    page = visit.open("event of news-052")
    before = page.locator("li.card").count()
    assert before > 1
    moved = page.locator("li.card h3 a").last.get_attribute("href") or ""
    page.locator("li.card input[type=checkbox]").last.check()
    page.get_by_role("button", name="Split off the ticked mentions").click()
    page.wait_for_selector("[role=status]:has-text('The ticked mentions are an event')")
    named = page.locator("[role=status] a").get_attribute("href")
    left = page.locator("main code").last.inner_text()
    assert page.locator("li.card").count() == before - 1
    other = visit.event_of(moved.removeprefix("/document/")).removeprefix("/event/")
    assert other != left
    assert named == f"/event/{other}"
    page.locator("[role=status] a").click()
    assert page.locator("li.card h3 a").first.get_attribute("href") == moved
    page.go_back()
    page.wait_for_selector("[role=status]")
    page.get_by_label("Same as event").fill(other[:8])
    page.get_by_role("button", name="Merge").click()
    page.wait_for_selector("text=The two are one event now.")
    assert page.locator("li.card").count() == before
    assert page.locator("main code").last.inner_text() == left
