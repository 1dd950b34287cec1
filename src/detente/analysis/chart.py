"""The chart of a dyad: tension with its band, events and coverage, as SVG without scripts.

Drawn by matplotlib with letters as paths, so that it looks the same everywhere and the same
figures give the same bytes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

from detente.analysis.plain import inline
from detente.analysis.series import Point
from detente.analysis.tension import Reading
from detente.analysis.turning import TurningPoint
from detente.model.showing import Shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["INKS", "Picture", "draw"]

INKS = {
    "ink": ("#1f2328", "#e6e8eb"),
    "muted": ("#5b6470", "#a3abb5"),
    "rule": ("#d5d9de", "#3a4048"),
    "unknown": ("#e9ebee", "#2b3037"),
    "hostile": ("#b4431f", "#f0855c"),
    "hostile-soft": ("#dd9a7c", "#9c5236"),
    "friendly": ("#1d5fa8", "#6aa9f0"),
    "friendly-soft": ("#8db4de", "#35618f"),
}
"""What each colour means, and what it is on light and on dark paper."""

_LIGHT = {name: light for name, (light, _) in INKS.items()}
_SHAPES = {"wide": (9.0, 5.2), "narrow": (4.4, 5.6), "flat": (9.0, 3.2)}
_FEW_DAYS = 10
_EPOCH = date(1970, 1, 1)
_STROKES = "stroke-linejoin: round; stroke-linecap: butt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture(Shown):
    """What a chart shows; in a notebook, the chart.

    `points` are of any one period; `level` is that of the readings' bands; `title` and
    `description` are plain text for those who cannot see it.
    """

    title: str
    description: str
    readings: Sequence[Reading]
    points: Sequence[Point]
    turning: Sequence[TurningPoint] = ()
    level: float = 0.9

    def __repr__(self) -> str:
        """Return the title and how much there is to see."""
        found = f"days {len(self.readings)}, turning points {len(self.turning)}"
        return f"<Picture {self.title!r}: {found}>"


def draw(
    picture: Picture, *, shape: str = "wide", themed: bool = False, name: str | None = None
) -> str:
    """Return the chart as an SVG element with a title and a description for screen readers.

    `shape` is "wide", "narrow" (for a phone) or "flat" (for paper). With `themed` its colours are
    CSS variables named like `INKS` (`--ink` …), for a page that sets them; without, it stands on
    white. On a page of several charts each needs a `name`, letters and digits, with which its ids
    begin.
    """
    import matplotlib
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    settings: dict[Any, Any] = {
        "svg.fonttype": "path",
        "svg.hashsalt": f"detente-{shape}",
        "font.size": 9,
    }
    with matplotlib.rc_context(settings):
        figure = Figure(figsize=_SHAPES[shape], layout="constrained")
        FigureCanvasSVG(figure)
        _compose(figure, picture, narrow=shape == "narrow")
        out = io.StringIO()
        figure.savefig(
            out,
            format="svg",
            metadata={"Date": None, "Creator": None},
            facecolor="none" if themed else "white",
        )
    return _finished(out.getvalue(), picture, name or shape, themed=themed)


def _compose(figure: Figure, picture: Picture, *, narrow: bool) -> None:
    from matplotlib.dates import AutoDateLocator

    top, middle, bottom = figure.subplots(3, 1, sharex=True, height_ratios=[5, 3, 1.3])
    _draw_tension(top, picture, narrow=narrow)
    _draw_events(middle, picture.points)
    _draw_coverage(bottom, picture.points)
    for axes in (top, middle, bottom):
        _dress(axes)
    first, last = _bounds(picture)
    top.set_xlim(_moment(first), _moment(last))
    ticks = AutoDateLocator(minticks=3, maxticks=5 if narrow else 9)  # type: ignore[no-untyped-call]
    bottom.xaxis.set_major_locator(ticks)
    bottom.xaxis.set_major_formatter(_date_labels((last - first).days))


def _date_labels(days: int) -> Callable[[float, int], str]:
    """Return how days are written on an axis of that length."""

    def label(moment: float, _: int) -> str:
        day = _EPOCH + timedelta(days=moment)
        if days <= 100:
            return f"{day.day} {day:%b %Y}" if days > 60 else f"{day.day} {day:%b}"
        return f"{day:%b %Y}" if days <= 1200 else f"{day:%Y}"

    return label


def _bounds(picture: Picture) -> tuple[date, date]:
    starts, widths = _bars(picture.points)
    bars = zip(starts, widths, strict=True)
    edges = (moment for start, width in bars for moment in (start, start + width))
    days = [_EPOCH + timedelta(days=moment) for moment in edges]
    days += [item.day + timedelta(days=k) for item in picture.readings for k in (0, 1)]
    first, last = min(days, default=_EPOCH), max(days, default=_EPOCH)
    return min(first, last - timedelta(days=_FEW_DAYS)), last


def _moment(day: date) -> float:
    """Return the number by which matplotlib knows a day's beginning."""
    return float((day - _EPOCH).days)


def _draw_tension(axes: Axes, picture: Picture, *, narrow: bool) -> None:
    for unknown, run in _runs(picture.readings):
        if unknown:
            _shade(axes, run)
        else:
            named = run[0].day == _first_known(picture.readings)
            _draw_run(axes, run, f"its {100 * picture.level:.0f} % band" if named else None)
    known = [item for item in picture.readings if item.tension is not None]
    peak = max((max(item.tension or 0, item.warmth or 0) for item in known), default=0.0)
    reach = max((item.high or 0 for item in known), default=1.0)
    axes.set_ylim(0, min(reach, 3 * peak) * 1.08 if peak else reach * 1.08)
    axes.set_ylabel("points per\n100 documents" if narrow else "points per 100 documents")
    for turn in picture.turning:
        axes.axvline(_moment(turn.day), color=_LIGHT["ink"], linewidth=0.8, linestyle=(0, (4, 3)))
        axes.annotate(
            turn.direction,
            (_moment(turn.day), 1),
            xycoords=("data", "axes fraction"),
            xytext=(3, -9),
            textcoords="offset points",
            color=_LIGHT["ink"],
            fontsize=8,
        )
    if known:
        axes.legend(
            loc="lower left",
            bbox_to_anchor=(0, 1.0),
            ncols=2 if narrow else 3,
            frameon=False,
            labelcolor=_LIGHT["ink"],
            borderaxespad=0.2,
            handlelength=1.4,
        )


def _first_known(readings: Sequence[Reading]) -> date | None:
    return next((item.day for item in readings if item.tension is not None), None)


def _runs(readings: Sequence[Reading]) -> Iterator[tuple[bool, list[Reading]]]:
    """Yield stretches of days, unknown or known, in order."""
    for unknown, run in groupby(readings, key=lambda item: item.tension is None):
        yield unknown, list(run)


def _shade(axes: Axes, run: Sequence[Reading]) -> None:
    start, end = _moment(run[0].day), _moment(run[-1].day) + 1
    axes.axvspan(start, end, color=_LIGHT["unknown"], linewidth=0)
    if end - start > 20:
        axes.annotate(
            "unknown:\ntoo little read",
            ((start + end) / 2, 0.5),
            xycoords=("data", "axes fraction"),
            ha="center",
            va="center",
            color=_LIGHT["muted"],
            fontsize=8,
        )


def _draw_run(axes: Axes, run: Sequence[Reading], band: str | None) -> None:
    days = [_moment(item.day) + 0.5 for item in run]
    names = ("tension", band, "cooperation") if band else (None, None, None)
    lows, highs = [item.low or 0.0 for item in run], [item.high or 0.0 for item in run]
    soft, mark = _LIGHT["hostile-soft"], "o" if len(run) < _FEW_DAYS else ""
    lines = (
        (names[0], [item.tension or 0.0 for item in run], "hostile", 1.8),
        (names[2], [item.warmth or 0.0 for item in run], "friendly", 1.1),
    )
    for name, values, ink, width in lines:
        axes.plot(days, values, mark + "-", color=_LIGHT[ink], lw=width, ms=4, label=name, zorder=3)
    if len(run) > 1:
        axes.fill_between(days, lows, highs, linewidth=0, color=soft, alpha=0.4, label=names[1])
    else:
        axes.vlines(days, lows, highs, linewidth=5, colors=soft, alpha=0.4, label=names[1] or "")


def _draw_events(axes: Axes, points: Sequence[Point]) -> None:
    from matplotlib.ticker import MaxNLocator

    layers = (
        ("material_cooperation", "friendly", 1),
        ("verbal_cooperation", "friendly-soft", 1),
        ("material_conflict", "hostile", -1),
        ("verbal_conflict", "hostile-soft", -1),
    )
    starts, widths = _bars(points)
    heights = {1: [0] * len(points), -1: [0] * len(points)}
    for name, ink, sign in layers:
        values = [sign * (getattr(point, name) or 0) for point in points]
        axes.bar(
            starts, values, widths, heights[sign], align="edge", color=_LIGHT[ink], linewidth=0
        )
        heights[sign] = [a + b for a, b in zip(heights[sign], values, strict=True)]
    highest = max(1, *heights[1], *(-value for value in heights[-1])) if points else 1
    axes.set_ylim(-1.35 * highest, 1.35 * highest)
    axes.axhline(0, color=_LIGHT["muted"], linewidth=0.8)
    axes.yaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
    axes.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))
    axes.set_ylabel("events")
    for height, words, ink in ((0.97, "cooperation", "friendly"), (0.03, "conflict", "hostile")):
        axes.annotate(
            words, (0.005, height), xycoords="axes fraction", color=_LIGHT[ink], fontsize=8,
            va="top" if height > 0.5 else "bottom",
        )  # fmt: skip


def _draw_coverage(axes: Axes, points: Sequence[Point]) -> None:
    from matplotlib.ticker import MaxNLocator

    starts, widths = _bars(points)
    axes.bar(
        starts, [p.documents for p in points], widths, align="edge", color=_LIGHT["muted"], lw=0
    )
    axes.yaxis.set_major_locator(MaxNLocator(nbins=2, integer=True))
    axes.set_ylim(bottom=0)
    axes.set_ylabel("read")


def _bars(points: Sequence[Point]) -> tuple[list[float], list[float]]:
    """Return where the bar of each point begins and how wide it is, in days."""
    starts = [_moment(point.start) for point in points]
    gaps = [later - start for start, later in pairwise(starts)]
    return starts, [0.86 * gap for gap in [*gaps, gaps[-1] if gaps else 1.0]]


def _dress(axes: Axes) -> None:
    axes.set_facecolor("none")
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(_LIGHT["rule"])
    axes.grid(axis="y", color=_LIGHT["rule"], linewidth=0.5)
    axes.set_axisbelow(True)
    axes.tick_params(colors=_LIGHT["muted"], labelsize=8, length=2)
    axes.yaxis.label.set_color(_LIGHT["muted"])
    axes.yaxis.label.set_fontsize(8)


def _finished(drawn: str, picture: Picture, name: str, *, themed: bool) -> str:
    """Return the SVG element alone, named for screen readers, its ids fit for a page of several."""
    body = drawn[drawn.index("<svg") :]
    body = re.sub(r"<metadata>.*?</metadata>\s*", "", body, flags=re.DOTALL)
    body = re.sub(r"<style[^>]*>\*\{.*?\}</style>\s*", "", body)  # it would hold for the whole page
    body = re.sub(r'(\bid="|href="#|url\(#)', rf"\g<1>{name}-", body)
    head, rest = body.split(">", 1)
    head = re.sub(r' (width|height)="[^"]*"', "", head) if themed else head
    title = f'<title id="{name}-title">{escape(inline(picture.title))}</title>'
    words = f'<desc id="{name}-desc">{escape(inline(picture.description))}</desc>'
    named = f' style="{_STROKES}" role="img" aria-labelledby="{name}-title {name}-desc">'
    whole = f"{head}{named}\n {title}\n {words}{rest}"
    return _themed(whole) if themed else whole


def _themed(svg: str) -> str:
    for name, (light, _) in INKS.items():
        svg = svg.replace(light, f"var(--{name})")
    return svg
