"""The network: who deals with whom, in which communities, and who stands between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from fastapi.responses import Response

from detente.analysis import Network, names_of_codes, network
from detente.errors import SettingError
from detente.web.figures_network import network_drawing, network_figure
from detente.web.pages_asking import days_of, number_of, text_of
from detente.web.pages_rendering import render
from detente.web.pages_serving import Pages

if TYPE_CHECKING:
    from starlette.requests import Request

    from detente.storage import Store
    from detente.tables import Lexicon

__all__ = ["add"]

_ROWS = 50
_MOST_TIES = 500
"""Of more ties those with most events are looked at: more would be a tangle, and slow."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """Whose network is asked for, of which days, and the fewest events of a tie."""

    by: str
    since: date | None
    until: date | None
    least: int

    @property
    def figure(self) -> str:
        """The address of the drawing."""
        fields = {"by": self.by, "since": self.since, "until": self.until, "least": self.least}
        return f"/network/figure?{urlencode({k: v for k, v in fields.items() if v is not None})}"


def add(pages: Pages) -> None:
    """Add the page of the network, and the address of its drawing."""
    context = pages.context

    def show(request: Request) -> Response:
        asked = _asked(request)
        found, names = context.kept(_network, asked), names_of_codes(context.lexicon)
        return render(
            request, context.lexicon, "network.html",
            network=found,
            fig=network_figure(found, names, asked.figure) if found.actors else None,
            actors=found.actors[:_ROWS],
            ties=found.ties[:_ROWS],
            hidden_actors=len(found.actors) > _ROWS,
            hidden_ties=len(found.ties) > _ROWS,
            names=names,
            by=asked.by,
            since=asked.since,
            until=asked.until,
            least=asked.least,
        )  # fmt: skip

    def figure(request: Request) -> Response:
        found = context.kept(_network, _asked(request))
        drawing = context.kept(_drawn, found, context.lexicon)
        return Response(drawing, media_type="application/json")

    pages.show("/network", show)
    pages.show("/network/figure", figure)


def _asked(request: Request) -> _Asked:
    since, until = days_of(request)
    by = text_of(request, "by") or "country"
    if by not in ("country", "name"):
        raise SettingError(f"a network by {by!r} is none; it is by country or by name")
    return _Asked(by, since, until, int(number_of(request, "least", 1, 1, 1_000_000)))


def _network(store: Store, asked: _Asked) -> Network:
    """Return the network, for `Context.kept`."""
    return network(
        store,
        by=asked.by,
        since=asked.since,
        until=asked.until,
        minimum_events=asked.least,
        most_ties=_MOST_TIES,
    )


def _drawn(_: Store, found: Network, lexicon: Lexicon) -> str:
    """Return the drawing of a network, for `Context.kept`."""
    return network_drawing(found, names_of_codes(lexicon))
