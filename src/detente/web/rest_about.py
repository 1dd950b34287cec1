"""REST: the server itself, the datasets of its store, and the words of its answers."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel

from detente import __version__
from detente.storage import (
    Choices,
    DatasetRow,
    Holdings,
    Store,
    every_dataset,
    holdings,
    read_choices,
)
from detente.web.context import Context
from detente.web.queries import PlainText

__all__ = ["Health", "Vocabulary", "choices_of", "router", "vocabulary"]


class Health(BaseModel):
    """That the server answers, what it is, and what its store holds."""

    version: str
    read_only: bool
    codes_texts: bool
    store: Holdings


class TypeAnswer(BaseModel):
    """One event type: its quad (1 to 4), intensity (-10 to 10) and nearest CAMEO code."""

    id: str
    quad: int
    intensity: float
    cameo: str | None
    definition: str
    modes: list[str]


class Vocabulary(BaseModel):
    """The types, modes and contexts that events are coded with."""

    types: list[TypeAnswer]
    contexts: list[str]


def router(context: Context) -> APIRouter:
    """Return the part of the REST API that tells of the server and its words."""
    api = APIRouter(tags=["about"])

    @api.get("/health")
    def health() -> Health:
        """That the server answers, and what its store holds."""
        with context.reader() as store:
            held = holdings(store.connection)
        return Health(
            version=__version__,
            read_only=context.read_only,
            codes_texts=context.coder is not None,
            store=held,
        )

    @api.get("/ontology")
    def ontology() -> Vocabulary:
        """The types, modes and contexts that events are coded with."""
        return vocabulary(context)

    @api.get("/datasets")
    def datasets() -> tuple[DatasetRow, ...]:
        """Our own events and the datasets that were imported."""
        with context.reader() as store:
            return every_dataset(store.connection)

    @api.get("/choices")
    def choices(dataset: Annotated[PlainText, Query()] = "own") -> Choices:
        """What the events of a dataset can be filtered by, most frequent first."""
        return context.kept(choices_of, dataset)

    return api


def choices_of(store: Store, dataset: str) -> Choices:
    """Return what events can be filtered by; for `Context.kept`."""
    return read_choices(store.connection, dataset)


def vocabulary(context: Context) -> Vocabulary:
    """Return the ontology of the lexicon that is served."""
    known = context.ontology
    modes: dict[str, list[str]] = {}
    for name in known.modes:
        kind, _, mode = name.partition("/")
        modes.setdefault(kind, []).append(mode)
    return Vocabulary(
        types=[
            TypeAnswer(
                id=row.id,
                quad=row.quad,
                intensity=row.intensity,
                cameo=row.cameo,
                definition=row.definition,
                modes=modes.get(row.id, []),
            )
            for row in known.types.values()
        ],
        contexts=list(known.contexts),
    )
