"""The overview: the world, what moved, what is new; and the search."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from detente.analysis import (
    Side,
    countries,
    documents_by_day,
    find_side,
    movers,
    names_of_codes,
    partners,
)
from detente.analysis.tension import MINIMUM_DOCUMENTS
from detente.analysis.wording import counted, day_text
from detente.model import Asked, fields_of
from detente.storage import (
    Holdings,
    Papers,
    Selection,
    Store,
    find_documents,
    find_events,
    holdings,
)
from detente.web.figures_map import steps_of, world_map
from detente.web.pages_asking import day_of, number_of, text_of
from detente.web.pages_decisions import lost_of
from detente.web.pages_rendering import render
from detente.web.pages_serving import Pages

if TYPE_CHECKING:
    from fastapi.responses import Response
    from starlette.requests import Request

    from detente.tables import Lexicon

__all__ = ["add"]

_EVER = 36500
_SPANS = ((7, "7 days"), (30, "30 days"), (90, "90 days"), (365, "a year"), (_EVER, "all days"))
_NEWEST = 8
_WEEK = 7
_BEFORE = 84
_MOVERS = 10
_PAIR = re.compile(r"\s+(?:[-–—→,]|and|vs\.?)\s+|\s*[–—→,]\s*", re.IGNORECASE)


def add(pages: Pages) -> None:
    """Add the overview and the search."""
    context = pages.context

    def overview(request: Request) -> Response:
        days = int(number_of(request, "days", 30, 1, _EVER))
        asked = day_of(request, "until")
        held = context.kept(_holdings)
        until = asked or held.last
        shown = context.kept(_world, context.lexicon, until, days) if until else {}
        with context.reader() as store:
            newest = find_events(store.connection, Selection(until=until), limit=_NEWEST)
        values: dict[str, Any] = {"fig": None, "movers": (), "week": "", "no_movers": _NOTHING}
        return render(
            request, context.lexicon, "overview.html",
            opening=_opening(held),
            lost=context.kept(lost_of),
            spans=_SPANS,
            days=days,
            until=until,
            newest=newest.items,
            **(values | shown),
        )  # fmt: skip

    def search(request: Request) -> Response:
        sought = text_of(request, "q")
        if not sought:
            return render(request, context.lexicon, "search.html")
        with context.reader() as store:
            found = find_events(store.connection, Selection(words=sought), limit=20)
            side = _side(sought, pages)
            return render(
                request, context.lexicon, "search.html",
                total=found.total,
                rows=found.items,
                following=f"/data?{urlencode({'q': sought})}" if found.next else None,
                side=side,
                partners=_partners(store, side, pages) if side else (),
                dyad=_dyad(sought, pages),
                documents=find_documents(store.connection, Papers(words=sought), limit=10).items,
            )  # fmt: skip

    pages.show("/", overview)
    pages.show("/search", search)


_NOTHING = "The store holds no document with a date: nothing can be said of any week."


def _holdings(store: Store) -> Holdings:
    return holdings(store.connection)


def _opening(held: Holdings) -> str:
    said = f"{held.events:,} {'event' if held.events == 1 else 'events'} from {held.documents:,} "
    said += "document" if held.documents == 1 else "documents"
    if held.first and held.last:
        said += f", printed from {day_text(held.first)} to {day_text(held.last)}"
    if held.failed:
        said += f"; {held.failed:,} could not be coded"
    if held.imported:
        said += f". Imported beside them: {held.imported:,} events of other datasets"
    return said + "."


def _world(store: Store, lexicon: Lexicon, until: date, days: int) -> dict[str, Any]:
    """Return the map and what moved in the `days` up to `until`, for `Context.kept`."""
    since = date.fromordinal(max(1, until.toordinal() - days + 1))
    every = days >= _EVER
    asked = Asked(
        since=None if every else since, until=until, status=("actual",), polarity=("positive",)
    )
    when = f"up to {day_text(until)}" if every else f"{days} days to {day_text(until)}"
    found = countries(store, since=None if every else since, until=until)
    found_moving = movers(store, until=until, days=_WEEK, before_days=_BEFORE, limit=_MOVERS)
    moved = [item for item in found_moving if item.change]
    return {
        "fig": world_map(found, lexicon, days=when),
        "steps": steps_of(found),
        "countries": found,
        "onward": urlencode(list(fields_of(asked))),
        "pair_onward": urlencode(list(fields_of(Asked(until=until)))),
        "when": when,
        "week": f"{day_text(until - timedelta(days=_WEEK - 1))} to {day_text(until)}",
        "movers": moved,
        "no_movers": "" if moved else _no_movers(documents_by_day(store), until),
    }


def _no_movers(read: Mapping[date, int], until: date) -> str:
    """Say why nothing moved: too little was read, or nothing did."""
    turn = until - timedelta(days=_WEEK)
    first = turn - timedelta(days=_BEFORE)
    later = sum(count for day, count in read.items() if turn < day <= until)
    earlier = sum(count for day, count in read.items() if first < day <= turn)
    if min(later, earlier) < MINIMUM_DOCUMENTS:
        return (
            f"Too little was read to tell: {counted(later, 'document')} of this week and "
            f"{counted(earlier, 'document')} of the {_BEFORE // 7} weeks before."
        )
    return "No pair of countries is told to be more or less hostile than before."


def _side(text: str, pages: Pages) -> Side | None:
    return find_side(text, pages.context.lexicon)


def _dyad(text: str, pages: Pages) -> dict[str, str] | None:
    """Return the two sides that "France – Russia" means, None when it means no such thing."""
    parts = _PAIR.split(text)
    if len(parts) != 2:
        return None
    one, other = (_side(part, pages) for part in parts)
    if one is None or other is None:
        return None
    asked = urlencode({"one": one.key, "other": other.key})
    return {"one": one.name, "other": other.name, "address": f"/dyad?{asked}"}


def _partners(store: Store, side: Side, pages: Pages) -> list[tuple[str, str, int]]:
    names = names_of_codes(pages.context.lexicon)
    return [(key, names.get(key, key), events) for key, events in partners(store, side)]
