"""What all figures share: a plain plot in the page's inks.

Figures are made of records alone, on the server. They name the inks of light paper; the page's
script puts those of dark paper in their place, for a canvas knows no style sheet.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.analysis.chart import INKS

if TYPE_CHECKING:
    from bokeh.plotting import figure

__all__ = ["COMMUNITY", "INK", "NIGHT", "Figure", "dress", "plain_plot"]

COMMUNITY = (
    ("#3b6fb6", "#7fb0ee"),
    ("#b8652a", "#eda36b"),
    ("#3f8455", "#7cc795"),
    ("#8a5aa8", "#c39ae0"),
    ("#a8862a", "#d8ba66"),
    ("#2f8a94", "#6ec8d2"),
)
"""Colours that only tell groups apart, on light and on dark paper."""

PAPER = ("#ffffff", "#15181c")
LAND = ("#dfe3e8", "#2b3037")
HEAT = (
    ("#f6d5c6", "#4a2c20"),
    ("#eaaa8c", "#75402a"),
    ("#d67c55", "#a85a37"),
    ("#a63a17", "#f0855c"),
)
"""Steps of hostility, least to most."""

INK = {name: light for name, (light, _) in INKS.items()} | {
    "paper": PAPER[0],
    "land": LAND[0],
    **{f"heat-{step}": light for step, (light, _) in enumerate(HEAT)},
}

NIGHT = dict([*INKS.values(), PAPER, LAND, *HEAT, *COMMUNITY])
"""What stands on dark paper in place of each colour."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure for a page.

    `drawing` is what BokehJS embeds, as JSON; with `source` the page's script fetches it from that
    address instead, and `drawing` is empty. `title` and `description` say in plain text what it
    shows, for those who do not see it. The style sheet keeps room for each `name`.
    """

    name: str
    title: str
    description: str
    drawing: str = ""
    source: str | None = None


def plain_plot(**settings: Any) -> figure:  # noqa: ANN401 (what Bokeh's figure takes)
    """Return an empty plot as wide as its place, without tools but those asked for."""
    from bokeh.plotting import figure

    chosen: dict[str, Any] = {"tools": "", "toolbar_location": None, **settings}
    plot = figure(sizing_mode="stretch_width", **chosen)
    plot.background_fill_color = plot.border_fill_color = None
    plot.outline_line_color = None
    plot.min_border = 0
    return plot


def dress(plot: figure) -> None:
    """Give axes and grid of a plot the page's inks and letters.

    A label that would touch another is left out: a phone has room for few.
    """
    from bokeh.models import NoOverlap

    for axis in plot.axis:
        axis.axis_line_color = axis.major_tick_line_color = INK["rule"]
        axis.minor_tick_line_color = None
        axis.major_label_text_color = axis.axis_label_text_color = INK["muted"]
        axis.major_label_policy = NoOverlap(min_distance=8)
        axis.major_label_text_font = axis.axis_label_text_font = LETTERS
        axis.major_label_text_font_size = axis.axis_label_text_font_size = "12px"
        axis.axis_label_text_font_style = "normal"
    plot.grid.grid_line_color = INK["rule"]
    plot.xgrid.grid_line_color = None


LETTERS = "system-ui, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif"
