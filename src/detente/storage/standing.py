"""Decisions as they stand: which mentions they speak of now, and where they apply no more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from detente.linking import Bonds, Decision, Key, Mark, Sighting, recognise
from detente.storage.bulk import showing
from detente.storage.marks import CHANGED, MISSING, marked_in

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["Standing", "Taken", "bonds_of", "every_decision", "standings"]

HOLDS, IN_PART, NO_MORE = "holds", "holds in part", "applies no more"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A mention that a decision speaks of, as it was then and as it is now.

    `document` is the id that its text had then, None where an older store did not note it.
    `mentions` are what it is now, by id: none where `problem` says why, several where the text
    stands in the store more than once. `keys` are what linking knows them by.
    """

    decision: int
    kind: str
    side: str
    document: str | None
    mark: Mark
    mentions: tuple[str, ...] = ()
    keys: tuple[Key, ...] = ()
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A decision, "split" or "merge", with when it was taken (UTC) and its mentions."""

    number: int
    kind: str
    taken: datetime
    mentions: tuple[Standing, ...]

    @property
    def state(self) -> str:
        """What is left of it: "holds", "holds in part", or "applies no more".

        It needs a mention of each side.
        """
        sides = {one.side for one in self.mentions if one.mentions}
        if len(sides) < len({one.side for one in self.mentions}):
            return NO_MORE
        return HOLDS if all(one.mentions for one in self.mentions) else IN_PART


def bonds_of(found: Iterable[Standing]) -> Bonds:
    """Return what decisions say of the mentions that they speak of now."""
    kinds: dict[int, str] = {}
    sides: dict[tuple[int, str], set[Key]] = defaultdict(set)
    for one in found:
        kinds[one.decision] = one.kind
        sides[one.decision, one.side].update(one.keys)
    return Bonds(
        tuple(
            Decision(n, kind, frozenset(sides[n, "left"]), frozenset(sides[n, "right"]))
            for n, kind in sorted(kinds.items())
        )
    )


def every_decision(connection: DuckDBPyConnection) -> list[Taken]:
    """Return all decisions of a store as they stand, the earliest first."""
    told: dict[int, list[Standing]] = defaultdict(list)
    for one in standings(connection):
        told[one.decision].append(one)
    rows = connection.execute("SELECT number, kind, taken FROM decisions ORDER BY number")
    return [Taken(n, kind, taken, tuple(told[n])) for n, kind, taken in rows.fetchall()]


def standings(connection: DuckDBPyConnection) -> list[Standing]:
    """Return what all decisions speak of, by decision, side and place in the text."""
    groups: dict[tuple[int, str], list[Standing]] = defaultdict(list)
    for row in connection.execute(_DECIDED).fetchall():
        one = _standing(row)
        groups[one.decision, one.mark.key.digest].append(one)
    marked = marked_in(connection, sorted({digest for _, digest in groups}))
    known = _documents(connection, groups.values())
    found = [
        seen
        for (_, digest), group in groups.items()
        for seen in _seen(group, marked.get(digest, {}), known)
    ]
    return sorted(found, key=lambda one: (one.decision, one.side, one.mark.key))


def _standing(row: Sequence[Any]) -> Standing:
    decision, kind, side, document, type_, mode, parties, beside, *key = row
    mark = Mark(Key(*key), type_, mode, frozenset(parties or ()), frozenset(beside or ()))
    return Standing(decision=decision, kind=kind, side=side, document=document, mark=mark)


_DECIDED = """
SELECT
    decision, kind, side, document, type, mode, parties, beside,
    digest, sentence_start, sentence_end, trigger, coalesce(trigger_start, -1)
FROM decided
JOIN decisions ON decisions.number = decided.decision
ORDER BY ALL
"""


def _documents(
    connection: DuckDBPyConnection, groups: Iterable[Sequence[Standing]]
) -> frozenset[str]:
    """Return which documents of decisions are in the store, with whatever text."""
    names = {one.document for group in groups for one in group if one.document}
    showing(connection, "asked", id=sorted(names))
    found = connection.execute("SELECT id FROM documents SEMI JOIN asked USING (id)")
    return frozenset(name for (name,) in found.fetchall())


def _seen(
    group: Sequence[Standing], documents: Mapping[str, Mapping[str, Mark]], known: frozenset[str]
) -> list[Standing]:
    """Return the mentions that one decision speaks of in one text, as they are now."""
    marks = list({one.mark.key: one.mark for one in group}.values())  # copies share theirs
    sightings = []
    for held in documents.values():
        seen = recognise(marks, list(held.values()))
        sightings.append((held, dict(zip((mark.key for mark in marks), seen, strict=True))))
    return [
        _now(one, [(held, seen[one.mark.key]) for held, seen in sightings], known) for one in group
    ]


def _now(
    one: Standing, found: Sequence[tuple[Mapping[str, Mark], Sighting]], known: frozenset[str]
) -> Standing:
    """Return a mention as it is in each of the documents that have its text."""
    now = [(*held.items(),)[number] for held, seen in found for number in seen.mentions]
    if now:
        keys = tuple(mark.key for _, mark in now)
        return replace(one, mentions=tuple(mention for mention, _ in now), keys=keys)
    if found:
        return replace(one, problem=found[0][1].problem)
    return replace(one, problem=CHANGED if one.document in known else MISSING)
