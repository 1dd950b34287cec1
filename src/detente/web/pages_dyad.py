"""The dyad: tension with its band, turning points, what happened, and who says what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from detente.analysis import (
    HALF_LIFE_DAYS,
    Filters,
    Picture,
    Point,
    Reading,
    Side,
    TurningPoint,
    names_of_codes,
    picture,
    table_of,
)
from detente.analysis.telling import Statement, read_statements
from detente.analysis.wording import counted, day_text, figure
from detente.errors import SettingError
from detente.storage import EventRow, Page, Selection, Store, find_events
from detente.web.figures import Figure
from detente.web.figures_series import MOST_STEPS, series_figure
from detente.web.pages_asking import days_of, link, number_of, text_of
from detente.web.pages_rendering import render
from detente.web.pages_serving import Pages
from detente.web.queries import side_in

if TYPE_CHECKING:
    from fastapi.responses import Response
    from starlette.requests import Request

__all__ = ["add"]

_ROWS = 20
_STATUSES = ("planned", "hypothetical", "historical")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What the form asks for; `changed` tells whether anything but the sides and days does."""

    one: str
    other: str
    since: date | None
    until: date | None
    include: tuple[str, ...]
    reported: bool
    confidence: float
    half_life: float

    @property
    def changed(self) -> bool:
        return bool(
            self.include or self.reported or self.confidence or self.half_life != HALF_LIFE_DAYS
        )

    @property
    def filters(self) -> Filters:
        return Filters(
            statuses=("actual", *(name for name in _STATUSES if name in self.include)),
            negated="negated" in self.include,
            claimed=not self.reported,
            minimum_confidence=self.confidence,
        )


def add(pages: Pages) -> None:
    """Add the page of a dyad."""
    context = pages.context

    def dyad(request: Request) -> Response:
        asked = _asked(request)
        values: dict[str, Any] = {"one": None, "other": None, "fault": None, "opening": None}
        values |= {"asked": asked, "sides": _sides(pages)}
        if asked.one and asked.other:
            try:
                with context.reader() as store:
                    sides = [side_in(store, t, context.lexicon) for t in (asked.one, asked.other)]
                values |= _shown(pages, sides[0], sides[1], asked, request)
            except SettingError as error:
                values["fault"] = str(error)
        return render(request, context.lexicon, "dyad.html", **values)

    pages.show("/dyad", dyad)


def _asked(request: Request) -> _Asked:
    since, until = days_of(request)
    return _Asked(
        one=text_of(request, "one"),
        other=text_of(request, "other"),
        since=since,
        until=until,
        include=tuple(request.query_params.getlist("include")),
        reported=text_of(request, "reported") == "true",
        confidence=number_of(request, "confidence", 0, 0, 1),
        half_life=number_of(request, "half_life", HALF_LIFE_DAYS, 1, 3650),
    )


def _sides(pages: Pages) -> list[tuple[str, str]]:
    return sorted(names_of_codes(pages.context.lexicon).items(), key=lambda item: item[1])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chart:
    """What the page shows of a picture: its days are not kept, only the drawing that has them."""

    figure: Figure | None
    rows: Sequence[tuple[Point, Reading | None]]
    opening: str
    period: str
    level: float
    turning: Sequence[TurningPoint]
    no_turning: str


def _drawn(
    store: Store,
    one: Side,
    other: Side,
    since: date | None,
    until: date | None,
    filters: Filters,
    half_life_days: float,
) -> _Chart:
    """Return the chart of a dyad, for `Context.kept`; no figure where nothing was read."""
    drawn = picture(
        store, one, other, since=since, until=until, filters=filters, half_life_days=half_life_days
    )
    return _Chart(
        figure=series_figure(drawn) if drawn.readings else None,
        rows=table_of(drawn),
        opening=_opening(drawn),
        period=_period(drawn),
        level=drawn.level,
        turning=drawn.turning,
        no_turning=_no_turning(drawn),
    )


def _shown(pages: Pages, one: Side, other: Side, asked: _Asked, request: Request) -> dict[str, Any]:
    context = pages.context
    chart = context.kept(
        _drawn, one, other, asked.since, asked.until, asked.filters, asked.half_life
    )
    after = text_of(request, "after", 800)
    wanted = Selection(dyad=(one.key, other.key), since=asked.since, until=asked.until)
    with context.reader() as store:
        page = find_events(store.connection, wanted, limit=_ROWS, after=after or None)
        statements = _statements(store, page)
    return {
        "one": one,
        "other": other,
        "opening": chart.opening,
        "fig": chart.figure,
        "steps": MOST_STEPS,
        "rows": chart.rows,
        "period": chart.period,
        "level": chart.level,
        "turning": chart.turning,
        "no_turning": chart.no_turning,
        "page": page,
        "first_page": link(request, after=None) if after else None,
        "next_page": link(request, after=page.next) + "#timeline" if page.next else None,
        "statements": statements,
        "data_link": f"/data?{urlencode({'dyad': f'{one.key},{other.key}'})}",
    }


def _opening(drawn: Picture) -> str:
    """Say how tense relations are and how often the two are told of, and what is unknown."""
    if not drawn.readings:
        return "Nothing was read of these days: what the two did is unknown, not calm."
    events = sum(point.events or 0 for point in drawn.points)
    bad = sum((p.verbal_conflict or 0) + (p.material_conflict or 0) for p in drawn.points)
    first, last = drawn.readings[0].day, drawn.readings[-1].day
    said = f"From {day_text(first)} to {day_text(last)}, {counted(events, 'event')} between them"
    if events:
        said += f": {bad or 'none'} of conflict and {events - bad or 'none'} of cooperation"
    known = [item for item in drawn.readings if item.tension is not None]
    if not known:
        return f"{said}. Too little was read to say how tense relations are."
    now = known[-1]
    return (
        f"{said}. Tension on {day_text(now.day)} stands at {figure(now.tension)} points per 100 "
        f"documents read ({100 * drawn.level:.0f} % band {figure(now.low)} to {figure(now.high)})."
    )


def _period(drawn: Picture) -> str:
    if len(drawn.points) < 2:
        return "by day"
    gap = (drawn.points[1].start - drawn.points[0].start).days
    return {1: "by day", 7: "by week"}.get(gap, "by month")


def _no_turning(drawn: Picture) -> str:
    if sum(item.documents > 0 for item in drawn.points) < 2:
        return "Too little was read to look for any."
    return "None: what changed is within what chance in the reading explains."


def _statements(store: Store, page: Page[EventRow]) -> Sequence[Statement]:
    """Return who says what of the events of a page, each sentence of a voice once."""
    found: dict[tuple[str, str], Statement] = {}
    for said in read_statements(store, [row.id for row in page.items]):
        words = said.quotation.before + said.quotation.words + said.quotation.after
        found.setdefault((said.voices[0], words), said)
    return sorted(found.values(), key=lambda said: (said.voices[0].casefold(), said.event))
