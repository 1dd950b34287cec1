"""The dyad: tension with its band, turning points, what happened, and who says what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from detente.analysis import (
    HALF_LIFE_DAYS,
    Filters,
    Picture,
    Point,
    Reading,
    Side,
    TurningPoint,
    filters_of,
    names_of_codes,
    picture,
    selection_between,
    side_in,
    table_of,
)
from detente.analysis.telling import Statement, read_statements
from detente.analysis.wording import counted, day_text, figure
from detente.errors import SettingError
from detente.model import MEASURED, POLARITIES, STATUSES, Asked, fields_of
from detente.storage import EventRow, Page, Selection, Store, count_events, find_events
from detente.web.figures import Figure
from detente.web.figures_series import MOST_STEPS, series_figure
from detente.web.pages_asking import (
    address,
    asked_in,
    datasets_of,
    link,
    number_of,
    text_of,
)
from detente.web.pages_findings import panels_of
from detente.web.pages_rendering import render
from detente.web.pages_serving import Pages

if TYPE_CHECKING:
    from fastapi.responses import Response
    from starlette.requests import Request

__all__ = ["add"]

_ROWS = 20
_PLAIN = ("since", "until")
"""What the form shows at once; the rest stands under "What counts"."""


def add(pages: Pages) -> None:
    """Add the page of a dyad."""
    context = pages.context

    def dyad(request: Request) -> Response:
        texts = (text_of(request, "one"), text_of(request, "other"))
        half_life = number_of(request, "half_life", HALF_LIFE_DAYS, 1, 3650)
        values: dict[str, Any] = {"one": None, "other": None, "fault": None, "opening": None}
        values |= {"asked": Asked(), "changed": half_life != HALF_LIFE_DAYS}
        try:
            asked = asked_in(request, MEASURED)
            with context.reader() as store:
                filters = filters_of(asked, store, context.lexicon)
            values["changed"] |= any(name not in _PLAIN for name, _ in fields_of(asked))
            asked = replace(asked, status=filters.statuses, polarity=filters.polarities)
            values["asked"] = asked
            if all(texts):
                with context.reader() as store:
                    one, other = (side_in(store, text, context.lexicon) for text in texts)
                values |= _shown(pages, one, other, asked, filters, half_life, request)
        except SettingError as error:
            values["fault"] = str(error)
        return render(
            request, context.lexicon, "dyad.html",
            status=422 if values["fault"] else 200,
            texts=texts,
            half_life=half_life,
            plain=[row for row in MEASURED if row.name in _PLAIN],
            further=[row for row in MEASURED if row.name not in _PLAIN],
            sides=_sides(pages),
            type_names=list(context.ontology.types),
            datasets=context.kept(datasets_of),
            **values,
        )  # fmt: skip

    pages.show("/dyad", dyad)


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


def _shown(
    pages: Pages,
    one: Side,
    other: Side,
    asked: Asked,
    filters: Filters,
    half_life: float,
    request: Request,
) -> dict[str, Any]:
    context = pages.context
    chart = context.kept(_drawn, one, other, asked.since, asked.until, filters, half_life)
    after = text_of(request, "after", 800)
    wanted = selection_between(one, other, filters, asked.since, asked.until)
    every = replace(
        Asked(since=asked.since, until=asked.until, dataset=asked.dataset),
        status=STATUSES,
        polarity=POLARITIES,
    )
    with context.reader() as store:
        page = find_events(store.connection, wanted, limit=_ROWS, after=after or None)
        statements = _statements(store, page)
        whole = filters_of(every, store, context.lexicon)
    told = context.kept(_told, selection_between(one, other, whole, asked.since, asked.until))
    listed = replace(asked, dyad=f"{one.key},{other.key}", weighed=False)
    sides = [("one", one.key), ("other", other.key)]
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
        "panels": panels_of([*sides, *fields_of(asked)]),
        "no_turning": chart.no_turning,
        "page": page,
        "set_aside": told - page.total,
        "every_link": address("/dyad", [*sides, *fields_of(every)]) + "#timeline",
        "first_page": link(request, after=None) if after else None,
        "next_page": link(request, after=page.next) + "#timeline" if page.next else None,
        "statements": statements,
        "data_link": address("/data", fields_of(listed)),
    }


def _told(store: Store, selection: Selection) -> int:
    """Return how many events there are, for `Context.kept`."""
    return count_events(store.connection, selection)


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
