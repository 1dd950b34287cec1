"""REST: documents, one with its text and what was coded of it, and all layers of it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from detente.storage import (
    DocumentDetail,
    DocumentRow,
    EventRow,
    Page,
    Papers,
    Store,
    find_documents,
    read_document,
)
from detente.web.context import Context
from detente.web.faults import Busy, NotFound
from detente.web.queries import Day, PlainText
from detente.web.rest_events import Id
from detente.web.shapes import AnnotatedText, MentionShape, WordsShape

__all__ = ["DocumentAnswer", "DocumentsQuery", "papers_of", "router"]


class DocumentsQuery(BaseModel):
    """Which documents, in which order, from where."""

    model_config = ConfigDict(extra="forbid")

    since: Day | None = Field(None, description="The first day of publication.")
    until: Day | None = Field(None, description="The last day of publication.")
    source: Annotated[list[PlainText], Field(max_length=50)] = Field([])
    q: PlainText = Field("", description="Words of the title, each of which must occur.")
    failed: bool | None = Field(None, description="Only those that could, or could not, be coded.")
    sort: str = Field(
        "-published",
        max_length=40,
        description="published, title or source; a minus turns it round",
    )
    limit: int = Field(50, ge=1, le=200, description="How many on a page.")
    after: str | None = Field(None, max_length=800, description="`next` of the page before.")


class PassedAnswer(WordsShape):
    """A candidate that was not coded, and why."""

    reason: str


class ToldAnswer(MentionShape):
    """A mention, and the event that it belongs to."""

    event: str


class DocumentAnswer(BaseModel):
    """A document with its text and what was coded of it; `extra` are the input's other fields."""

    row: DocumentRow
    text: str
    extra: dict[str, Any]
    mentions: list[ToldAnswer]
    events: list[EventRow]
    passed: list[PassedAnswer]


def papers_of(query: DocumentsQuery) -> Papers:
    """Return which documents parameters mean.

    Raises:
        SettingError: the days are the wrong way round.
    """
    return Papers(
        since=query.since,
        until=query.until,
        sources=tuple(query.source),
        words=query.q,
        failed=query.failed,
    )


def router(context: Context) -> APIRouter:
    """Return the part of the REST API that tells of documents."""
    api = APIRouter(tags=["documents"])

    @api.get("/documents")
    def documents(query: Annotated[DocumentsQuery, Query()]) -> Page[DocumentRow]:
        """Documents that fit, page by page."""
        papers = papers_of(query)
        with context.reader() as store:
            return find_documents(
                store.connection, papers, sort=query.sort, limit=query.limit, after=query.after
            )

    @api.get("/documents/{id:path}/layers")
    def layers(id: Id) -> AnnotatedText:
        """A document with every layer, read anew: a store keeps what was coded, not the parse."""
        if context.coder is None:
            raise Busy("this server codes no texts")
        with context.reader() as store:
            found = _document(store, id)
        row = found.row
        shape = context.coder.code(found.text, title=row.title, published=row.published)
        given = {"id": row.id, "title": row.title, "source": row.source, "url": row.url}
        return AnnotatedText.model_validate({**shape, **given})

    @api.get("/documents/{id:path}")
    def document(id: Id) -> DocumentAnswer:
        """One document: its text, mentions, events, and what was passed over."""
        with context.reader() as store:
            found = _document(store, id)
        return DocumentAnswer.model_validate(
            {
                "row": found.row,
                "text": found.text,
                "extra": found.extra,
                "mentions": found.mentions,
                "events": found.events,
                "passed": [
                    {"start": p.start, "end": p.end, "text": p.text, "reason": p.reason}
                    for p in found.passed
                ],
            }
        )

    return api


def _document(store: Store, name: str) -> DocumentDetail:
    found = read_document(store.connection, name)
    if found is None:
        raise NotFound(f"there is no document {name!r} in this store")
    return found
