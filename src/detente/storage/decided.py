"""What a person decides about events, kept by text so that it survives recoding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from detente.errors import SettingError
from detente.linking import Mark
from detente.storage.bulk import Row, insert, showing
from detente.storage.marks import marked_in, standing_beside
from detente.storage.standing import Standing
from detente.storage.stories import part, stories_of_mentions

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = [
    "events_of",
    "mentions_of",
    "merge_events",
    "partners",
    "split_event",
]


def partners(
    connection: DuckDBPyConnection, found: Iterable[Standing], mentions: Iterable[str]
) -> list[str]:
    """Return the stories with which decisions, as they stand, connect mentions, in order."""
    asked = set(mentions)
    named: dict[int, set[str]] = defaultdict(set)
    for one in found:
        named[one.decision].update(one.mentions)
    connected = (several for several in named.values() if several & asked)
    return stories_of_mentions(connection, sorted(set().union(*connected)))


def split_event(connection: DuckDBPyConnection, event: str, mentions: Sequence[str]) -> int:
    """Decide that `mentions` are an event of their own; return the decision's number.

    Raises:
        SettingError: there is no such event, a mention is none of its, or none would remain.
    """
    told = mentions_of(connection, event)
    strangers = [mention for mention in mentions if mention not in told]
    if strangers:
        raise SettingError(
            f"{strangers[0]} is no mention of event {event}; its mentions are {', '.join(told)}"
        )
    rest = [mention for mention in told if mention not in mentions]
    if not rest:
        raise SettingError(f"all mentions of event {event} are named; leave at least one in it")
    return _decide(connection, "split", list(mentions), rest)


def merge_events(connection: DuckDBPyConnection, events: Sequence[str]) -> int:
    """Decide that `events` are one; return the decision's number.

    Raises:
        SettingError: there is no such event, or fewer than two are named.
    """
    names = list(dict.fromkeys(events))
    if len(names) == 1:
        raise SettingError(f"event {names[0]} is one already; name two events or more")
    first, *others = (mentions_of(connection, name) for name in names)
    return _decide(connection, "merge", first, [m for told in others for m in told])


def mentions_of(connection: DuckDBPyConnection, event: str) -> list[str]:
    """Return the mentions of an event in the order of printing.

    Raises:
        SettingError: there is no such event.
    """
    found = connection.execute(
        "SELECT mentions.id FROM mentions JOIN documents ON documents.id = mentions.document "
        "WHERE event = ? ORDER BY published NULLS FIRST, mentions.document, position",
        [event],
    )
    told = [mention for (mention,) in found.fetchall()]
    if not told:
        raise SettingError(f"there is no event {event!r} in this store")
    return told


def events_of(connection: DuckDBPyConnection, mentions: Sequence[str]) -> list[str]:
    """Return the events that mentions belong to, each once, in the order of the mentions."""
    showing(connection, "asked", id=mentions, rank=range(len(mentions)))
    found = connection.execute(
        "SELECT event FROM mentions JOIN asked USING (id) GROUP BY event ORDER BY min(rank)"
    )
    return [event for (event,) in found.fetchall()]


def _decide(
    connection: DuckDBPyConnection, kind: str, left: Sequence[str], right: Sequence[str]
) -> int:
    """Write a decision down and unlink what it concerns."""
    known = connection.execute("SELECT max(number) FROM decisions").fetchall()
    number = 1 + (known[0][0] or 0)
    taken = datetime.now(UTC).replace(tzinfo=None)
    insert(connection, "decisions", [[number, kind, taken]])
    sides = dict.fromkeys(left, "left") | dict.fromkeys(right, "right")
    insert(connection, "decided", _decided_rows(connection, number, sides))
    part(connection, stories_of_mentions(connection, [*left, *right]))
    return number


def _decided_rows(
    connection: DuckDBPyConnection, number: int, sides: Mapping[str, str]
) -> list[Row]:
    """Return the rows of a decision's mentions, given with their sides."""
    showing(connection, "sided", mention=list(sides))
    found = connection.execute(
        "SELECT DISTINCT digest FROM tellings SEMI JOIN sided USING (mention)"
    )
    marked = marked_in(connection, sorted(digest for (digest,) in found.fetchall()))
    return [
        [number, sides[mention], *_row(document, standing_beside(mark, held.values()))]
        for documents in marked.values()
        for document, held in documents.items()
        for mention, mark in held.items()
        if mention in sides
    ]


def _row(document: str, mark: Mark) -> Row:
    key = mark.key
    known = (mark.type, mark.mode, sorted(mark.parties), sorted(mark.beside))
    return [key.digest, key.start, key.end, key.trigger, document, key.at, *known]
