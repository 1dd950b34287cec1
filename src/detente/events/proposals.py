"""Acts that no rule knows: what the relation model alone finds, and the tagged main acts."""

from __future__ import annotations

from collections.abc import Sequence

from detente.events.asking import Answers
from detente.events.marks import Mark
from detente.events.scene import Scene, Sides
from detente.events.tagged import marked_sides
from detente.events.tell import mention
from detente.events.weigh import propose, propose_tagged
from detente.model import Mention, Party

__all__ = ["main_acts", "unknown_acts"]


def unknown_acts(scene: Scene, answers: Answers, coded: list[Mention]) -> list[Mention]:
    """Return what the model alone finds, one mention for a pair that nothing coded names."""
    known = {key for m in coded for key in _keys(m.sentence.index, m.actors, m.recipients)}
    made = []
    for clause, sides in answers.unknown:
        if scene.elsewhere(clause.sentence):
            continue
        decision = propose(answers.of(clause), scene.coder.ontology)
        keys = _keys(clause.sentence, sides.actors, sides.recipients)
        if decision is None or not keys.isdisjoint(known):
            continue
        known |= keys
        act = scene.coder.ontology.label(decision.label or "")
        made.append(mention(clause, sides, act, decision, scene))
    return made


def main_acts(scene: Scene, answers: Answers, coded: list[Mention]) -> list[Mention]:
    """Return the main acts of sentences whose tagged pair nothing coded names."""
    made = []
    for sentence, verdict in answers.tagged.items():
        if scene.elsewhere(sentence):
            continue
        marks = scene.marks[sentence]
        here = [mention for mention in coded if mention.sentence.index == sentence]
        clause = scene.main_act(sentence)
        sure = min(mark.probability for mark in marks)
        decision = propose_tagged(verdict, sure, scene.coder.ontology)
        if clause is None or decision is None or any(_names_pair(m, marks) for m in here):
            continue
        nouns = (c for c in scene.content(clause) if c.kind == "noun")
        told = {clause.index, *(c.index for c in nouns if c.governor == clause.index)}
        if any(mention.clause in told for mention in here):
            continue
        act = scene.coder.ontology.label(decision.label or "")
        sides = Sides(*marked_sides(marks))
        if sides.known:
            made.append(mention(clause, sides, act, decision, scene))
    return made


def _names_pair(mention: Mention, marks: Sequence[Mark]) -> bool:
    """Tell whether the parties of a mention stand in all tagged phrases, or in two."""
    parties = (*mention.actors, *mention.recipients)
    touched = [mark for mark in marks if any(mark.touches(party) for party in parties)]
    return len(touched) >= min(2, len(marks))


def _keys(sentence: int, *sides: tuple[Party, ...]) -> set[tuple[int, str, str]]:
    names = sorted({(p.country or p.name) for side in sides for p in side})
    return {(sentence, one, other) for one in names for other in names if one < other}
