"""The network: who deals with whom, in which communities, and who stands between them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from fastapi.responses import Response

from detente.analysis import Filters, Network, filters_of, names_of_codes, network
from detente.analysis.plain import inline
from detente.errors import SettingError
from detente.model import MEASURED, Asked, fields_of
from detente.web.figures_network import WIDTH_PX, network_drawing, network_figure
from detente.web.pages_asking import address, asked_in, datasets_of, number_of, text_of
from detente.web.pages_rendering import render
from detente.web.pages_serving import Pages

if TYPE_CHECKING:
    from starlette.requests import Request

    from detente.storage import Store
    from detente.tables import Lexicon
    from detente.web.context import Context

__all__ = ["add"]

_PLAIN = ("since", "until")
_ROWS = 50
_STEP_PX = 50
"""Drawings are made for widths so far apart, that few are made."""

_MOST_TIES = 500
"""Of more ties those with most events are looked at: more would be a tangle, and slow."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Whose network is asked for, of which events, and the fewest events of a tie."""

    by: str
    asked: Asked
    filters: Filters
    minimum: int

    @property
    def shown(self) -> Asked:
        """What is asked for, with what counts by default said aloud."""
        found = self.filters
        return replace(self.asked, status=found.statuses, polarity=found.polarities)

    @property
    def figure(self) -> str:
        """The address of the drawing."""
        given = [("by", self.by), ("minimum", str(self.minimum)), *fields_of(self.shown)]
        return address("/network/figure", given)


def add(pages: Pages) -> None:
    """Add the page of the network, and the address of its drawing."""
    context = pages.context

    def show(request: Request) -> Response:
        wanted = _wanted(request, context)
        found, names = context.kept(_network, wanted), names_of_codes(context.lexicon)
        return render(
            request, context.lexicon, "network.html",
            network=found,
            fig=network_figure(found, names, wanted.figure) if found.actors else None,
            actors=found.actors[:_ROWS],
            ties=found.ties[:_ROWS],
            hidden_actors=len(found.actors) > _ROWS,
            hidden_ties=len(found.ties) > _ROWS,
            names=names,
            by=wanted.by,
            minimum=wanted.minimum,
            asked=wanted.shown,
            plain=[row for row in MEASURED if row.name in _PLAIN],
            further=[row for row in MEASURED if row.name not in _PLAIN],
            changed=any(name not in _PLAIN for name, _ in fields_of(wanted.asked)),
            type_names=list(context.ontology.types),
            datasets=context.kept(datasets_of),
            onward=urlencode(list(fields_of(wanted.shown))),
        )  # fmt: skip

    def figure(request: Request) -> Response:
        found = context.kept(_network, _wanted(request, context))
        width = int(number_of(request, "width", WIDTH_PX, 1, 100_000)) // _STEP_PX * _STEP_PX
        drawing = context.kept(_drawn, found, context.lexicon, min(max(width, _STEP_PX), WIDTH_PX))
        return Response(drawing, media_type="application/json")

    pages.show("/network", show)
    pages.show("/network/figure", figure)


def _wanted(request: Request, context: Context) -> _Wanted:
    asked, by = asked_in(request, MEASURED), text_of(request, "by") or "country"
    if by not in ("country", "name"):
        raise SettingError(f"a network by {by!r} is none; it is by country or by name")
    older = "minimum" if text_of(request, "minimum") else "least"
    with context.reader() as store:
        filters = filters_of(asked, store, context.lexicon)
    return _Wanted(by, asked, filters, int(number_of(request, older, 1, 1, 1_000_000)))


def _network(store: Store, wanted: _Wanted) -> Network:
    """Return the network, for `Context.kept`."""
    return network(
        store,
        by=wanted.by,
        filters=wanted.filters,
        since=wanted.asked.since,
        until=wanted.asked.until,
        minimum_events=wanted.minimum,
        most_ties=_MOST_TIES,
    )


def _drawn(_: Store, found: Network, lexicon: Lexicon, width_px: int) -> str:
    """Return the drawing of a network, for `Context.kept`; a canvas escapes no name by itself."""
    names = {actor.name: inline(actor.name) for actor in found.actors}
    return network_drawing(found, names | names_of_codes(lexicon), width_px)
