"""Figures are made of records alone, and say what is unknown."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from detente.actors.rows import CountryRow
from detente.analysis import (
    Country,
    Network,
    Picture,
    Point,
    Reading,
    Tie,
    TurningPoint,
    names_of_codes,
    network_of,
)
from detente.tables import Lexicon
from detente.web.figures import INK, NIGHT, Figure
from detente.web.figures_map import banded, degrees_text, place_map, steps_of, world_map
from detente.web.figures_network import WIDTH_PX, foremost, network_drawing, network_figure
from detente.web.figures_series import MOST_STEPS, series_figure, thinned
from detente.web.figures_world import centres, flattened, lands
from detente.web.stencils import NOTHING, moment

START = date(2016, 1, 1)
DAY = timedelta(days=1)


def country(code: str, tension: float | None, events: int = 5) -> Country:
    low, high = (None, None) if tension is None else (tension / 2, tension * 2)
    return Country(country=code, events=events, tension=tension, low=low, high=high)


def sources(figure: Figure) -> list[dict[str, list[object]]]:
    """Return the columns of data in a drawing, in no order."""
    found: list[dict[str, list[object]]] = []

    def walk(node: object) -> None:
        if isinstance(node, dict):
            if node.get("name") == "ColumnDataSource":
                entries = node["attributes"]["data"]["entries"]
                found.append(dict(entries))
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(json.loads(figure.drawing))
    return found


def column(figure: Figure, name: str) -> list[object]:
    return next(columns[name] for columns in sources(figure) if name in columns)


@pytest.mark.parametrize(
    ("latitude", "longitude", "place"),
    [
        (0, 0, (0, 0)),
        (0, 180, (2.706630, 0)),
        (90, 0, (0, 1.317363)),
        (-90, 0, (0, -1.317363)),
        (0, -180, (-2.706630, 0)),
    ],
)
def test_the_projection_is_equal_earth(
    latitude: float, longitude: float, place: tuple[float, float]
) -> None:
    assert flattened(latitude, longitude) == pytest.approx(place, abs=1e-5)


def test_the_projection_keeps_areas() -> None:
    def area(latitude: float) -> float:
        """Return the flat area of a small square of the globe over its area there."""
        from math import cos, radians

        x0, y0 = flattened(latitude, 20)
        x1, _ = flattened(latitude, 21)
        _, y1 = flattened(latitude + 1, 20)
        return (x1 - x0) * (y1 - y0) / cos(radians(latitude + 0.5))

    assert area(60) == pytest.approx(area(0), rel=0.02)


def test_every_outline_is_that_of_a_country_of_the_tables(lexicon: Lexicon) -> None:
    known = {row.country for row in lexicon.rows("actors/countries.csv", CountryRow)}
    outlined = {land.country for land in lands()}
    assert outlined - known - {"ATF"} == set()
    assert {"FRA", "NOR", "KOS", "CYP", "SOM", "TWN", "PSE", "ESH", "SSD"} <= outlined


def test_every_state_of_today_has_a_place_on_the_map(lexicon: Lexicon) -> None:
    rows = lexicon.rows("actors/countries.csv", CountryRow)
    today = {row.country for row in rows if row.kind == "state" and row.until is None}
    assert today - centres(lexicon).keys() == set()


@pytest.mark.parametrize(
    ("tensions", "bounds"),
    [
        ((), []),
        ((None, 0.0), []),
        ((8.0,), [(0, 1), (1, 2), (2, 4), (4, 8)]),
        ((80.0, 1.0, None), [(0, 10), (10, 20), (20, 40), (40, 80)]),
    ],
)
def test_steps_double(tensions: Sequence[float | None], bounds: list[tuple[float, float]]) -> None:
    found = steps_of([country("FRA", tension) for tension in tensions])
    assert [(step.low, step.high) for step in found] == bounds


def test_the_map_tells_tense_from_calm_and_unknown(lexicon: Lexicon) -> None:
    told = [country("FRA", 80.0), country("RUS", 30.0), country("SYR", 0.0), country("TUR", None)]
    drawn = world_map(told, lexicon, days="30 days")
    codes = [land.country for land in lands()]
    inks = dict(zip(codes, column(drawn, "ink"), strict=True))
    assert inks["FRA"] == INK["heat-3"]
    assert inks["RUS"] == INK["heat-2"]
    assert inks["SYR"] == INK["land"]
    assert inks["TUR"] == inks["BRA"] == INK["unknown"]
    hatched = {
        code for code, one in zip(codes, column(drawn, "hatch"), strict=True) if one != "blank"
    }
    assert {"TUR", "BRA"} <= hatched
    assert hatched & {"FRA", "RUS", "SYR"} == set()
    said = dict(zip(codes, column(drawn, "tension"), strict=True))
    assert said["TUR"] == "unknown"
    assert said["SYR"] == "0 (0 to 0)"
    assert said["BRA"] == "–"


def test_circles_grow_with_the_root_of_events(lexicon: Lexicon) -> None:
    drawn = world_map([country("FRA", 1, 400), country("RUS", 1, 100)], lexicon, days="")
    large, small = (float(str(size)) for size in column(drawn, "size"))
    assert large == pytest.approx(2 * small)


def test_bodies_that_are_no_country_stand_on_no_map(lexicon: Lexicon) -> None:
    drawn = world_map([country("IGO", 5.0), country("SGP", 1.0)], lexicon, days="")
    assert "international organisations" not in drawn.description
    assert "Singapore" in drawn.description  # too small for an outline, not for a circle


def test_when_too_little_was_read_every_country_is_unknown(lexicon: Lexicon) -> None:
    drawn = world_map([country("FRA", None), country("RUS", None)], lexicon, days="")
    assert set(map(str, column(drawn, "ink"))) == {INK["unknown"]}


def test_the_ground_round_a_place_says_nothing_of_coverage() -> None:
    assert set(map(str, column(place_map("Aleppo", 36.2, 37.16, exact=True), "hatch"))) == {"blank"}


def test_an_empty_map_says_so(lexicon: Lexicon) -> None:
    assert "No country" in world_map([], lexicon, days="").description


def test_a_band_is_said_with_its_value() -> None:
    assert banded(country("FRA", 8.0)) == "8.0 (4.0 to 16)"


@pytest.mark.parametrize(
    ("latitude", "longitude", "text"),
    [
        (36.2, 37.16, "36.20° N, 37.16° E"),
        (-33.45, -70.66, "33.45° S, 70.66° W"),
        (0, 0, "0.00° N, 0.00° E"),
    ],
)
def test_degrees(latitude: float, longitude: float, text: str) -> None:
    assert degrees_text(latitude, longitude) == text


def test_a_place_is_shown_as_exactly_as_it_is_known() -> None:
    assert place_map("Aleppo", 36.2, 37.16, exact=True).description.startswith("Aleppo lies at")
    assert "Only the area" in place_map("Syria", 35, 38, exact=False).description


def test_a_place_draws_only_what_is_near() -> None:
    near = column(place_map("Aleppo", 36.2, 37.16, exact=True), "xs")
    assert 10 < len(near) < len(lands()) / 2


def readings(*values: float | None) -> list[Reading]:
    days = [START + timedelta(days=k) for k in range(len(values))]
    return [
        Reading(day, 10, v, v / 2, v * 2, 1, 0.5, 2) if v is not None else Reading(day, 0)
        for day, v in zip(days, values, strict=True)
    ]


def picture(found: list[Reading], **settings: object) -> Picture:
    points = [
        Point(
            actor="FRA",
            recipient="RUS",
            start=item.day,
            documents=item.documents,
            events=3,
            verbal_conflict=2,
            material_conflict=1,
            verbal_cooperation=0,
            material_cooperation=0,
        )
        for item in found
    ]
    return Picture(title="t", description="d", readings=found, points=points, **settings)  # type: ignore[arg-type]


def test_unknown_days_are_shaded_and_named_not_drawn_as_nought() -> None:
    figure = series_figure(picture(readings(*[5.0] * 10, *[None] * 10, *[5.0] * 10)))
    (gaps,) = (columns for columns in sources(figure) if "words" in columns)
    assert gaps["words"] == ["unknown:\ntoo little read"]
    assert (gaps["start"], gaps["end"]) == ([moment(date(2016, 1, 11))], [moment(START + 20 * DAY)])
    lines = next(c for c in sources(figure) if len(c.get("tension", ())) > 3)
    broken = [k for k, value in enumerate(lines["tension"]) if value == NOTHING]
    assert broken == [0, 11, 12, 23]
    assert [lines["high"][k] for k in broken] == [0] * 4
    assert lines["tension"].count(5.0) == 20


@pytest.mark.parametrize(
    ("days", "kept"),
    [(1, 1), (MOST_STEPS, MOST_STEPS), (10 * MOST_STEPS, 2 * MOST_STEPS)],
    ids=["a day", "as many as steps", "ten times as many"],
)
def test_long_stretches_are_thinned_to_what_a_screen_shows(days: int, kept: int) -> None:
    run = readings(*(float(k % 7) for k in range(days)))
    assert kept <= len(thinned(run)) <= 3 * MOST_STEPS


def test_thinning_keeps_peaks_and_the_ends_of_stretches() -> None:
    values = [1.0] * 3650
    values[1234], values[2345] = 99.0, 0.0
    run = readings(*values)
    kept = thinned(run)
    assert {run[0], run[1234], run[2345], run[-1]} <= {*kept}
    assert [*kept] == sorted(kept, key=lambda item: item.day)


def test_thinning_closes_no_gap() -> None:
    values = [[5.0, None][k % 900 == 450] for k in range(3600)]
    (gaps,) = (c for c in sources(series_figure(picture(readings(*values)))) if "words" in c)
    assert gaps["start"] == [moment(START + k * DAY) for k in (450, 1350, 2250, 3150)]
    assert gaps["words"] == [""] * 4


def test_the_same_figures_give_the_same_bytes(lexicon: Lexicon) -> None:
    told = [country("FRA", 80.0), country("RUS", 1)]
    one, other = (world_map(told, lexicon, days="").drawing for _ in range(2))
    assert one == other
    ids = re.findall(r'"id":"([^"]+)"', one)
    assert ids
    assert all(re.fullmatch(r"world-\d+", name) for name in ids)


@pytest.mark.parametrize("values", [(), (None, None), (3.0,), (0.0, 0.0)])
def test_series_of_little_are_drawn(values: tuple[float | None, ...]) -> None:
    assert json.loads(series_figure(picture(readings(*values))).drawing)


def test_conflict_goes_down_and_is_stacked() -> None:
    figure = series_figure(picture(readings(1.0, 2.0)))
    assert column(figure, "material_conflict_to") == [-1, -1]
    assert column(figure, "verbal_conflict_from") == [-1, -1]
    assert column(figure, "verbal_conflict_to") == [-3, -3]


def test_turning_points_are_marked() -> None:
    turn = TurningPoint(
        day=START, direction="easing", hostility_before=2, hostility_after=1,
        cooperation_before=1, cooperation_after=1, gain=9, penalty=5, events=(),
    )  # fmt: skip
    drawn = series_figure(picture(readings(1.0, 2.0), turning=[turn])).drawing
    assert '"easing"' in drawn


def tie(one: str, other: str, *, events: int = 2, hostility: float = 1) -> Tie:
    return Tie(
        one=one, other=other, events=events, cooperative=1, conflictual=1, hostility=hostility,
        cooperation=2,
    )  # fmt: skip


def drawn(network: Network, names: Mapping[str, str], width_px: int = WIDTH_PX) -> Figure:
    """Return the figure of a network with what its address gives."""
    figure = network_figure(network, names, "/network/figure")
    return replace(figure, drawing=network_drawing(network, names, width_px))


def test_a_network_is_drawn_the_same_every_time(lexicon: Lexicon) -> None:
    found = network_of([tie("FRA", "RUS"), tie("RUS", "SYR"), tie("BRA", "PER")])
    names = names_of_codes(lexicon)
    one, other = (column(drawn(found, names), "x") for _ in range(2))
    assert one == other
    assert len(set(map(str, one))) > 2


_DRAWN = """
from detente.analysis.network import Tie, network_of
from detente.web.figures_network import network_drawing
chain = [("AA", "BB"), ("BB", "CC"), ("CC", "DD"), ("DD", "AA"), ("BB", "DD"), ("EE", "FF")]
ties = [Tie(one=a, other=b, events=1, cooperative=1, conflictual=0, hostility=0, cooperation=1)
    for a, b in chain + [(f"X{k}", f"Y{k}") for k in range(6)]]
print(network_drawing(network_of(ties), {}))
"""


def test_a_network_is_drawn_the_same_in_every_process() -> None:
    made = {
        subprocess.run(
            [sys.executable, "-c", _DRAWN],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(made) == 1


def test_names_that_would_touch_are_left_out_on_a_narrow_drawing() -> None:
    ties = [tie("A long name of some", f"Another name {k:02}", events=k + 1) for k in range(30)]
    found = network_of(ties)
    shown = {}
    for width in (360, 1100):
        codes = column(drawn(found, {}, width), "code")
        assert codes[0] == "A long name of s…"  # that of most events
        assert len(codes) == 31
        shown[width] = [code for code in codes if code]
    assert 0 < len(shown[360]) < len(shown[1100])


def test_ties_take_the_colour_of_what_outweighs() -> None:
    found = network_of([tie("FRA", "RUS", hostility=5), tie("RUS", "SYR", hostility=1, events=9)])
    figure = drawn(found, {})
    assert column(figure, "who") == ["RUS and SYR", "FRA and RUS"]
    assert next(c["ink"] for c in sources(figure) if "width" in c) == [
        INK["friendly"],
        INK["hostile"],
    ]


def test_only_the_foremost_actors_are_drawn() -> None:
    found = network_of([tie("AAA", f"X{k:02}", events=k + 1) for k in range(80)])
    kept = foremost(found, most=10)
    assert len(kept.actors) == 10
    assert {t.other for t in kept.ties} == {f"X{k:02}" for k in range(71, 80)}
    assert "80 ties; drawn are the 50" in drawn(found, {}).description


def test_every_colour_has_one_for_dark_paper(lexicon: Lexicon) -> None:
    figures = [
        world_map([country("FRA", 80.0), country("RUS", 1)], lexicon, days=""),
        place_map("Aleppo", 36.2, 37.16, exact=False),
        series_figure(picture(readings(1.0, None, 2.0))),
        drawn(network_of([tie("FRA", "RUS")]), {}),
        drawn(network_of([]), {}),
    ]
    ours = r'"(?:[a-z_]+_color|ink)":(?:{"type":"value","value":)?"(#[0-9a-f]{6})"'
    for figure in figures:
        found = set(re.findall(ours, figure.drawing))
        assert found - NIGHT.keys() == set(), figure.name
