"""REST: dyads, and what analysis says of two sides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from detente import analysis
from detente.analysis import DyadRow, Filters, Point, Reading, Side, TurningPoint
from detente.storage import (
    EventRow,
    Page,
    Selection,
    Statement,
    Store,
    find_events,
    statements_of,
)
from detente.web.context import Context
from detente.web.queries import MeasureQuery, asked_of, filters_of
from detente.web.rest_events import Id

__all__ = [
    "Dyad",
    "TimelineItem",
    "dyad_of",
    "router",
    "tension_between",
    "timeline_of",
    "turning_between",
]


class DyadsQuery(MeasureQuery):
    """Which dyads, and how many."""

    by: Literal["country", "name"] = Field("country", description="Codes, or names of parties.")
    limit: int = Field(50, ge=1, le=500)
    offset: int = Field(0, ge=0, le=100_000)


class SeriesQuery(MeasureQuery):
    """What a series counts, and by which period."""

    period: Literal["day", "week", "month"] = "month"
    directed: bool = Field(default=True, description="Only what A does to B.")


class TensionQuery(MeasureQuery):
    """What tension is measured from."""

    half_life: float = Field(
        analysis.HALF_LIFE_DAYS, ge=1, le=3650, description="Days after which an event weighs half."
    )
    level: float = Field(0.9, gt=0, lt=1, description="Of the band.")
    directed: bool = Field(default=False, description="Only what A does to B.")


class TurningQuery(MeasureQuery):
    """What turning points are looked for in."""

    directed: bool = Field(default=False, description="Only what A does to B.")


class TimelineQuery(MeasureQuery):
    """Which events of two sides, from where."""

    sort: str = Field("-day", max_length=40)
    limit: int = Field(50, ge=1, le=200)
    after: str | None = Field(None, max_length=800)


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """An event of a dyad, and who says what of it."""

    event: EventRow
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Dyad:
    """Two sides and what is counted between them: all that a measure is worked out from."""

    one: Side
    other: Side
    filters: Filters


def dyad_of(context: Context, one: str, other: str, query: BaseModel) -> Dyad:
    """Return the dyad that an address names.

    Raises:
        SettingError: there is no such side, or a parameter is wrong.
    """
    filters = filters_of(query, context)
    with context.reader() as store:
        first, second = (analysis.side_in(store, text, context.lexicon) for text in (one, other))
    return Dyad(first, second, filters)


def timeline_of(
    store: Store, selection: Selection, *, sort: str, limit: int, after: str | None
) -> Page[TimelineItem]:
    """Return a page of events with who says what of them."""
    page = find_events(store.connection, selection, sort=sort, limit=limit, after=after)
    said = statements_of(store.connection, [event.id for event in page.items])
    items = tuple(TimelineItem(event, said.get(event.id, ())) for event in page.items)
    return Page(items, page.total, page.next)


def tension_between(
    store: Store,
    dyad: Dyad,
    since: date | None,
    until: date | None,
    directed: bool,  # noqa: FBT001 (part of the key under which the answer is kept)
    half_life_days: float,
    level: float,
) -> tuple[Reading, ...]:
    """Return tension and warmth of a dyad; for `Context.kept`."""
    return analysis.tension(
        store,
        dyad.one,
        dyad.other,
        directed=directed,
        filters=dyad.filters,
        half_life_days=half_life_days,
        level=level,
        since=since,
        until=until,
    )


def turning_between(
    store: Store,
    dyad: Dyad,
    since: date | None,
    until: date | None,
    directed: bool,  # noqa: FBT001 (part of the key under which the answer is kept)
) -> tuple[TurningPoint, ...]:
    """Return the turning points of a dyad; for `Context.kept`."""
    return analysis.turning_points(
        store,
        dyad.one,
        dyad.other,
        directed=directed,
        filters=dyad.filters,
        since=since,
        until=until,
    )


def router(context: Context) -> APIRouter:
    """Return the part of the REST API that tells of dyads."""
    api = APIRouter(tags=["dyads"])

    @api.get("/dyads")
    def dyads(query: Annotated[DyadsQuery, Query()]) -> tuple[DyadRow, ...]:
        """Directed dyads, those with most events first; the days are those of telling."""
        filters, asked = filters_of(query, context), asked_of(query)
        with context.reader() as store:
            return analysis.dyads(
                store,
                by=query.by,
                filters=filters,
                since=asked.since,
                until=asked.until,
                limit=query.limit,
                offset=query.offset,
            )

    @api.get("/dyads/{a}/{b}/series")
    def series(a: Id, b: Id, query: Annotated[SeriesQuery, Query()]) -> tuple[Point, ...]:
        """What A did to B, period by period; null counts are unknown: nothing was read."""
        dyad, asked = dyad_of(context, a, b, query), asked_of(query)
        with context.reader() as store:
            return analysis.series(
                store,
                dyad.one,
                dyad.other,
                period=query.period,
                directed=query.directed,
                filters=dyad.filters,
                since=asked.since,
                until=asked.until,
            )

    @api.get("/dyads/{a}/{b}/tension")
    def tension(a: Id, b: Id, query: Annotated[TensionQuery, Query()]) -> tuple[Reading, ...]:
        """Tension and warmth day by day, in points per 100 documents; null is unknown."""
        dyad, asked = dyad_of(context, a, b, query), asked_of(query)
        days = (asked.since, asked.until)
        options = (query.directed, query.half_life, query.level)
        return context.kept(tension_between, dyad, *days, *options)

    @api.get("/dyads/{a}/{b}/turning-points")
    def turning(a: Id, b: Id, query: Annotated[TurningQuery, Query()]) -> tuple[TurningPoint, ...]:
        """Days from which the two are more hostile, or less, with the events that explain it."""
        dyad, asked = dyad_of(context, a, b, query), asked_of(query)
        return context.kept(turning_between, dyad, asked.since, asked.until, query.directed)

    @api.get("/dyads/{a}/{b}/timeline")
    def timeline(a: Id, b: Id, query: Annotated[TimelineQuery, Query()]) -> Page[TimelineItem]:
        """The events between the two, in both directions, with who says what of them."""
        dyad, asked = dyad_of(context, a, b, query), asked_of(query)
        days = (asked.since, asked.until)
        selection = analysis.selection_between(dyad.one, dyad.other, dyad.filters, *days)
        with context.reader() as store:
            return timeline_of(
                store, selection, sort=query.sort, limit=query.limit, after=query.after
            )

    return api
