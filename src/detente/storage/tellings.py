"""Mentions read back as linking compares them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from sys import intern
from typing import TYPE_CHECKING, Any

from detente.linking import Days, Key, Telling, Toll, Where, Who
from detente.linking.wording import stem
from detente.storage.bulk import showing

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["source_name", "tellings_of", "told_in", "waiting"]

Shape = Mapping[str, Any]

_RULE = "type: rule "
_REPORTED = "when it was reported"
_ROWS_AT_ONCE = 10_000
_IMPRECISE = frozenset({"country", "region", "admin1", None})

_SELECT = """
SELECT
    tellings.mention, tellings.document, mentions.position, tellings.account,
    tellings.digest, tellings.sentence_start, tellings.sentence_end, tellings.trigger,
    tellings.about_type, tellings.about_mode, tellings.words,
    documents.published, imprints.origin, imprints.story, mentions.shape
FROM tellings
JOIN mentions ON mentions.id = tellings.mention AND mentions.document = tellings.document
JOIN documents ON documents.id = tellings.document
JOIN imprints ON imprints.document = tellings.document
"""


def waiting(connection: DuckDBPyConnection) -> list[Telling]:
    """Return the tellings that are not linked, in the order of document and position."""
    return _read(connection, "WHERE tellings.story IS NULL")


def tellings_of(connection: DuckDBPyConnection, accounts: Sequence[str]) -> list[Telling]:
    """Return the tellings of documents' own events, given by id."""
    showing(connection, "asked", account=accounts)
    return _read(connection, "SEMI JOIN asked ON asked.account = tellings.account")


def told_in(connection: DuckDBPyConnection, stories: Sequence[str]) -> list[Telling]:
    """Return the tellings of stories."""
    showing(connection, "asked", story=stories)
    return _read(connection, "SEMI JOIN asked ON asked.story = tellings.story")


def _read(connection: DuckDBPyConnection, which: str) -> list[Telling]:
    stories: dict[str, frozenset[str]] = {}
    found: list[Telling] = []
    result = connection.execute(f"{_SELECT} {which} ORDER BY tellings.document, position")
    while rows := result.fetchmany(_ROWS_AT_ONCE):
        found += [_telling(row, stories) for row in rows]
    return found


def _telling(row: tuple[Any, ...], stories: dict[str, frozenset[str]]) -> Telling:
    """Return the telling of a row; documents share one set of the words of their story."""
    (id_, document, position, account, digest, start, end, trigger) = row[:8]
    (about_type, about_mode, words, published, origin, story, text) = row[8:]
    shape = json.loads(text)
    act = shape["act"]
    if document not in stories:
        stories[document] = frozenset(map(intern, story))
    return Telling(
        id=id_,
        document=document,
        position=position,
        event=account,
        key=Key(digest, start, end, trigger, shape["trigger"]["start"]),
        type=about_type or act["type"],
        mode=about_mode if about_type else act["mode"],
        rule=_rule(shape["trace"]),
        trigger=stem(trigger.lower()),
        spoken=about_type is not None,
        origin=origin,
        published=published,
        status=shape["status"],
        polarity=shape["polarity"],
        voice=_voice(shape["attribution"]),
        confidence=shape["confidence"],
        actors=tuple(map(_who, shape["actors"])),
        recipients=tuple(map(_who, shape["recipients"])),
        day=_days(shape["day"], shape["trace"]),
        place=_where(shape["place"]),
        tolls=tuple(_toll(quantity) for quantity in shape["quantities"]),
        words=frozenset(map(intern, words)),
        story=stories[document],
    )


def _rule(trace: Sequence[str]) -> str | None:
    """Return the rule of the lexicon that coded a mention, None when the model did."""
    first = trace[0] if trace else ""
    return first.removeprefix(_RULE) if first.startswith(_RULE) else None


def _who(party: Shape) -> Who:
    return Who(intern(party["name"]), party["country"], party["sector"], party["kind"])


def _voice(attribution: Sequence[Shape]) -> str | None:
    """Return who says so at last, by the cue where no one is named; None for the writer."""
    if not attribution:
        return None
    last = attribution[-1]
    return source_name(last["source"]) or str(last["cue"])


def source_name(source: Shape | None) -> str | None:
    """Return the name of a voice's source, or its words; None for an unnamed one."""
    return None if source is None else str(source.get("name") or source["text"])


def _days(day: Shape | None, trace: Sequence[str]) -> Days | None:
    """Return the days of a mention; the day of a report says only that it was not later."""
    if day is None:
        return None
    days = Days(date.fromisoformat(day["earliest"]), date.fromisoformat(day["latest"]))
    reported = any(line.startswith("day: ") and line.endswith(_REPORTED) for line in trace)
    return days.reported() if reported else days


def _where(place: Shape | None) -> Where | None:
    if place is None:
        return None
    return Where(
        place["name"],
        place["country"],
        place["latitude"],
        place["longitude"],
        precise=place["precision"] not in _IMPRECISE,
    )


def _toll(quantity: Shape) -> Toll:
    return Toll(quantity["kind"], quantity["low"], quantity["best"], quantity["high"])
