"""A brief is one sheet of paper: printed in Chromium, whatever the month holds."""

from __future__ import annotations

import re
import shutil
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from detente.analysis import STATUSES, Filters, Side, brief, brief_html, dyads, side_of
from detente.model import Document
from detente.pipeline import code_into
from detente.reading import read
from detente.storage import Store, open_store
from detente.tables import Lexicon

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from tests.analysis.conftest import News, StoreOf

pytestmark = pytest.mark.browser

EXAMPLES = Path(__file__).parents[2] / "examples"
FIRST, LAST = date(2016, 10, 1), date(2016, 10, 31)
PLAIN = "One side accused the other of things, and this goes on for a while. "
WORDS = {
    "short": "One side accused the other.",
    "long": PLAIN * 12,
    "unbroken": "accused" + "x" * 900,
    "wide": "accused " + "停止侵略和平谈判" * 60,
    "wide letters": "accused " + "W" * 700,
    "marks": "accused " + "\u202e\u2066" * 80,
    "capitals": "HE accused " + "THE OTHER SIDE OF MANY THINGS " * 20,
}


@pytest.fixture(scope="module")
def paper() -> Iterator[Page]:
    """Return a page of the system's Chromium."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or shutil.which("chromium-browser")
    assert program, "these tests need Chromium: apt-get install chromium"
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield started.new_page()
        started.close()


@pytest.fixture(scope="module")
def examples(lexicon: Lexicon) -> Iterator[Store]:
    """Return a store with the bundled examples."""
    found = read([str(EXAMPLES)], published=date(2016, 10, 28))
    with open_store(None) as store:
        given = [item for item in found if isinstance(item, Document)]
        for _ in code_into(store, given, lexicon):
            pass
        yield store


def printed(page: Page, html: str) -> int:
    """Return how many sheets a page takes."""
    page.set_content(html)
    file = page.pdf(prefer_css_page_size=True, print_background=True)
    return len(re.findall(rb"/Type\s*/Page\b", file))


def on_paper(page: Page, selector: str) -> int:
    """Return how many elements are seen on paper."""
    page.emulate_media(media="print")
    try:
        return sum(one.is_visible() for one in page.locator(selector).all())
    finally:
        page.emulate_media(media="null")


@pytest.mark.model
def test_briefs_of_the_examples(paper: Page, examples: Store) -> None:
    rows = dyads(examples, filters=Filters(statuses=STATUSES), limit=200)
    pairs = {tuple(sorted((row.actor, row.recipient))): row.last for row in rows}
    sheets = {}
    for (one, other), last in pairs.items():
        day = last or date(2016, 10, 28)
        first = day.replace(day=1)
        final = day.replace(day=monthrange(day.year, day.month)[1])
        report = brief(examples, side_of(one), side_of(other), first, final)
        sheets[one, other] = printed(paper, brief_html(report))
    assert len(sheets) > 10
    assert {pair for pair, count in sheets.items() if count != 1} == set()


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("busy", [False, True])
def test_a_long_month(
    paper: Page, store_of: StoreOf, news: type[News], words: str, *, busy: bool
) -> None:
    text = WORDS[words]
    days = [FIRST + timedelta(days=k % 31) for k in range(60)]
    store = store_of(
        *(
            news(
                document=f"d{k:02}",
                printed=day.isoformat(),
                type=("ACCUSE", "ASSAULT", "CONSULT", "AID")[k % 4],
                status="planned" if k % 3 == 0 else "actual",
                voices=[text[:150]] if busy and k % 2 else [],
                title=text[:300] if busy else None,
                source=f"{text[:80]} {k}" if busy else "Daily",
                text=f"{k} {text}",
            )
            for k, day in enumerate(days)
        ),
        quiet=[(FIRST - timedelta(days=2 * k)).isoformat() for k in range(1, 150)],
    )
    one = Side("FRA", text[:60] if busy else "France")
    chosen = [f"{text[:80]} {k}" for k in range(60)] if busy else []
    filters = Filters(sources=tuple(chosen))
    report = brief(store, one, Side("RUS", "Russia"), FIRST, LAST, filters=filters)
    html = brief_html(report)
    assert printed(paper, html) == 1
    shown = on_paper(paper, "ol.events > li")
    assert shown >= 3
    assert on_paper(paper, "figure svg") == 1
    assert on_paper(paper, "ol.papers > li") >= 3
    told = re.search(r"Not on this page: (\d+) events, (\d+) events set aside", html)
    assert told is not None
    assert shown + int(told[1]) + int(told[2]) == 60
    assert "detente export --dyad FRA,RUS --since 2016-10-01 --until 2016-10-31" in html


def test_a_quiet_month_leaves_nothing_off(paper: Page, store_of: StoreOf, news: type[News]) -> None:
    store = store_of(
        *(news(document=f"d{k}", printed="2016-10-14", voices=["Paris"]) for k in range(3))
    )
    html = brief_html(brief(store, Side("FRA", "France"), Side("RUS", "Russia"), FIRST, LAST))
    assert printed(paper, html) == 1
    assert on_paper(paper, "ol.events > li") == 3
    assert "Not on this page: the table of figures." in html
