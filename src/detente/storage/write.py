"""Writing annotated documents: a batch in one transaction."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from detente.errors import StoreError
from detente.model import Annotation, Document, Event, Mention
from detente.model.shapes import event_shape, mention_shape
from detente.storage.runs import Run

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["Outcome", "digest_of", "write"]

Row = list[Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document: "added", "replaced" or "failed", and why it failed."""

    document: str
    result: str
    failure: str | None = None


def digest_of(document: Document) -> str:
    """Return sixteen hexadecimal digits that change with text, title or date."""
    key = "\x1f".join((document.text, document.title or "", str(document.published)))
    return hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def write(connection: DuckDBPyConnection, items: Sequence[Annotation], run: Run) -> list[Outcome]:
    """Write `items` in one transaction; a document that stands there already is replaced.

    Raises:
        StoreError: the file cannot be written; nothing of the batch is then in the store.
    """
    import duckdb

    connection.begin()
    try:
        _note_run(connection, run)
        outcomes = [_replace(connection, item, run) for item in items]
        connection.commit()
    except BaseException as error:  # whatever stops it, Ctrl-C too, half a batch must not stay
        connection.rollback()
        if isinstance(error, duckdb.Error):
            problem = str(error).splitlines()[0]
            raise StoreError(f"cannot write to the store: {problem}") from error
        raise
    return outcomes


def _note_run(connection: DuckDBPyConnection, run: Run) -> None:
    connection.execute(
        "INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [
            run.id,
            run.version,
            run.code,
            run.lexicon,
            run.model,
            datetime.now(UTC).replace(tzinfo=None),
        ],
    )


def _replace(connection: DuckDBPyConnection, item: Annotation, run: Run) -> Outcome:
    name = item.document.id
    stood = connection.execute("SELECT 1 FROM documents WHERE id = ?", [name]).fetchone()
    for statement in _DELETIONS if stood else ():
        connection.execute(statement, [name])
    _insert(connection, "documents", [_document_row(item, run)])
    _insert(connection, "events", [_event_row(name, k, e) for k, e in enumerate(item.events)])
    told_in = {mention.id: event.id for event in item.events for mention in event.mentions}
    mentions = [_mention_row(name, k, m, told_in[m.id]) for k, m in enumerate(item.mentions)]
    _insert(connection, "mentions", mentions)
    _insert(connection, "parties", [row for m in item.mentions for row in _party_rows(name, m)])
    _insert(
        connection,
        "passed",
        [[name, p.start, p.end, clean(p.text), clean(p.reason)] for p in item.passed],
    )
    if item.failure:
        return Outcome(name, "failed", item.failure)
    return Outcome(name, "replaced" if stood else "added")


_DELETIONS = (
    "DELETE FROM passed WHERE document = ?",
    "DELETE FROM parties WHERE document = ?",
    "DELETE FROM mentions WHERE document = ?",
    "DELETE FROM events WHERE document = ?",
    "DELETE FROM documents WHERE id = ?",
)

_INSERTIONS = {
    "documents": "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "events": "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "mentions": "INSERT INTO mentions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "parties": "INSERT INTO parties VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "passed": "INSERT INTO passed VALUES (?, ?, ?, ?, ?)",
}


def _insert(connection: DuckDBPyConnection, table: str, rows: list[Row]) -> None:
    if rows:
        connection.executemany(_INSERTIONS[table], rows)


def clean(text: str) -> str:
    """Return `text` without lone surrogates, which no store and no UTF-8 file can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _document_row(item: Annotation, run: Run) -> Row:
    document = item.document
    return [
        document.id,
        run.id,
        digest_of(document),
        clean(document.title) if document.title else None,
        document.published,
        document.source,
        document.url,
        document.language,
        clean(document.text),
        json.dumps(dict(document.extra), ensure_ascii=True, default=str),
        item.failure,
    ]


def _event_row(document: str, position: int, event: Event) -> Row:
    label, day, place = event.best.label, event.day, event.place
    return [
        event.id,
        document,
        position,
        label.type,
        label.mode,
        label.quad,
        label.intensity,
        label.cameo,
        event.best.status,
        event.best.polarity,
        day.earliest if day else None,
        day.latest if day else None,
        place.name if place else None,
        place.country if place else None,
        place.latitude if place else None,
        place.longitude if place else None,
        event.sources,
        event.best.confidence,
        json.dumps(event_shape(event), ensure_ascii=True),
    ]


def _mention_row(document: str, position: int, mention: Mention, event: str) -> Row:
    return [
        mention.id,
        event,
        document,
        position,
        mention.label.type,
        mention.label.mode,
        mention.status,
        mention.polarity,
        mention.sentence.start,
        mention.sentence.end,
        clean(mention.trigger.text),
        bool(mention.attribution),
        mention.confidence,
        json.dumps(mention_shape(mention), ensure_ascii=True),
    ]


def _party_rows(document: str, mention: Mention) -> list[Row]:
    sides = (("actor", mention.actors), ("recipient", mention.recipients))
    return [
        [
            mention.id,
            document,
            side,
            position,
            clean(party.name),
            party.kind,
            party.country,
            party.sector,
            party.role,
            party.start,
            party.end,
            clean(party.text),
        ]
        for side, parties in sides
        for position, party in enumerate(parties)
    ]
