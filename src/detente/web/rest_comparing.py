"""REST: two sides held against their own past, against each other, and against another dataset."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import Field

from detente import analysis
from detente.analysis import Reaction, SeriesAgreement, Surprise
from detente.storage import Store
from detente.web.context import Context
from detente.web.queries import CountQuery, MeasureQuery, PlainText, asked_of
from detente.web.rest_dyads import Dyad, dyad_of
from detente.web.rest_events import Id

__all__ = ["anomalies_between", "reactions_between", "router"]

_Period = Literal["day", "week", "month"]


class AnomaliesQuery(CountQuery):
    """What periods are held against."""

    period: _Period = "week"
    history: int = Field(52, ge=1, le=1000, description="Held against so many periods before.")
    threshold: float = Field(0.01, gt=0, lt=1, description="Anomalous is what is less probable.")
    directed: bool = Field(default=False, description="Only what A does to B.")


class ReactionsQuery(CountQuery):
    """What counts as an answer."""

    window: int = Field(7, ge=1, le=366, description="Days within which an answer counts as one.")
    level: float = Field(0.9, gt=0, lt=1, description="Of the band.")


class AgreementQuery(MeasureQuery):
    """Which dataset is held against that of `dataset`, and by which period."""

    against: PlainText = Field(description="The other dataset, by name.")
    period: _Period = "month"
    directed: bool = Field(default=True, description="Only what A does to B.")
    level: float = Field(0.9, gt=0, lt=1, description="Of the band.")


def anomalies_between(
    store: Store,
    dyad: Dyad,
    since: date | None,
    until: date | None,
    directed: bool,  # noqa: FBT001 (part of the key under which the answer is kept)
    period: str,
    history: int,
    threshold: float,
) -> tuple[Surprise, ...]:
    """Return how surprising the periods of a dyad are; for `Context.kept`."""
    return analysis.anomalies(
        store,
        dyad.one,
        dyad.other,
        period=period,
        directed=directed,
        filters=dyad.filters,
        history=history,
        threshold=threshold,
        since=since,
        until=until,
    )


def reactions_between(
    store: Store,
    dyad: Dyad,
    since: date | None,
    until: date | None,
    window_days: int,
    level: float,
) -> tuple[Reaction, ...]:
    """Return who of a dyad answers whom; for `Context.kept`."""
    return analysis.reactions(
        store,
        dyad.one,
        dyad.other,
        window_days=window_days,
        filters=dyad.filters,
        level=level,
        since=since,
        until=until,
    )


def router(context: Context) -> APIRouter:
    """Return the part of the REST API that compares."""
    api = APIRouter(tags=["dyads"])

    @api.get("/dyads/{a}/{b}/anomalies")
    def anomalies(a: Id, b: Id, query: Annotated[AnomaliesQuery, Query()]) -> tuple[Surprise, ...]:
        """Periods against the dyad's own past; null is unknown: too little was read."""
        dyad, asked = dyad_of(context, a, b, query), asked_of(query)
        days = (asked.since, asked.until)
        options = (query.directed, query.period, query.history, query.threshold)
        return context.kept(anomalies_between, dyad, *days, *options)

    @api.get("/dyads/{a}/{b}/reactions")
    def reactions(a: Id, b: Id, query: Annotated[ReactionsQuery, Query()]) -> tuple[Reaction, ...]:
        """Who answers whom, how soon, in kind or not, against what is usual."""
        dyad, asked = dyad_of(context, a, b, query), asked_of(query)
        days = (asked.since, asked.until)
        return context.kept(reactions_between, dyad, *days, query.window, query.level)

    @api.get("/dyads/{a}/{b}/agreement")
    def agreement(
        a: Id, b: Id, query: Annotated[AgreementQuery, Query()]
    ) -> tuple[SeriesAgreement, ...]:
        """Correlation of the dyad's series in two datasets, a record for each measure."""
        dyad, asked = dyad_of(context, a, b, query), asked_of(query)
        with context.reader() as store:
            return analysis.agreements(
                store,
                dyad.one,
                dyad.other,
                against=query.against,
                period=query.period,
                directed=query.directed,
                filters=dyad.filters,
                level=query.level,
                since=asked.since,
                until=asked.until,
            )

    return api
