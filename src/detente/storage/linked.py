"""Writing linked events, in place of the documents' own."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.linking import Group, merge
from detente.storage.bulk import insert, showing
from detente.storage.rows import event_row, merged_shape

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["write_groups"]

_TIE_WITHIN = "joined within its document"


@dataclass(frozen=True, slots=True)
class _Own:
    """A document's own event: its place in the document, its mentions, and why they are one."""

    position: int
    mentions: tuple[str, ...]
    reasons: tuple[str, ...]


def write_groups(connection: DuckDBPyConnection, groups: Sequence[Group]) -> int:
    """Write linked groups and return how many of them join accounts.

    Their accounts must be unlinked before. A group of one whole account leaves the document's own
    event as it is.
    """
    own = _own_events(connection, groups)
    joined = [group for group in groups if not _stands(group, own)]
    _note_ties(connection, groups, own)
    if joined:
        _replace_events(connection, joined, own)
    return sum(len(group.accounts) > 1 for group in groups)


def _own_events(connection: DuckDBPyConnection, groups: Sequence[Group]) -> dict[str, _Own]:
    """Return the documents' own events that groups are made of, with their positions."""
    names = {account.tellings[0].event for group in groups for account in group.accounts}
    showing(connection, "asked", id=sorted(names))
    found = connection.execute(
        "SELECT id, position, shape FROM accounts SEMI JOIN asked USING (id)"
    )
    return {id_: _own(position, json.loads(text)) for id_, position, text in found.fetchall()}


def _own(position: int, shape: Mapping[str, Any]) -> _Own:
    return _Own(position, tuple(shape["mentions"]), tuple(shape["reasons"]))


def _stands(group: Group, own: Mapping[str, _Own]) -> bool:
    """Tell whether a group is a document's own event, whole."""
    told = group.accounts[0].tellings
    return len(group.accounts) == 1 and len(told) == len(own[told[0].event].mentions)


def _note_ties(
    connection: DuckDBPyConnection, groups: Sequence[Group], own: Mapping[str, _Own]
) -> None:
    """Write for every telling its story, what it was joined to, and why."""
    rows = [row for group in groups for row in _tie_rows(group, own)]
    mentions, stories, tied, reasons = zip(*rows, strict=True)
    showing(connection, "ties", mention=mentions, story=stories, tied_to=tied, reason=reasons)
    connection.execute(
        "UPDATE tellings SET story = ties.story, tied_to = ties.tied_to, reason = ties.reason "
        "FROM ties WHERE ties.mention = tellings.mention"
    )


def _tie_rows(group: Group, own: Mapping[str, _Own]) -> list[tuple[str, str, str | None, str]]:
    first = {account.id: account.tellings[0].id for account in group.accounts}
    rows: list[tuple[str, str, str | None, str]] = []
    for account, tie in zip(group.accounts, group.ties, strict=True):
        lead, *rest = (telling.id for telling in account.tellings)
        rows.append((lead, group.story, first[tie.to] if tie.to else None, tie.reason))
        within = _reasons_within(own[account.tellings[0].event])
        rows += [(m, group.story, lead, within.get(m, _TIE_WITHIN)) for m in rest]
    return rows


def _reasons_within(own: _Own) -> dict[str, str]:
    """Return why each mention but the first belongs to its document's own event."""
    return dict(zip(own.mentions[1:], own.reasons, strict=False))


def _replace_events(
    connection: DuckDBPyConnection, groups: Sequence[Group], own: Mapping[str, _Own]
) -> None:
    """Put joined events in place of the documents' own."""
    gone = {account.tellings[0].event for group in groups for account in group.accounts}
    showing(connection, "gone", id=sorted(gone))
    connection.execute("DELETE FROM events WHERE id IN (SELECT id FROM gone)")
    merged = [merge(group) for group in groups]
    positions = [own[group.accounts[0].tellings[0].event].position for group in groups]
    told = [(mention, event.id) for event in merged for mention in event.mentions]
    mentions, events = zip(*told, strict=True)
    showing(connection, "told", mention=mentions, event=events)
    connection.execute(
        "UPDATE mentions SET event = told.event FROM told WHERE told.mention = mentions.id"
    )
    found = connection.execute(
        "SELECT id, document, shape FROM mentions SEMI JOIN told ON told.mention = mentions.id"
    )
    shapes = {id_: (document, json.loads(text)) for id_, document, text in found.fetchall()}
    rows = [
        event_row(merged_shape(event, shapes), position)
        for event, position in zip(merged, positions, strict=True)
    ]
    insert(connection, "events", rows)
