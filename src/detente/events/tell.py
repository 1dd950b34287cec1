"""A coded act as a mention: label, parties, reality, circumstances, and the reasons for each."""

from __future__ import annotations

import hashlib

from detente.events.circumstances import voices_of
from detente.events.contexts import contexts_of
from detente.events.loaded import loaded_words
from detente.events.onward import quantities_of, told_on
from detente.events.rewrite import rewritten
from detente.events.rules import Rule
from detente.events.scene import Scene, Sides
from detente.events.unlisted import without_means
from detente.events.weigh import Decision
from detente.model import Annotation, Clause, Label, Mention, Reality

__all__ = ["acts_label", "mention"]


def acts_label(clause: Clause, rule: Rule, scene: Scene) -> tuple[Label, Label, str | None]:
    """Return the act that a rule gives a clause, its label by the ontology, and why they differ.

    The mode may stand only in what tells more of the act: "killed in a suicide bombing".
    """
    ontology = scene.coder.ontology
    sentence = scene.item.sentences[clause.sentence]
    more = (r.label for c in told_on(clause, scene) if (r := scene.rule(c)))
    name = next((one for one in (rule.label, *more) if "/" in one), rule.label)
    act = ontology.label(name, contexts_of(sentence, rule.contexts, ontology))
    label, why = rewritten(act, scene.reality(clause), ontology)
    return act, label, why


def mention(clause: Clause, sides: Sides, act: Label, decision: Decision, scene: Scene) -> Mention:
    """Return the mention of an act that was decided to be coded."""
    item = scene.item
    named = act.contexts if decision.contexts is None else decision.contexts
    contexts = tuple(name for name in scene.coder.ontology.contexts if name in named)
    label = scene.coder.ontology.label(decision.label or str(act), contexts)
    row = scene.coder.ontology.types[label.type]
    sides = Sides(*(without_means(side, item, row) for side in (sides.actors, sides.recipients)))
    reality = _absorbed(scene.reality(clause), label, act, decision, scene)
    day, why_day = scene.around.day(clause)
    place, why_place = scene.around.place(clause, [*sides.actors, *sides.recipients])
    attribution = voices_of(item, clause)
    loaded = () if attribution else loaded_words(item, clause, scene.coder.loaded)
    sure, why_sure = _certainty(decision, scene.glance(clause.sentence).act, scene)
    told = (*_of_sides(sides), *_of_reality(reality))
    reasons = (*decision.reasons, *told, why_day, why_place, why_sure)
    return Mention(
        id=_identity(item, clause),
        sentence=item.sentences[clause.sentence],
        trigger=item.document.span(clause.start, clause.end),
        label=label,
        act=act,
        about=scene.about(clause),
        actors=sides.actors,
        recipients=sides.recipients,
        status=reality.status,
        polarity=reality.polarity,
        attribution=attribution,
        day=day,
        place=place,
        quantities=quantities_of(clause, scene),
        loaded=loaded,
        confidence=sure,
        clause=clause.index,
        trace=tuple(filter(None, reasons)),
    )


def _certainty(decision: Decision, act: float | None, scene: Scene) -> tuple[float, str]:
    """Return how likely the type is right, and the reason; `act`: that its sentence tells one."""
    sure = scene.coder.certainty.of(decision.way, decision.confidence, act)
    sentence = "" if act is None else f"; its sentence tells an act, {act:.2f}"
    return sure, f"confidence: {decision.way}, {decision.confidence:.2f}{sentence}"


def _absorbed(
    reality: Reality, label: Label, act: Label, decision: Decision, scene: Scene
) -> Reality:
    """Return the reality of the label: a refusal to act did happen, though the act did not."""
    chosen = decision.of_model or label.type != act.type
    if chosen and reality.polarity == "negated" and label.type in scene.coder.ontology.refusals:
        return Reality("actual", "positive", (*reality.reasons, f"{label.type} is the refusal"))
    return reality


def _of_sides(sides: Sides) -> list[str]:
    told = (("actor", sides.actors), ("recipient", sides.recipients))
    return [f"{side} {p.text!r}: {p.reason}" for side, parties in told for p in parties]


def _of_reality(reality: Reality) -> list[str]:
    return [f"status: {reason}" for reason in reality.reasons]


def _identity(item: Annotation, clause: Clause) -> str:
    key = f"{item.document.id}\x1f{item.document.text}\x1f{clause.start}\x1f{clause.end}"
    return hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
