"""`detente link`, `split` and `merge`: what is one event, by the evidence or by decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.deciding import note_lost
from detente.cli.opening import store_at
from detente.cli.options import DEFAULT_WAIT_S, Lexicons, StoreFile, Wait
from detente.cli.reporting import note

if TYPE_CHECKING:
    from detente.storage import Store

__all__ = ["link", "merge", "split"]

Event = Annotated[str, typer.Argument(help="The id of an event, or its beginning.")]


def link(store: StoreFile = None, wait: Wait = DEFAULT_WAIT_S, lexicon: Lexicons = None) -> None:
    """Join anew what the documents of a store tell of one happening.

    `detente code` links new documents by itself; this applies other weights to all of them.

    Example: detente link --store news.duckdb --lexicon my-lexicon
    """
    from detente.linking import load_scale
    from detente.pipeline import link_all
    from detente.tables import open_lexicon

    scale = load_scale(open_lexicon(lexicon or ()))
    with store_at(store, wait, existing=True) as opened:
        done = link_all(opened, scale)
        note_lost(opened)
    note(
        f"{done.accounts} accounts make {done.events} events; "
        f"{done.joined} of them are told in several documents"
    )


def split(
    event: Event,
    mentions: Annotated[list[str], typer.Argument(help="Its mentions to split off.")],
    store: StoreFile = None,
    wait: Wait = DEFAULT_WAIT_S,
    lexicon: Lexicons = None,
) -> None:
    """Make mentions of an event an event of their own; coding again does not undo it.

    Example: detente split 3f2a 91c0 77de --store news.duckdb
    """
    from detente.linking import load_scale
    from detente.pipeline import split as decide
    from detente.storage import full_id
    from detente.tables import open_lexicon

    scale = load_scale(open_lexicon(lexicon or ()))
    with store_at(store, wait, existing=True) as opened:
        name = full_id(opened.connection, "event", event)
        parts = [full_id(opened.connection, "mention", mention) for mention in mentions]
        _show(opened, decide(opened, scale, name, parts))


def merge(
    events: Annotated[list[str], typer.Argument(help="Two events or more, by id.")],
    store: StoreFile = None,
    wait: Wait = DEFAULT_WAIT_S,
    lexicon: Lexicons = None,
) -> None:
    """Make events one; coding again does not undo it.

    Example: detente merge 3f2a 8b11 --store news.duckdb
    """
    from detente.linking import load_scale
    from detente.pipeline import merge as decide
    from detente.storage import full_id
    from detente.tables import open_lexicon

    scale = load_scale(open_lexicon(lexicon or ()))
    with store_at(store, wait, existing=True) as opened:
        names = [full_id(opened.connection, "event", event) for event in events]
        _show(opened, decide(opened, scale, names))


def _show(store: Store, events: Sequence[str]) -> None:
    """Print the events that a decision has left, one a line."""
    from detente.storage.links import mentions_of

    for event in events:
        told = mentions_of(store.connection, event)
        print(f"event {event}: {', '.join(told)}")
