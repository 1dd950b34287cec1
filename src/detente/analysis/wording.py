"""Figures put into words, for briefs and for those who cannot see a chart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from detente.analysis.series import Point
from detente.analysis.tension import Reading
from detente.analysis.turning import TurningPoint

if TYPE_CHECKING:
    from detente.analysis.brief import Brief

__all__ = [
    "QUADS",
    "counted",
    "day_text",
    "describe_chart",
    "figure",
    "lead",
    "month_text",
    "period_text",
]

QUADS = {
    1: "verbal cooperation",
    2: "material cooperation",
    3: "verbal conflict",
    4: "material conflict",
}


def day_text(day: date | None) -> str:
    """Return a day as `14 October 2016`, "day unknown" for None."""
    return f"{day.day} {day:%B} {day.year}" if day else "day unknown"


def month_text(first: date, last: date) -> str:
    """Return a month as `October 2016`, other stretches as two days."""
    if first.day == 1 and (first.year, first.month) == (last.year, last.month):
        return f"{first:%B} {first.year}"
    return f"{day_text(first)} to {day_text(last)}"


def period_text(start: date, period: str) -> str:
    """Return a day, week or month by its first day: `week of 10 October 2016`, `October 2016`."""
    if period == "month":
        return f"{start:%B} {start.year}"
    return f"week of {day_text(start)}" if period == "week" else day_text(start)


def figure(value: float | None) -> str:
    """Return a figure with two digits that count, "unknown" for None."""
    if value is None:
        return "unknown"
    if value >= 10 or value == 0:
        return f"{value:.0f}"
    return f"{value:.1f}" if value >= 1 else f"{value:.2g}"


def counted(count: int, one: str, many: str | None = None) -> str:
    """Return `1 event`, `2 events`, `no events`."""
    if count == 1:
        return f"1 {one}"
    return f"{count or 'no'} {many or one + 's'}"


def describe_chart(
    readings: Sequence[Reading], points: Sequence[Point], turning: Sequence[TurningPoint]
) -> str:
    """Return what the chart shows in some sentences."""
    known = [item for item in readings if item.tension is not None]
    if not known:
        return "Too little was read on every day: tension is unknown throughout."
    highest = max(known, key=lambda item: item.tension or 0.0)
    last = known[-1]
    events = sum(point.events or 0 for point in points)
    said = [
        f"From {day_text(readings[0].day)} to {day_text(readings[-1].day)}; tension is known on "
        f"{len(known)} of {counted(len(readings), 'day')}.",
        f"Its highest value is {figure(highest.tension)} points per 100 documents on "
        f"{day_text(highest.day)}, its last {figure(last.tension)} on {day_text(last.day)} "
        f"(band {figure(last.low)} to {figure(last.high)}).",
        f"Below it, {counted(events, 'event')} and the number of documents read.",
    ]
    if turning:
        marked = [f"{turn.direction} from {day_text(turn.day)}" for turn in turning]
        said.append(f"Turning points: {', '.join(marked)}.")
    return " ".join(said)


def lead(brief: Brief) -> list[str]:
    """Return the sentences that open a brief: events, tension and its change, what is unsure."""
    if not brief.coverage.documents and not brief.total.events:
        when = month_text(brief.first, brief.last)
        return [
            f"Nothing was read for {when}: what {brief.one.name} and {brief.other.name} did is "
            "unknown, not calm."
        ]
    return [_events_sentence(brief), _tension_sentence(brief), *_change(brief), *_cautions(brief)]


def _events_sentence(brief: Brief) -> str:
    total = brief.total
    when = month_text(brief.first, brief.last)
    between = f"between {brief.one.name} and {brief.other.name}"
    source = f"The {counted(brief.coverage.documents, 'document')} of {when}"
    verb = "tells" if brief.coverage.documents == 1 else "tell"
    if not brief.coverage.documents:
        source, verb = f"Nothing printed in {when} was read; later documents", "tell"
    if not total.events:
        return f"{source} {verb} of no event {between}."
    bad = (total.verbal_conflict or 0) + (total.material_conflict or 0)
    good = (total.verbal_cooperation or 0) + (total.material_cooperation or 0)
    return (
        f"{source} {verb} of {counted(total.events, 'event')} {between}: "
        f"{bad or 'none'} of conflict and {good or 'none'} of cooperation."
    )


def _tension_sentence(brief: Brief) -> str:
    now = brief.now
    if now is None:
        return "Too little was read to say how tense relations are."
    return (
        f"Tension on {day_text(now.day)} stands at {figure(now.tension)} points per 100 documents "
        f"({100 * brief.level:.0f} % band {figure(now.low)} to {figure(now.high)})."
    )


def _change(brief: Brief) -> list[str]:
    """Say how tension moved since the month before, and only what the bands bear out."""
    now, before = brief.now, brief.before
    if now is None:
        return []
    if before is None:
        return ["How it stood a month before is unknown: too little was read then."]
    was = f"{figure(before.tension)} on {day_text(before.day)}"
    if (now.low or 0) > (before.high or 0):
        return [f"That is higher than before ({was}), beyond what chance explains."]
    if (now.high or 0) < (before.low or 0):
        return [f"That is lower than before ({was}), beyond what chance explains."]
    return [f"It was {was}: the bands overlap, so no change is shown."]


def _cautions(brief: Brief) -> list[str]:
    said = []
    if brief.claimed:
        verb = "rests" if brief.claimed == 1 else "rest"
        said.append(f"{counted(brief.claimed, 'event')} of these {verb} on one voice alone.")
    said += [
        f"A turning point falls on {day_text(turn.day)}: {turn.direction} from then on."
        for turn in brief.turning
        if brief.first <= turn.day <= brief.last
    ]
    return said
