"""Documents coded into a store: what is there already and unchanged is not coded again."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from detente.linking import load_scale
from detente.model import Document
from detente.pipeline.bench import Order, Tools
from detente.pipeline.crew import Crew, fulfil
from detente.pipeline.joining import link_new
from detente.pipeline.stages import Stage
from detente.pipeline.work import batches
from detente.storage import (
    Entry,
    Run,
    Store,
    corrections_of,
    describe_run,
    digest_of,
    entry_of,
    note_applied,
)
from detente.tables import Lexicon

__all__ = ["Coded", "code_into"]

_LINKED_AT_ONCE = 256
"""Documents after which what is new is linked; their number changes nothing but the time."""


@dataclass(slots=True)
class Coded:
    """What coding into a store did, as it goes on.

    `documents` are the ids of all documents seen, in order; `added`, `replaced` and `unchanged`
    count them; `unread` counts the sentences of new ones that were not parsed, for they name
    nobody; `failures` gives the reason of each that could not be coded.
    """

    documents: list[str] = field(default_factory=list)
    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    unread: int = 0
    failures: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Lot:
    """A batch on its way: what is ready of it, and the order for what is not."""

    documents: tuple[Document, ...]
    ready: tuple[Entry, ...]
    order: Order


def code_into(
    store: Store,
    documents: Iterable[Document],
    lexicon: Lexicon,
    *,
    pipeline: str | None = None,
    crew: Crew = Crew(),  # noqa: B008 (frozen)
    loaded: Sequence[Stage] | None = None,
    ready: Callable[[Document], Entry | None] | None = None,
) -> Iterator[Coded]:
    """Code documents into `store` and yield the state after every batch written.

    A batch is in the store when its state is yielded, so that stopping loses no more than the
    batches under way, one without workers, and the same call goes on from there. New documents
    are linked with the others every few hundred and at the end; what a stopped call left
    unlinked, the next one links. Models and tables are loaded when the first document needs them,
    unless they come as `loaded` stages, which work in this process alone.

    `ready` gives what the same program has made of a document elsewhere, None where it has made
    nothing; a document that a person corrected is coded here all the same.

    Raises:
        TableError: a table of the lexicon is wrong.
        SettingError: the spaCy pipeline is not installed, or see `fulfil`.
        StoreError: the store cannot be written.
    """
    run = describe_run(lexicon, models_used(lexicon, pipeline))
    scale = load_scale(lexicon)
    done, linked = Coded(), 0
    lots: deque[_Lot] = deque()

    def orders() -> Iterator[Order]:
        for batch in batches(documents):
            lots.append(_lot(store, batch, run, ready))
            yield lots[-1].order

    tools, finish = (
        Tools(lexicon, pipeline, sparing=True, loaded=loaded),
        partial(entry_of, run=run),
    )
    for _, entries in fulfil(orders(), tools, finish, crew):
        _keep(store, lots.popleft(), entries, run, done)
        if len(done.documents) - linked >= _LINKED_AT_ONCE:
            link_new(store, scale)
            linked = len(done.documents)
        yield done
    link_new(store, scale)


def _lot(
    store: Store,
    batch: tuple[Document, ...],
    run: Run,
    ready: Callable[[Document], Entry | None] | None,
) -> _Lot:
    """Return what is to be done of a batch: the documents that the store does not hold."""
    fresh = [document for document in batch if not store.holds(document, run)]
    said = corrections_of(store.connection, map(digest_of, fresh))
    made = {one.id: ready(one) for one in fresh if digest_of(one) not in said} if ready else {}
    found = tuple(entry for entry in made.values() if entry)
    rest = tuple(document for document in fresh if not made.get(document.id))
    return _Lot(batch, found, Order(rest, said))


def _keep(store: Store, lot: _Lot, entries: Sequence[Entry], run: Run, done: Coded) -> None:
    done.documents += [document.id for document in lot.documents]
    done.unchanged += len(lot.documents) - len(lot.ready) - len(entries)
    if not (lot.ready or entries):
        return
    done.unread += sum(entry.unread for entry in (*lot.ready, *entries))
    for outcome in store.put([*lot.ready, *entries], run):
        if outcome.failure:
            done.failures[outcome.document] = outcome.failure
        elif outcome.result == "replaced":
            done.replaced += 1
        else:
            done.added += 1
    note_applied(store.connection, lot.order.corrections)


def models_used(lexicon: Lexicon, pipeline: str | None) -> str:
    """Return the language pipeline with its version and the relation model's digest."""
    from importlib.metadata import PackageNotFoundError, version

    from detente.events import load_relations
    from detente.language import DEFAULT_PIPELINE

    name = pipeline or DEFAULT_PIPELINE
    relations = load_relations(lexicon)
    try:
        name = f"{name} {version(name.replace('_', '-'))}"
    except PackageNotFoundError:
        name = f"{name} of unknown version"
    return f"{name}; relations {relations.digest if relations else 'none'}"
