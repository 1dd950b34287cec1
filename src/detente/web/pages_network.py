"""The network: who deals with whom, in which communities, and who stands between them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from detente.analysis import Network, names_of_codes, network
from detente.errors import SettingError
from detente.web.figures import Figure
from detente.web.figures_network import network_figure
from detente.web.pages_asking import days_of, number_of, text_of
from detente.web.pages_rendering import render
from detente.web.pages_serving import Pages

if TYPE_CHECKING:
    from fastapi.responses import Response
    from starlette.requests import Request

    from detente.storage import Store
    from detente.tables import Lexicon

__all__ = ["add"]

_ROWS = 50
_MOST_TIES = 500
"""Of more ties those with most events are looked at: more would be a tangle, and slow."""


def add(pages: Pages) -> None:
    """Add the page of the network."""
    context = pages.context

    def show(request: Request) -> Response:
        since, until = days_of(request)
        by = text_of(request, "by") or "country"
        least = int(number_of(request, "least", 1, 1, 1_000_000))
        if by not in ("country", "name"):
            raise SettingError(f"a network by {by!r} is none; it is by country or by name")
        found, drawing = context.kept(_drawn, context.lexicon, by, since, until, least)
        return render(
            request, context.lexicon, "network.html",
            network=found,
            fig=drawing,
            actors=found.actors[:_ROWS],
            ties=found.ties[:_ROWS],
            hidden_actors=len(found.actors) > _ROWS,
            hidden_ties=len(found.ties) > _ROWS,
            names=names_of_codes(context.lexicon),
            by=by,
            since=since,
            until=until,
            least=least,
        )  # fmt: skip

    pages.show("/network", show)


def _drawn(
    store: Store, lexicon: Lexicon, by: str, since: date | None, until: date | None, least: int
) -> tuple[Network, Figure | None]:
    """Return the network with its figure, for `Context.kept`."""
    found = network(
        store, by=by, since=since, until=until, minimum_events=least, most_ties=_MOST_TIES
    )
    return found, network_figure(found, names_of_codes(lexicon)) if found.actors else None
