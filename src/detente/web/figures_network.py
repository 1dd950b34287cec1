"""The network of actors: who deals with whom, in which communities."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import log2, sqrt
from typing import Any

from detente.analysis import Actor, Network, Tie
from detente.analysis.plain import inline
from detente.analysis.wording import counted, figure
from detente.web.figures import COMMUNITY, INK, LETTERS, Figure, plain_plot
from detente.web.stencils import Slot, Stencil, columns, empty, stencil_of

__all__ = [
    "MOST_ACTORS",
    "WIDTH_PX",
    "foremost",
    "network_drawing",
    "network_figure",
    "network_stencil",
]

MOST_ACTORS = 50
"""More actors than these make a tangle; the table beside it lists all."""

WIDTH_PX = 1100
"""The width of a drawing unless told otherwise: that of a page on a wide screen."""

_HEIGHT_PX = 520
_LETTER_PX, _LINE_PX, _GAP_PX = 6.5, 14.0, 4.0
"""The room that a letter of a name takes, on average, a line, and the gap between two names."""

_LARGEST = 34.0
_GAP = 0.7
"""Between parts of the network that have no tie."""
Spots = Mapping[str, tuple[float, float]]


def foremost(network: Network, most: int = MOST_ACTORS) -> Network:
    """Return the network of the actors with most events and the ties between them."""
    ranked = sorted(network.actors, key=lambda actor: (-actor.events, actor.name))[:most]
    kept = {actor.name for actor in ranked}
    ties = [tie for tie in network.ties if {tie.one, tie.other} <= kept]
    return Network(tuple(ranked), tuple(ties))


def network_figure(network: Network, names: Mapping[str, str], source: str) -> Figure:
    """Return the figure whose drawing, `network_drawing`, is fetched from the address `source`.

    To find places for the actors takes longer than all else; the tables need not wait for it.
    """
    said = _described(network, foremost(network), names)
    return Figure("network", "Who deals with whom", said, source=source)


def network_drawing(network: Network, names: Mapping[str, str], width_px: int = WIDTH_PX) -> str:
    """Return actors as circles, as large as their events, in the colour of their community.

    A tie is red where hostility outweighs cooperation, else blue, and wider the more events it
    has. `names` are the names of codes; an actor without one goes by its own. Of names that would
    touch on a drawing of `width_px` that of the actor with most events stands.
    """
    shown = foremost(network)
    spots = _spots(shown)
    widest = max((_width(actor.name) for actor in shown.actors), default=0.0)
    across = _reach((spot[0] for spot in spots.values()), widest / 2, width_px)
    along = _reach((spot[1] for spot in spots.values()), 2 * _LINE_PX, _HEIGHT_PX)
    labels = _labels(shown.actors, spots, across, along, width_px)
    return network_stencil().filled(
        {
            "across": across[0],
            "across_to": across[1],
            "along": along[0],
            "along_to": along[1],
            "ties": columns(_ties(shown.ties, spots, names)),
            "actors": columns(_actors(shown.actors, spots, names) | {"code": labels}),
        }
    )


@cache
def network_stencil() -> Stencil:
    """Return the drawing without its actors and ties."""
    from bokeh.core.properties import value
    from bokeh.models import ColumnDataSource, HoverTool, Range1d

    plot = plain_plot(
        x_axis_type=None, y_axis_type=None, height=_HEIGHT_PX, x_range=Range1d(), y_range=Range1d()
    )
    plot.grid.grid_line_color = None
    ties = ColumnDataSource(
        empty("xs", "ys", "ink", "width", "who", "events", "hostility", "cooperation")
    )
    lines = plot.multi_line(
        "xs", "ys", source=ties, line_color="ink", line_width="width", line_alpha=0.55
    )
    plot.add_tools(HoverTool(renderers=[lines], tooltips=_TIE, line_policy="interp"))
    actors = ColumnDataSource(
        empty("x", "y", "size", "ink", "code", "who", "events", "partners", "brokerage")
    )
    circles = plot.scatter(
        "x", "y", size="size", source=actors, fill_color="ink", line_color=INK["paper"],
        line_width=1.5,
    )  # fmt: skip
    plot.text(
        "x", "y", "code", source=actors, text_color=INK["ink"], text_font=value(LETTERS),
        text_font_size="12px", text_baseline="bottom", text_align="center", y_offset=-8,
    )  # fmt: skip
    plot.add_tools(HoverTool(renderers=[circles], tooltips=_ACTOR))
    return stencil_of(
        "network",
        plot,
        {
            "across": Slot(plot.x_range, "start"),
            "across_to": Slot(plot.x_range, "end"),
            "along": Slot(plot.y_range, "start"),
            "along_to": Slot(plot.y_range, "end"),
            "ties": Slot(ties, "data"),
            "actors": Slot(actors, "data"),
        },
    )


def _described(network: Network, shown: Network, names: Mapping[str, str]) -> str:
    said = f"{counted(len(network.actors), 'actor')} with {counted(len(network.ties), 'tie')}"
    if len(shown.actors) < len(network.actors):
        said += f"; drawn are the {len(shown.actors)} with most events"
    said += "."
    brokers = [actor for actor in network.actors if actor.brokerage > 0][:3]
    if brokers:
        between = ", ".join(f"{names.get(a.name, a.name)} ({figure(a.brokerage)})" for a in brokers)
        said += f" Most between others: {between}."
    return said


def _spots(network: Network) -> Spots:
    """Return where actors stand: the parts of the network in columns, the largest first.

    Within a part the distance between two follows from how many ties lie between them (Kamada and
    Kawai); no random numbers.
    """
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(actor.name for actor in network.actors))
    graph.add_edges_from((tie.one, tie.other) for tie in network.ties)
    parts = sorted(map(sorted, nx.connected_components(graph)), key=lambda part: (-len(part), part))
    found: dict[str, tuple[float, float]] = {}
    left = top = width = 0.0
    tallest = 0.8 * sqrt(max(4, len(graph)))
    for part in parts:
        alone: nx.Graph[str] = nx.Graph()
        alone.add_nodes_from(part)  # a subgraph of networkx would have them in no fixed order
        alone.add_edges_from(graph.subgraph(part).edges)
        spots = nx.kamada_kawai_layout(alone, scale=0.5 * sqrt(len(part)))
        across, along = ([float(spots[name][axis]) for name in part] for axis in (0, 1))
        height = max(along) - min(along)
        if top and top + height > tallest:
            left, top, width = left + width + _GAP, 0.0, 0.0
        for name, x, y in zip(part, across, along, strict=True):
            found[name] = (round(left + x - min(across), 4), round(max(along) - y + top, 4))
        top, width = top + height + _GAP, max(width, max(across) - min(across))
    return {name: (x, -y) for name, (x, y) in found.items()}


def _reach(values: Iterable[float], spare_px: float, room_px: float) -> tuple[float, float]:
    """Return the range of some places with room for circles and names around them."""
    places = [*values]
    low, high = min(places, default=0.0), max(places, default=1.0)
    share = min(0.3, spare_px / room_px)
    spare = max(0.3, 0.08 * (high - low), (high - low) * share / (1 - 2 * share))
    return low - spare, high + spare


def _labels(
    actors: Sequence[Actor],
    spots: Spots,
    across: tuple[float, float],
    along: tuple[float, float],
    width_px: int,
) -> list[str]:
    """Return the names that are written: none that would touch that of an actor before it."""
    taken: list[tuple[float, float, float]] = []
    labels = []
    for actor in actors:
        x = (spots[actor.name][0] - across[0]) / (across[1] - across[0]) * width_px
        y = (spots[actor.name][1] - along[0]) / (along[1] - along[0]) * _HEIGHT_PX
        half = _width(actor.name) / 2
        free = all(abs(x - a) > half + b + _GAP_PX or abs(y - c) > _LINE_PX for a, b, c in taken)
        if free:
            taken.append((x, half, y))
        labels.append(_short(actor.name) if free else "")
    return labels


def _width(name: str) -> float:
    """Return about how many pixels an actor's name takes."""
    return _LETTER_PX * len(_short(name))


def _ties(ties: tuple[Tie, ...], spots: Spots, names: Mapping[str, str]) -> dict[str, list[Any]]:
    return {
        "xs": [[spots[tie.one][0], spots[tie.other][0]] for tie in ties],
        "ys": [[spots[tie.one][1], spots[tie.other][1]] for tie in ties],
        "ink": [INK["hostile" if t.hostility > t.cooperation else "friendly"] for t in ties],
        "width": [round(min(8.0, 1 + log2(tie.events)), 3) for tie in ties],
        "who": [f"{names.get(t.one, t.one)} and {names.get(t.other, t.other)}" for t in ties],
        "events": [tie.events for tie in ties],
        "hostility": [figure(tie.hostility) for tie in ties],
        "cooperation": [figure(tie.cooperation) for tie in ties],
    }


_TIE = [
    ("between", "@who"),
    ("events", "@events"),
    ("points of hostility", "@hostility"),
    ("points of cooperation", "@cooperation"),
]


def _actors(
    actors: tuple[Actor, ...], spots: Spots, names: Mapping[str, str]
) -> dict[str, list[Any]]:
    most = max((actor.events for actor in actors), default=1)
    return {
        "x": [spots[actor.name][0] for actor in actors],
        "y": [spots[actor.name][1] for actor in actors],
        "size": [round(max(9.0, _LARGEST * sqrt(a.events / most)), 3) for a in actors],
        "ink": [_community_ink(actor.community) for actor in actors],
        "who": [names.get(actor.name, actor.name) for actor in actors],
        "events": [actor.events for actor in actors],
        "partners": [actor.partners for actor in actors],
        "brokerage": [figure(actor.brokerage) for actor in actors],
    }


_ACTOR = [
    ("actor", "@who"),
    ("events", "@events"),
    ("deals with", "@partners others"),
    ("brokerage", "@brokerage"),
]


def _community_ink(community: int | None) -> str:
    """Return a colour for the largest communities, the muted ink for all others and for none."""
    if community is None or community >= len(COMMUNITY):
        return INK["muted"]
    return COMMUNITY[community][0]


def _short(name: str) -> str:
    shown = inline(name)
    return shown if len(shown) <= 18 else f"{shown[:16]}…"
