"""The contract's records as the REST API describes them; what is unknown is null."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

__all__ = [
    "AnnotatedText",
    "AttributionShape",
    "ClauseShape",
    "EventShape",
    "MentionShape",
    "PartyShape",
    "PassedShape",
    "PlaceShape",
    "TimeShape",
]


class _Shape(BaseModel):
    """A record that may carry more fields than are described."""

    model_config = ConfigDict(extra="allow")


class SpanShape(_Shape):
    """A stretch of the text, in Unicode code points; the end is excluded."""

    start: int
    end: int


class WordsShape(SpanShape):
    """A stretch of the text and its words."""

    text: str


class PartyShape(WordsShape):
    """An actor or recipient as the text names it, and what it stands for on that day."""

    name: str
    kind: str
    country: str | None = None
    sector: str | None = None
    sectors: list[str]
    role: str | None = None


class PlaceShape(WordsShape):
    """A place; degrees are WGS 84."""

    name: str
    country: str | None = None
    admin1: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonames: int | None = None
    precision: str | None = None
    demonym: bool


class TimeShape(WordsShape):
    """A time expression and the interval that it means."""

    kind: str
    value: str | None = None
    earliest: date | None = None
    latest: date | None = None
    precision: str | None = None


class ClauseShape(WordsShape):
    """A word that denotes an event, political or not."""

    lemma: str
    status: str
    polarity: str


class AttributionShape(_Shape):
    """Who says what."""

    source: WordsShape | None = None
    cue: WordsShape
    content: WordsShape
    parts: list[WordsShape] = []
    direct: bool
    stance: str


class VoiceShape(_Shape):
    """One link of a chain of attribution; `source` is null for an unnamed voice."""

    source: dict[str, Any] | None = None
    cue: str
    stance: str


class DayShape(_Shape):
    """When it happened, both days included; offsets are null where no words say so."""

    earliest: date
    latest: date
    precision: str
    start: int | None = None
    end: int | None = None
    text: str | None = None


class QuantityShape(WordsShape):
    """A number of people or things, between `low` and `high`."""

    kind: str
    low: int | None = None
    best: int | None = None
    high: int | None = None


class ActShape(_Shape):
    """What the words denote, before the ontology's rules for what is only planned."""

    type: str
    mode: str | None = None


class _Coded(_Shape):
    """What mentions and events share."""

    id: str
    trigger: WordsShape
    type: str
    mode: str | None = None
    contexts: list[str]
    quad: int
    intensity: float | None = None
    cameo: str | None = None
    act: ActShape
    actors: list[PartyShape]
    recipients: list[PartyShape]
    status: str
    polarity: str
    attribution: list[VoiceShape]
    day: DayShape | None = None
    place: PlaceShape | None = None
    quantities: list[QuantityShape]
    confidence: float


class MentionShape(_Coded):
    """One telling of an event in one sentence; `trace` says which rule decided each field."""

    sentence: SpanShape
    trace: list[str]


class EventShape(_Coded):
    """A happening: its mentions and documents by id, and the merged fields."""

    mentions: list[str]
    documents: list[str]
    sources: int


class PassedShape(_Shape):
    """A candidate that was not coded, and why."""

    sentence: SpanShape
    reason: str


class AnnotatedText(_Shape):
    """A text with every layer, as `detente annotate` writes it."""

    id: str
    title: str | None = None
    published: date | None = None
    source: str | None = None
    url: str | None = None
    sentences: list[SpanShape]
    parties: list[PartyShape]
    places: list[PlaceShape]
    times: list[TimeShape]
    clauses: list[ClauseShape]
    attributions: list[AttributionShape]
    mentions: list[MentionShape]
    events: list[EventShape]
    passed: list[PassedShape]
    failure: str | None = Field(None, description="Why it could not be coded; absent when it was.")
