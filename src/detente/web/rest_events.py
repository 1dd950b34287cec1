"""REST: events, and one event with all that speaks for it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi import Path as InPath
from pydantic import BaseModel, Field

from detente.storage import (
    EventDetail,
    EventRow,
    MentionDetail,
    Page,
    Said,
    find_events,
    full_id,
    read_event,
)
from detente.web.context import Context
from detente.web.faults import NotFound
from detente.web.queries import EventQuery, selection_of
from detente.web.shapes import EventShape, MentionShape

__all__ = ["EventAnswer", "EventsQuery", "MentionAnswer", "event_answer", "router"]

Id = Annotated[str, InPath(max_length=300, pattern=r"^[^\x00]+$")]


class EventsQuery(EventQuery):
    """Which events, in which order, from where."""

    sort: str = Field(
        "-day",
        max_length=40,
        description="day, told, confidence, intensity, sources or mentions; a minus turns it round",
    )
    limit: int = Field(50, ge=1, le=200, description="How many on a page.")
    after: str | None = Field(None, max_length=800, description="`next` of the page before.")


class MentionAnswer(BaseModel):
    """One telling of an event: its document, its sentence, and why it belongs to the event."""

    mention: MentionShape
    document: str
    title: str | None
    source: str | None
    url: str | None
    published: date | None
    sentence: str
    tied_to: str | None = Field(description="The mention that it was joined to.")
    reason: str | None = Field(description="Why it belongs to the event.")
    repeats: str | None = Field(description="The earlier document whose text this one repeats.")
    said: Said | None = Field(description="What a person said of it.")


class EventAnswer(BaseModel):
    """An event, whole; `event` is null for an imported one, which has its columns as `cells`."""

    row: EventRow
    event: EventShape | None
    mentions: list[MentionAnswer]
    cells: dict[str, Any] | None


def router(context: Context) -> APIRouter:
    """Return the part of the REST API that tells of events."""
    api = APIRouter(tags=["events"])

    @api.get("/events")
    def events(query: Annotated[EventsQuery, Query()]) -> Page[EventRow]:
        """Events that fit, page by page."""
        selection = selection_of(query, context)
        with context.reader() as store:
            return find_events(
                store.connection,
                selection,
                sort=query.sort,
                limit=query.limit,
                after=query.after,
            )

    @api.get("/events/{id}")
    def event(id: Id) -> EventAnswer:
        """One event: its mentions and sentences, who says so, and why it was coded so."""
        with context.reader() as store:
            found = read_event(store.connection, id)
            if found is None:
                found = _by_beginning(store.connection, id)
            return event_answer(found)

    return api


def _by_beginning(connection: Any, given: str) -> EventDetail:  # noqa: ANN401 (DuckDB's)
    """Return the event whose id begins so.

    Raises:
        NotFound: there is none, or there are several.
    """
    from detente.errors import SettingError

    try:
        found = read_event(connection, full_id(connection, "event", given))
    except SettingError as error:
        raise NotFound(str(error)) from None
    if found is None:
        raise NotFound(f"there is no event {given!r} in this store")
    return found


def event_answer(detail: EventDetail) -> EventAnswer:
    """Return an event as the API tells it."""
    return EventAnswer(
        row=detail.row,
        event=EventShape.model_validate(detail.shape) if detail.shape else None,
        mentions=[_mention(mention) for mention in detail.mentions],
        cells=dict(detail.cells) if detail.cells else None,
    )


def _mention(detail: MentionDetail) -> MentionAnswer:
    return MentionAnswer(
        mention=MentionShape.model_validate(detail.shape),
        document=detail.document,
        title=detail.title,
        source=detail.source,
        url=detail.url,
        published=detail.published,
        sentence=detail.sentence,
        tied_to=detail.tied_to,
        reason=detail.reason,
        repeats=detail.repeats,
        said=detail.said,
    )
