"""Writing PLOVER's JSON records, one a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.formats.files import write_lines

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["Missed", "write_plover"]

Row = Mapping[str, Any]

_AT_ONCE = 10_000
_ROWS = """
    SELECT exchange.*, imports.format
    FROM exchange LEFT JOIN imports ON imports.id = exchange.import
    WHERE exchange.dataset = $dataset_name AND {chosen}
    ORDER BY exchange.import, origin, line, part
"""
_AUXILIARY = {"planned": "future", "hypothetical": "hypothetical", "historical": "historical"}


@dataclass(slots=True)
class Missed:
    """How many events were left out: of no type that PLOVER has, and less sure than asked for."""

    untyped: int = 0
    unsure: int = 0


def write_plover(
    connection: DuckDBPyConnection,
    path: Path,
    dataset: str,
    *,
    chosen: str,
    min_confidence: float = 0.0,
) -> tuple[int, Missed]:
    """Write the events of a dataset as PLOVER's JSON; return how many were written and left out.

    Events whose type PLOVER does not have are left out, and those that are less sure than
    `min_confidence`. Records that came from such a file are written back as they stood. `chosen`
    is the condition of the events that are taken.
    """
    missed = Missed()

    def records() -> Iterator[dict[str, Any]]:
        for rows in _events(connection, dataset, chosen):
            sure = rows[0]["confidence"]
            if rows[0]["type"] is None:
                missed.untyped += 1
            elif sure is not None and sure < min_confidence:
                missed.unsure += 1
            else:
                yield _original(rows[0]) or _record(rows)

    return write_lines(records(), path), missed


def _events(connection: DuckDBPyConnection, dataset: str, chosen: str) -> Iterator[list[Row]]:
    """Yield the rows of each event together."""
    found = connection.execute(_ROWS.format(chosen=chosen), {"dataset_name": dataset})
    names = [column[0] for column in found.description or ()]

    def rows() -> Iterator[Row]:
        while some := found.fetchmany(_AT_ONCE):
            yield from (dict(zip(names, row, strict=True)) for row in some)

    for _, one in groupby(rows(), key=lambda row: (row["import"], row["origin"], row["line"])):
        yield list(one)


def _original(row: Row) -> dict[str, Any] | None:
    """Return the record that an imported row came from, None for other formats and our own."""
    if row["format"] != "plover" or not row["extra"]:
        return None
    whole = json.loads(row["extra"]).get("record")
    return dict(json.loads(whole)) if whole else None


def _record(rows: Sequence[Row]) -> dict[str, Any]:
    first = rows[0]
    mutual = bool(first["reciprocal"])
    sides = ("actor", "recipient") if mutual else ("actor",)
    record: dict[str, Any] = {
        "id": first["key"],
        "has_event": True,
        "date": _day(first["day"]),
        "time": None,
        "enddate": _day(first["day_latest"]),
        "endtime": None,
        "actor": _parties(rows, *sides),
        "recipient": [] if mutual else _parties(rows, "recipient"),
        "event": first["type"],
        "event_loc": _known(_place(first)) or None,
        "event_text": None,
        "quad_code": first["quad"],
        "event_scale": first["intensity"],
        "mode": [first["mode"]] if first["mode"] else [],
        "context": _contexts(first),
        "link": [],
        "text": first["text"],
        "text_info": None,
        "cite_info": _known(_source(first)) or None,
        "coder": None,
        "coded_date": None,
        "coded_time": None,
        "comment": None,
    }
    size = _known({"dead": first["dead"], "injured": first["injured"]})
    return record | ({"size": size} if size else {})


def _day(day: Any) -> str | None:  # noqa: ANN401 (a date or None)
    return day.isoformat() if day else None


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _parties(rows: Sequence[Row], *sides: str) -> list[dict[str, Any]]:
    """Return the parties of the sides, each once, in the order of the rows."""
    found: dict[str, dict[str, Any]] = {}
    for side in sides:
        for row in rows:
            if row[f"{side}_name"] is not None or row[f"{side}_country"] is not None:
                party = _party(row, side)
                found.setdefault(json.dumps(party), party)
    return list(found.values())


def _party(row: Row, side: str) -> dict[str, Any]:
    sectors = row[f"{side}_sectors"] or row[f"{side}_sector"]
    return _known(
        {
            "code": row[f"{side}_country"],
            "sector": sectors.split("|") if sectors else None,
            "entity_text": row[f"{side}_text"],
            "identifier_text": row[f"{side}_name"],
            "office": row[f"{side}_title"],
        }
    )


def _place(row: Row) -> dict[str, Any]:
    return {
        "extracted_place": row["place_text"],
        "resolved_place": row["place"],
        "geonameid": row["geonames"],
        "lat": row["latitude"],
        "lon": row["longitude"],
        "city": row["city"],
        "district": row["admin2"],
        "province": row["admin1"],
        "country_code": row["country"],
        "resolution": row["place_precision"],
    }


def _source(row: Row) -> dict[str, Any]:
    return {"url": row["url"], "title": row["title"], "publication": row["publisher"]}


def _contexts(row: Row) -> list[str]:
    """Return the contexts, and the auxiliary modes that say how real the event is."""
    contexts = row["contexts"].split("|") if row["contexts"] else []
    auxiliary = _AUXILIARY.get(row["status"] or "")
    negated = ["negation"] if row["polarity"] == "negated" else []
    return [*contexts, *([auxiliary] if auxiliary else []), *negated]
