"""A store with events of our own, told by documents that were never written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from detente.model import (
    Annotation,
    Day,
    Document,
    Event,
    Label,
    Mention,
    Party,
    Place,
    Quantity,
    Sentence,
    Span,
)
from detente.storage import Run, Store, open_store

RUN = Run("r1", "0.1.0", "code", "lexicon", "model")
TEXT = "Somebody did something to somebody."

Tell = Callable[..., Event]


def party(text: str) -> Party:
    """Return the party written `Name (CCC.SEC)`; country and sector may be left out."""
    name, _, codes = text.removesuffix(")").partition(" (")
    country, _, sector = codes.partition(".")
    return Party(
        sentence=0,
        head=0,
        start=0,
        end=8,
        text=name.upper(),
        name=name,
        kind="group",
        country=country or None,
        sectors=(sector,) if sector else (),
    )


def told(
    label: str,
    actors: tuple[str, ...] = (),
    recipients: tuple[str, ...] = (),
    *,
    name: str = "a",
    day: str | None = "2024-03-14",
    place: tuple[str, str, float, float] | None = None,
    dead: int | None = None,
    quad: int = 4,
    intensity: float = -5.0,
    **rest: Any,  # noqa: ANN401 (whatever else a mention has)
) -> Annotation:
    """Return a document that tells of one event."""
    kind, _, mode = label.partition("/")
    said = Label(type=kind, mode=mode or None, quad=quad, intensity=intensity, cameo="00")
    when = date.fromisoformat(day) if day else None
    mention = Mention(
        id=f"m-{name}",
        sentence=Sentence(index=0, start=0, end=len(TEXT), text=TEXT, tokens=()),
        trigger=Span(9, 12, "did"),
        label=said,
        act=rest.pop("act", said),
        actors=tuple(map(party, actors)),
        recipients=tuple(map(party, recipients)),
        day=Day(earliest=when, latest=when, precision="day") if when else None,
        place=_place(place),
        quantities=_toll(dead),
        confidence=0.8,
        **rest,
    )
    event = Event(
        id=f"e-{name}",
        mentions=(mention,),
        documents=(name,),
        sources=2,
        best=mention,
        actors=mention.actors,
        recipients=mention.recipients,
        day=mention.day,
        place=mention.place,
        quantities=mention.quantities,
    )
    document = Document(
        id=name,
        text=TEXT,
        published=date(2024, 3, 15),
        source="The Daily Test",
        url=f"https://example.org/{name}",
    )
    return Annotation(document=document, mentions=(mention,), events=(event,))


def _place(place: tuple[str, str, float, float] | None) -> Place | None:
    if place is None:
        return None
    name, country, latitude, longitude = place
    return Place(
        sentence=0,
        start=0,
        end=8,
        text=name,
        name=name,
        country=country,
        admin1="Northern",
        latitude=latitude,
        longitude=longitude,
        geonames=4711,
        precision="city",
    )


def _toll(dead: int | None) -> tuple[Quantity, ...]:
    if dead is None:
        return ()
    return (
        Quantity(
            sentence=0, start=0, end=1, text="x", kind="dead", low=dead, best=dead, high=dead + 1
        ),
    )


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store(None) as opened:
        yield opened


@pytest.fixture
def keep(store: Store) -> Callable[..., None]:
    """Give the function that keeps annotated documents in the store."""

    def keep_all(*items: Annotation) -> None:
        store.save(items, RUN)

    return keep_all


@pytest.fixture(scope="session")
def tell() -> Callable[..., Annotation]:
    """Give the function that makes a document which tells of one event."""
    return told
