"""Tolls told apart from their act, as in "Gunmen attacked a market", then "Six people died".

What a clause counts belongs to the act that it tells. Where no coded act took it, it goes to one
that the text speaks of: in the same sentence, else the last before, else the first after. Of
several the largest stands, since a toll rises and parts are smaller than the whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from detente.events.quantities import HARM
from detente.events.scene import Scene
from detente.model import Annotation, Clause, Mention, Quantity

__all__ = ["with_tolls"]

_LONG = frozenset({"month", "quarter", "year", "decade", "century"})
"""Precisions of times whose dead are a sum over many acts: "400 people died this year"."""


def with_tolls(mentions: Sequence[Mention], scene: Scene) -> list[Mention]:
    """Return the mentions, those that name no number of their own with what is told of them."""
    owners = [m for m in mentions if _may_harm(m, scene)]
    given: dict[str, list[Quantity]] = defaultdict(list)
    for quantity in _loose(mentions, scene):
        owner = _owner(quantity, owners)
        if owner is not None:
            given[owner.id].append(quantity)
    return [_with(mention, given[mention.id]) for mention in mentions]


def _may_harm(mention: Mention, scene: Scene) -> bool:
    told = mention.status in {"actual", "historical"} and mention.polarity == "positive"
    return told and scene.coder.ontology.types[mention.label.type].harms


def _loose(mentions: Sequence[Mention], scene: Scene) -> Iterator[Quantity]:
    """Yield the harm that clauses tell of and no mention has, in text order."""
    taken = {(q.kind, q.start) for m in mentions for q in m.quantities}
    for index, told in scene.quantities.items():
        clause = scene.item.clauses[index]
        background = scene.reality(clause).status == "historical" or _is_sum(clause, scene.item)
        for quantity in told:
            known = (quantity.kind, quantity.start) in taken
            if quantity.kind in HARM and not known and not background:
                yield quantity


def _is_sum(clause: Clause, item: Annotation) -> bool:
    """Tell whether a sentence counts over a long time: "so far this year"."""
    here = (t for t in item.times if t.sentence == clause.sentence)
    return any(t.precision in _LONG or t.kind in {"duration", "set"} for t in here)


def _owner(quantity: Quantity, owners: Sequence[Mention]) -> Mention | None:
    same = [m for m in owners if m.sentence.index == quantity.sentence]
    before = [m for m in owners if m.sentence.index < quantity.sentence]
    return next(iter([*same, *before[::-1], *owners]), None)


def _with(mention: Mention, given: Sequence[Quantity]) -> Mention:
    """Return a mention with the largest number given of each kind that it lacks."""
    own = {quantity.kind for quantity in mention.quantities}
    best: dict[str, Quantity] = {}
    for quantity in given:
        known = best.get(quantity.kind)
        if quantity.kind not in own and (known is None or _size(quantity) > _size(known)):
            best[quantity.kind] = quantity
    if not best:
        return mention
    why = tuple(f"quantities: {q.text!r} {q.kind}, told of it" for q in best.values())
    return replace(
        mention,
        quantities=(*mention.quantities, *best.values()),
        trace=(*mention.trace, *why),
    )


def _size(quantity: Quantity) -> int:
    return quantity.best or quantity.low or 0
