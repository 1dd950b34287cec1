"""The events of two runs over the same texts, known to each other through their mentions."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from detente.linking import Mark, recognise
from detente.storage.coded import SHARED, Coding, coding_of, differing, shared_documents
from detente.storage.marks import mark_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["KINDS", "EventChange", "EventComparison", "EventTold", "Told", "compare_events"]

KINDS = ("added", "dropped", "changed", "split", "merged", "regrouped")
"""What may become of events from one run to another, in the order in which it is counted."""


@dataclass(frozen=True, slots=True, order=True)
class Told:
    """Where an event is told: a document, and where its trigger begins there, with its words."""

    document: str
    start: int
    words: str


@dataclass(frozen=True, slots=True)
class EventTold:
    """An event as one run left it; `told` are its mentions in the texts that both have coded."""

    id: str
    told: tuple[Told, ...]
    coding: Coding


@dataclass(frozen=True, slots=True)
class EventChange:
    """What became of events: several `before` were merged, several `after` were split.

    `kind` is one of `KINDS`; "regrouped" are several that became several others. None stand
    `before` where one was added, none `after` where one was dropped.
    """

    kind: str
    before: tuple[EventTold, ...]
    after: tuple[EventTold, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that differ; none where it is not one event on either side."""
        if self.kind != "changed":
            return ()
        return differing(self.before[0].coding, self.after[0].coding)


@dataclass(frozen=True, slots=True)
class EventComparison:
    """How the events of two runs differ, by document and place of their first mention."""

    documents: int
    same: int
    changes: tuple[EventChange, ...]

    def count(self, kind: str) -> int:
        """Return how many changes are of a kind."""
        return sum(change.kind == kind for change in self.changes)


@dataclass(frozen=True, slots=True)
class _Row:
    """A mention as a run had it, with its event."""

    told: Told
    mark: Mark
    event: str
    shape: Mapping[str, Any]


def compare_events(connection: DuckDBPyConnection, one: str, other: str) -> EventComparison:
    """Return how the events of two runs, by id, differ in the texts that both have coded.

    Two events are one where a mention of the one is a mention of the other: see `recognise`.

    Raises:
        SettingError: no document was coded by both.
    """
    documents = shared_documents(connection, one, other)
    before, after = (_rows(connection, run, one, other) for run in (one, other))
    known, now = _events(before), _events(after)
    changes, same = [], 0
    for old, new in _families(before, after):
        change = _change(_sorted(known, old), _sorted(now, new))
        if change is None:
            same += 1
        else:
            changes.append(change)
    changes.sort(key=lambda c: (c.before or c.after)[0].told)
    return EventComparison(documents, same, tuple(changes))


_MENTIONS = f"""
SELECT told.document, documents.digest, told.event, told.shape, events.shape
FROM (
    SELECT run, document, mentions.event, mentions.shape, false AS former
    FROM mentions JOIN documents ON documents.id = document
    UNION ALL
    SELECT
        was.run, was.document,
        coalesce(noted.event, was.shape ->> '$.id'), was.shape, true AS former
    FROM former_mentions AS was
    LEFT JOIN former_tellings AS noted
        ON noted.run = was.run AND noted.document = was.document
        AND noted.mention = was.shape ->> '$.id'
) AS told
SEMI JOIN {SHARED} ON shared.document = told.document
JOIN documents ON documents.id = told.document
LEFT JOIN (
    SELECT NULL AS run, id, shape, false AS former FROM events
    UNION ALL
    SELECT run, event, shape, true FROM former_events
) AS events
    ON events.id = told.event AND events.former = told.former
    AND (NOT told.former OR events.run = told.run)
WHERE told.run = ?
ORDER BY told.document, CAST(told.shape ->> '$.trigger.start' AS INTEGER)
"""


def _rows(connection: DuckDBPyConnection, run: str, one: str, other: str) -> list[_Row]:
    """Return the mentions of a run; one of which no event is noted is an event by itself."""
    found = connection.execute(_MENTIONS, [one, other, run])
    rows = []
    for document, digest, event, text, whole in found.fetchall():
        shape = json.loads(text)
        told = Told(document, shape["trigger"]["start"], shape["trigger"]["text"])
        rows.append(
            _Row(told, mark_of(digest, shape), event, json.loads(whole) if whole else shape)
        )
    return rows


def _families(
    before: Sequence[_Row], after: Sequence[_Row]
) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """Yield the events, by id, that mentions connect with each other, each family once."""
    import networkx as nx

    graph: nx.Graph[tuple[int, str]] = nx.Graph()
    graph.add_nodes_from((0, row.event) for row in before)
    graph.add_nodes_from((1, row.event) for row in after)
    graph.add_edges_from(((0, old.event), (1, new.event)) for old, new in _pairs(before, after))
    for family in nx.connected_components(graph):
        sides = (frozenset(name for side, name in family if side == n) for n in (0, 1))
        yield next(sides), next(sides)


def _pairs(before: Sequence[_Row], after: Sequence[_Row]) -> Iterator[tuple[_Row, _Row]]:
    """Yield each mention of the one run with what it is in the other."""
    theirs = {name: list(rows) for name, rows in groupby(after, key=lambda row: row.told.document)}
    for name, rows in groupby(before, key=lambda row: row.told.document):
        mine, its = list(rows), theirs.get(name, [])
        seen = recognise([row.mark for row in mine], [row.mark for row in its])
        for row, sighting in zip(mine, seen, strict=True):
            yield from ((row, its[number]) for number in sighting.mentions)


def _events(rows: Sequence[_Row]) -> dict[str, EventTold]:
    told: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        told[row.event].append(row)
    return {
        name: EventTold(name, tuple(row.told for row in several), coding_of(several[0].shape))
        for name, several in told.items()
    }


def _sorted(events: Mapping[str, EventTold], names: frozenset[str]) -> tuple[EventTold, ...]:
    return tuple(sorted((events[name] for name in names), key=lambda event: event.told))


def _change(before: tuple[EventTold, ...], after: tuple[EventTold, ...]) -> EventChange | None:
    """Return what became of events that belong together, None where they are as they were."""
    if len(before) == len(after) == 1:
        differ = differing(before[0].coding, after[0].coding)
        return EventChange("changed", before, after) if differ else None
    kinds = {(0, 1): "added", (1, 0): "dropped"}
    several = "split" if len(before) == 1 else "merged" if len(after) == 1 else "regrouped"
    return EventChange(kinds.get((len(before), len(after)), several), before, after)
