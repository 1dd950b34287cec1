"""Clauses that tell on: "shot and wounded", "attacked, killing ten", "a raid targeting rebels".

What is told on is no act of its own; who is acted on and how many may stand only there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.model import Clause, Quantity

if TYPE_CHECKING:
    from detente.events.scene import Scene

__all__ = ["act_told_on", "quantities_of", "told_on"]

_HURT = frozenset({"dead", "injured"})


def told_on(clause: Clause, scene: Scene) -> tuple[Clause, ...]:
    """Return the clauses that tell more of an act, in order."""
    here = (c for c in scene.item.clauses if c.sentence == clause.sentence)
    return tuple(c for c in here if c is not clause and act_told_on(c, scene) is clause)


def act_told_on(clause: Clause, scene: Scene) -> Clause | None:
    """Return the act of which a clause tells more, None where it tells one of its own.

    The type is the same. A participle tells on what its governor does, or the event noun that its
    governor carries; a coordinated verb does where it has the governor's subject, and not both have
    an object, or both tell of people hurt ("killed ten and wounded four").
    """
    rule, above = scene.rule(clause), scene.above(clause)
    if rule is None or above is None:
        return None
    if clause.relation == "adverbial" and clause.tense is None:
        acts = [*_carried(above, scene), above]
    elif clause.relation != "coordinate" or clause.start < above.start:
        return None
    elif clause.tense is None and (act := act_told_on(above, scene)):
        acts = [act]
    elif _goes_on(clause, above, scene):
        acts = [above]
    else:
        return None
    of_type = (act for act in acts if (own := scene.rule(act)) and own.type == rule.type)
    return next(of_type, None)


def _carried(above: Clause, scene: Scene) -> list[Clause]:
    nouns = scene.content(above)
    return [c for c in nouns if c.light == above.lemma and c.governor == above.index]


def _goes_on(clause: Clause, above: Clause, scene: Scene) -> bool:
    """Tell whether two coordinated verbs of one subject tell of one act."""
    same = {phrase.head for phrase in clause.subject} == {p.head for p in above.subject}
    return same and (_one_object(clause, above) or _harm(clause, above, scene))


def _one_object(clause: Clause, above: Clause) -> bool:
    objects = {phrase.head for phrase in clause.object}, {p.head for p in above.object}
    return not all(objects) or objects[0] == objects[1]


def _harm(clause: Clause, above: Clause, scene: Scene) -> bool:
    """Tell whether two clauses each count people killed or hurt."""
    counted = (scene.quantities.get(c.index, ()) for c in (clause, above))
    return all(any(q.kind in _HURT for q in own) for own in counted)


def quantities_of(clause: Clause, scene: Scene) -> tuple[Quantity, ...]:
    """Return the quantities of an act: of each kind the first that has a number, else the first.

    Its own come first, then those of what it led to, of what tells on, and of its content.
    """
    own = list(scene.quantities.get(clause.index, ()))
    above = scene.above(clause)
    if above and clause.relation == "subject" and clause.kind == "noun":
        own += scene.quantities.get(above.index, ())
    for other in (*_outcomes(clause, scene), *told_on(clause, scene)):
        own += scene.quantities.get(other.index, ())
    for inner in scene.content(clause):
        if inner.governor == clause.index and inner.kind == "noun":
            own += scene.quantities.get(inner.index, ())
    kinds: dict[str, Quantity] = {}
    for quantity in sorted(own, key=lambda q: q.best is None):
        kinds.setdefault(quantity.kind, quantity)
    return tuple(kinds.values())


def _outcomes(clause: Clause, scene: Scene) -> list[Clause]:
    """Return the participles under a clause, of whatever type ("clashed, killing ten")."""
    below = (c for c in scene.item.clauses if c.governor == clause.index)
    participles = (c for c in below if c.relation == "adverbial" and c.tense is None)
    return [c for c in participles if c.sentence == clause.sentence]
