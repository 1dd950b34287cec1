"""The network of actors: who deals with whom, in which communities, and who stands between."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from detente.analysis.filters import Filters
from detente.analysis.occurrences import query_of
from detente.errors import SettingError
from detente.storage import Store

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Actor", "Network", "Tie", "network", "network_of"]

_SEED = 20161014


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """What two actors did to each other, in both directions; `one` comes first by name.

    `hostility` and `cooperation` are sums of points of intensity, both positive. They grow with
    what was read.
    """

    one: str
    other: str
    events: int
    cooperative: int
    conflictual: int
    hostility: float
    cooperation: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One actor of the network.

    `events` are those that it takes part in with others, `partners` the number of those.
    `community` numbers the community that it belongs to, from 0, the one with most actors
    first; None for one that cooperates with nobody. `brokerage` is betweenness, from 0 to 1: the
    share of all shortest ways between two others that lead through this one.
    """

    name: str
    events: int
    partners: int
    community: int | None
    brokerage: float


@dataclass(frozen=True, slots=True)
class Network:
    """Actors by brokerage, highest first, and the ties between them by events, most first."""

    actors: tuple[Actor, ...]
    ties: tuple[Tie, ...]


def network(
    store: Store,
    *,
    by: str = "country",
    filters: Filters | None = None,
    since: date | None = None,
    until: date | None = None,
    minimum_events: int = 1,
    most_ties: int | None = None,
) -> Network:
    """Return the network of all actors in the store.

    `by` is "country" (codes; parties without a country are left out) or "name" (canonical names
    of parties). `since` and `until` bound the day of telling. Ties with fewer than
    `minimum_events` events are left out; of more than `most_ties` those with most events stay.

    Formula: a tie counts the events between two actors in either direction, and sums their points
    of intensity.
    Communities: Louvain on the ties weighted by their cooperative events, so that enemies do not
    become one community by fighting; seeded, and actors in order of name, so that the same
    store gives the same communities. Brokers: betweenness on all ties, a tie being the
    shorter the more events it has (length 1 / events).
    Direction: more brokerage, more shortest ways between others lead through the actor.
    Unit: events; points of intensity; brokerage from 0 to 1. Numbers of communities order them by
    size and say nothing else.
    Cautions: centrality follows what is read: the country of the sources stands in the middle of
    their news. Communities of few events are chance.
    Sources: V. D. Blondel, J.-L. Guillaume, R. Lambiotte and E. Lefebvre (2008), Fast unfolding
    of communities in large networks, Journal of Statistical Mechanics P10008; L. C. Freeman
    (1977), A set of measures of centrality based on betweenness, Sociometry 40, 35-41.

    Raises:
        SettingError: `by` is neither "country" nor "name".
    """
    if by not in ("country", "name"):
        raise SettingError(f"a network by {by!r} is none; it is by country or by name")
    query, values = query_of(store, filters=filters)
    rows = store.connection.execute(
        _TIES.format(source=query, by=by),
        [*values, since, since, until, until, minimum_events, most_ties],
    ).fetchall()
    return network_of(map(_tie, rows))


def network_of(ties: Iterable[Tie]) -> Network:
    """Return the network that `ties` make; `network` says how it is measured."""
    import networkx as nx

    ordered = sorted(ties, key=lambda tie: (-tie.events, tie.one, tie.other))
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted({name for tie in ordered for name in (tie.one, tie.other)}))
    for tie in ordered:
        graph.add_edge(tie.one, tie.other, events=tie.events, length=1 / tie.events)
    brokerage = nx.betweenness_centrality(graph, weight="length")
    communities = _communities(graph, ordered)
    actors = [
        Actor(
            name=name,
            events=sum(data["events"] for _, _, data in graph.edges(name, data=True)),
            partners=graph.degree(name),
            community=communities.get(name),
            brokerage=round(brokerage[name], 6),
        )
        for name in graph
    ]
    actors.sort(key=lambda actor: (-actor.brokerage, -actor.events, actor.name))
    return Network(tuple(actors), tuple(ordered))


def _communities(graph: nx.Graph[str], ties: Iterable[Tie]) -> dict[str, int]:
    """Return the number of each actor's community, that with most actors being 0."""
    import networkx as nx

    friendly: nx.Graph[str] = nx.Graph()
    kept = [tie for tie in ties if tie.cooperative]
    friends = {name for tie in kept for name in (tie.one, tie.other)}
    friendly.add_nodes_from(name for name in graph if name in friends)
    friendly.add_weighted_edges_from((tie.one, tie.other, tie.cooperative) for tie in kept)
    if not kept:
        return {}
    found = nx.community.louvain_communities(friendly, weight="weight", seed=_SEED)
    ranked = sorted((sorted(group) for group in found), key=lambda group: (-len(group), group))
    return {name: number for number, group in enumerate(ranked) for name in group}


def _tie(row: tuple[Any, ...]) -> Tie:
    one, other, events, cooperative, conflictual, hostility, cooperation = row
    return Tie(
        one=one,
        other=other,
        events=events,
        cooperative=cooperative,
        conflictual=conflictual,
        hostility=round(hostility, 4),
        cooperation=round(cooperation, 4),
    )


_TIES = """
WITH given AS (
    SELECT
        event,
        least(actor_{by}, recipient_{by}) AS one,
        greatest(actor_{by}, recipient_{by}) AS other,
        quad,
        try_cast(points AS DECIMAL(18, 6)) AS points,
        alone
    FROM ({source})
    WHERE actor_{by} != recipient_{by} AND (?::DATE IS NULL OR told >= ?::DATE)
        AND (?::DATE IS NULL OR told <= ?::DATE)
),
once AS (
    SELECT one, other, quad, points FROM given WHERE alone
    UNION ALL
    SELECT one, other, any_value(quad), any_value(points)
    FROM given WHERE NOT alone GROUP BY event, one, other
)
SELECT one, other, count(*), count(*) FILTER (quad <= 2), count(*) FILTER (quad > 2),
    CAST(coalesce(sum(-points) FILTER (points < 0), 0) AS DOUBLE),
    CAST(coalesce(sum(points) FILTER (points > 0), 0) AS DOUBLE)
FROM once GROUP BY one, other HAVING count(*) >= ?
ORDER BY count(*) DESC, one, other LIMIT ?
"""
"""To tell which rows are one event takes long: it is done for those that may be several."""
