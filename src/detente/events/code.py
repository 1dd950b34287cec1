"""From matched clauses to mentions, and an account of every candidate that was not coded."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from detente.events.circumstances import voices_of
from detente.events.contexts import contexts_of
from detente.events.judge import reason_against, reason_of_silence
from detente.events.ontology import Ontology, load_ontology
from detente.events.quantities import TollWords, load_tolls
from detente.events.rewrite import rewritten
from detente.events.rules import Rule, RuleTable, load_rules
from detente.events.scene import Scene, Sides, set_scene
from detente.model import Annotation, Batch, Clause, Mention, Passed, Reality
from detente.tables import Lexicon

__all__ = ["Coder", "code", "load_coder"]


@dataclass(frozen=True, slots=True)
class Coder:
    """What coding needs beside the batch, loaded once a worker."""

    ontology: Ontology
    table: RuleTable
    tolls: TollWords


def load_coder(lexicon: Lexicon) -> Coder:
    """Return the ontology, rules and counting words of a lexicon.

    Raises:
        TableError: tables are wrong; all faults are listed.
    """
    ontology = load_ontology(lexicon)
    table = load_rules(lexicon, ontology)
    return Coder(ontology, table, load_tolls(lexicon, table.lists))


def code(batch: Batch, coder: Coder) -> Batch:
    """Return the batch with `mentions` and `passed` filled."""
    return tuple(_coded(item, coder) for item in batch)


def _coded(item: Annotation, coder: Coder) -> Annotation:
    scene = set_scene(item, coder)
    mentions: list[Mention] = []
    passed: list[Passed] = []
    taken: dict[int, Clause] = {}
    for clause in _outermost_first(item):
        judged = _judged(clause, scene, taken)
        if isinstance(judged, Mention):
            mentions.append(judged)
            for inner in scene.covered(clause):
                taken.setdefault(inner.index, clause)
        elif judged is not None:
            passed.append(judged)
    return replace(
        item,
        mentions=tuple(sorted(mentions, key=lambda m: (m.trigger.start, m.id))),
        passed=tuple(sorted(passed, key=lambda p: (p.start, p.end, p.reason))),
    )


def _outermost_first(item: Annotation) -> list[Clause]:
    depths: dict[int, int] = {}

    def depth(clause: Clause, path: frozenset[int] = frozenset()) -> int:
        if clause.index not in depths:
            above = clause.governor
            stop = above is None or above in path
            inner = path | {clause.index}
            depths[clause.index] = 0 if stop else 1 + depth(item.clauses[above or 0], inner)
        return depths[clause.index]

    return sorted(item.clauses, key=lambda c: (c.sentence, depth(c), c.index))


def _judged(clause: Clause, scene: Scene, taken: dict[int, Clause]) -> Mention | Passed | None:
    """Return the mention that a clause makes, why it makes none, or None for no candidate."""
    rule = scene.rule(clause)
    if rule is None:
        reason = reason_of_silence(clause, scene)
        return _passed(clause, reason) if reason else None
    sides = scene.sides(clause, rule)
    against = reason_against(clause, rule, sides, scene, taken)
    return _passed(clause, against) if against else _mention(clause, rule, sides, scene)


def _passed(clause: Clause, reason: str) -> Passed:
    return Passed(
        sentence=clause.sentence,
        start=clause.start,
        end=clause.end,
        text=clause.text,
        reason=reason,
    )


def _mention(clause: Clause, rule: Rule, sides: Sides, scene: Scene) -> Mention:
    item, coder = scene.item, scene.coder
    sentence = item.sentences[clause.sentence]
    reality = scene.reality(clause)
    act = coder.ontology.label(rule.label, contexts_of(sentence, rule, coder.ontology))
    label, why_label = rewritten(act, reality, coder.ontology)
    day, why_day = scene.around.day(clause)
    place, why_place = scene.around.place(clause, [*sides.actors, *sides.recipients])
    reasons = (f"type: rule {rule.id}", why_label, *_of_sides(sides), *_of_reality(reality))
    return Mention(
        id=_identity(item, clause),
        sentence=sentence,
        trigger=item.document.span(clause.start, clause.end),
        label=label,
        act=act,
        about=scene.about(clause),
        actors=sides.actors,
        recipients=sides.recipients,
        status=reality.status,
        polarity=reality.polarity,
        attribution=voices_of(item, clause),
        day=day,
        place=place,
        quantities=scene.told_of(clause),
        confidence=round(rule.strength, 2),
        clause=clause.index,
        trace=tuple(filter(None, (*reasons, why_day, why_place))),
    )


def _of_sides(sides: Sides) -> list[str]:
    told = (("actor", sides.actors), ("recipient", sides.recipients))
    return [f"{side} {p.text!r}: {p.reason}" for side, parties in told for p in parties]


def _of_reality(reality: Reality) -> list[str]:
    return [f"status: {reason}" for reason in reality.reasons]


def _identity(item: Annotation, clause: Clause) -> str:
    key = f"{item.document.id}\x1f{item.document.text}\x1f{clause.start}\x1f{clause.end}"
    return hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
