"""The series of a dyad: tension with its band, events, what was read, and turning points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import Any

from detente.analysis import Picture, Point, Reading, TurningPoint
from detente.analysis.wording import day_text
from detente.web.figures import Figure
from detente.web.stencils import NOTHING, columns, moment
from detente.web.stencils_series import LAYERS, MEASURES, series_stencil

__all__ = ["MOST_STEPS", "series_figure", "thinned"]

MOST_STEPS = 400
"""Longer stretches of days are drawn in so many steps: what a screen can tell apart."""

_FEW_DAYS = 10
_ROOM = 4
"""Words need a quarter of the width of a phone."""

_NOON = 12


def series_figure(picture: Picture) -> Figure:
    """Return tension and cooperation with bands above, events below, then documents read.

    Of a long stretch of days those are drawn that `thinned` keeps.
    """
    runs = [(unknown, [*run]) for unknown, run in _runs(picture.readings)]
    known = [thinned(run) for unknown, run in runs if not unknown]
    gaps = [run for unknown, run in runs if unknown]
    first, last = _bounds(picture)
    top = _top(picture.readings)
    bars, highest = _stacked(picture.points)
    drawing = series_stencil().filled(
        {
            "first": moment(first),
            "last": moment(last),
            "top": top,
            "readings": columns(_lines(known)),
            "alone": columns(_cells([run[0] for run in known if len(run) == 1])),
            "few": columns(_cells([r for run in known if len(run) < _FEW_DAYS for r in run])),
            "gaps": columns(_gaps(gaps, top, (last - first).days)),
            "turns": columns(_turns(picture.turning, top)),
            "bars": columns(bars),
            "lowest": -1.15 * highest,
            "highest": 1.15 * highest,
            "ticks": [-highest, 0, highest],
            "labels": columns({tick: str(abs(tick)) for tick in (-highest, 0, highest)}),
            "most": 1.1 * max((point.documents for point in picture.points), default=0) or 1.1,
        }
    )
    return Figure("series", picture.title, picture.description, drawing)


def thinned(run: Sequence[Reading], most: int = MOST_STEPS) -> list[Reading]:
    """Return days of a stretch of known ones, at most `most` steps of as many days each.

    Kept are the first and the last day, and of each step the days with the least and the most
    tension and with the most warmth, with their bands: peaks stay as high as they are, and no
    value stands on a day that is not its own.
    """
    days = -(-len(run) // most)
    if days < 2:
        return [*run]
    kept = {run[0].day: run[0], run[-1].day: run[-1]}
    for start in range(0, len(run), days):
        step = run[start : start + days]
        for one in (min(step, key=_tension), max(step, key=_tension), max(step, key=_warmth)):
            kept[one.day] = one
    return [kept[day] for day in sorted(kept)]


def _tension(item: Reading) -> float:
    return item.tension or 0.0


def _warmth(item: Reading) -> float:
    return item.warmth or 0.0


def _top(readings: Sequence[Reading]) -> float:
    """Return how high the axis of tension reaches: over all lines, and most of their bands."""
    known = [item for item in readings if item.tension is not None]
    peak = max((max(_tension(item), _warmth(item)) for item in known), default=0.0)
    reach = max((item.high or 0 for item in known), default=1.0)
    return round((min(reach, 3 * peak) if peak else reach) * 1.1 or 1.0, 4)


def _bounds(picture: Picture) -> tuple[date, date]:
    days = [item.day for item in picture.readings] + [item.start for item in picture.points]
    first, last = min(days, default=date(1970, 1, 1)), max(days, default=date(1970, 1, 2))
    spare = timedelta(days=max(1, (last - first).days // 60))
    return first - spare, last + spare


def _runs(readings: Sequence[Reading]) -> Iterator[tuple[bool, Iterator[Reading]]]:
    """Yield stretches of days, unknown or known, in order."""
    yield from groupby(readings, key=lambda item: item.tension is None)


def _lines(runs: Sequence[Sequence[Reading]]) -> dict[str, list[Any]]:
    """Return the columns of lines and bands, in which a stretch ends before the next begins.

    Between two the lines break off, and the bands lie flat: they have no height there.
    """
    table = _cells([])
    for k, run in enumerate(runs):
        for name, cells in _cells(run).items():
            table[name] += _flat(name, cells) if k or len(runs) > 1 else cells
    return table


def _flat(name: str, cells: list[Any]) -> list[Any]:
    """Return a column of a stretch with a place before and behind it where nothing is drawn."""
    if name in ("day", "said", "documents"):
        return [cells[0], *cells, cells[-1]]
    nothing = NOTHING if name in ("tension", "warmth") else 0
    return [nothing, *cells, nothing]


def _cells(run: Sequence[Reading]) -> dict[str, list[Any]]:
    """Return the columns of days."""
    return {
        "day": [moment(item.day, _NOON) for item in run],
        "said": [day_text(item.day) for item in run],
        **{name: [round(getattr(item, name) or 0, 3) for item in run] for name in MEASURES},
        "documents": [item.documents for item in run],
    }


def _gaps(runs: Sequence[Sequence[Reading]], top: float, days: int) -> dict[str, list[Any]]:
    """Return the columns of unknown stretches, with the reason where there is room for words."""
    starts = [moment(run[0].day) for run in runs]
    ends = [moment(run[-1].day + timedelta(days=1)) for run in runs]
    return {
        "start": starts,
        "end": ends,
        "middle": [(start + end) / 2 for start, end in zip(starts, ends, strict=True)],
        "height": [top / 2] * len(runs),
        "words": ["unknown:\ntoo little read" if _ROOM * len(run) > days else "" for run in runs],
    }


def _turns(turns: Sequence[TurningPoint], top: float) -> dict[str, list[Any]]:
    """Return the columns of turning points; the words of neighbours stand at different heights."""
    return {
        "day": [moment(turn.day) for turn in turns],
        "height": [(0.94 - 0.08 * (number % 3)) * top for number in range(len(turns))],
        "direction": [turn.direction for turn in turns],
    }


def _stacked(points: Sequence[Point]) -> tuple[dict[str, list[Any]], int]:
    """Return the columns of the bars, and the height of the highest, 1 at least."""
    starts, ends = _bars(points)
    found: dict[str, list[Any]] = {
        "start": starts,
        "end": ends,
        "said": [day_text(point.start) for point in points],
        "read": [point.documents for point in points],
    }
    heights = {1: [0] * len(points), -1: [0] * len(points)}
    for name, _, sign in LAYERS:
        counts = [getattr(point, name) or 0 for point in points]
        found[name] = counts
        found[f"{name}_from"] = heights[sign]
        heights[sign] = [a + sign * b for a, b in zip(heights[sign], counts, strict=True)]
        found[f"{name}_to"] = heights[sign]
    return found, max([1, *heights[1], *(-height for height in heights[-1])])


def _bars(points: Sequence[Point]) -> tuple[list[int], list[int]]:
    """Return where the bar of each point begins and ends, a little apart from the next."""
    starts = [moment(point.start) for point in points]
    gaps = [later - start for start, later in pairwise(starts)]
    gaps += [gaps[-1] if gaps else moment(date(1970, 1, 2))] * (len(starts) - len(gaps))
    return starts, [start + gap * 86 // 100 for start, gap in zip(starts, gaps, strict=True)]
