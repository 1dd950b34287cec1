"""Who does an act and whom it strikes, by the parse: from the slots of its rule to parties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from detente.events.onward import told_on, undergoing
from detente.events.rules import Rule
from detente.events.unlisted import struck
from detente.model import Clause, Party, Place

if TYPE_CHECKING:
    from detente.events.scene import Scene

__all__ = ["Sides", "parsed_sides", "told_by"]

_WHERE = ("in", "at", "near", "on", "into", "across", "inside", "outside", "over")
_OBJECT = "object"
_CONDITION = "condition"
_CONDITIONAL = ("if", "unless")


@dataclass(frozen=True, slots=True)
class Sides:
    """Who acts and on whom."""

    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]

    @property
    def known(self) -> bool:
        """Tell whether one of them has a country or a sector."""
        return any(p.country or p.sectors for p in (*self.actors, *self.recipients))


def parsed_sides(clause: Clause, rule: Rule, scene: Scene) -> Sides:
    """Return the parties in an act's slots; of a reciprocal act all are actors."""
    content, every = scene.told(clause, rule), rule.reciprocal
    actors = _acting(clause, rule, scene) or _doing(clause, scene)
    if every:
        others = scene.cast.filling(rule.recipient, clause, content, every=True, acting=actors)
        mutual = bool(actors) or len(others) > 1
        return Sides((*actors, *others), ()) if mutual else Sides((), tuple(others))
    recipients = (
        _acted_on(clause, rule, scene, actors) or _hurt(clause, scene) or _told_on(clause, scene)
    )
    if actors and not recipients and _place_receives(rule, scene):
        recipients = scene.cast.filling(_WHERE, clause, (), every=False)
    return Sides(tuple(actors), tuple(recipients))


def _acting(clause: Clause, rule: Rule, scene: Scene) -> list[Party]:
    """Return who stands in the actor's slots and neither comes to harm nor only speaks of it."""
    content = scene.told(clause, rule)
    filling = scene.cast.filling(rule.actor, clause, content, every=rule.reciprocal)
    others = (*_hurt(clause, scene), *told_by(clause, scene))
    return [party for party in filling if party not in others]


def _hurt(clause: Clause, scene: Scene) -> list[Party]:
    return [party for phrase in undergoing(clause, scene) for party in scene.cast.of(phrase)]


def told_by(clause: Clause, scene: Scene) -> list[Party]:
    """Return who only speaks of an act: "police said six were held", "did not claim the raid"."""
    above = scene.above(clause)
    if above is None:
        return []
    reported = clause.passive and clause.relation == "complement"
    disowned = clause.light == above.lemma and (
        scene.reality(above).polarity == "negated" and scene.reality(clause).polarity == "positive"
    )
    if not (reported or disowned):
        return []
    return [party for phrase in above.subject for party in scene.cast.of(phrase)]


def _acted_on(
    clause: Clause, rule: Rule, scene: Scene, actors: Sequence[Party] = ()
) -> list[Party]:
    """Return who stands in the recipient's slots.

    What is the object of the act comes before the slots that follow, though no table knows it.
    """
    slots = rule.recipient
    until = slots.index(_OBJECT) + 1 if _OBJECT in slots else 0
    told = scene.told(clause, rule)
    for some in (slots[:until], slots[until:]):
        if found := scene.cast.filling(some, clause, told, every=False, acting=actors):
            return found
        if some and some[-1] == _OBJECT and (found := _struck(clause, rule, scene)):
            return found
    return _conditioned(clause, scene, actors) if _CONDITION in slots else []


def _conditioned(clause: Clause, scene: Scene, actors: Sequence[Party]) -> list[Party]:
    """Return whose doing an act depends on: "threatened to leave unless Spain gave in"."""
    above = {clause.index, *(inner.index for inner in scene.content(clause))}
    below = (c for c in scene.item.clauses if c.governor in above and c.mark in _CONDITIONAL)
    asked = (scene.cast.filling(("subject",), c, (), every=False, acting=actors) for c in below)
    return next(filter(None, asked), [])


def _told_on(clause: Clause, scene: Scene) -> list[Party]:
    """Return who is acted on by what tells more of an act: "attacked, killing ten people"."""
    found = (_aimed_at(more, scene.rule(more), scene) for more in told_on(clause, scene))
    return next(filter(None, found), [])


def _aimed_at(clause: Clause, rule: Rule | None, scene: Scene) -> list[Party]:
    """Return whom a clause says an act is aimed at; by no rule the clause's object."""
    if rule is not None:
        return _acted_on(clause, rule, scene)
    return scene.cast.filling((_OBJECT,), clause, (), every=False)


def _doing(clause: Clause, scene: Scene) -> list[Party]:
    """Return who acts by what tells more of an act: "ten were killed when gunmen attacked"."""
    more = ((c, rule) for c in told_on(clause, scene) if (rule := scene.rule(c)))
    undergone = [party for phrase in clause.object for party in scene.cast.of(phrase)]
    found = ([p for p in _acting(c, rule, scene) if p not in undergone] for c, rule in more)
    return next(filter(None, found), [])


def _struck(clause: Clause, rule: Rule, scene: Scene) -> list[Party]:
    """Return the object of an act though no table knows it, of the country where it was struck."""
    row = scene.coder.ontology.types.get(rule.type)
    found = struck(clause, scene.item, row) if row else []
    if not found or not _place_receives(rule, scene):
        return found
    there = [phrase for phrase in clause.obliques if phrase.preposition in _WHERE]
    places = (p for p in scene.item.places if any(t.start <= p.start < t.end for t in there))
    place = next((place for place in places if place.country), None)
    return [_placed(party, place) for party in found]


def _placed(party: Party, place: Place | None) -> Party:
    if party.country or place is None:
        return party
    reason = f"{party.reason}; {place.text!r} is where it was"
    return replace(party, country=place.country, reason=reason)


def _place_receives(rule: Rule, scene: Scene) -> bool:
    row = scene.coder.ontology.types.get(rule.type)
    return row is not None and row.place_receives
