"""What else is found of a dyad: periods unlike its past, and who answers whom.

Each is a page of its own. The page of the dyad shows the part of it that stands in `panel` once it
is there itself, so that it need not wait for it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from detente.analysis import (
    PERIODS,
    Occurrence,
    Surprise,
    describe_anomalies,
    describe_reactions,
    filters_of,
    hostile_events,
    side_in,
    verdict,
)
from detente.analysis.periods import after
from detente.analysis.wording import period_text
from detente.errors import SettingError
from detente.model import MEASURED, Asked, fields_of
from detente.web.pages_asking import address, asked_in, link, number_of, text_of
from detente.web.pages_rendering import render
from detente.web.pages_serving import Pages
from detente.web.rest_comparing import anomalies_between, reactions_between
from detente.web.rest_dyads import Dyad

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fastapi.responses import Response
    from starlette.requests import Request

    from detente.storage import Store
    from detente.web.context import Context

__all__ = ["add", "panels_of"]

_FOREMOST = 8
"""So many unusual periods are shown with their events, the latest."""

_ROWS = 400
"""So many periods stand in the table, the latest."""

_HISTORY = 52
_THRESHOLD = 0.01
_WINDOW_DAYS = 7
_WINDOWS = (3, 7, 14, 30)
_LEVEL = 0.9


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Which two sides are asked for, in which days."""

    dyad: Dyad
    asked: Asked

    @property
    def fields(self) -> list[tuple[str, str]]:
        """The fields of the address of the page of the two."""
        sides = [("one", self.dyad.one.key), ("other", self.dyad.other.key)]
        return [*sides, *fields_of(self.asked)]


@dataclass(frozen=True, slots=True)
class _Told:
    """An unusual period, and the largest events of those that make it so."""

    surprise: Surprise
    events: tuple[Occurrence, ...]


def panels_of(fields: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return the address of each panel of the dyad that the fields of its page ask for."""
    return {name: address(f"/dyad/{name}", fields) for name in ("anomalies", "reactions")}


def add(pages: Pages) -> None:
    """Add the two pages."""
    context = pages.context

    def anomalies(request: Request) -> Response:
        wanted, period = _wanted(request, context), text_of(request, "period") or "week"
        if period not in PERIODS:
            raise SettingError(f"no period {period!r}; there are {', '.join(PERIODS)}")
        days = (wanted.asked.since, wanted.asked.until)
        options = (False, period, _HISTORY, _THRESHOLD)
        found = context.kept(anomalies_between, wanted.dyad, *days, *options)
        read = [item for item in reversed(found) if item.documents]
        flagged = [item for item in read if item.anomalous]
        with context.reader() as store:
            told = [_told(store, wanted.dyad, item, period) for item in flagged[:_FOREMOST]]
        return render(
            request, context.lexicon, "anomalies.html",
            one=wanted.dyad.one,
            other=wanted.dyad.other,
            back=address("/dyad", wanted.fields),
            period=period,
            periods=[(name, link(request, period=name)) for name in PERIODS],
            whole=link(request),
            said=describe_anomalies(found, period)[0],
            told=told,
            flagged=len(flagged),
            rows=read[:_ROWS],
            hidden=len(read) > _ROWS,
            history=_HISTORY,
            period_text=period_text,
        )  # fmt: skip

    def reactions(request: Request) -> Response:
        wanted = _wanted(request, context)
        window = int(number_of(request, "window", _WINDOW_DAYS, 1, 366))
        days = (wanted.asked.since, wanted.asked.until)
        found = context.kept(reactions_between, wanted.dyad, *days, window, _LEVEL)
        names = {side.key: side.name for side in (wanted.dyad.one, wanted.dyad.other)}
        return render(
            request, context.lexicon, "reactions.html",
            one=wanted.dyad.one,
            other=wanted.dyad.other,
            back=address("/dyad", wanted.fields),
            window=window,
            windows=[(days, link(request, window=str(days))) for days in _WINDOWS],
            whole=link(request),
            said=describe_reactions(found, names),
            rows=[(item, verdict(item)) for item in found],
            names=names,
        )  # fmt: skip

    pages.show("/dyad/anomalies", anomalies)
    pages.show("/dyad/reactions", reactions)


def _wanted(request: Request, context: Context) -> _Wanted:
    """Return the two sides that an address names, and what counts; here all that counts is whole.

    Raises:
        SettingError: a side is missing or unknown, or a filter is wrong.
    """
    asked = asked_in(request, MEASURED)
    texts = [text_of(request, name) for name in ("one", "other")]
    if not all(texts):
        raise SettingError("name two sides, as in one=FRA&other=RUS")
    with context.reader() as store:
        filters = filters_of(replace(asked, weighed=False), store, context.lexicon)
        one, other = (side_in(store, text, context.lexicon) for text in texts)
    return _Wanted(Dyad(one, other, filters), asked)


def _told(store: Store, dyad: Dyad, surprise: Surprise, period: str) -> _Told:
    """Return an unusual period with its largest events."""
    last: date = after(surprise.start, period) - timedelta(days=1)
    days = (surprise.start, last)
    return _Told(surprise, hostile_events(store, dyad.one, dyad.other, *days, filters=dyad.filters))
