"""Two runs over the same texts: what the later one codes anew, no more, or otherwise."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from detente.errors import SettingError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["Change", "Coding", "Comparison", "RunRow", "compare_runs", "every_run"]

Shape = Mapping[str, Any]
Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Coding:
    """A mention as one run coded it, in words; None for what it does not know."""

    label: str
    actors: str
    recipients: str
    status: str
    polarity: str
    day: str | None
    place: str | None
    quantities: str


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: `before` is None for what was added, `after` for what was dropped.

    `words` are the trigger, `start` its offset in the document.
    """

    document: str
    start: int
    words: str
    before: Coding | None
    after: Coding | None

    @property
    def differing(self) -> tuple[str, ...]:
        """The fields that differ; none for what was added or dropped."""
        if self.before is None or self.after is None:
            return ()
        names = (f.name for f in fields(Coding))
        return tuple(n for n in names if getattr(self.before, n) != getattr(self.after, n))


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two runs differ on the documents that both coded, by document and place in it."""

    documents: int
    same: int
    changes: tuple[Change, ...]


def compare_runs(connection: DuckDBPyConnection, one: str, other: str) -> Comparison:
    """Return how two runs, by id, coded the unchanged texts that both have coded.

    A mention is the same when its words stand at the same place.

    Raises:
        SettingError: no document was coded by both.
    """
    query = f"SELECT count(*) FROM {_SHARED}"
    ((documents,),) = connection.execute(query, [one, other]).fetchall()
    if not documents:
        raise SettingError(f"runs {one} and {other} have coded no document in common")
    before, after = (_told(connection, run, one, other) for run in (one, other))
    changes = []
    for place, told in sorted({**before, **after}.items(), key=itemgetter(0)):
        first, second = (side[place].coding if place in side else None for side in (before, after))
        if first != second:
            changes.append(Change(*place, told.words, first, second))
    return Comparison(documents, len({**before, **after}) - len(changes), tuple(changes))


@dataclass(frozen=True, slots=True)
class _Told:
    words: str
    coding: Coding


_CODED = """(
    SELECT run, id AS document, digest FROM documents WHERE failure IS NULL
    UNION ALL
    SELECT run, document, digest FROM former_documents
)"""

_SHARED = f"""(
    SELECT DISTINCT mine.document
    FROM {_CODED} AS mine
    JOIN {_CODED} AS theirs USING (document, digest)
    WHERE mine.run = ? AND theirs.run = ?
) AS shared"""

_SHAPES = f"""
SELECT told.document, told.shape
FROM (
    SELECT run, document, mentions.shape
    FROM mentions
    JOIN documents ON documents.id = document
    UNION ALL
    SELECT run, document, shape FROM former_mentions
) AS told
SEMI JOIN {_SHARED} USING (document)
WHERE told.run = ?
"""


def _told(connection: DuckDBPyConnection, run: str, one: str, other: str) -> dict[Place, _Told]:
    """Return what a run coded of the shared documents, by document and place in it."""
    found = connection.execute(_SHAPES, [one, other, run])
    told: dict[Place, _Told] = {}
    for document, text in found.fetchall():
        shape = json.loads(text)
        trigger = shape["trigger"]
        told[document, trigger["start"]] = _Told(trigger["text"], _coding(shape))
    return told


def _coding(shape: Shape) -> Coding:
    day, place = shape["day"], shape["place"]
    return Coding(
        label=shape["type"] + (f"/{shape['mode']}" if shape["mode"] else ""),
        actors=_side(shape["actors"]),
        recipients=_side(shape["recipients"]),
        status=shape["status"],
        polarity=shape["polarity"],
        day="..".join(dict.fromkeys((day["earliest"], day["latest"]))) if day else None,
        place=place["name"] if place else None,
        quantities=" ".join(f"{q['kind']}:{q['best']}" for q in shape["quantities"]),
    )


def _side(parties: Sequence[Shape]) -> str:
    codes = (" ".join(filter(None, (p["country"], p["sector"]))) or p["name"] for p in parties)
    return " + ".join(codes)


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run and what it has coded; `former` documents were coded again by another run since."""

    id: str
    version: str
    code: str
    lexicon: str
    model: str
    started: datetime
    documents: int
    former: int
    mentions: int


_RUNS = f"""
SELECT
    runs.*,
    (SELECT count(*) FROM {_CODED} AS coded WHERE coded.run = runs.id),
    (SELECT count(*) FROM former_documents WHERE run = runs.id),
    (SELECT count(*) FROM former_mentions WHERE run = runs.id) + (
        SELECT count(*) FROM mentions JOIN documents ON documents.id = document
        WHERE run = runs.id
    )
FROM runs
ORDER BY started, runs.id
"""


def every_run(connection: DuckDBPyConnection) -> list[RunRow]:
    """Return the runs of a store, the earliest first."""
    return [RunRow(*row) for row in connection.execute(_RUNS).fetchall()]
