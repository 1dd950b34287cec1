"""Every page in Chromium, as a person sees it: with a mouse, with keys, on a phone, in the dark."""

from __future__ import annotations

import csv
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page


class Watch(Protocol):
    """What pages sent and asked for."""

    bytes: int


class Visit(Protocol):
    """A visitor, as conftest has it."""

    watch: Watch

    def open(
        self, path: str, *, width: int = 1200, dark: bool = False, scripts: bool = True
    ) -> Page: ...


pytestmark = [pytest.mark.browser, pytest.mark.model]

WORLD = "/?days=90&until=2016-10-28"
DYAD = "/dyad?one=France&other=Russia&until=2016-10-28"
PAGES = (
    "/",
    "/search?q=France",
    DYAD,
    "/network",
    "/data",
    "/try",
    "/document/hostile",
)
TEXT = (
    "PARIS, Oct. 14 - Russia on Monday expelled two French diplomats after France said last week "
    "that Moscow had shelled a hospital in Aleppo, killing six people."
)


def told_often(visit: Visit) -> str:
    """Return the address of the event with most mentions."""
    page = visit.open("/data?sort=-mentions")
    target = page.locator("tbody tr td a").first.get_attribute("href")
    assert target
    return str(target)


@pytest.mark.parametrize("path", PAGES)
def test_pages_fit_a_phone_and_the_dark_and_weigh_little(visit: Visit, path: str) -> None:
    page = visit.open(path, width=390, dark=True)
    if page.locator("main[data-more]").count():
        page.wait_for_selector("main:not([data-more])")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    red, green, blue = map(int, re.findall(r"\d+", colour(page, "body"))[:3])
    assert max(red, green, blue) < 60
    for figure in page.locator("figure[data-drawn]").all():
        assert figure.get_attribute("data-drawn") == "dark"
    assert visit.watch.bytes < 1_500_000


def colour(page: Page, selector: str) -> str:
    script = "element => getComputedStyle(element).backgroundColor"
    return str(page.locator(selector).first.evaluate(script))


def test_the_overview_shows_the_world_and_leads_on(visit: Visit) -> None:
    page = visit.open(WORLD)
    assert page.locator("figure .drawing canvas").count()
    page.get_by_text("The map as a table").click()
    row = page.locator("details tr", has_text="Russia").first
    assert row.is_visible()
    page.fill("#find", "France – Russia")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Relations between France and Russia").click()
    assert page.locator("h1").inner_text() == "France and Russia"


def test_keys_alone_lead_to_the_content_and_show_where_they_are(visit: Visit) -> None:
    page = visit.open("/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the content"
    box = page.locator(":focus").bounding_box()
    assert box
    assert box["x"] >= 0
    page.keyboard.press("Enter")
    page.wait_for_url("**/#main")
    page.keyboard.press("Tab")
    assert page.locator("main :focus").count() == 1
    outline = page.locator(":focus").evaluate("e => getComputedStyle(e).outlineStyle")
    assert outline == "solid"


def test_a_dyad_has_its_series_turning_point_timeline_and_voices(visit: Visit) -> None:
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


def test_a_mention_is_judged_and_the_word_taken_back(visit: Visit) -> None:
    page = visit.open(told_often(visit))
    card = page.locator("li.card").first
    assert card.locator(".r-trigger").count() >= 1
    card.get_by_role("button", name="Wrong").click()
    page.wait_for_selector("[role=status]")
    assert "this mention is wrong" in page.locator("[role=status]").inner_text()
    assert page.evaluate("document.activeElement.getAttribute('role')") == "status"
    page.locator("li.card").first.get_by_role("button", name="Take back").click()
    page.wait_for_selector("text=Taken back.")


def test_a_mention_is_given_another_type(visit: Visit) -> None:
    page = visit.open(told_often(visit))
    card = page.locator("li.card").first
    card.locator("select").select_option("PROTEST")
    card.get_by_role("button", name="Change type").click()
    page.wait_for_selector("text=You said: it is protest")


def test_an_event_is_split_and_merged_again(visit: Visit) -> None:
    page = visit.open(told_often(visit))
    before = page.locator("li.card").count()
    assert before > 1
    page.locator("li.card input[type=checkbox]").last.check()
    page.get_by_role("button", name="Split off the ticked mentions").click()
    page.wait_for_selector("[role=status]")
    assert page.locator("li.card").count() < before
    left = page.locator("main code").last.inner_text()
    listed = visit.open("/data?sort=-mentions").locator("tbody tr td a")
    ids = [str(one.get_attribute("href")).removeprefix("/event/") for one in listed.all()]
    page.get_by_label("Same as event").fill(next(one for one in ids if one != left))
    page.get_by_role("button", name="Merge").click()
    page.wait_for_selector("text=The two are one event now.")


def test_layers_of_a_document_are_switched(visit: Visit) -> None:
    page = visit.open("/document/embassy-row")
    page.wait_for_selector("main:not([data-more])")
    place = page.locator(".text .l-places").first
    clear = place.evaluate("e => getComputedStyle(e).backgroundColor")
    page.locator("#layer-parties").uncheck()
    page.locator("#layer-places").check()
    assert place.evaluate("e => getComputedStyle(e).backgroundColor") != clear
    assert page.locator("#list-places").is_visible()
    assert not page.locator("#list-parties").is_visible()


def test_hostile_words_do_nothing(visit: Visit) -> None:
    for path in ("/document/hostile", "/document/hostile?layers=all", "/data?q=sanctions", "/"):
        page = visit.open(path)
        assert page.evaluate("window.harm") is None
        assert page.locator("main img, main b[onclick], main script:not(.data)").count() == 0
    page = visit.open("/document/hostile")
    assert "<script>window.harm = 1</script>" in page.locator(".text").inner_text()
    assert "⟨U+202E⟩" in page.locator(".text").inner_text()


def test_the_network_is_drawn_with_its_table(visit: Visit) -> None:
    page = visit.open("/network")
    assert page.locator("figure .drawing canvas").count()
    assert page.get_by_role("link", name="France and Russia").count() == 1
    assert page.locator("tbody tr", has_text="France").first.is_visible()


def test_data_are_filtered_sorted_and_downloaded(visit: Visit, tmp_path: Path) -> None:
    page = visit.open("/data")
    page.get_by_label("either side").fill("France")
    page.get_by_role("button", name="Show").click()
    total = int(page.locator("p[role=status]").inner_text().split()[0].replace(",", ""))
    page.get_by_role("link", name="intensity").click()
    values = page.locator("tbody td[data-label=intensity]").all_inner_texts()
    known = [float(value.replace("−", "-")) for value in values if value != "–"]
    assert known == sorted(known, reverse=True)
    page.get_by_text("Download these events").click()
    with page.expect_download() as started:
        page.get_by_role("link", name="csv", exact=True).click()
    file = tmp_path / "events.csv"
    started.value.save_as(file)
    with file.open(encoding="utf-8", newline="") as handle:
        assert sum(1 for _ in csv.DictReader(handle)) == total


def test_a_text_is_tried(visit: Visit) -> None:
    page = visit.open("/try")
    page.fill("#text", f"{TEXT} <script>window.harm = 1</script>")
    page.fill("input[name=published]", "2016-10-14")
    page.get_by_role("button", name="Code it").click()
    page.wait_for_selector("#result")
    assert "Russia → two French diplomats · sanction: expel" in page.locator("main").inner_text()
    assert page.locator(".r-quantity", has_text="six").count()
    assert page.evaluate("window.harm") is None


def test_without_scripts_pages_still_say_it_all(visit: Visit) -> None:
    page = visit.open(WORLD, scripts=False)
    page.get_by_text("The map as a table").click()
    assert page.locator("details tr", has_text="Russia").first.is_visible()
    page.get_by_role("link", name="Data", exact=True).click()
    page.get_by_label("words", exact=True).fill("diplomats")
    page.get_by_role("button", name="Show").click()
    assert int(page.locator("p[role=status]").inner_text().split()[0]) > 0


def test_without_scripts_a_mention_is_judged_and_a_text_is_tried(visit: Visit) -> None:
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


SHOTS = {
    "overview": (WORLD, 1200, False),
    "dyad": (DYAD, 1200, False),
    "document": ("/document/embassy-row", 1200, False),
    "data": ("/data", 1200, False),
    "network-dark": ("/network", 1200, True),
    "dyad-phone": (DYAD, 390, True),
}


def test_screenshots(visit: Visit, tmp_path: Path) -> None:
    """Take those of the docs into the folder that DETENTE_SCREENSHOTS names."""
    folder = Path(os.environ.get("DETENTE_SCREENSHOTS", tmp_path))
    place = visit.open("/data?q=Djibo").locator("tbody tr td a").first.get_attribute("href")
    shots = SHOTS | {"event": (str(place), 1200, False)}
    for name, (path, width, dark) in shots.items():
        page = visit.open(path, width=width, dark=dark)
        if page.locator("main[data-more]").count():
            page.wait_for_selector("main:not([data-more])")
        page.screenshot(path=folder / f"{name}.png")
        assert (folder / f"{name}.png").read_bytes()[:4] == b"\x89PNG"
