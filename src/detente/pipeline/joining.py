"""What is not linked yet joined with the events of the store.

The events of a store follow from its accounts and decisions alone. New documents are compared
with what shares a block with them; the stories that they touch are taken apart and joined anew,
together with them. A story is closed under all pairs that may be one, so the result is that of
linking the whole store afresh: neither the order of documents nor the batches that they come in
play a part. What does is the weights: `link_all` applies new ones to what was linked before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.linking import (
    Account,
    Bonds,
    Edge,
    Scale,
    Telling,
    account_of,
    cluster,
    edges_of,
)
from detente.storage import Store, links

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["Joined", "link_all", "link_new", "merge", "split"]


@dataclass(frozen=True, slots=True)
class Joined:
    """What linking did: accounts looked at, the events that they make, and how many joined some."""

    accounts: int
    events: int
    joined: int


def link_all(store: Store, scale: Scale) -> Joined:
    """Link the whole store afresh.

    Raises:
        StoreError: the store cannot be written; it is then as it was.
    """
    with store.changing() as connection:
        links.part_all(connection)
        return _link(connection, scale)


def link_new(store: Store, scale: Scale) -> Joined:
    """Link what is not linked yet: new documents, and what decisions have unlinked.

    Raises:
        StoreError: the store cannot be written; it is then as it was.
    """
    with store.changing() as connection:
        return _link(connection, scale)


def _link(connection: DuckDBPyConnection, scale: Scale) -> Joined:
    links.imprint(connection, scale.words)
    decided = links.standings(connection)
    bonds = links.bonds_of(decided)
    fresh = _accounts(links.waiting(connection), scale, bonds)
    if not fresh:
        return Joined(0, 0, 0)
    links.put_blocks(connection, list(fresh.values()), scale)
    edges, near = _edges(connection, fresh, scale, bonds)
    held = links.partners(connection, decided, _mentions(fresh))
    touched = sorted({*near, *held})
    known = _accounts(links.told_in(connection, touched), scale, bonds)
    inner = links.candidates(connection, known, among=True)
    edges += edges_of(((known[c.one], known[c.other]) for c in inner), scale)
    groups = cluster([*fresh.values(), *known.values()], edges, scale, bonds)
    links.part(connection, touched)
    joined = links.write_groups(connection, groups)
    return Joined(len(fresh) + len(known), len(groups), joined)


def _edges(
    connection: DuckDBPyConnection, fresh: Mapping[str, Account], scale: Scale, bonds: Bonds
) -> tuple[list[Edge], list[str]]:
    """Return the edges of new accounts to any other, and the stories that they touch."""
    pairs = links.candidates(connection, fresh)
    near = {pair.own for pair in pairs if pair.other not in fresh}
    others = _accounts(links.tellings_of(connection, sorted(near)), scale, bonds)
    everyone = {**others, **fresh}
    edges = list(edges_of(((everyone[c.one], everyone[c.other]) for c in pairs), scale))
    met = {edge.other: others[edge.other] for edge in edges if edge.other in others}
    return edges, links.stories_of_mentions(connection, _mentions(met))


def _mentions(accounts: Mapping[str, Account]) -> list[str]:
    return [telling.id for account in accounts.values() for telling in account.tellings]


def _accounts(tellings: Iterable[Telling], scale: Scale, bonds: Bonds) -> dict[str, Account]:
    """Return the accounts that tellings make, by id."""
    own: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        own[telling.event].append(telling)
    made = (account_of(part, scale.words) for told in own.values() for part in bonds.parts(told))
    return {account.id: account for account in made}


def split(store: Store, scale: Scale, event: str, mentions: Sequence[str]) -> list[str]:
    """Decide that mentions of an event are an event of their own; return the events there are now.

    The decision outlives coding again: it holds for what those mentions are then, wherever the
    same text stands.

    Raises:
        SettingError: there is no such event, a mention is none of its, or none would remain.
        StoreError: the store cannot be written; it is then as it was.
    """
    with store.changing() as connection:
        told = links.mentions_of(connection, event)
        links.split_event(connection, event, mentions)
        _link(connection, scale)
        return links.events_of(connection, told)


def merge(store: Store, scale: Scale, events: Sequence[str]) -> list[str]:
    """Decide that events are one; return the events that their mentions now make.

    Raises:
        SettingError: there is no such event, or fewer than two are named.
        StoreError: the store cannot be written; it is then as it was.
    """
    with store.changing() as connection:
        told = [mention for event in events for mention in links.mentions_of(connection, event)]
        links.merge_events(connection, events)
        _link(connection, scale)
        return links.events_of(connection, told)
