"""Which accounts of the store may tell of the same happening, by the blocks that they share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.linking import Account, Scale, blocks_of
from detente.storage.bulk import insert, showing

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["Candidate", "candidates", "put_blocks"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two accounts to compare, by id, and the document's own event that the other is part of."""

    one: str
    other: str
    own: str


def put_blocks(connection: DuckDBPyConnection, accounts: Sequence[Account], scale: Scale) -> None:
    """Note the blocks of accounts in place of those that they had."""
    showing(connection, "placed", account=sorted({a.tellings[0].event for a in accounts}))
    connection.execute("DELETE FROM blocks WHERE account IN (SELECT account FROM placed)")
    rows = [
        [key, bucket, account.id, account.tellings[0].event, account.document]
        for account in accounts
        for key, bucket in blocks_of(account, scale)
    ]
    insert(connection, "blocks", rows)


_PAIRS = """
WITH mine AS (SELECT * FROM blocks SEMI JOIN wanted USING (part)),
met AS (
    SELECT mine.part AS one, other.part AS other, other.account AS own
    FROM mine
    JOIN {others} AS other ON other.key = mine.key AND other.bucket = mine.bucket
    UNION ALL
    SELECT mine.part, other.part, other.account
    FROM mine
    JOIN {others} AS other ON other.key = mine.key
    WHERE mine.bucket IS NULL
    UNION ALL
    SELECT mine.part, other.part, other.account
    FROM mine
    JOIN {others} AS other ON other.key = mine.key
    WHERE other.bucket IS NULL AND mine.bucket IS NOT NULL
)
SELECT DISTINCT one, other, own
FROM met
WHERE one < other OR (one > other AND other NOT IN (SELECT part FROM wanted))
ORDER BY one, other
"""


def candidates(
    connection: DuckDBPyConnection, parts: Iterable[str], *, among: bool = False
) -> list[Candidate]:
    """Return what accounts, by id, may be one with: anything in the store, or `among` themselves.

    Each pair stands once. An account without any date meets accounts of every date.
    """
    showing(connection, "wanted", part=sorted(parts))
    query = _PAIRS.format(others="mine" if among else "blocks")
    return [Candidate(*row) for row in connection.execute(query).fetchall()]
