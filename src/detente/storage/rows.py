"""What the shapes of mentions and events are in the columns of the tables."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from detente.linking import Chapter, Merged
from detente.model import Dispute
from detente.storage.bulk import Row

__all__ = ["event_row", "merged_shape"]

Shape = Mapping[str, Any]

_LABEL = ("type", "mode", "contexts", "quad", "intensity", "cameo", "trigger", "act")


def event_row(shape: Shape, position: int) -> Row:
    """Return the row of an event, which stands under the first document that tells it."""
    day, place = shape["day"], shape["place"]
    return [
        shape["id"],
        shape["documents"][0],
        position,
        shape["type"],
        shape["mode"],
        shape["quad"],
        shape["intensity"],
        shape["cameo"],
        shape["status"],
        shape["polarity"],
        date.fromisoformat(day["earliest"]) if day else None,
        date.fromisoformat(day["latest"]) if day else None,
        place["name"] if place else None,
        place["country"] if place else None,
        place["latitude"] if place else None,
        place["longitude"] if place else None,
        shape["sources"],
        shape["confidence"],
        json.dumps(shape, ensure_ascii=True),
    ]


def merged_shape(event: Merged, told: Mapping[str, tuple[str, Shape]]) -> Shape:
    """Return an event over documents in the contract's shape.

    `told` gives document and shape of its mentions by id. Beyond the fields of every event it has
    `origins`, the mention and document that each field and its offsets are taken from, and
    `history`, what each document said, in the order of printing.
    """
    best = told[event.best][1]
    sources = {"trigger": event.best, "actors": event.actors, "recipients": event.recipients}
    sources |= {name: m for name, m in (("day", event.day), ("place", event.place)) if m}
    taken = {name: told[mention][1][name] for name, mention in sources.items()}
    return {
        "id": event.id,
        "mentions": list(event.mentions),
        "documents": list(event.documents),
        "sources": event.sources,
        **{name: best[name] for name in _LABEL},
        "actors": taken["actors"],
        "recipients": taken["recipients"],
        "status": best["status"],
        "polarity": best["polarity"],
        "day": taken.get("day"),
        "place": taken.get("place"),
        "quantities": [_quantity(told[mention][1], kind) for kind, mention in event.tolls],
        "attribution": best["attribution"],
        "disputed": _dispute(event.disputed),
        "confidence": best["confidence"],
        "reasons": list(event.reasons),
        "origins": {name: _origin(mention, told) for name, mention in sources.items()},
        "history": [_chapter(chapter) for chapter in event.history],
    }


def _dispute(found: Dispute | None) -> Shape | None:
    return {"asserted": list(found.asserted), "denied": list(found.denied)} if found else None


def _quantity(mention: Shape, kind: str) -> Shape:
    """Return the highest number of a kind that a mention tells, with where it stands."""
    numbers = [quantity for quantity in mention["quantities"] if quantity["kind"] == kind]
    best: Shape = max(numbers, key=lambda quantity: quantity["best"] or 0)
    return {**best, "mention": mention["id"]}


def _origin(mention: str, told: Mapping[str, tuple[str, Shape]]) -> Shape:
    return {"mention": mention, "document": told[mention][0]}


def _chapter(chapter: Chapter) -> Shape:
    return {
        "document": chapter.document,
        "published": chapter.published.isoformat() if chapter.published else None,
        "mentions": list(chapter.mentions),
        "status": chapter.status,
        "polarity": chapter.polarity,
        "quantities": [
            {"kind": toll.kind, "low": toll.low, "best": toll.best, "high": toll.high}
            for toll in chapter.tolls
        ],
    }
