"""Documents coded into a store: what is there already and unchanged is not coded again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from detente.linking import load_scale
from detente.model import Document
from detente.pipeline.correcting import with_corrections
from detente.pipeline.joining import link_new
from detente.pipeline.stages import Stage, load_stages
from detente.pipeline.work import BATCH_SIZE, annotate, batches
from detente.storage import Run, Store, corrections_of, describe_run, digest_of, note_applied
from detente.tables import Lexicon

__all__ = ["Coded", "code_into"]

_LINKED_AT_ONCE = 256
"""Documents after which what is new is linked; their number changes nothing but the time."""


@dataclass(slots=True)
class Coded:
    """What coding into a store did, as it goes on.

    `documents` are the ids of all documents seen, in order; `added`, `replaced` and `unchanged`
    count them; `failures` gives the reason of each that could not be coded.
    """

    documents: list[str] = field(default_factory=list)
    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    failures: dict[str, str] = field(default_factory=dict)


def code_into(
    store: Store,
    documents: Iterable[Document],
    lexicon: Lexicon,
    *,
    pipeline: str | None = None,
    loaded: Sequence[Stage] | None = None,
) -> Iterator[Coded]:
    """Code documents into `store` and yield the state after every batch written.

    A batch is in the store when its state is yielded, so that stopping loses one batch at most
    and the same call goes on from there. New documents are linked with the others every few
    hundred and at the end; what a stopped call left unlinked, the next one links. Models and
    tables are loaded when the first document needs them, unless they come as `loaded` stages.

    Raises:
        TableError: a table of the lexicon is wrong.
        SettingError: the spaCy pipeline is not installed.
        StoreError: the store cannot be written.
    """
    run = describe_run(lexicon, models_used(lexicon, pipeline))
    scale = load_scale(lexicon)
    done, linked = Coded(), 0

    @cache
    def stages() -> Sequence[Stage]:
        return loaded or load_stages(lexicon, pipeline=pipeline)

    for batch in batches(documents, BATCH_SIZE):
        _code_batch(store, batch, run, stages, done, lexicon)
        if len(done.documents) - linked >= _LINKED_AT_ONCE:
            link_new(store, scale)
            linked = len(done.documents)
        yield done
    link_new(store, scale)


def _code_batch(
    store: Store,
    batch: tuple[Document, ...],
    run: Run,
    stages: Callable[[], Sequence[Stage]],
    done: Coded,
    lexicon: Lexicon,
) -> None:
    done.documents += [document.id for document in batch]
    fresh = [document for document in batch if not store.holds(document, run)]
    done.unchanged += len(batch) - len(fresh)
    if not fresh:
        return
    said = corrections_of(store.connection, map(digest_of, fresh))
    items = list(annotate(fresh, with_corrections(stages(), said, lexicon)))
    for outcome in store.save(items, run):
        if outcome.failure:
            done.failures[outcome.document] = outcome.failure
        elif outcome.result == "replaced":
            done.replaced += 1
        else:
            done.added += 1
    note_applied(store.connection, said)


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
