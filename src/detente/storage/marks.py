"""Mentions of the store as they are recognised after their text was coded anew."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from detente.linking import Key, Mark
from detente.storage.bulk import showing

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["CHANGED", "MISSING", "mark_of", "marked_in", "standing_beside"]

CHANGED = "the text of its document has changed"
MISSING = "its document is not in the store"

Shape = Mapping[str, Any]


def mark_of(digest: str, shape: Shape) -> Mark:
    """Return the mark of a mention in the contract's shape; `digest` is its document's."""
    sentence, trigger = shape["sentence"], shape["trigger"]
    parties = (*shape["actors"], *shape["recipients"])
    return Mark(
        key=Key(digest, sentence["start"], sentence["end"], trigger["text"], trigger["start"]),
        type=shape["type"],
        mode=shape["mode"],
        parties=frozenset(party["country"] or party["name"] for party in parties),
    )


def marked_in(
    connection: DuckDBPyConnection, digests: Sequence[str]
) -> dict[str, dict[str, dict[str, Mark]]]:
    """Return what is coded of texts, by digest: documents, and their mentions by id, in order."""
    showing(connection, "asked", digest=digests)
    found = connection.execute(
        "SELECT documents.digest, documents.id, mentions.id, mentions.shape FROM documents "
        "SEMI JOIN asked USING (digest) "
        "LEFT JOIN mentions ON mentions.document = documents.id ORDER BY documents.id, position"
    )
    marked: dict[str, dict[str, dict[str, Mark]]] = defaultdict(dict)
    for digest, document, mention, text in found.fetchall():
        held = marked[digest].setdefault(document, {})
        if mention is not None:
            held[mention] = mark_of(digest, json.loads(text))
    return marked


def standing_beside(mark: Mark, others: Iterable[Mark]) -> Mark:
    """Return the mark with the places of the triggers that stand in its sentence and differ."""
    places = (o.key.at for o in others if o.key.at != mark.key.at and o.overlaps(mark))
    return replace(mark, beside=frozenset(places))
