"""What every page and every REST answer works with.

A module of this room that answers requests offers `router(context) -> fastapi.APIRouter`; `app`
mounts REST under `/api` and, from `detente.web.pages`, the pages at `/`. A handler is a plain
function (`def`, not `async def`), so that it runs in a thread, and reads like this:

    with context.reader() as store:
        page = storage.find_events(store.connection, selection, sort="-day", limit=50)
        readings = analysis.tension(store, one, other, filters=filters)

`reader()` gives a `Store` over a cursor of its own, so that threads do not disturb each other.
What is wrong in a request is raised as a `DetenteError`, or as `faults.NotFound` for a thing that
is not there; `faults` answers it as `application/problem+json`, or, where a browser asks for a page
and `detente.web.pages` has it, by `pages.fault_page(request, problem)`. `queries.EventQuery` and
`MeasureQuery` hold the parameters of an address, `selection_of` and `filters_of` make of them the
`Selection` (lists, downloads) and `Filters` (measures) that page, REST API and commands share.

Set by `guard` on every request: `request.state.nonce`, for `<script nonce=...>`: scripts inline
need it, event handlers in attributes never run. The Content-Security-Policy lets pages load
scripts, styles, images and fonts from our own origin alone. Bokeh's scripts are served at
`/bokeh/js/bokeh.min.js` and so on, our own assets at `/assets/`. A request that changes something
(POST) must come from our own origin and carry the header `X-Detente: 1`, or be a form with the seal
of this answer, `request.state.seal`, in its field `seal`.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Hashable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from threading import Lock, Thread
from typing import TYPE_CHECKING, TypeVar

from detente.errors import StoreError
from detente.storage import Store, shelve
from detente.tables import Lexicon
from detente.web.access import Access
from detente.web.coder import TextCoder
from detente.web.kept import Kept

if TYPE_CHECKING:
    from detente.events import Ontology
    from detente.linking import Scale
    from detente.pipeline import Stage

__all__ = ["Context", "warm"]

Answer = TypeVar("Answer")

_LIBRARIES = ("scipy.special", "scipy.optimize", "networkx", "ruptures", "bokeh.plotting")
"""What measures and figures import where they use it; the slowest takes two seconds."""


def warm(lexicon: Lexicon) -> Thread:
    """Load tables and libraries in a thread, so that the first to ask need not wait for them.

    It is to be waited for before anyone is answered: beside it, each of the first answers took
    half a second.
    """
    loading = Thread(target=_load, args=(lexicon,), daemon=True)
    loading.start()
    return loading


def _load(lexicon: Lexicon) -> None:
    """Load, and no longer look through what is loaded for garbage: it stays until the end.

    With these tables that takes a fifth of a second each time, and everyone waits. Matrices are
    worked out by one thread each: here they are small, and to share them out takes longer.
    """
    from threadpoolctl import threadpool_limits

    from detente.analysis import find_side
    from detente.web import figures_map, figures_network, pages_rendering, stencils_series

    find_side("Russian", lexicon)
    for name in _LIBRARIES:
        import_module(name)
    figures_map.world_stencil()
    figures_map.place_stencil()
    figures_network.network_stencil()
    stencils_series.series_stencil()
    pages_rendering.prepare(lexicon)
    threadpool_limits(limits=1)
    gc.collect()
    gc.freeze()


@dataclass(slots=True)
class _Shared:
    """What requests share: one change at a time, how many there were, and what is loaded."""

    changing: Lock = field(default_factory=Lock)
    changes: int = 0
    kept: Kept = field(default_factory=Kept)
    ontology: Ontology | None = None
    scale: Scale | None = None
    stages: tuple[Stage, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """An open store, the tables that name what is in it, and who may ask.

    `coder` codes a text for "Try it", and loads its models when first asked; None for none. With
    `read_only` nothing in the store can be changed.
    """

    store: Store
    lexicon: Lexicon
    access: Access
    coder: TextCoder | None = None
    read_only: bool = False
    _shared: _Shared = field(default_factory=_Shared, repr=False)

    @property
    def stamp(self) -> int:
        """A number that is another one after every change: what was worked out before is stale."""
        return self._shared.changes

    def kept(self, work: Callable[..., Answer], *arguments: Hashable) -> Answer:
        """Return `work(store, *arguments)`, worked out once until the store changes.

        For measures that take long: `context.kept(tension, dyad, ...)`.
        """

        def make() -> Answer:
            with self.reader() as store:
                return work(store, *arguments)

        return self._shared.kept.get((self.stamp, work, *arguments), make)

    @property
    def ontology(self) -> Ontology:
        """Types, modes and contexts, loaded once."""
        from detente.events import load_ontology

        if self._shared.ontology is None:
            self._shared.ontology = load_ontology(self.lexicon)
        return self._shared.ontology

    @property
    def scale(self) -> Scale:
        """The weights of linking, loaded once."""
        from detente.linking import load_scale

        if self._shared.scale is None:
            self._shared.scale = load_scale(self.lexicon)
        return self._shared.scale

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages with their models, loaded once and only to code corrected documents again.

        They set sentences aside as those of `detente code` do, so that it gives the same.
        """
        from detente.pipeline import load_stages

        if not self._shared.stages:
            self._shared.stages = load_stages(self.lexicon, sparing=True)
        return self._shared.stages

    @contextmanager
    def reader(self) -> Iterator[Store]:
        """Give the store over a cursor of its own, for one request."""
        with closing(self.store.connection.cursor()) as cursor:
            yield Store(cursor, self.store.path, shelved=self.store.shelved)

    @contextmanager
    def writer(self) -> Iterator[Store]:
        """Give the store to change, to one request at a time; then bring its shelf up to date.

        Raises:
            StoreError: the store was opened to be read only, or cannot be written.
        """
        if self.read_only:
            raise StoreError("this store is served to be read only; start without --read-only")
        with self._shared.changing, closing(self.store.connection.cursor()) as cursor:
            try:
                yield Store(cursor, self.store.path)
            finally:
                shelve(cursor)
                self._shared.changes += 1
