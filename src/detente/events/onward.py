"""One act told in several clauses: "shot and wounded", "killed in a raid, others wounded".

What tells on is no act of its own; who acts, who is acted on and how many may stand only there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.model import Clause, Phrase, Quantity

if TYPE_CHECKING:
    from detente.events.rules import Rule
    from detente.events.scene import Scene

__all__ = ["act_told_on", "quantities_of", "told_on", "undergoing"]

_HURT = frozenset({"dead", "injured"})
_AIMING = ("&aiming",)
_WITHIN = frozenset({"in", "by", "during"})
"""Prepositions before the act in whose course another came about: "killed during a raid"."""
_WHEN = frozenset({"when", "as", "after", "while"})
"""Conjunctions before the act by which people came to harm: "killed when gunmen attacked"."""


def told_on(clause: Clause, scene: Scene) -> tuple[Clause, ...]:
    """Return the clauses that tell more of an act, in order."""
    here = (c for c in scene.item.clauses if c.sentence == clause.sentence)
    return tuple(c for c in here if c is not clause and act_told_on(c, scene) is clause)


def act_told_on(clause: Clause, scene: Scene) -> Clause | None:
    """Return the act of which a clause tells more, None where it tells one of its own.

    The type is the same. A participle tells on what its governor does, or the event noun that its
    governor carries; an event noun on that in whose account it stands ("killed in a raid"); who
    harmed those of whom only the harm is told, on that ("killed when gunmen attacked"). A
    coordinated verb does where it has the governor's subject, and not both have an object, or both
    tell of people hurt ("killed ten and wounded four"; "ten were killed and others wounded").
    """
    last, path = None, {clause.index}
    act = _next_told_on(clause, scene)
    while act is not None and act.index not in path:
        last, path = act, path | {act.index}
        act = _next_told_on(act, scene)
    return last


def _next_told_on(clause: Clause, scene: Scene) -> Clause | None:
    """Return the act next above a clause that tells more of it."""
    rule = scene.rule(clause)
    if rule is None and not scene.coder.table.meets(_AIMING, (clause.lemma,)):
        return None
    acts = ((act, scene.rule(act)) for act in _told_beside(clause, scene))
    return next((act for act, own in acts if own and _same_act(rule, own, scene)), None)


def _same_act(rule: Rule | None, other: Rule, scene: Scene) -> bool:
    """Tell whether a rule may speak of another's act; without one it says at whom that is aimed."""
    if rule is not None:
        return rule.type == other.type
    row = scene.coder.ontology.types.get(other.type)
    return row is not None and row.strikes is not None


def _told_beside(clause: Clause, scene: Scene) -> list[Clause]:
    """Return the acts that a clause may tell more of, the likeliest first."""
    link = _carrier(clause, scene)
    above = scene.above(link) or _listed_with(link, scene)
    if above is None:
        return []
    acts = [act for act in (*_carried(above, scene), above) if act is not clause]
    if _both_suffered(link, above, scene):
        return acts
    match link.relation:
        case "oblique":
            tells = link.mark in _WITHIN and _in_its_course(link, above, scene)
        case "adverbial":
            tells = link.tense is None or (link.mark in _WHEN and _only_harm(above, scene))
            acts += _between(above, link, scene) if link.tense is None else []
        case "complement":
            tells = link.tense is None and link.mark == "by"
        case "coordinate":
            return [above] if _goes_on(link, above, scene) else []
        case _:
            return []
    return acts if tells else []


def _in_its_course(noun: Clause, above: Clause, scene: Scene) -> bool:
    """Tell whether an act is that in whose account it stands; a battle is more than what is won."""
    rule = scene.rule(noun)
    mutual = rule is not None and rule.reciprocal
    return noun.kind == "noun" and (_hurts(above, scene) or not mutual)


def _carrier(clause: Clause, scene: Scene) -> Clause:
    """Return the verb that only carries an event noun ("carried out a raid"), else the clause."""
    above = scene.above(clause)
    return above if above and clause.light == above.lemma else clause


def _carried(above: Clause, scene: Scene) -> list[Clause]:
    nouns = scene.content(above)
    return [c for c in nouns if c.light == above.lemma and c.governor == above.index]


def _between(above: Clause, participle: Clause, scene: Scene) -> list[Clause]:
    """Return what a verb tells of before a participle, which may be that act's, the last first.

    "France accused Russia of shelling a town, killing six": it was not the accusing that killed.
    """
    told = (c for c in scene.content(above) if above.start < c.start < participle.start)
    return sorted(told, key=lambda c: -c.start)


def _listed_with(clause: Clause, scene: Scene) -> Clause | None:
    """Return the verb beside which stand those whom a participle describes.

    "Ten were killed and two others wounded" is often read as "killed, and two others".
    """
    if clause.relation != "relative" or not clause.passive:
        return None
    tokens = scene.item.sentences[clause.sentence].tokens
    described = tokens[tokens[clause.head].head]
    here = (c for c in scene.item.clauses if c.sentence == clause.sentence)
    verbs = (c for c in here if c.head == described.head and c.index != clause.index)
    return next(verbs, None) if described.dep == "conj" else None


def _both_suffered(clause: Clause, above: Clause, scene: Scene) -> bool:
    """Tell whether both say who came to harm, and not each by whom."""
    if clause.relation == "adverbial" and clause.mark not in _WHEN:
        return False
    undergone = all(one.passive or undergoing(one, scene) for one in (clause, above))
    agents = [{p.head for p in one.subject} for one in (clause, above) if one.passive]
    apart = len(agents) > 1 and all(agents) and agents[0] != agents[1]
    return undergone and not apart and _harm(clause, above, scene)


def _only_harm(clause: Clause, scene: Scene) -> bool:
    """Tell whether a clause says who came to harm and not by whom: "ten were killed"."""
    undergone = (clause.passive and not clause.subject) or not clause.object
    return undergone and _hurts(clause, scene)


def undergoing(clause: Clause, scene: Scene) -> tuple[Phrase, ...]:
    """Return the subject of an active verb that is what comes to harm: "several others wounded"."""
    if clause.passive or clause.object:
        return ()
    hurt = [q.start for q in scene.quantities.get(clause.index, ()) if q.kind in _HURT]
    return tuple(p for p in clause.subject if any(p.start <= at < p.end for at in hurt))


def _goes_on(clause: Clause, above: Clause, scene: Scene) -> bool:
    """Tell whether two coordinated verbs of one subject tell of one act."""
    if clause.start < above.start:
        return False
    same = {phrase.head for phrase in clause.subject} == {p.head for p in above.subject}
    return same and (_one_object(clause, above) or _harm(clause, above, scene))


def _one_object(clause: Clause, above: Clause) -> bool:
    objects = {phrase.head for phrase in clause.object}, {p.head for p in above.object}
    return not all(objects) or objects[0] == objects[1]


def _harm(clause: Clause, above: Clause, scene: Scene) -> bool:
    """Tell whether two clauses each count people killed or hurt."""
    return _hurts(clause, scene) and _hurts(above, scene)


def _hurts(clause: Clause, scene: Scene) -> bool:
    return any(q.kind in _HURT for q in scene.quantities.get(clause.index, ()))


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
    """Return the participles under a clause, of whatever type ("clashed, killing ten").

    Those are left out that tell of another act, though the parse puts them here.
    """
    below = (c for c in scene.item.clauses if c.governor == clause.index)
    participles = (c for c in below if c.relation == "adverbial" and c.tense is None)
    here = [c for c in participles if c.sentence == clause.sentence]
    return [c for c in here if act_told_on(c, scene) in (None, clause)]
