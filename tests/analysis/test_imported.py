"""From a file in ICEWS' columns to tension and turning points: the whole way, at small scale."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from detente.analysis import Filters, Side, tension, turning_points
from detente.formats import import_files

if TYPE_CHECKING:
    from tests.analysis.conftest import StoreOf

    from detente.storage import Store
    from detente.tables import Lexicon

FIRST, DAYS, CHANGE = date(2021, 1, 4), 120, 62
CALM = (("040", 1.0), ("030", 4.0), ("112", -2.0), ("051", 3.4))
HOSTILE = (("112", -2.0), ("173", -5.0), ("190", -10.0), ("040", 1.0))
"""CAMEO codes and the Intensity that ICEWS gives them; neither regime is all of one kind."""

COLUMNS = (
    *("Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text"),
    *("CAMEO Code", "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID"),
    *("Sentence Number", "Publisher", "City", "District", "Province", "Country", "Latitude"),
    "Longitude",
)
FRA, RUS, PER = Side("FRA", "France"), Side("RUS", "Russia"), Side("PER", "Peru")
ICEWS = Filters(dataset="icews")


def lines(change: int) -> Iterator[str]:
    """Yield a file: two rows of one dyad a day, whose tone changes, among eight of others."""
    yield "\t".join(COLUMNS)
    for number in range(DAYS):
        told = HOSTILE if number >= change else CALM
        for place in range(10):
            two = ("France", "Russian Federation") if place < 2 else ("Peru", "Chile")
            code, score = told[(number + place) % 4] if place < 2 else CALM[(number + place) % 4]
            yield "\t".join(
                [
                    str(number * 10 + place),
                    (FIRST + timedelta(days=number)).isoformat(),
                    *(two[0], "NA", two[0], "Something", code, str(score)),
                    *(two[1], "NA", two[1], str(number), "1", "Daily"),
                    *["NA"] * 6,
                ]
            )


def imported(store: Store, folder: Path, lexicon: Lexicon, change: int) -> Store:
    """Read the file of such a history into a store."""
    file = folder / "events.tab"
    file.write_text("\n".join(lines(change)) + "\n", encoding="utf-8")
    *_, done = import_files(store, [file], "icews", lexicon)
    assert (done.rows, done.bad) == (10 * DAYS, ())
    return store


def test_a_change_in_imported_rows_is_found_on_its_day(
    store_of: StoreOf, tmp_path: Path, lexicon: Lexicon
) -> None:
    store = imported(store_of(), tmp_path, lexicon, CHANGE)
    (turn,) = turning_points(store, FRA, RUS, filters=ICEWS)
    assert abs((turn.day - FIRST).days - CHANGE) <= 3
    assert turn.direction == "rising"
    assert turn.hostility_before == pytest.approx(100 * 2 * 2 / 4 / 10, rel=0.1)
    assert turn.hostility_after == pytest.approx(100 * 2 * 17 / 4 / 10, rel=0.1)
    assert turning_points(store, PER, Side("CHL", "Chile"), filters=ICEWS) == ()


def test_tension_rises_with_it_and_warmth_falls(
    store_of: StoreOf, tmp_path: Path, lexicon: Lexicon
) -> None:
    store = imported(store_of(), tmp_path, lexicon, CHANGE)
    readings = tension(store, FRA, RUS, filters=ICEWS, half_life_days=7)
    before, after = readings[CHANGE - 1], readings[CHANGE + 28]
    assert (before.high or 0) < (after.low or 0)
    assert (before.warmth_low or 0) > 4 * (after.warmth or 0)


def test_a_year_of_the_same_rows_has_no_turning_point(
    store_of: StoreOf, tmp_path: Path, lexicon: Lexicon
) -> None:
    store = imported(store_of(), tmp_path, lexicon, change=DAYS)
    assert turning_points(store, FRA, RUS, filters=ICEWS) == ()
