"""Stores and ledgers of made-up news, small enough to be worked out by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import pytest

from detente.model import (
    Annotation,
    Day,
    Document,
    Event,
    Label,
    Mention,
    Party,
    Sentence,
    Span,
    Voice,
)
from detente.storage import Run, Store, open_store

RUN = Run("r1", "0.1.0", "code", "lexicon", "model")

LABELS = {
    "ASSAULT": (4, -9.0),
    "ACCUSE": (3, -3.0),
    "CONSULT": (1, 2.5),
    "AID": (2, 10.0),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One event in one document; `day` as ISO dates, one or two."""

    document: str
    printed: str | None
    type: str = "ACCUSE"
    actors: Sequence[str] = ("FRA",)
    recipients: Sequence[str] = ("RUS",)
    day: Sequence[str] = ()
    status: str = "actual"
    polarity: str = "positive"
    voices: Sequence[str] = ()
    confidence: float = 0.9
    source: str | None = None
    url: str | None = None
    title: str | None = None
    text: str = "One side accused the other of things, and this goes on for a while."


def party(code: str) -> Party:
    name = {"FRA": "France", "RUS": "Russia"}.get(code, code)
    return Party(
        sentence=0,
        head=0,
        start=0,
        end=8,
        text=name,
        name=name,
        kind="country" if len(code) == 3 else "group",
        country=code if len(code) == 3 else None,
    )


def mention(news: News, number: int) -> Mention:
    quad, intensity = LABELS[news.type]
    label = Label(type=news.type, quad=quad, intensity=intensity)
    start = news.text.find("accused") if "accused" in news.text else 0
    bounds = [date.fromisoformat(text) for text in news.day]
    return Mention(
        id=f"{news.document}-m{number}",
        sentence=Sentence(index=0, start=0, end=len(news.text), text=news.text, tokens=()),
        trigger=Span(start, start + 7, news.text[start : start + 7]),
        label=label,
        act=label,
        actors=tuple(map(party, news.actors)),
        recipients=tuple(map(party, news.recipients)),
        status=news.status,
        polarity=news.polarity,
        attribution=tuple(
            Voice(source=Span(0, len(name), name) if name else None, cue="said", stance="states")
            for name in news.voices
        ),
        day=Day(earliest=bounds[0], latest=bounds[-1], precision="day") if bounds else None,
        confidence=news.confidence,
    )


def annotation(document: str, news: Sequence[News]) -> Annotation:
    first = news[0]
    mentions = tuple(mention(item, number) for number, item in enumerate(news))
    return Annotation(
        document=Document(
            id=document,
            text=first.text,
            title=first.title,
            published=date.fromisoformat(first.printed) if first.printed else None,
            source=first.source,
            url=first.url,
        ),
        mentions=mentions,
        events=tuple(
            Event(
                id=f"{one.id}-e",
                mentions=(one,),
                documents=(document,),
                sources=1,
                best=one,
                actors=one.actors,
                recipients=one.recipients,
                day=one.day,
            )
            for one in mentions
        ),
    )


def empty(document: str, printed: str, source: str | None = None) -> Annotation:
    """A document that tells of nothing."""
    day = date.fromisoformat(printed)
    return Annotation(
        document=Document(id=document, text="It rained.", published=day, source=source)
    )


StoreOf = Callable[..., Store]


@pytest.fixture
def store_of() -> Iterator[StoreOf]:
    """Make a store in memory of news and of days on which nothing was told."""
    opened: list[Store] = []

    def make(*news: News, quiet: Iterable[str] = (), source: str | None = None) -> Store:
        by_document: dict[str, list[News]] = {}
        for item in news:
            by_document.setdefault(item.document, []).append(item)
        store = open_store(None)
        opened.append(store)
        items = [annotation(name, told) for name, told in by_document.items()]
        items += [empty(f"quiet{k}", day, source) for k, day in enumerate(quiet)]
        store.save(items, RUN)
        return store

    yield make
    for store in opened:
        store.close()


@pytest.fixture
def news() -> type[News]:
    return News
