"""The data: filtered, sorted, page by page, and downloaded in every format that is offered."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from tests.web.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.model]


def total(page: Page) -> int:
    """Return how many events the page counts."""
    return int(page.locator("p[role=status]").inner_text().split()[0].replace(",", ""))


def ids(page: Page) -> list[str]:
    """Return the addresses of the events in the table."""
    return [str(one.get_attribute("href")) for one in page.locator("tbody td a").all()]


def test_filters_are_set_by_hand_and_kept_while_sorting(visit: Visitor) -> None:
    page = visit.open("/data")
    whole = total(page)
    page.get_by_label("either side").fill("France")
    page.get_by_label("type").select_option("ACCUSE")
    page.get_by_text("More filters").click()
    page.get_by_label("verbal conflict").check()
    page.get_by_label("leave out what one voice alone claims").check()
    page.get_by_role("button", name="Show").click()
    found = total(page)
    assert 0 < found < whole
    words = page.locator("tbody td[data-label='did what']").all_inner_texts()
    assert [one for one in words if not one.startswith("accuse")] == []
    assert page.get_by_label("verbal conflict").is_checked()
    for order, arrow in ((False, "↓"), (True, "↑")):
        page.get_by_role("link", name="confidence").click()
        heading = page.locator("th[aria-sort]")
        assert heading.inner_text() == f"confidence {arrow}"
        cells = page.locator("tbody td[data-label=confidence]").all_inner_texts()
        values = [float(one) for one in cells]
        assert values == sorted(values, reverse=not order)
        assert total(page) == found


def test_a_list_is_leafed_through(visit: Visitor) -> None:
    page = visit.open("/data?sort=intensity")
    whole, first = total(page), ids(page)
    seen = list(first)
    while page.get_by_role("link", name="Further events").count():
        page.get_by_role("link", name="Further events").click()
        seen += ids(page)
    assert len(first) == 50
    assert len(seen) == len(set(seen)) == whole
    page.get_by_role("link", name="From the beginning").click()
    assert ids(page) == first


def test_every_format_is_downloaded(visit: Visitor, tmp_path: Path) -> None:
    page = visit.open("/data?party=RUS&type=ACCUSE&type=ASSAULT")
    found = total(page)
    page.get_by_text("Download these events").click()
    files = {}
    for link in page.locator(".downloads a").all():
        with page.expect_download() as started:
            link.click()
        name = link.inner_text()
        files[name] = tmp_path / started.value.suggested_filename
        started.value.save_as(files[name])
    assert {"jsonl", "csv", "parquet", "icews", "gdelt", "acled", "polecat"} <= files.keys()
    lines = files["jsonl"].read_text("utf-8").splitlines()
    assert {json.loads(line)["type"] for line in lines} == {"ACCUSE", "ASSAULT"}
    with files["csv"].open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert len(lines) == len(rows) == pq.read_table(files["parquet"]).num_rows == found
    needed = ("day_earliest", "actor_countries", "recipient_countries")
    whole = any(all(row[name] for name in needed) for row in rows)
    headless = [] if whole else ["phoenix"]  # it needs these and has no line of names
    assert [name for name, file in files.items() if not file.read_bytes()] == headless


def test_an_event_of_the_list_is_opened_and_left_again(visit: Visitor) -> None:
    page = visit.open("/data?q=bridge")
    page.locator("tbody td a").first.click()
    assert "a bridge" in page.locator("h1").inner_text()
    page.go_back()
    assert total(page) == 1
    assert page.get_by_label("words", exact=True).input_value() == "bridge"
