"""Why each mention of an event belongs to it, as linking noted it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["Belonging", "belongings", "counts_of"]


@dataclass(frozen=True, slots=True)
class Belonging:
    """One mention of an event: where it stands, what it says, and why it belongs.

    `tied_to` is the mention that it was joined to, None for the first to tell the event. `reason`
    is None where the mention has not been linked yet. `repeats` is the earliest printed document
    whose text this one's document repeats, None when it repeats none.
    """

    mention: str
    document: str
    published: date | None
    source: str | None
    sentence: str
    trigger: str
    label: str
    status: str
    polarity: str
    tied_to: str | None
    reason: str | None
    repeats: str | None


_QUERY = """
WITH copies AS (
    SELECT
        imprints.document,
        first(imprints.document) OVER (
            PARTITION BY origin ORDER BY published NULLS FIRST, imprints.document
        ) AS earliest
    FROM imprints
    JOIN documents ON documents.id = imprints.document
)
SELECT
    mentions.id,
    mentions.document,
    documents.published,
    documents.source,
    substring(
        documents.text,
        mentions.sentence_start + 1,
        mentions.sentence_end - mentions.sentence_start
    ),
    mentions.trigger,
    concat_ws('/', mentions.type, mentions.mode),
    mentions.status,
    mentions.polarity,
    tellings.tied_to,
    tellings.reason,
    CASE WHEN copies.earliest <> mentions.document THEN copies.earliest END
FROM mentions
JOIN documents ON documents.id = mentions.document
LEFT JOIN tellings ON tellings.mention = mentions.id
LEFT JOIN copies ON copies.document = mentions.document
WHERE mentions.event = ?
ORDER BY documents.published NULLS FIRST, mentions.document, mentions.position
"""


def belongings(connection: DuckDBPyConnection, event: str) -> list[Belonging]:
    """Return the mentions of an event in the order of printing; none where there is no event."""
    return [Belonging(*row) for row in connection.execute(_QUERY, [event]).fetchall()]


def counts_of(connection: DuckDBPyConnection, event: str) -> tuple[int, int]:
    """Return how many documents tell an event, and how many of them are independent."""
    found = connection.execute(
        "SELECT count(DISTINCT mentions.document), any_value(events.sources) "
        "FROM events JOIN mentions ON mentions.event = events.id WHERE events.id = ?",
        [event],
    ).fetchall()
    documents, sources = found[0]
    return documents, sources or 0
