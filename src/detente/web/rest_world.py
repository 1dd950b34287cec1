"""REST: the whole store at a glance."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import Field

from detente import analysis
from detente.analysis import Country, Filters, Mover, Network
from detente.storage import Store
from detente.web.context import Context
from detente.web.queries import MeasureQuery, asked_of, filters_of

__all__ = ["countries_told", "movers_told", "network_told", "router"]


class CountriesQuery(MeasureQuery):
    """What countries are measured from."""

    half_life: float = Field(
        analysis.HALF_LIFE_DAYS, ge=1, le=3650, description="Days after which an event weighs half."
    )


class MoversQuery(MeasureQuery):
    """Which days are compared; `since` says nothing here."""

    by: Literal["country", "name"] = Field("country", description="Codes, or names of parties.")
    days: int = Field(7, ge=1, le=366, description="The latest days.")
    before: int = Field(84, ge=1, le=3660, description="The days before them.")
    limit: int = Field(20, ge=1, le=200)


class NetworkQuery(MeasureQuery):
    """Who is shown."""

    by: Literal["country", "name"] = Field("country", description="Codes, or names of parties.")
    minimum: int = Field(1, ge=1, le=1_000_000, description="The fewest events of a tie.")
    ties: int = Field(200, ge=1, le=1000, description="The most ties shown.")


def router(context: Context) -> APIRouter:
    """Return the part of the REST API that tells of all actors together."""
    api = APIRouter(tags=["world"])

    @api.get("/countries")
    def countries(query: Annotated[CountriesQuery, Query()]) -> tuple[Country, ...]:
        """Countries by activity, with their tension on the last day; null is unknown."""
        filters, asked = filters_of(query, context), asked_of(query)
        return context.kept(countries_told, filters, asked.since, asked.until, query.half_life)

    @api.get("/movers")
    def movers(query: Annotated[MoversQuery, Query()]) -> tuple[Mover, ...]:
        """Pairs whose dealings changed most in the latest days."""
        filters, asked = filters_of(query, context), asked_of(query)
        options = (query.by, query.days, query.before, query.limit)
        return context.kept(movers_told, filters, asked.until, *options)

    @api.get("/network")
    def network(query: Annotated[NetworkQuery, Query()]) -> Network:
        """Actors and the ties between them, with communities and brokers."""
        filters, asked = filters_of(query, context), asked_of(query)
        options = (query.by, query.minimum, query.ties)
        return context.kept(network_told, filters, asked.since, asked.until, *options)

    return api


def countries_told(
    store: Store, filters: Filters, since: date | None, until: date | None, half_life_days: float
) -> tuple[Country, ...]:
    """Return the countries by activity; for `Context.kept`."""
    return analysis.countries(
        store, filters=filters, since=since, until=until, half_life_days=half_life_days
    )


def movers_told(
    store: Store, filters: Filters, until: date | None, by: str, days: int, before: int, limit: int
) -> tuple[Mover, ...]:
    """Return what has changed; for `Context.kept`."""
    return analysis.movers(
        store, filters=filters, until=until, by=by, days=days, before_days=before, limit=limit
    )


def network_told(
    store: Store,
    filters: Filters,
    since: date | None,
    until: date | None,
    by: str,
    minimum: int,
    ties: int,
) -> Network:
    """Return the network of actors; for `Context.kept`."""
    return analysis.network(
        store,
        filters=filters,
        since=since,
        until=until,
        by=by,
        minimum_events=minimum,
        most_ties=ties,
    )
