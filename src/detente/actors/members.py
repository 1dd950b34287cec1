"""Who belonged to an international body, and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from detente.actors.entries import within
from detente.actors.rows import MembersRow
from detente.tables import Lexicon

__all__ = ["Members", "load_members", "members_on"]

Members = Mapping[str, tuple[MembersRow, ...]]
"""Rows of `members.csv` by the name of the body, which is a name of `organisations.csv`."""


def load_members(lexicon: Lexicon) -> Members:
    """Return the members of all bodies that `members.csv` lists.

    Raises:
        TableError: rows are wrong.
    """
    bodies: defaultdict[str, list[MembersRow]] = defaultdict(list)
    for row in lexicon.rows("actors/members.csv", MembersRow):
        bodies[row.body].append(row)
    return {body: tuple(rows) for body, rows in bodies.items()}


def members_on(members: Members, body: str, day: date | None) -> tuple[str, ...]:
    """Return the codes of a body's members on `day`, in order; without a day, those of now.

    None are returned for a body that the table does not list.
    """
    held = [row for row in members.get(body, ()) if within(day, row.from_, row.until)]
    return tuple(sorted({code for row in held for code in row.countries}))
