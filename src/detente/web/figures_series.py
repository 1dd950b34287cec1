"""The series of a dyad: tension with its band, events, what was read, and turning points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from detente.analysis import Picture, Point, Reading, TurningPoint
from detente.analysis.wording import day_text
from detente.web.figures import INK, LETTERS, Figure, dress, packed, plain_plot

if TYPE_CHECKING:
    from bokeh.plotting import figure as Plot

__all__ = ["series_figure"]

_HALF_DAY = timedelta(hours=12)
_LAYERS = (
    ("material_cooperation", "friendly", 1),
    ("verbal_cooperation", "friendly-soft", 1),
    ("material_conflict", "hostile", -1),
    ("verbal_conflict", "hostile-soft", -1),
)
"""How bars are stacked, from the line of nought outwards, and in which direction."""


def series_figure(picture: Picture) -> Figure:
    """Return tension and cooperation with bands above, events below, then documents read."""
    from bokeh.layouts import column

    top = _tension_plot(picture)
    middle = _events_plot(picture.points)
    bottom = _coverage_plot(picture.points)
    for plot in (middle, bottom):
        plot.x_range = top.x_range
    for plot in (top, middle, bottom):
        dress(plot)
        plot.yaxis.axis_label_standoff = 6
        plot.min_border_left, plot.min_border_top, plot.min_border_bottom = 64, 8, 6
    top.xaxis.visible = middle.xaxis.visible = False
    return Figure(
        "series",
        picture.title,
        picture.description,
        packed(column(top, middle, bottom, sizing_mode="stretch_width", spacing=8)),
    )


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _tension_plot(picture: Picture) -> Plot:
    from bokeh.models import Range1d

    known = [item for item in picture.readings if item.tension is not None]
    peak = max((max(item.tension or 0, item.warmth or 0) for item in known), default=0.0)
    reach = max((item.high or 0 for item in known), default=1.0)
    first, last = _bounds(picture)
    plot = plain_plot(
        height=260,
        x_axis_type="datetime",
        x_range=Range1d(start=first, end=last),
        y_range=Range1d(start=0, end=(min(reach, 3 * peak) if peak else reach) * 1.1 or 1.0),
        y_axis_label="points per 100 documents",
    )
    for unknown, run in _runs(picture.readings):
        if unknown:
            _shade(plot, run, named=8 * len(run) > (last - first).days)
        else:
            _draw_run(plot, run)
    for turn in picture.turning:
        _mark(plot, turn)
    return plot


def _bounds(picture: Picture) -> tuple[datetime, datetime]:
    days = [item.day for item in picture.readings] + [item.start for item in picture.points]
    first, last = min(days, default=date(1970, 1, 1)), max(days, default=date(1970, 1, 2))
    spare = timedelta(days=max(1, (last - first).days // 60))
    return _moment(first) - spare, _moment(last) + spare


def _runs(readings: Sequence[Reading]) -> Iterator[tuple[bool, list[Reading]]]:
    """Yield stretches of days, unknown or known, in order."""
    for unknown, run in groupby(readings, key=lambda item: item.tension is None):
        yield unknown, list(run)


def _shade(plot: Plot, run: Sequence[Reading], *, named: bool) -> None:
    """Shade unknown days, with the reason where there is room for words."""
    from bokeh.models.annotations import BoxAnnotation, Label

    start, end = _moment(run[0].day), _moment(run[-1].day + timedelta(days=1))
    plot.add_layout(
        BoxAnnotation(
            left=start, right=end, fill_color=INK["unknown"], fill_alpha=1, line_color=None,
            level="underlay",
        )
    )  # fmt: skip
    if named:
        plot.add_layout(
            Label(
                x=start + (end - start) / 2, y=130, y_units="screen",
                text="unknown:\ntoo little read",
                text_align="center", text_color=INK["muted"], text_font=LETTERS,
                text_font_size="12px",
            )
        )  # fmt: skip


def _draw_run(plot: Plot, run: Sequence[Reading]) -> None:
    """Draw a stretch of known days: bands first, lines over them, and what the pointer says."""
    from bokeh.models import ColumnDataSource, HoverTool

    source = ColumnDataSource(
        {
            "day": [_moment(item.day) + _HALF_DAY for item in run],
            "said": [day_text(item.day) for item in run],
            **{name: [getattr(item, name) or 0.0 for item in run] for name in _MEASURES},
            "documents": [item.documents for item in run],
        }
    )
    bands = (("low", "high", "hostile-soft"), ("warmth_low", "warmth_high", "friendly-soft"))
    for low, high, ink in bands:
        if len(run) > 1:
            plot.varea("day", low, high, source=source, fill_color=INK[ink], fill_alpha=0.3)
        else:
            plot.segment(
                "day", low, "day", high, source=source, line_width=6, line_color=INK[ink],
                line_alpha=0.3,
            )  # fmt: skip
    for name, ink, width in (("warmth", "friendly", 1.2), ("tension", "hostile", 2.0)):
        drawn = plot.line("day", name, source=source, line_color=INK[ink], line_width=width)
        if len(run) < 10:
            plot.scatter("day", name, source=source, size=5, color=INK[ink])
        if name == "tension":
            plot.add_tools(HoverTool(renderers=[drawn], mode="vline", tooltips=_TOOLTIPS))


_MEASURES = ("tension", "low", "high", "warmth", "warmth_low", "warmth_high")
_TOOLTIPS = [
    ("day", "@said"),
    ("tension", "@tension{0.0} (band @low{0.0} to @high{0.0})"),
    ("cooperation", "@warmth{0.0} (band @warmth_low{0.0} to @warmth_high{0.0})"),
    ("documents within a half-life", "@documents"),
]


def _mark(plot: Plot, turn: TurningPoint) -> None:
    from bokeh.models.annotations import Label, Span

    plot.add_layout(
        Span(
            location=_moment(turn.day), dimension="height", line_color=INK["ink"], line_width=1,
            line_dash="dashed",
        )
    )  # fmt: skip
    plot.add_layout(
        Label(
            x=_moment(turn.day), y=222, y_units="screen", x_offset=4, text=turn.direction,
            text_color=INK["ink"], text_font=LETTERS, text_font_size="12px",
        )
    )  # fmt: skip


def _events_plot(points: Sequence[Point]) -> Plot:
    from bokeh.models import ColumnDataSource, FixedTicker, HoverTool, Range1d
    from bokeh.models.annotations import Span

    columns, highest = _stacked(points)
    plot = plain_plot(
        height=150,
        x_axis_type="datetime",
        y_axis_label="events",
        y_range=Range1d(start=-1.15 * highest, end=1.15 * highest),
    )
    source = ColumnDataSource(columns)
    for name, ink, _ in _LAYERS:
        drawn = plot.quad(
            "start", "end", f"{name}_to", f"{name}_from", source=source, fill_color=INK[ink],
            line_color=None,
        )  # fmt: skip
        plot.add_tools(HoverTool(renderers=[drawn], tooltips=_BARS))
    plot.add_layout(Span(location=0, dimension="width", line_color=INK["muted"], line_width=1))
    ticks = list(range(-highest, highest + 1, highest))
    plot.yaxis.ticker = FixedTicker(ticks=ticks)
    plot.yaxis.major_label_overrides = {tick: str(abs(tick)) for tick in ticks}
    return plot


def _stacked(points: Sequence[Point]) -> tuple[dict[str, list[object]], int]:
    """Return the columns of the bars, and the height of the highest, 1 at least."""
    starts, ends = _bars(points)
    columns: dict[str, list[object]] = {
        "start": list(starts),
        "end": list(ends),
        "said": [day_text(point.start) for point in points],
    }
    heights = {1: [0] * len(points), -1: [0] * len(points)}
    for name, _, sign in _LAYERS:
        counts = [getattr(point, name) or 0 for point in points]
        columns[name] = list(counts)
        columns[f"{name}_from"] = list(heights[sign])
        heights[sign] = [a + sign * b for a, b in zip(heights[sign], counts, strict=True)]
        columns[f"{name}_to"] = list(heights[sign])
    return columns, max([1, *heights[1], *(-height for height in heights[-1])])


_BARS = [
    ("from", "@said"),
    ("material cooperation", "@material_cooperation"),
    ("verbal cooperation", "@verbal_cooperation"),
    ("verbal conflict", "@verbal_conflict"),
    ("material conflict", "@material_conflict"),
]


def _coverage_plot(points: Sequence[Point]) -> Plot:
    from bokeh.models import BasicTicker, ColumnDataSource, HoverTool, Range1d

    most = max((point.documents for point in points), default=1)
    plot = plain_plot(
        height=116,
        x_axis_type="datetime",
        y_axis_label="read",
        y_range=Range1d(start=0, end=1.1 * max(1, most)),
    )
    plot.yaxis.ticker = BasicTicker(desired_num_ticks=2, num_minor_ticks=0)
    starts, ends = _bars(points)
    source = ColumnDataSource(
        {
            "start": starts,
            "end": ends,
            "read": [point.documents for point in points],
            "said": [day_text(point.start) for point in points],
        }
    )
    drawn = plot.quad(
        "start", "end", "read", 0, source=source, fill_color=INK["muted"], line_color=None
    )
    plot.add_tools(
        HoverTool(renderers=[drawn], tooltips=[("from", "@said"), ("documents read", "@read")])
    )
    return plot


def _bars(points: Sequence[Point]) -> tuple[list[datetime], list[datetime]]:
    """Return where the bar of each point begins and ends, a little apart from the next."""
    starts = [_moment(point.start) for point in points]
    gaps = [later - start for start, later in pairwise(starts)]
    gaps += [gaps[-1] if gaps else timedelta(days=1)] * (len(starts) - len(gaps))
    return starts, [start + 0.86 * gap for start, gap in zip(starts, gaps, strict=True)]
