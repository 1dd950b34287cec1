"""What runs have coded: the texts that two of them share, and how both put a mention or event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import TYPE_CHECKING, Any

from detente.errors import SettingError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = [
    "SHARED",
    "Coding",
    "RunRow",
    "coding_of",
    "differing",
    "every_run",
    "shared_documents",
]

Shape = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Coding:
    """A mention or event as one run coded it, in words; None for what it does not know."""

    label: str
    actors: str
    recipients: str
    status: str
    polarity: str
    day: str | None
    place: str | None
    quantities: str


def differing(before: Coding, after: Coding) -> tuple[str, ...]:
    """Return the names of the fields that differ."""
    names = (f.name for f in fields(Coding))
    return tuple(n for n in names if getattr(before, n) != getattr(after, n))


def shared_documents(connection: DuckDBPyConnection, one: str, other: str) -> int:
    """Return how many unchanged texts two runs have both coded.

    Raises:
        SettingError: there is none.
    """
    query = f"SELECT count(*) FROM {SHARED}"
    ((documents,),) = connection.execute(query, [one, other]).fetchall()
    if not documents:
        raise SettingError(f"runs {one} and {other} have coded no document in common")
    return int(documents)


_CODED = """(
    SELECT run, id AS document, digest FROM documents WHERE failure IS NULL
    UNION ALL
    SELECT run, document, digest FROM former_documents
)"""

SHARED = f"""(
    SELECT DISTINCT mine.document
    FROM {_CODED} AS mine
    JOIN {_CODED} AS theirs USING (document, digest)
    WHERE mine.run = ? AND theirs.run = ?
) AS shared"""


def coding_of(shape: Shape) -> Coding:
    """Return the coding of a mention or event in the contract's shape."""
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
