"""The map of the world by tension and activity, and the place of an event on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt
from typing import TYPE_CHECKING, Any

from detente.analysis import Country, names_of_codes
from detente.analysis.wording import counted, figure
from detente.tables import Lexicon
from detente.web.figures import HEAT, INK, Figure, plain_plot
from detente.web.figures_world import Land, centres, flattened, lands
from detente.web.stencils import Slot, Stencil, columns, empty, stencil_of

if TYPE_CHECKING:
    from bokeh.models import ColumnDataSource, MultiPolygons
    from bokeh.models.renderers import GlyphRenderer
    from bokeh.plotting import figure as Plot

__all__ = [
    "Step",
    "banded",
    "degrees_text",
    "place_map",
    "place_stencil",
    "steps_of",
    "world_map",
    "world_stencil",
]

Bounds = tuple[float, float]
Spots = Mapping[str, tuple[float, float]]

_WORLD: tuple[Bounds, Bounds] = ((-2.72, 2.72), (-0.98, 1.31))
"""What the map shows, in radii of the globe: all but Antarctica."""
_LARGEST = 26.0
"""Diameter in pixels of the circle of the country with most events."""
_AROUND = (0.4, 0.25)
"""Half the width and height of the map round a place, in radii of the globe: 2,500 km wide."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the map's legend: tension from `low` up to `high`, and its ink."""

    low: float
    high: float
    ink: str


def steps_of(found: Sequence[Country]) -> tuple[Step, ...]:
    """Return the steps of tension, each twice as high as the one before; none without any.

    Doubling, for few countries are very tense and most a little.
    """
    most = max((item.tension or 0.0 for item in found), default=0.0)
    if most <= 0:
        return ()
    bounds = [0.0, *(most / 2**k for k in range(len(HEAT) - 1, -1, -1))]
    return tuple(Step(bounds[k], bounds[k + 1], INK[f"heat-{k}"]) for k in range(len(HEAT)))


def world_map(found: Sequence[Country], lexicon: Lexicon, *, days: str) -> Figure:
    """Return the map: land in the ink of its tension, a circle as large as its events.

    `days` says for which days, in words. A country of which events but no hostility are told
    stays in the colour of land. One of which no event is told, or too little was read, is hatched:
    unknown, not calm. Bodies that are no country are not on the map.
    """
    names = names_of_codes(lexicon)
    where = centres(lexicon)
    known = {item.country: item for item in found if item.country in where}
    steps, codes = steps_of(found), [land.country for land in lands()]
    looks = [_look(known.get(code), steps) for code in codes]
    drawing = world_stencil().filled(
        {
            **_filling(looks),
            **_columns(codes, known, names),
            "circles": columns(_circles(known, where, names)),
        }
    )
    return Figure(
        "world",
        f"Events and tension by country, {days}",
        _described(list(known.values()), names),
        drawing,
    )


def _described(known: Sequence[Country], names: Mapping[str, str]) -> str:
    if not known:
        return "No country takes part in an event of these days."
    ranked = sorted(known, key=lambda item: (-item.events, item.country))[:5]
    most = ", ".join(f"{names.get(i.country, i.country)} ({i.events})" for i in ranked)
    said = f"{counted(len(known), 'country', 'countries')} with events; most: {most}."
    tense = [item for item in known if item.tension]
    if not tense:
        return f"{said} No hostility is told, or too little was read."
    top = max(tense, key=lambda item: (item.tension or 0.0, item.country))
    where = names.get(top.country, top.country)
    return f"{said} Highest tension: {where}, {figure(top.tension)} points per 100 documents."


@cache
def world_stencil() -> Stencil:
    """Return the map without what is told of its countries."""
    from bokeh.models import ColumnDataSource, HoverTool

    plot = _ground(_WORLD)
    told = {name: [""] * len(lands()) for name in ("ink", "hatch", "name", "events", "tension")}
    shapes = ColumnDataSource({"xs": _outlines(lands(), 0), "ys": _outlines(lands(), 1)} | told)
    drawn = _draw_lands(plot, shapes)
    plot.add_tools(HoverTool(renderers=[drawn], tooltips=_TOOLTIPS, point_policy="follow_mouse"))
    circles = ColumnDataSource(empty("x", "y", "size", "name", "events", "tension"))
    round_ = plot.scatter(
        "x", "y", size="size", source=circles, fill_color=INK["ink"], fill_alpha=0.12,
        line_color=INK["ink"], line_width=1,
    )  # fmt: skip
    plot.add_tools(HoverTool(renderers=[round_], tooltips=_TOOLTIPS))
    slots = {name: Slot(shapes, "data", name) for name in told}
    return stencil_of("world", plot, {**slots, "circles": Slot(circles, "data")})


def _ground(bounds: tuple[Bounds, Bounds]) -> Plot:
    """Return an empty map without axes that shows just these bounds, undistorted."""
    from bokeh.models import Range1d

    across, along = bounds
    plot = plain_plot(
        x_range=Range1d(start=across[0], end=across[1]),
        y_range=Range1d(start=along[0], end=along[1]),
        x_axis_type=None,
        y_axis_type=None,
        aspect_ratio=(across[1] - across[0]) / (along[1] - along[0]),
    )
    plot.grid.grid_line_color = None
    return plot


@dataclass(frozen=True, slots=True)
class _Look:
    """How a country is filled, and the hatch over it: Bokeh's "blank" is none."""

    ink: str
    hatch: str = "blank"


_CALM = _Look(INK["land"])
_UNKNOWN = _Look(INK["unknown"], "right_diagonal_line")


def _look(item: Country | None, steps: Sequence[Step]) -> _Look:
    if item is None or item.tension is None:
        return _UNKNOWN
    if not item.tension:
        return _CALM
    return _Look(next((s.ink for s in steps if item.tension <= s.high), steps[-1].ink))


def _filling(looks: Sequence[_Look]) -> dict[str, list[Any]]:
    return {"ink": [look.ink for look in looks], "hatch": [look.hatch for look in looks]}


def _outlines(shapes: Sequence[Land], axis: int) -> list[Any]:
    return [land.places(axis) for land in shapes]


def _draw_lands(plot: Plot, source: ColumnDataSource) -> GlyphRenderer[MultiPolygons]:
    return plot.multi_polygons(
        "xs", "ys", source=source, fill_color="ink", line_color=INK["paper"], line_width=0.6,
        hatch_pattern="hatch", hatch_color=INK["muted"], hatch_alpha=0.45, hatch_scale=9,
        hatch_weight=0.7,
    )  # fmt: skip


_TOOLTIPS = [
    ("country", "@name"),
    ("events", "@events"),
    ("tension", "@tension"),
]


def _columns(
    codes: Sequence[str], known: Mapping[str, Country], names: Mapping[str, str]
) -> dict[str, list[str]]:
    """Return what the pointer says of countries; those without events say so."""
    told = [known.get(code) for code in codes]
    return {
        "name": [names.get(code, code) for code in codes],
        "events": [f"{item.events:,}" if item else "none told" for item in told],
        "tension": [banded(item) if item else "–" for item in told],
    }


def banded(item: Country) -> str:
    """Return a country's tension with its band, "unknown" where too little was read."""
    if item.tension is None:
        return "unknown"
    return f"{figure(item.tension)} ({figure(item.low)} to {figure(item.high)})"


def _circles(
    known: Mapping[str, Country], where: Spots, names: Mapping[str, str]
) -> dict[str, list[Any]]:
    """Return the columns of the circles, the largest first, so that small ones lie above."""
    shown = sorted(known, key=lambda k: (-known[k].events, k))
    flat = [flattened(*where[code]) for code in shown]
    most = known[shown[0]].events if shown else 1
    return {
        "x": [x for x, _ in flat],
        "y": [y for _, y in flat],
        "size": [max(4.0, _LARGEST * sqrt(known[code].events / most)) for code in shown],
        **_columns(shown, known, names),
    }


def place_map(name: str, latitude: float, longitude: float, *, exact: bool) -> Figure:
    """Return the surroundings of a place, marked; `exact` is False where it is a whole area.

    `latitude` and `longitude` are in degrees (WGS 84).
    """
    x, y = flattened(latitude, longitude)
    across, along = (x - _AROUND[0], x + _AROUND[0]), (y - _AROUND[1], y + _AROUND[1])
    near = [land for land in lands() if land.meets(across, along)]
    drawing = place_stencil().filled(
        {
            "across": across[0],
            "across_to": across[1],
            "along": along[0],
            "along_to": along[1],
            "lands": columns(
                {"xs": _outlines(near, 0), "ys": _outlines(near, 1)} | _filling([_CALM] * len(near))
            ),
            "spot": columns({"x": [x], "y": [y]} | _SPOTS[exact]),
        }
    )
    at = degrees_text(latitude, longitude)
    said = f"{name} lies at {at}." if exact else f"Only the area is known: {name}, round {at}."
    return Figure("place", f"Where: {name}", said, drawing)


_SPOTS = {True: {"size": [12], "alpha": [0.9]}, False: {"size": [44], "alpha": [0.25]}}
"""How a place is marked: one that is known exactly, and a whole area."""


@cache
def place_stencil() -> Stencil:
    """Return the map round a place without what lies there."""
    from bokeh.models import ColumnDataSource

    around = tuple((-half, half) for half in _AROUND)
    plot = _ground((around[0], around[1]))
    shapes = ColumnDataSource(empty("xs", "ys", "ink", "hatch"))
    _draw_lands(plot, shapes)
    spot = ColumnDataSource(empty("x", "y", "size", "alpha"))
    plot.scatter(
        "x", "y", size="size", source=spot, fill_color=INK["hostile"], fill_alpha="alpha",
        line_color=INK["hostile"], line_width=1,
    )  # fmt: skip
    return stencil_of(
        "place",
        plot,
        {
            "across": Slot(plot.x_range, "start"),
            "across_to": Slot(plot.x_range, "end"),
            "along": Slot(plot.y_range, "start"),
            "along_to": Slot(plot.y_range, "end"),
            "lands": Slot(shapes, "data"),
            "spot": Slot(spot, "data"),
        },
    )


def degrees_text(latitude: float, longitude: float) -> str:
    """Return a point in degrees (WGS 84) as `36.20° N, 37.16° E`."""
    north, east = "N" if latitude >= 0 else "S", "E" if longitude >= 0 else "W"
    return f"{abs(latitude):.2f}° {north}, {abs(longitude):.2f}° {east}"
