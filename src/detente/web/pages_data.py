"""The data: events filtered, sorted, page by page, and downloaded in each format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.analysis import names_of_codes, selection_of
from detente.errors import SettingError
from detente.formats import FORMATS, load_formats
from detente.model import FILTERS, MEASURED, OWN, Asked, fields_of
from detente.storage import SORTS, Selection, count_undated, find_events
from detente.web.pages_asking import address, asked_in, datasets_of, link, text_of
from detente.web.pages_rendering import render
from detente.web.pages_serving import Pages

if TYPE_CHECKING:
    from fastapi.responses import Response
    from starlette.requests import Request

    from detente.storage import Store
    from detente.tables import Lexicon
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

_MEASURED = frozenset(row.name for row in MEASURED)


def add(pages: Pages) -> None:
    """Add the page of data."""
    context = pages.context

    def data(request: Request) -> Response:
        sort = text_of(request, "sort") or "-day"
        after = text_of(request, "after", 400)
        asked, page, fault, undated = Asked(), None, None, 0
        with context.reader() as store:
            try:
                asked = asked_in(request)
                selection = selection_of(asked, store, context.lexicon)
                page = find_events(
                    store.connection, selection, sort=sort, limit=_ROWS, after=after or None
                )
                undated = context.kept(_undated, selection)
            except SettingError as error:
                fault = str(error)
        return render(
            request, context.lexicon, "data.html",
            status=422 if fault else 200,
            asked=asked,
            plain=[row for row in FILTERS if row.name in _PLAIN],
            further=[row for row in FILTERS if row.name not in _PLAIN],
            changed=any(name not in _PLAIN for name, _ in fields_of(asked)),
            between=_between(asked),
            fault=fault,
            page=page,
            sort=sort,
            columns=_COLUMNS,
            sort_links={key: _sorted(request, key, sort) for key in SORTS},
            first_page=link(request, after=None) if after else None,
            next_page=link(request, after=page.next) if page and page.next else None,
            sides=sorted(names_of_codes(context.lexicon).items(), key=lambda item: item[1]),
            type_names=list(context.ontology.types),
            datasets=context.kept(datasets_of),
            downloads=_downloads(asked, context),
            undated=undated,
            dated=_dated(context.lexicon),
            gone=request.query_params.get("gone") == "applied",
        )  # fmt: skip

    pages.show("/data", data)


def _sorted(request: Request, key: str, sort: str) -> str:
    """Return the address that sorts by `key`: from high to low, and the other way the next time."""
    return link(request, sort=key if sort == f"-{key}" else f"-{key}", after=None)


def _between(asked: Asked) -> str | None:
    """Return the address of the two sides that the events are asked for, None if there are none."""
    one, comma, other = asked.dyad.partition(",")
    if not comma:
        return None
    measured = [field for field in fields_of(asked) if field[0] in _MEASURED]
    return address("/dyad", [("one", one), ("other", other), *measured])


def _undated(store: Store, selection: Selection) -> int:
    """Return how many events name no day, for `Context.kept`."""
    return count_undated(store.connection, selection)


def _dated(lexicon: Lexicon) -> list[str]:
    """Return the formats that leave out what names no day."""
    formats = load_formats(lexicon).values()
    return [one.id for one in formats if one.target == "events" and one.needs("day")]


def _downloads(asked: Asked, context: Context) -> list[tuple[str, str]]:
    """Return the name and address of a download of these events in each format."""
    own = FORMATS if asked.dataset == OWN else ()
    formats = load_formats(context.lexicon)
    names = [*own, *(name for name in formats if formats[name].target == "events")]
    return [(name, address(f"/api/export/{name}", fields_of(asked))) for name in names]
