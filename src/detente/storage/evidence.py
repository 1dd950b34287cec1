"""An event with all that speaks for it: its mentions, their sentences, a person's verdicts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from detente.storage.browsing import EventRow, rows_of
from detente.storage.bulk import listed
from detente.storage.tellings import source_name

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = [
    "Answer",
    "EventDetail",
    "MentionDetail",
    "Said",
    "Statement",
    "read_event",
    "statements_of",
]

Shape = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """What a person said of a mention: "right", "wrong" or "retyped" to `label`.

    `applied` tells whether the document was coded again since; a verdict that was taken back but
    still shows in the coding is "withdrawn".
    """

    verdict: str
    label: str | None
    applied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionDetail:
    """One telling of an event: its document, its sentence, and why it belongs to the event.

    `shape` is the mention as in the contract. `tied_to` is the mention that it was joined to and
    `reason` why; None for the first to tell the event. `repeats` is the earliest document whose
    text this one's document repeats. `said` is None where nobody has judged it.
    """

    shape: Shape
    document: str
    title: str | None
    source: str | None
    url: str | None
    published: date | None
    sentence: str
    tied_to: str | None
    reason: str | None
    repeats: str | None
    said: Said | None


@dataclass(frozen=True, slots=True)
class Answer:
    """Another event that this one answers, or that answers it; `cue` are the words that say so."""

    event: EventRow
    cue: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDetail:
    """An event, whole.

    `shape` is the event as in the contract, None for an imported one; `cells` are then the
    columns of its first row, else None. Mentions come in the order of printing. `causes` are the
    events that it answers, `effects` those that answer it, as documents say.
    """

    row: EventRow
    shape: Shape | None
    mentions: tuple[MentionDetail, ...]
    cells: Shape | None
    causes: tuple[Answer, ...] = ()
    effects: tuple[Answer, ...] = ()


def read_event(connection: DuckDBPyConnection, event: str) -> EventDetail | None:
    """Return an event, our own or imported, by its whole id; None if there is none."""
    rows = rows_of(connection, [event])
    if not rows:
        return None
    found = connection.execute("SELECT shape FROM events WHERE id = ?", [event]).fetchone()
    return EventDetail(
        row=rows[0],
        shape=json.loads(found[0]) if found else None,
        mentions=tuple(map(_mention, connection.execute(_MENTIONS, [event]).fetchall())),
        cells=None if found else _cells(connection, event),
        causes=_answers(connection, event, "cause", "effect"),
        effects=_answers(connection, event, "effect", "cause"),
    )


def _answers(
    connection: DuckDBPyConnection, event: str, wanted: str, given: str
) -> tuple[Answer, ...]:
    """Return the other ends of an event's reactions, in the order of printing."""
    found = connection.execute(
        f"SELECT {wanted}, cue, document FROM event_reactions WHERE {given} = ? "
        f"ORDER BY published NULLS FIRST, document, {wanted}, cue",
        [event],
    ).fetchall()
    rows = {row.id: row for row in rows_of(connection, sorted({other for other, _, _ in found}))}
    return tuple(Answer(rows[other], *told) for other, *told in found if other in rows)


def _cells(connection: DuckDBPyConnection, event: str) -> Shape | None:
    import_, _, line = event.partition(":")
    found = connection.execute(
        "SELECT * EXCLUDE (import) FROM imported "
        "WHERE import = try_cast(? AS INTEGER) AND line = try_cast(? AS BIGINT) ORDER BY part",
        [import_, line],
    )
    names = [column[0] for column in found.description or ()]
    row = found.fetchone()
    return dict(zip(names, row, strict=True)) if row else None


_MENTIONS = """
WITH told AS (
    SELECT * FROM mentions WHERE event = ?
),
origins AS (
    SELECT imprints.document, imprints.origin FROM imprints
    SEMI JOIN told ON told.document = imprints.document
),
copies AS (
    SELECT
        imprints.document,
        first(imprints.document) OVER (
            PARTITION BY origin ORDER BY published NULLS FIRST, imprints.document
        ) AS earliest
    FROM imprints SEMI JOIN origins USING (origin)
    JOIN documents ON documents.id = imprints.document
)
SELECT
    told.shape, d.id, d.title, d.source, d.url, d.published,
    substring(d.text, told.sentence_start + 1, told.sentence_end - told.sentence_start),
    tellings.tied_to, tellings.reason,
    CASE WHEN copies.earliest <> d.id THEN copies.earliest END,
    c.verdict, c.label, c.applied
FROM told
JOIN documents AS d ON d.id = told.document
LEFT JOIN tellings ON tellings.mention = told.id AND tellings.document = told.document
LEFT JOIN copies ON copies.document = told.document
LEFT JOIN heeded AS h ON h.mention = told.id AND h.document = d.id
LEFT JOIN corrections AS c
    ON c.document_digest = d.digest
    AND c.sentence_start = coalesce(h.sentence_start, told.sentence_start)
    AND c.sentence_end = coalesce(h.sentence_end, told.sentence_end)
    AND c.trigger = coalesce(h.trigger, told.trigger)
    AND c.trigger_start =
        coalesce(h.trigger_start, CAST(told.shape ->> '$.trigger.start' AS INTEGER))
ORDER BY d.published NULLS FIRST, told.document, told.position
"""


def _mention(row: Sequence[Any]) -> MentionDetail:
    shape, document, title, source, url, published, sentence, tied, reason, repeats, *said = row
    return MentionDetail(
        shape=json.loads(shape),
        document=document,
        title=title,
        source=source,
        url=url,
        published=published,
        sentence=sentence,
        tied_to=tied,
        reason=reason,
        repeats=repeats,
        said=Said(*said) if said[0] else None,
    )


@dataclass(frozen=True, slots=True)
class Statement:
    """Someone's word for an event: the voices, the outermost first, None for an unnamed one."""

    event: str
    document: str
    voices: tuple[str | None, ...]
    stance: str
    sentence: str


def statements_of(
    connection: DuckDBPyConnection, events: Sequence[str]
) -> dict[str, tuple[Statement, ...]]:
    """Return who says what of events, by event, in the order of printing."""
    found = connection.execute(_STATEMENTS.format(events=listed(events)), list(events)).fetchall()
    told: dict[str, list[Statement]] = {}
    for event, document, attribution, sentence in found:
        chain = json.loads(attribution)
        voices = tuple(source_name(link["source"]) for link in chain)
        said = Statement(event, document, voices, chain[0]["stance"], sentence)
        told.setdefault(event, []).append(said)
    return {event: tuple(several) for event, several in told.items()}


_STATEMENTS = """
SELECT
    m.event, m.document, m.shape -> '$.attribution',
    substring(d.text, m.sentence_start + 1, m.sentence_end - m.sentence_start)
FROM mentions AS m JOIN documents AS d ON d.id = m.document
WHERE m.attributed AND m.event IN {events}
ORDER BY d.published NULLS FIRST, m.document, m.position
"""
