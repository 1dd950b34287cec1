"""What a person has decided about events, kept by text so that it survives recoding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from detente.errors import SettingError
from detente.linking import Bonds, Decision, Key
from detente.storage.bulk import insert, showing
from detente.storage.stories import part, stories_of_mentions

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = [
    "bonds_of",
    "events_of",
    "mentions_of",
    "merge_events",
    "partners",
    "split_event",
]


def bonds_of(connection: DuckDBPyConnection) -> Bonds:
    """Return all decisions of a store."""
    sides: dict[tuple[int, str], set[Key]] = defaultdict(set)
    found = connection.execute(
        "SELECT decision, side, digest, sentence_start, sentence_end, trigger FROM decided"
    )
    for decision, side, *key in found.fetchall():
        sides[decision, side].add(Key(*key))
    numbered = connection.execute("SELECT number, kind FROM decisions ORDER BY number").fetchall()
    return Bonds(
        tuple(
            Decision(n, kind, frozenset(sides[n, "left"]), frozenset(sides[n, "right"]))
            for n, kind in numbered
        )
    )


def partners(connection: DuckDBPyConnection, mentions: Sequence[str]) -> list[str]:
    """Return the stories with which decisions connect mentions, in order."""
    showing(connection, "asked", mention=mentions)
    found = connection.execute(_PARTNERS)
    return [story for (story,) in found.fetchall()]


_PARTNERS = """
WITH known AS (
    SELECT tellings.mention, tellings.story, decided.decision
    FROM tellings
    JOIN decided USING (digest, sentence_start, sentence_end, trigger)
)
SELECT DISTINCT story
FROM known
WHERE story IS NOT NULL
    AND decision IN (SELECT decision FROM known SEMI JOIN asked USING (mention))
ORDER BY story
"""


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
    showing(
        connection,
        "sided",
        mention=[*left, *right],
        side=["left"] * len(left) + ["right"] * len(right),
    )
    connection.execute(
        "INSERT INTO decided "
        "SELECT DISTINCT ?, side, digest, sentence_start, sentence_end, trigger "
        "FROM tellings JOIN sided USING (mention)",
        [number],
    )
    part(connection, stories_of_mentions(connection, [*left, *right]))
    return number
