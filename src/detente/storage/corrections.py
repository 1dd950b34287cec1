"""Corrections: what a person said of mentions, kept so that coding again does not lose it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from detente.errors import InputError
from detente.events.relation import Pair
from detente.linking import Key, Mark
from detente.model import Document
from detente.storage.bulk import listed
from detente.storage.marks import CHANGED, MISSING, marked_in, standing_beside

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = [
    "WITHDRAWN",
    "Correction",
    "add_correction",
    "corrections_of",
    "every_correction",
    "note_applied",
    "pending_documents",
    "undo_correction",
]

WITHDRAWN = "withdrawn"

Shape = Mapping[str, Any]
Span = tuple[int, int]

_KEY = "document_digest, sentence_start, sentence_end, trigger_start, trigger"
_COLUMNS = (
    f"{_KEY}, mention, document, "
    "verdict, coded_as, label, contexts, marked_sentence, applied, parties, beside"
)
_IN_FORCE = (
    f"SELECT d.digest, {_KEY.partition(', ')[2]} "
    "FROM heeded JOIN documents AS d ON d.id = heeded.document WHERE heeded.mention = ?"
)
"""By what corrections are known that the last coding put in force for a mention."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person said of one mention.

    `digest` is the document's, `sentence` the sentence's offsets; with `trigger_start` and
    `trigger` they name the mention in the unchanged text. `verdict` is "right", "wrong" or
    "retyped"; `label` what it should be coded as, None when it is wrong. `marked` is the sentence
    with its pair marked, None where it does not hold both sides. `applied` tells whether the
    document was coded again since. `parties` and `beside` are those of the mention's mark.
    `problem` says why it applies no more, None where it does.
    """

    digest: str
    sentence: Span
    trigger_start: int
    trigger: str
    mention: str
    document: str
    verdict: str
    coded_as: str
    label: str | None
    contexts: tuple[str, ...]
    marked: str | None
    applied: bool = False
    parties: tuple[str, ...] = ()
    beside: tuple[int, ...] = ()
    problem: str | None = None

    @property
    def mark(self) -> Mark:
        """What the mention is recognised by when its text is coded again."""
        type_, _, mode = self.coded_as.partition("/")
        key = Key(self.digest, *self.sentence, self.trigger, self.trigger_start)
        return Mark(key, type_, mode or None, frozenset(self.parties), frozenset(self.beside))


def add_correction(
    connection: DuckDBPyConnection, mention: str, verdict: str, label: str | None = None
) -> Correction:
    """Keep what a person says of a mention, in place of what was said before, and return it.

    `label` is the right one of a mention that is "retyped".

    Raises:
        InputError: the store has no such mention.
    """
    found = connection.execute(
        "SELECT m.shape, d.id, d.digest, d.text FROM mentions m JOIN documents d "
        "ON d.id = m.document WHERE m.id = ?",
        [mention],
    ).fetchall()
    if not found:
        raise InputError(_unknown(connection, mention))
    told, document, digest, text = found[0]
    shape = json.loads(told)
    coded = f"{shape['type']}/{shape['mode']}" if shape["mode"] else str(shape["type"])
    sentence = (shape["sentence"]["start"], shape["sentence"]["end"])
    correction = Correction(
        digest=digest,
        sentence=sentence,
        trigger_start=shape["trigger"]["start"],
        trigger=shape["trigger"]["text"],
        mention=mention,
        document=document,
        verdict=verdict,
        coded_as=coded,
        label=coded if verdict == "right" else label,
        contexts=tuple(shape["contexts"]),
        marked=_marked(shape, text, sentence),
    )
    correction = _with_mark(connection, correction)
    _forget(connection, mention)
    row = _row(correction)
    connection.execute(f"INSERT OR REPLACE INTO corrections ({_COLUMNS}) VALUES {listed(row)}", row)
    return correction


def _with_mark(connection: DuckDBPyConnection, correction: Correction) -> Correction:
    """Return the correction with what else its mention is recognised by."""
    held = marked_in(connection, [correction.digest])[correction.digest][correction.document]
    mark = standing_beside(held[correction.mention], held.values())
    parties, beside = tuple(sorted(mark.parties)), tuple(sorted(mark.beside))
    return replace(correction, parties=parties, beside=beside)


def _forget(connection: DuckDBPyConnection, mention: str) -> None:
    """Forget what was said of a mention when other words told it."""
    connection.execute(f"DELETE FROM corrections WHERE ({_KEY}) IN ({_IN_FORCE})", [mention])
    connection.execute("DELETE FROM heeded WHERE mention = ?", [mention])


def _unknown(connection: DuckDBPyConnection, mention: str) -> str:
    query = f"SELECT 1 FROM corrections WHERE mention = ? OR ({_KEY}) IN ({_IN_FORCE})"
    marked = connection.execute(query, [mention, mention])
    if marked.fetchall():
        return (
            f"mention {mention} was marked before and is coded no more; --undo takes the mark back"
        )
    return f"the store has no mention {mention!r}; ids stand in 'detente code -o events.jsonl'"


def undo_correction(connection: DuckDBPyConnection, mention: str) -> None:
    """Take back what was said of a mention; it is forgotten once its document is coded again.

    Raises:
        InputError: nothing was said of it.
    """
    found = connection.execute(
        "UPDATE corrections SET verdict = ?, label = NULL, applied = false "
        f"WHERE mention = ? OR ({_KEY}) IN ({_IN_FORCE}) RETURNING document",
        [WITHDRAWN, mention, mention],
    ).fetchall()
    if not found:
        raise InputError(f"nothing was said of a mention {mention!r}; see 'detente correct --list'")


def every_correction(connection: DuckDBPyConnection) -> list[Correction]:
    """Return all corrections, documents by id, mentions by their place; none in an older store."""
    known = connection.execute(
        "SELECT 1 FROM information_schema.tables WHERE table_name = 'corrections'"
    ).fetchone()
    if known is None:
        return []
    rows = connection.execute(
        f"SELECT {_COLUMNS}, {_PROBLEM} FROM corrections AS c WHERE verdict <> ? "
        "ORDER BY document, trigger_start, document_digest",
        [WITHDRAWN],
    ).fetchall()
    return [replace(_correction(row), problem=problem) for *row, problem in rows]


_PROBLEM = f"""CASE
    WHEN document_digest NOT IN (SELECT digest FROM documents)
    THEN CASE WHEN document IN (SELECT id FROM documents) THEN '{CHANGED}' ELSE '{MISSING}' END
    WHEN applied THEN (
        SELECT CASE WHEN count(h.mention) = 0 THEN min(h.problem) END
        FROM heeded AS h JOIN documents AS d ON d.id = h.document
        WHERE d.digest = c.document_digest
            AND h.sentence_start = c.sentence_start AND h.sentence_end = c.sentence_end
            AND h.trigger_start = c.trigger_start AND h.trigger = c.trigger
    )
END"""


def corrections_of(
    connection: DuckDBPyConnection, digests: Iterable[str]
) -> dict[str, tuple[Correction, ...]]:
    """Return the corrections of documents by their digest; those without any are left out.

    Those that were taken back are among them, as "withdrawn": they change nothing.
    """
    query = f"SELECT {_COLUMNS} FROM corrections WHERE document_digest = ? ORDER BY trigger_start"
    found = {d: connection.execute(query, [d]).fetchall() for d in dict.fromkeys(digests)}
    return {digest: tuple(map(_correction, rows)) for digest, rows in found.items() if rows}


def note_applied(connection: DuckDBPyConnection, digests: Iterable[str]) -> None:
    """Note that the documents were coded with their corrections."""
    for digest in digests:
        connection.execute(
            "UPDATE corrections SET applied = true WHERE document_digest = ?", [digest]
        )
        connection.execute(
            "DELETE FROM corrections WHERE document_digest = ? AND verdict = ?", [digest, WITHDRAWN]
        )


def pending_documents(connection: DuckDBPyConnection) -> list[Document]:
    """Return the documents of the store that are to be coded again for their corrections."""
    rows = connection.execute(
        "SELECT id, text, title, published, source, url, language, extra FROM documents "
        "WHERE digest IN (SELECT document_digest FROM corrections WHERE NOT applied) ORDER BY id"
    ).fetchall()
    return [
        Document(
            id=name,
            text=text,
            title=title,
            published=published,
            source=source,
            url=url,
            language=language,
            extra=json.loads(extra),
        )
        for name, text, title, published, source, url, language, extra in rows
    ]


def _marked(shape: Shape, text: str, sentence: Span) -> str | None:
    """Return the sentence on one line with its pair marked, None without two sides in it."""
    sides = [*shape["actors"][:1], *shape["recipients"][:1]]
    if not shape["recipients"]:
        sides = shape["actors"][:2]
    start, end = sentence
    spans = [(p["start"] - start, p["end"] - start) for p in sides]
    inside = all(0 <= first < last <= end - start for first, last in spans)
    if len(spans) != 2 or not inside or "<" in text[start:end]:
        return None
    actor, recipient = spans
    if not (actor[1] <= recipient[0] or recipient[1] <= actor[0]):
        return None
    return " ".join(Pair(text[start:end], actor, recipient).marked.split())


def _row(correction: Correction) -> list[object]:
    c = correction
    told = (c.mention, c.document, c.verdict, c.coded_as, c.label, "|".join(c.contexts), c.marked)
    mark = (list(c.parties), list(c.beside))
    return [c.digest, *c.sentence, c.trigger_start, c.trigger, *told, c.applied, *mark]


def _correction(row: Sequence[Any]) -> Correction:
    digest, start, end, place, trigger, *told, contexts, marked, applied, parties, beside = row
    mention, document, verdict, coded_as, label = told
    return Correction(
        digest,
        (start, end),
        place,
        trigger,
        mention,
        document,
        verdict,
        coded_as,
        label,
        tuple(filter(None, contexts.split("|"))),
        marked,
        applied,
        tuple(parties or ()),
        tuple(beside or ()),
    )
