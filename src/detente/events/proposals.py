"""Acts that no rule knows: those of types that the user taught, and the tagged main acts."""

from __future__ import annotations

from collections.abc import Sequence

from detente.events.asking import Answers
from detente.events.marks import Mark
from detente.events.onward import act_told_on
from detente.events.roles import RECIPIENT
from detente.events.rules import NO_EVENT
from detente.events.scene import Scene, Sides
from detente.events.sides import told_by
from detente.events.tagged import marked_sides
from detente.events.tell import mention
from detente.events.weigh import propose, propose_tagged
from detente.model import Clause, Mention, Party

__all__ = ["main_acts", "unknown_acts"]


def unknown_acts(scene: Scene, answers: Answers, coded: list[Mention]) -> list[Mention]:
    """Return acts of learned types, one mention for a pair that nothing coded names.

    From whatever field the sentence is: the head that tells fields never saw the taught type.
    """
    known = {key for m in coded for key in _keys(m.sentence.index, m.actors, m.recipients)}
    made = []
    for clause, sides in answers.unknown:
        keys = _keys(clause.sentence, sides.actors, sides.recipients)
        if not keys.isdisjoint(known):
            continue
        decision = propose(answers.of(clause), scene.coder.ontology)
        if decision is None:
            continue
        known |= keys
        act = scene.coder.ontology.label(decision.label or "")
        made.append(mention(clause, sides, act, decision, scene))
    return made


def main_acts(scene: Scene, answers: Answers, coded: list[Mention]) -> list[Mention]:
    """Return the main acts of sentences whose tagged pair nothing coded names."""
    made = []
    for sentence in answers.tagged:
        if scene.glance(sentence).reason:
            continue
        marks = scene.marks[sentence]
        here = [mention for mention in coded if mention.sentence.index == sentence]
        clause, sides = scene.main_act(sentence), Sides(*marked_sides(marks))
        if clause is None or not sides.known or _is_told(clause, marks, here, scene):
            continue
        if (rule := scene.rule(clause)) is not None and rule.type == NO_EVENT:
            continue
        tellers = told_by(clause, scene)
        if any(mark.touches(t) for mark in marks for t in tellers if mark.role != RECIPIENT):
            continue
        sure = min(mark.probability for mark in marks)
        decision = propose_tagged(answers.of_tagged(sentence), sure, scene.coder.ontology)
        if decision is None:
            continue
        act = scene.coder.ontology.label(decision.label or "")
        if not any(one.clause == clause.governor and one.label.type == act.type for one in here):
            made.append(mention(clause, sides, act, decision, scene))
    return made


def _is_told(clause: Clause, marks: Sequence[Mark], here: Sequence[Mention], scene: Scene) -> bool:
    """Tell whether a mention of the sentence names the tagged pair, or is of the same act."""
    nouns = (c for c in scene.content(clause) if c.kind == "noun")
    told = {clause.index, *(c.index for c in nouns if c.governor == clause.index)}
    if act := act_told_on(clause, scene):
        told.add(act.index)
    return any(_names_pair(one, marks) or one.clause in told for one in here)


def _names_pair(mention: Mention, marks: Sequence[Mark]) -> bool:
    """Tell whether the parties of a mention stand in all tagged phrases, or in two."""
    parties = (*mention.actors, *mention.recipients)
    touched = [mark for mark in marks if any(mark.touches(party) for party in parties)]
    return len(touched) >= min(2, len(marks))


def _keys(sentence: int, *sides: tuple[Party, ...]) -> set[tuple[int, str, str]]:
    names = sorted({(p.country or p.name) for side in sides for p in side})
    return {(sentence, one, other) for one in names for other in names if one < other}
