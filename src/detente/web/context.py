"""What every page and every REST answer works with.

A module of this room that answers requests offers `router(context) -> fastapi.APIRouter`; `app`
mounts REST under `/api` and, from `detente.web.pages`, the pages at `/`. A handler is a plain
function (`def`, not `async def`), so that it runs in a thread, and reads like this:

    with context.reader() as store:
        page = storage.find_events(store.connection, selection, sort="-day", limit=50)
        readings = analysis.tension(store, one, other)

`reader()` gives a `Store` over a cursor of its own, so that threads do not disturb each other.
What is wrong in a request is raised as a `DetenteError`, or as `faults.NotFound` for a thing that
is not there; `faults` answers it as `application/problem+json`, or as a page where a browser asks
for one. `queries.selection_of(request)` and its kin turn the parameters of an address into the
`Selection` and `Filters` that page, REST API and downloads share.

Set by `guard` on every request: `request.state.nonce`, for `<script nonce=...>`: scripts inline
need it, event handlers in attributes never run. The Content-Security-Policy lets pages load
scripts, styles, images and fonts from our own origin alone. Bokeh's scripts are served at
`/bokeh/js/bokeh.min.js` and so on, our own assets at `/assets/`. A request that changes something
(POST) must come from our own origin and carry the header `X-Detente: 1`, so send it with `fetch`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from threading import Lock

from detente.errors import StoreError
from detente.storage import Store
from detente.tables import Lexicon
from detente.web.access import Access
from detente.web.coder import TextCoder

__all__ = ["Context"]


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
    _changing: Lock = field(default_factory=Lock, repr=False)

    @contextmanager
    def reader(self) -> Iterator[Store]:
        """Give the store over a cursor of its own, for one request."""
        with closing(self.store.connection.cursor()) as cursor:
            yield Store(cursor, self.store.path)

    @contextmanager
    def writer(self) -> Iterator[Store]:
        """Give the store to change, to one request at a time; its shelf is then made anew.

        Raises:
            StoreError: the store was opened to be read only, or cannot be written.
        """
        from detente.storage import shelve

        if self.read_only:
            raise StoreError("this store is served to be read only; start without --read-only")
        with self._changing, closing(self.store.connection.cursor()) as cursor:
            yield Store(cursor, self.store.path)
            shelve(cursor)
