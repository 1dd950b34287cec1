"""Documents of a store: page by page, and one with all that was coded of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from detente.errors import SettingError
from detente.model import Document
from detente.storage.browsing import EventRow, rows_of
from detente.storage.bulk import listed
from detente.storage.paging import DAY, TEXT, Listing, Page

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["DocumentDetail", "DocumentRow", "Papers", "find_documents", "read_document"]

Shape = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """Which documents are wanted; the default is all.

    `since` and `until` bound the day of publication, both included. `words` must each occur in
    the title. `failed` True keeps those that could not be coded, False those that could.
    """

    since: date | None = None
    until: date | None = None
    sources: tuple[str, ...] = ()
    words: str = ""
    failed: bool | None = None

    def __post_init__(self) -> None:
        """Refuse days that are the wrong way round.

        Raises:
            SettingError: `until` lies before `since`.
        """
        if self.since and self.until and self.until < self.since:
            raise SettingError(f"until {self.until} lies before since {self.since}")

    def condition(self) -> tuple[str, list[Any]]:
        """Return an SQL condition over the columns of `documents`, and its parameters."""
        parts: list[tuple[str, list[Any]]] = [("true", [])]
        if self.since:
            parts.append(("published >= ?", [self.since]))
        if self.until:
            parts.append(("published <= ?", [self.until]))
        if self.sources:
            parts.append(("source IN (SELECT unnest(?::VARCHAR[]))", [list(self.sources)]))
        if self.failed is not None:
            parts.append(("(failure IS NOT NULL) = ?", [self.failed]))
        parts += [
            ("contains(lower(strip_accents(title)), lower(strip_accents(?)))", [word])
            for word in self.words.split()
        ]
        return " AND ".join(sql for sql, _ in parts), [v for _, values in parts for v in values]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """A document as a list shows it; `failure` says why it could not be coded, None if it was.

    `characters` is the length of the text, `events` how many events it tells of.
    """

    id: str
    run: str
    title: str | None
    published: date | None
    source: str | None
    url: str | None
    language: str | None
    failure: str | None
    characters: int
    events: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A candidate that was not coded, with its reason."""

    start: int
    end: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentDetail:
    """A document with its text and what was coded of it.

    `mentions` are as in the contract, each with its `event`; `events` those that they belong to.
    `extra` holds the input's other fields.
    """

    row: DocumentRow
    text: str
    extra: Shape
    mentions: tuple[Shape, ...]
    events: tuple[EventRow, ...]
    passed: tuple[Passage, ...]

    @property
    def document(self) -> Document:
        """The document itself, to be coded again."""
        row = self.row
        return Document(
            id=row.id,
            text=self.text,
            title=row.title,
            published=row.published,
            source=row.source,
            url=row.url,
            language=row.language,
            extra=self.extra,
        )


_COLUMNS = ("id", "run", "title", "published", "source", "url", "language", "failure", "characters")
_LENGTH = {"characters": "length(text)"}
_SORTS = {"published": DAY, "title": TEXT, "source": TEXT}
_LISTING = Listing("documents", _COLUMNS, _SORTS, _LENGTH)


def find_documents(
    connection: DuckDBPyConnection,
    papers: Papers | None = None,
    *,
    sort: str = "-published",
    limit: int = 50,
    after: str | None = None,
) -> Page[DocumentRow]:
    """Return a page of documents; sorted by published, title or source, a minus turns it round.

    Raises:
        SettingError: they cannot be sorted so, or `after` is no cursor of that order.
    """
    return _LISTING.page(
        connection,
        (papers or Papers()).condition(),
        lambda found: _document_rows(connection, found),
        sort=sort,
        limit=limit,
        after=after,
    )


def _document_rows(
    connection: DuckDBPyConnection, found: Sequence[Shape]
) -> tuple[DocumentRow, ...]:
    names = [row["id"] for row in found]
    counted = connection.execute(
        "SELECT document, count(DISTINCT event) FROM mentions "
        f"WHERE document IN {listed(names)} GROUP BY document",
        names,
    )
    events = dict(counted.fetchall())
    return tuple(DocumentRow(**row, events=events.get(row["id"], 0)) for row in found)


def read_document(connection: DuckDBPyConnection, document: str) -> DocumentDetail | None:
    """Return a document by its id; None if there is none."""
    found = connection.execute(
        f"SELECT {', '.join(_LENGTH.get(c, c) for c in _COLUMNS)}, text, extra FROM documents "
        "WHERE id = ?",
        [document],
    ).fetchone()
    if found is None:
        return None
    *cells, text, extra = found
    (row,) = _document_rows(connection, [dict(zip(_COLUMNS, cells, strict=True))])
    told = connection.execute(
        "SELECT event, shape FROM mentions WHERE document = ? ORDER BY position", [document]
    ).fetchall()
    passed = connection.execute(
        "SELECT span_start, span_end, span_text, reason FROM passed WHERE document = ? "
        "ORDER BY span_start, span_end, reason",
        [document],
    ).fetchall()
    return DocumentDetail(
        row=row,
        text=text,
        extra=json.loads(extra),
        mentions=tuple({**json.loads(shape), "event": event} for event, shape in told),
        events=rows_of(connection, [event for event, _ in told]),
        passed=tuple(Passage(*cells) for cells in passed),
    )
