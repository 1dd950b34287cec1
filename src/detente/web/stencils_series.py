"""The three plots of a dyad's series, one above the other, without their data."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from detente.web.figures import INK, LETTERS, dress, plain_plot
from detente.web.stencils import Slot, Stencil, empty, stencil_of

if TYPE_CHECKING:
    from bokeh.models import ColumnDataSource
    from bokeh.plotting import figure as Plot

__all__ = ["LAYERS", "MEASURES", "series_stencil"]

LAYERS = (
    ("material_cooperation", "friendly", 1),
    ("verbal_cooperation", "friendly-soft", 1),
    ("material_conflict", "hostile", -1),
    ("verbal_conflict", "hostile-soft", -1),
)
"""How bars are stacked, from the line of nought outwards, and in which direction."""

MEASURES = ("tension", "low", "high", "warmth", "warmth_low", "warmth_high")

_READINGS = ("day", "said", *MEASURES, "documents")
_STACKED = tuple(f"{name}{end}" for name, _, _ in LAYERS for end in ("", "_from", "_to"))
_BANDS = (("low", "high", "hostile-soft"), ("warmth_low", "warmth_high", "friendly-soft"))


@cache
def series_stencil() -> Stencil:
    """Return tension above, events below it, documents read at the foot."""
    from bokeh.layouts import column
    from bokeh.models import ColumnDataSource

    bars = ColumnDataSource(empty("start", "end", "said", "read", *_STACKED))
    (top, slots), (middle, more), (bottom, most) = (
        _tension_plot(),
        _events_plot(bars),
        _coverage_plot(bars),
    )
    for plot in (middle, bottom):
        plot.x_range = top.x_range
    for plot in (top, middle, bottom):
        dress(plot)
        plot.yaxis.axis_label_standoff = 6
        plot.min_border_left, plot.min_border_top, plot.min_border_bottom = 64, 8, 6
    top.xaxis.visible = middle.xaxis.visible = False
    whole = column(top, middle, bottom, sizing_mode="stretch_width", spacing=8)
    return stencil_of("series", whole, {**slots, **more, "bars": Slot(bars, "data"), **most})


def _tension_plot() -> tuple[Plot, dict[str, Slot]]:
    from bokeh.models import ColumnDataSource, Range1d

    plot = plain_plot(
        height=260,
        x_axis_type="datetime",
        x_range=Range1d(),
        y_range=Range1d(start=0),
        y_axis_label="points per 100 documents",
    )
    gaps = ColumnDataSource(empty("start", "end", "middle", "height", "words"))
    readings, alone, few = (ColumnDataSource(empty(*_READINGS)) for _ in range(3))
    turns = ColumnDataSource(empty("day", "height", "direction"))
    _shade(plot, gaps)
    _draw_bands(plot, readings, alone)
    _draw_lines(plot, readings, few)
    _mark(plot, turns)
    sources = {"gaps": gaps, "readings": readings, "alone": alone, "few": few, "turns": turns}
    return plot, {
        "first": Slot(plot.x_range, "start"),
        "last": Slot(plot.x_range, "end"),
        "top": Slot(plot.y_range, "end"),
        **{name: Slot(source, "data") for name, source in sources.items()},
    }


def _shade(plot: Plot, gaps: ColumnDataSource) -> None:
    """Shade unknown days under all that is drawn, with what stands in `words`."""
    from bokeh.core.properties import value

    plot.vstrip(
        "start", "end", source=gaps, fill_color=INK["unknown"], line_color=None, level="underlay"
    )
    plot.text(
        "middle", "height", "words", source=gaps, text_color=INK["muted"],
        text_font=value(LETTERS), text_font_size="12px", text_align="center",
        text_baseline="middle",
    )  # fmt: skip


def _draw_bands(plot: Plot, readings: ColumnDataSource, alone: ColumnDataSource) -> None:
    """Draw bands; of a day between unknown ones a stroke."""
    for low, high, ink in _BANDS:
        plot.varea("day", low, high, source=readings, fill_color=INK[ink], fill_alpha=0.3)
        plot.segment(
            "day", low, "day", high, source=alone, line_width=6, line_color=INK[ink],
            line_alpha=0.3,
        )  # fmt: skip


def _draw_lines(plot: Plot, readings: ColumnDataSource, few: ColumnDataSource) -> None:
    """Draw lines, the days of short stretches as dots, and what the pointer says of tension."""
    from bokeh.models import HoverTool

    for name, ink, width in (("warmth", "friendly", 1.2), ("tension", "hostile", 2.0)):
        drawn = plot.line("day", name, source=readings, line_color=INK[ink], line_width=width)
        plot.scatter("day", name, source=few, size=5, color=INK[ink])
    plot.add_tools(HoverTool(renderers=[drawn], mode="vline", tooltips=_TOOLTIPS))


_TOOLTIPS = [
    ("day", "@said"),
    ("tension", "@tension{0.0} (band @low{0.0} to @high{0.0})"),
    ("cooperation", "@warmth{0.0} (band @warmth_low{0.0} to @warmth_high{0.0})"),
    ("documents within a half-life", "@documents"),
]


def _mark(plot: Plot, turns: ColumnDataSource) -> None:
    """Mark turning points."""
    from bokeh.core.properties import value

    plot.vspan("day", source=turns, line_color=INK["ink"], line_width=1, line_dash="dashed")
    plot.text(
        "day", "height", "direction", source=turns, x_offset=4, text_color=INK["ink"],
        text_font=value(LETTERS), text_font_size="12px", text_baseline="middle",
    )  # fmt: skip


def _events_plot(bars: ColumnDataSource) -> tuple[Plot, dict[str, Slot]]:
    from bokeh.models import FixedTicker, HoverTool, Range1d
    from bokeh.models.annotations import Span

    plot = plain_plot(height=150, x_axis_type="datetime", y_axis_label="events", y_range=Range1d())
    for name, ink, _ in LAYERS:
        drawn = plot.quad(
            "start", "end", f"{name}_to", f"{name}_from", source=bars, fill_color=INK[ink],
            line_color=None,
        )  # fmt: skip
        plot.add_tools(HoverTool(renderers=[drawn], tooltips=_BARS))
    plot.add_layout(Span(location=0, dimension="width", line_color=INK["muted"], line_width=1))
    ticker = FixedTicker(ticks=[])
    (axis,) = plot.yaxis
    axis.ticker = ticker
    return plot, {
        "lowest": Slot(plot.y_range, "start"),
        "highest": Slot(plot.y_range, "end"),
        "ticks": Slot(ticker, "ticks"),
        "labels": Slot(axis, "major_label_overrides"),
    }


_BARS = [
    ("from", "@said"),
    ("material cooperation", "@material_cooperation"),
    ("verbal cooperation", "@verbal_cooperation"),
    ("verbal conflict", "@verbal_conflict"),
    ("material conflict", "@material_conflict"),
]


def _coverage_plot(bars: ColumnDataSource) -> tuple[Plot, dict[str, Slot]]:
    from bokeh.models import BasicTicker, HoverTool, Range1d

    plot = plain_plot(
        height=116, x_axis_type="datetime", y_axis_label="read", y_range=Range1d(start=0)
    )
    plot.yaxis.ticker = BasicTicker(desired_num_ticks=2, num_minor_ticks=0)
    drawn = plot.quad(
        "start", "end", "read", 0, source=bars, fill_color=INK["muted"], line_color=None
    )
    plot.add_tools(
        HoverTool(renderers=[drawn], tooltips=[("from", "@said"), ("documents read", "@read")])
    )
    return plot, {"most": Slot(plot.y_range, "end")}
