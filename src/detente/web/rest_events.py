"""REST: events."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from detente.storage import EventRow, Page, find_events
from detente.web.context import Context
from detente.web.queries import EventQuery, selection_of

__all__ = ["router"]


class EventsQuery(EventQuery):
    """Which events, in which order, from where."""

    sort: str = Field("-day", description="day, told, confidence, intensity, sources, mentions.")
    limit: int = Field(50, ge=1, le=200)
    after: str | None = Field(None, max_length=400, description="`next` of the page before.")


def router(context: Context) -> APIRouter:
    """Return the part of the REST API that tells of events."""
    api = APIRouter(tags=["events"])

    @api.get("/events")
    def events(query: Annotated[EventsQuery, Query()]) -> Page[EventRow]:
        """Events that fit, page by page."""
        selection = selection_of(query, context.lexicon)
        with context.reader() as store:
            return find_events(
                store.connection,
                selection,
                sort=query.sort,
                limit=query.limit,
                after=query.after,
            )

    return api
