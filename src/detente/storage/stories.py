"""Stories taken apart: what linking has joined goes back to each document's own events.

A story is what is linked together. Before a document of it changes, or a decision about it is
taken, all of it is unlinked; linking then joins it anew with whatever is there.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.storage.bulk import insert, showing
from detente.storage.rows import event_row

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["drop_former", "forget", "part", "part_all", "stories_of", "stories_of_mentions"]


def stories_of(connection: DuckDBPyConnection, documents: Sequence[str]) -> list[str]:
    """Return the stories that documents take part in, in order."""
    showing(connection, "asked", document=documents)
    found = connection.execute(
        "SELECT DISTINCT story FROM tellings SEMI JOIN asked USING (document) "
        "WHERE story IS NOT NULL ORDER BY story"
    )
    return [story for (story,) in found.fetchall()]


def stories_of_mentions(connection: DuckDBPyConnection, mentions: Sequence[str]) -> list[str]:
    """Return the stories that mentions are part of, in order."""
    showing(connection, "asked", mention=mentions)
    found = connection.execute(
        "SELECT DISTINCT story FROM tellings SEMI JOIN asked USING (mention) "
        "WHERE story IS NOT NULL ORDER BY story"
    )
    return [story for (story,) in found.fetchall()]


def part(connection: DuckDBPyConnection, stories: Sequence[str]) -> None:
    """Unlink stories: each document's own events stand again, to be linked anew."""
    if not stories:
        return
    showing(connection, "parted", story=stories)
    connection.execute(
        "DELETE FROM events WHERE id IN (SELECT event FROM mentions JOIN tellings "
        "ON mentions.id = tellings.mention AND mentions.document = tellings.document "
        "SEMI JOIN parted USING (story))"
    )
    own = connection.execute(
        "SELECT position, shape FROM accounts WHERE id IN "
        "(SELECT account FROM tellings SEMI JOIN parted USING (story))"
    )
    rows = [event_row(json.loads(shape), position) for position, shape in own.fetchall()]
    insert(connection, "events", rows)
    connection.execute(
        "UPDATE mentions SET event = tellings.account FROM tellings SEMI JOIN parted USING (story) "
        "WHERE mentions.id = tellings.mention AND mentions.document = tellings.document"
    )
    connection.execute(
        "UPDATE tellings SET story = NULL, tied_to = NULL, reason = NULL "
        "WHERE story IN (SELECT story FROM parted)"
    )


def part_all(connection: DuckDBPyConnection) -> None:
    """Unlink everything, with all that linking has worked out from the texts."""
    found = connection.execute("SELECT DISTINCT story FROM tellings WHERE story IS NOT NULL")
    part(connection, [story for (story,) in found.fetchall()])
    for table in ("blocks", "imprints", "bands"):
        connection.execute(f"DELETE FROM {table}")


def forget(connection: DuckDBPyConnection, documents: Sequence[str], run: str) -> None:
    """Remove documents and all that follows from them, to be coded by `run`.

    What other runs coded is kept aside, and how their mentions were linked.
    """
    if not documents:
        return
    copies = _copies_of(connection, documents)
    stories = stories_of(connection, copies)
    _note_linked(connection, documents, stories, run)
    part(connection, stories)
    showing(connection, "copied", document=copies)
    for table in ("imprints", "bands"):  # those that stay are compared anew, without them
        connection.execute(f"DELETE FROM {table} WHERE document IN (SELECT document FROM copied)")
    showing(connection, "forgotten", document=documents)
    for statement in _KEEP_ASIDE:
        connection.execute(statement)
    for table, column in _TABLES:
        connection.execute(
            f"DELETE FROM {table} WHERE {column} IN (SELECT document FROM forgotten)"
        )


def _note_linked(
    connection: DuckDBPyConnection, documents: Sequence[str], stories: Sequence[str], run: str
) -> None:
    """Keep the events of documents and stories as other runs have left them, unless it is done."""
    showing(connection, "left_stories", story=stories)
    showing(connection, "left_documents", document=documents)
    noted = connection.execute(_KEEP_LINKED, [run]).fetchall()
    runs, events = zip(*sorted(set(noted)), strict=True) if noted else ((), ())
    showing(connection, "left_events", run=runs, event=events)
    connection.execute(
        "INSERT INTO former_events SELECT run, event, shape FROM left_events "
        "JOIN events ON events.id = event ON CONFLICT DO NOTHING"
    )


_KEEP_LINKED = """
INSERT INTO former_tellings
SELECT documents.run, mentions.document, mentions.id, mentions.event
FROM mentions
JOIN documents ON documents.id = mentions.document
JOIN tellings ON tellings.mention = mentions.id AND tellings.document = mentions.document
WHERE documents.run <> ? AND (
    tellings.story IN (SELECT story FROM left_stories)
    OR mentions.document IN (SELECT document FROM left_documents)
)
ON CONFLICT DO NOTHING
RETURNING run, event
"""


def drop_former(connection: DuckDBPyConnection, run: str, documents: Sequence[str]) -> None:
    """Drop what is kept aside of documents by a run that codes them again."""
    showing(connection, "asked", document=documents)
    for table in ("former_mentions", "former_documents", "former_tellings"):
        connection.execute(
            f"DELETE FROM {table} WHERE run = ? AND document IN (SELECT document FROM asked)", [run]
        )


def _copies_of(connection: DuckDBPyConnection, documents: Sequence[str]) -> list[str]:
    """Return documents and those that repeat their texts, in order."""
    showing(connection, "asked", document=documents)
    found = connection.execute(
        "SELECT document FROM asked UNION SELECT document FROM imprints WHERE origin IN "
        "(SELECT origin FROM imprints SEMI JOIN asked USING (document)) ORDER BY document"
    )
    return [name for (name,) in found.fetchall()]


_OLDER = "(run, document) IN (SELECT run, id FROM documents JOIN forgotten ON document = id)"

_KEEP_ASIDE = (
    f"DELETE FROM former_mentions WHERE {_OLDER}",
    f"DELETE FROM former_documents WHERE {_OLDER}",
    "INSERT INTO former_documents SELECT run, id, digest FROM documents "
    "WHERE failure IS NULL AND id IN (SELECT document FROM forgotten)",
    "INSERT INTO former_mentions SELECT run, document, position, shape "
    "FROM mentions JOIN documents ON documents.id = document "
    "WHERE document IN (SELECT document FROM forgotten)",
)

_TABLES = (
    ("blocks", "document"),
    ("tellings", "document"),
    ("accounts", "document"),
    ("passed", "document"),
    ("reactions", "document"),
    ("heeded", "document"),
    ("parties", "document"),
    ("mentions", "document"),
    ("events", "document"),
    ("documents", "id"),
)
