"""Writing annotated documents: a batch in one transaction."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from detente.model import Annotation, Document, Mention
from detente.model.shapes import event_shape, mention_shape
from detente.storage.bulk import Row, insert, showing
from detente.storage.changes import transaction
from detente.storage.rows import event_row
from detente.storage.runs import Run
from detente.storage.stories import drop_former, forget

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["TABLES", "Entry", "Outcome", "digest_of", "entry_of", "write"]


TABLES = (
    "documents",
    "events",
    "accounts",
    "mentions",
    "tellings",
    "parties",
    "passed",
    "reactions",
    "heeded",
)
"""The tables that a document brings rows to, before it is linked with others."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One document as it goes into a store: its rows for each of `TABLES`, in their order.

    `failure` says why the document could not be coded; `unread` counts its sentences that were
    set aside before parsing. It can be made anywhere, in another process too, and holds nothing
    but text, numbers and dates.
    """

    document: str
    failure: str | None
    rows: tuple[tuple[Row, ...], ...]
    unread: int = 0


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


def entry_of(item: Annotation, run: Run) -> Entry:
    """Return an annotated document as rows of the store."""
    rows: tuple[list[Row], ...] = (
        [_document_row(item, run)],
        [event_row(event_shape(event), k) for k, event in enumerate(item.events)],
        _account_rows(item),
        _mention_rows(item),
        _telling_rows(item),
        [row for mention in item.mentions for row in _party_rows(item, mention)],
        _passed_rows(item),
        _reaction_rows(item),
        _heeded_rows(item),
    )
    unread = sum(not sentence.tokens for sentence in item.sentences)
    return Entry(item.document.id, item.failure, tuple(map(tuple, rows)), unread)


def write(connection: DuckDBPyConnection, entries: Sequence[Entry], run: Run) -> list[Outcome]:
    """Write documents in one transaction; one that stands there already is replaced.

    Raises:
        StoreError: the file cannot be written; nothing of the batch is then in the store.
    """
    with transaction(connection):
        _note_run(connection, run)
        return _replace(connection, entries, run)


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


def _replace(connection: DuckDBPyConnection, entries: Sequence[Entry], run: Run) -> list[Outcome]:
    """Put documents in place of those of the same id; of two in a batch the later stays."""
    names = list(dict.fromkeys(entry.document for entry in entries))
    showing(connection, "given", id=names)
    found = connection.execute("SELECT id FROM documents SEMI JOIN given USING (id)").fetchall()
    stood = {name for (name,) in found}
    forget(connection, sorted(stood), run.id)
    drop_former(connection, run.id, names)
    last = {entry.document: entry for entry in entries}
    for k, table in enumerate(TABLES):
        insert(connection, table, [row for entry in last.values() for row in entry.rows[k]])
    return [_outcome(entry, stood) for entry in entries]


def _outcome(entry: Entry, stood: set[str]) -> Outcome:
    name = entry.document
    known = name in stood
    stood.add(name)
    if entry.failure:
        return Outcome(name, "failed", entry.failure)
    return Outcome(name, "replaced" if known else "added")


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


def _account_rows(item: Annotation) -> list[Row]:
    return [
        [event.id, item.document.id, position, json.dumps(event_shape(event), ensure_ascii=True)]
        for position, event in enumerate(item.events)
    ]


def _mention_rows(item: Annotation) -> list[Row]:
    told_in = _told_in(item)
    return [
        [
            mention.id,
            told_in[mention.id],
            item.document.id,
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
        for position, mention in enumerate(item.mentions)
    ]


def _telling_rows(item: Annotation) -> list[Row]:
    """Return the tellings of a document; words, story and ties are for linking to fill in."""
    told_in, digest = _told_in(item), digest_of(item.document)
    return [
        [
            mention.id,
            told_in[mention.id],
            item.document.id,
            digest,
            mention.sentence.start,
            mention.sentence.end,
            clean(mention.trigger.text),
            mention.about.type if mention.about else None,
            mention.about.mode if mention.about else None,
            *(None, None, None, None),
        ]
        for mention in item.mentions
    ]


def _told_in(item: Annotation) -> dict[str, str]:
    return {mention.id: event.id for event in item.events for mention in event.mentions}


def _passed_rows(item: Annotation) -> list[Row]:
    return [[item.document.id, p.start, p.end, clean(p.text), clean(p.reason)] for p in item.passed]


def _reaction_rows(item: Annotation) -> list[Row]:
    return [
        [item.document.id, r.cause, r.effect, r.cue.start, r.cue.end, clean(r.cue.text)]
        for r in item.reactions
    ]


def _heeded_rows(item: Annotation) -> list[Row]:
    return [
        [item.document.id, *h.sentence, h.start, h.trigger, h.mention, h.problem]
        for h in item.heeded
    ]


def _party_rows(item: Annotation, mention: Mention) -> list[Row]:
    sides = (("actor", mention.actors), ("recipient", mention.recipients))
    return [
        [
            mention.id,
            item.document.id,
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
