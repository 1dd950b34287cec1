"""One event as one flat row, for CSV and Parquet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

__all__ = ["COLUMNS", "flat_row"]

Shape = Mapping[str, Any]

SEPARATOR = "|"
"""Parts the values of a cell that holds several, in their order."""


def _joined(side: str, field: str) -> Callable[[Shape], str | None]:
    def value(event: Shape) -> str | None:
        parts = [party[field] or "" for party in event[side]]
        return SEPARATOR.join(parts) if any(parts) else None

    return value


def _of(name: str, field: str) -> Callable[[Shape], Any]:
    def value(event: Shape) -> Any:  # noqa: ANN401 (whatever the shape holds)
        return event[name][field] if event[name] else None

    return value


def _plain(name: str) -> Callable[[Shape], Any]:
    def value(event: Shape) -> Any:  # noqa: ANN401 (whatever the shape holds)
        return event[name]

    return value


def _list(name: str) -> Callable[[Shape], str | None]:
    def value(event: Shape) -> str | None:
        return SEPARATOR.join(map(str, event[name])) or None

    return value


def _number(kind: str) -> Callable[[Shape], int | None]:
    def value(event: Shape) -> int | None:
        found = (q["best"] for q in event["quantities"] if q["kind"] == kind)
        return next(found, None)

    return value


def _voices(event: Shape) -> str | None:
    """Return who says so, the outermost voice first; None for the writer."""
    names = (v["source"]["text"] if v["source"] else "?" for v in event["attribution"])
    return SEPARATOR.join(names) or None


COLUMNS: dict[str, tuple[str, Callable[[Shape], Any]]] = {
    "id": ("string", _plain("id")),
    "day_earliest": ("date", _of("day", "earliest")),
    "day_latest": ("date", _of("day", "latest")),
    "day_precision": ("string", _of("day", "precision")),
    "type": ("string", _plain("type")),
    "mode": ("string", _plain("mode")),
    "contexts": ("string", _list("contexts")),
    "quad": ("integer", _plain("quad")),
    "intensity": ("number", _plain("intensity")),
    "cameo": ("string", _plain("cameo")),
    "actors": ("string", _joined("actors", "name")),
    "actor_countries": ("string", _joined("actors", "country")),
    "actor_sectors": ("string", _joined("actors", "sector")),
    "recipients": ("string", _joined("recipients", "name")),
    "recipient_countries": ("string", _joined("recipients", "country")),
    "recipient_sectors": ("string", _joined("recipients", "sector")),
    "status": ("string", _plain("status")),
    "polarity": ("string", _plain("polarity")),
    "according_to": ("string", _voices),
    "place": ("string", _of("place", "name")),
    "place_country": ("string", _of("place", "country")),
    "latitude": ("number", _of("place", "latitude")),
    "longitude": ("number", _of("place", "longitude")),
    "dead": ("integer", _number("dead")),
    "injured": ("integer", _number("injured")),
    "words": ("string", _of("trigger", "text")),
    "confidence": ("number", _plain("confidence")),
    "sources": ("integer", _plain("sources")),
    "documents": ("string", _list("documents")),
    "mentions": ("string", _list("mentions")),
}
"""Column name to its kind and how its value is read off an event's shape."""


def flat_row(event: Shape) -> dict[str, Any]:
    """Return the row of one event; several values in a cell are parted by `SEPARATOR`."""
    return {name: read(event) for name, (_, read) in COLUMNS.items()}


def flat_rows(events: Iterable[Shape]) -> Iterable[dict[str, Any]]:
    """Yield the rows of events, in order."""
    return map(flat_row, events)
