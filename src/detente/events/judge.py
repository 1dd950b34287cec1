"""Which clauses are acts to be coded, and the reason for each that is not."""

from __future__ import annotations

from collections.abc import Mapping

from detente.events.onward import act_told_on, quantities_of, undergoing
from detente.events.quantities import TELLING
from detente.events.rules import NO_EVENT, Rule
from detente.events.scene import Scene, Sides
from detente.model import Clause

__all__ = ["reason_against", "reason_of_silence"]

_INSTRUMENTS = ("&instrument",)


def reason_against(
    clause: Clause, rule: Rule, sides: Sides, scene: Scene, taken: Mapping[int, Clause]
) -> str | None:
    """Return why a clause that a rule fits is not coded, None when it is.

    `taken` gives for each clause the coded act whose content it is.
    """
    if rule.type == NO_EVENT:
        return f"an idiom by rule {rule.id}"
    return (
        _part_of_another(clause, rule, scene, taken)
        or _without_parties(clause, sides, scene)
        or _actor_missing(clause, rule, sides, scene)
    )


def reason_of_silence(clause: Clause, scene: Scene) -> str | None:
    """Return why a clause that no rule fits is passed; None when it is no candidate at all."""
    if clause.kind != "verb":
        return None
    acting = any(scene.cast.of(phrase) for phrase in clause.subject)
    return f"no rule for {clause.lemma!r}" if acting else None


def _part_of_another(
    clause: Clause, rule: Rule, scene: Scene, taken: Mapping[int, Clause]
) -> str | None:
    outer = taken.get(clause.index)
    if outer is not None and clause.relation == "subject" and clause.governor == outer.index:
        return f"is told by {outer.text!r}"
    if outer is not None and _only_told(clause, outer, scene):
        return f"told as the content of {outer.text!r}"
    direct = [c for c in scene.content(clause) if c.governor == clause.index]
    if not rule.content and any(c.light == clause.lemma and scene.rule(c) for c in direct):
        return "carries the event noun that is coded"
    act = act_told_on(clause, scene)
    return None if act is None else f"tells on what {act.text!r} did"


def _only_told(clause: Clause, outer: Clause, scene: Scene) -> bool:
    """Tell whether a clause says no more than what a coded act is about."""
    actual = scene.reality(clause).status in {"actual", "historical"}
    decided = bool((rule := scene.rule(outer)) and rule.content)
    return decided or not actual or scene.reality(outer).status != "actual"


def _without_parties(clause: Clause, sides: Sides, scene: Scene) -> str | None:
    harmed = any(quantity.kind in TELLING for quantity in quantities_of(clause, scene))
    return None if sides.known or harmed else "names no party with a country or sector"


def _actor_missing(clause: Clause, rule: Rule, sides: Sides, scene: Scene) -> str | None:
    if sides.actors:
        needed = scene.coder.ontology.types[rule.type].recipient_required
        lacking = needed and not sides.recipients and not rule.reciprocal
        return f"{rule.type} needs a recipient" if lacking else None
    hurt = undergoing(clause, scene)
    acting = [phrase for phrase in clause.subject if phrase not in hurt]
    words = [word for phrase in acting for word in phrase.words]
    instrument = scene.coder.table.meets(_INSTRUMENTS, words)
    if acting and "subject" in rule.actor and not instrument:
        return f"{acting[0].text!r} is no actor"
    if clause.kind == "noun" and not sides.recipients:
        return "does not say who acts"
    return None
