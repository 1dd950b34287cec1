"""The data: events filtered, sorted, page by page, and downloaded in each format."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from detente.analysis import names_of_codes
from detente.errors import SettingError
from detente.formats import FORMATS, load_formats
from detente.storage import OWN, SORTS, DatasetRow, every_dataset, find_events
from detente.web.pages_asking import link, query_of, text_of
from detente.web.pages_rendering import render
from detente.web.pages_serving import Pages
from detente.web.queries import EventQuery, selection_of

if TYPE_CHECKING:
    from fastapi.responses import Response
    from starlette.requests import Request

    from detente.storage import Store
    from detente.web.context import Context

__all__ = ["add"]

_ROWS = 50
_COLUMNS = (
    ("day", "day", False),
    (None, "who", False),
    (None, "did what", False),
    (None, "to whom", False),
    (None, "where", False),
    (None, "told as", False),
    ("intensity", "intensity", True),
    ("confidence", "confidence", True),
    ("sources", "documents", True),
)
"""Columns: what they sort by, their heading, and whether they hold numbers."""


_PLAIN = ("q", "since", "until", "party", "actor", "recipient", "type")
"""What the form shows at once; the rest stands under "More filters"."""


def add(pages: Pages) -> None:
    """Add the page of data."""
    context = pages.context

    def data(request: Request) -> Response:
        sort = text_of(request, "sort") or "-day"
        after = text_of(request, "after", 400)
        asked, page, fault = EventQuery.model_validate({}), None, None
        with context.reader() as store:
            try:
                asked = query_of(request)
                selection = selection_of(asked, context)
                page = find_events(
                    store.connection, selection, sort=sort, limit=_ROWS, after=after or None
                )
            except SettingError as error:
                fault = str(error)
        return render(
            request, context.lexicon, "data.html",
            asked=asked,
            changed=_changed(asked),
            fault=fault,
            page=page,
            sort=sort,
            columns=_COLUMNS,
            sort_links={key: _sorted(request, key, sort) for key in SORTS},
            first_page=link(request, after=None) if after else None,
            next_page=link(request, after=page.next) if page and page.next else None,
            sides=sorted(names_of_codes(context.lexicon).items(), key=lambda item: item[1]),
            type_names=list(context.ontology.types),
            datasets=[row.dataset for row in context.kept(_datasets)],
            downloads=_downloads(asked, context),
            gone=request.query_params.get("gone") == "applied",
        )  # fmt: skip

    pages.show("/data", data)


def _datasets(store: Store) -> tuple[DatasetRow, ...]:
    return every_dataset(store.connection)


def _sorted(request: Request, key: str, sort: str) -> str:
    """Return the address that sorts by `key`: from high to low, and the other way the next time."""
    return link(request, sort=key if sort == f"-{key}" else f"-{key}", after=None)


def _changed(asked: EventQuery) -> bool:
    """Tell whether a filter is set that stands under "More filters"."""
    given = asked.model_dump(exclude_defaults=True)
    return any(name not in _PLAIN for name in given)


def _downloads(asked: EventQuery, context: Context) -> list[tuple[str, str]]:
    """Return the name and address of a download of these events in each format."""
    fields = urlencode(list(_fields(asked)))
    own = FORMATS if asked.dataset == OWN else ()
    formats = load_formats(context.lexicon)
    names = [*own, *(name for name in formats if formats[name].target == "events")]
    return [(name, f"/api/export/{name}{'?' if fields else ''}{fields}") for name in names]


def _fields(asked: EventQuery) -> Iterator[tuple[str, str]]:
    """Yield what was asked for as fields of an address, for a download to mean the same events."""
    for name, value in asked.model_dump(exclude_defaults=True, mode="json").items():
        for one in value if isinstance(value, list) else [value]:
            yield name, str(one).lower() if isinstance(one, bool) else str(one)
