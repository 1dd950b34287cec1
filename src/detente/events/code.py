"""From matched clauses to mentions, and an account of every candidate that was not coded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from detente.events.acts import ActsHead, load_acts
from detente.events.asking import Answers, ask
from detente.events.certainty import UNLIKELY_BELOW, Certainty, load_certainty
from detente.events.fields import FieldsHead, load_fields
from detente.events.judge import reason_against, reason_of_silence
from detente.events.learned import load_judge
from detente.events.loaded import load_loaded
from detente.events.ontology import Ontology, load_ontology
from detente.events.proposals import main_acts, unknown_acts
from detente.events.quantities import TollWords, load_tolls
from detente.events.reactions import ReactionCues, find_reactions, load_reaction_cues
from detente.events.relation import RelationModel
from detente.events.rules import Rule, RuleTable, load_rules
from detente.events.scene import Scene, Sides, set_scene
from detente.events.tell import acts_label, mention
from detente.events.tolls import with_tolls
from detente.events.weigh import weigh
from detente.model import Annotation, Batch, Clause, Mention, Passed, Sentence
from detente.places import Scale, load_scale
from detente.tables import Lexicon

__all__ = ["Coder", "code", "load_coder"]

UNREAD = "names nobody, or tells no act at first reading; not parsed"
"""Why a sentence was set aside before parsing."""


@dataclass(frozen=True, slots=True)
class Coder:
    """What coding needs beside the batch, loaded once a worker; the models may be missing.

    `scale` weighs which place is an act's.

    Mentions of less than `min_confidence`, 0 to 1, are passed over, and so are in any case those
    of less than `UNLIKELY_BELOW`.
    """

    ontology: Ontology
    table: RuleTable
    tolls: TollWords
    scale: Scale
    reactions: ReactionCues
    loaded: frozenset[str]
    certainty: Certainty
    relations: RelationModel | None = None
    fields: FieldsHead | None = None
    acts: ActsHead | None = None
    min_confidence: float = 0.0


def load_coder(lexicon: Lexicon, *, relations: bool = True, min_confidence: float = 0.0) -> Coder:
    """Return the ontology, rules, counting words, cues and relation model of a lexicon.

    Without `relations` the model is left out. Mentions of less than `min_confidence` are passed
    over.

    Raises:
        TableError: tables are wrong; all faults are listed.
        ModelError: the model's files do not belong together.
    """
    ontology = load_ontology(lexicon)
    table = load_rules(lexicon, ontology)
    model = load_judge(lexicon, ontology) if relations else None
    return Coder(
        ontology,
        table,
        load_tolls(lexicon, table.lists),
        load_scale(lexicon),
        load_reaction_cues(lexicon),
        load_loaded(lexicon),
        load_certainty(lexicon),
        model,
        load_fields(lexicon, model.network) if model else None,
        load_acts(lexicon, model.network) if model and not model.is_taught else None,
        min_confidence,
    )


def code(batch: Batch, coder: Coder) -> Batch:
    """Return the batch with `mentions` and `passed` filled."""
    scenes = [set_scene(item, coder) for item in batch]
    answers = ask(scenes, coder.relations)
    return tuple(_coded(s, a) for s, a in zip(scenes, answers, strict=True))


def _coded(scene: Scene, answers: Answers) -> Annotation:
    mentions: list[Mention] = []
    passed = [_unread(s) for s in scene.item.sentences if not s.tokens]
    taken: dict[int, Clause] = {}
    for clause in _outermost_first(scene.item):
        judged = _judged(clause, scene, answers, taken)
        if isinstance(judged, Mention):
            mentions.append(judged)
            for inner in scene.covered(clause):
                taken.setdefault(inner.index, clause)
        elif judged is not None:
            passed.append(judged)
    proposed = unknown_acts(scene, answers, mentions)
    proposed += main_acts(scene, answers, [*mentions, *proposed])
    found = {m.trigger.start for m in proposed}
    least = scene.coder.min_confidence
    every = sorted([*mentions, *proposed], key=lambda m: (m.trigger.start, m.id))
    every = with_tolls(every, scene)
    passed = [p for p in passed if p.start not in found]
    passed += [_unsure(m, least) for m in every if m.confidence < max(least, UNLIKELY_BELOW)]
    told = replace(
        scene.item,
        mentions=tuple(m for m in every if m.confidence >= max(least, UNLIKELY_BELOW)),
        passed=tuple(sorted(passed, key=lambda p: (p.start, p.end, p.reason))),
    )
    return replace(told, reactions=find_reactions(told, scene.coder.reactions))


def _unread(sentence: Sentence) -> Passed:
    return Passed(
        sentence=sentence.index,
        start=sentence.start,
        end=sentence.end,
        text=sentence.text,
        reason=UNREAD,
    )


def _unsure(mention: Mention, least: float) -> Passed:
    asked = f"less sure ({mention.confidence:.2f}) than asked ({least:.2f})"
    unlikely = f"unlikely to be right ({mention.confidence:.2f})"
    return Passed(
        sentence=mention.sentence.index,
        start=mention.trigger.start,
        end=mention.trigger.end,
        text=mention.trigger.text,
        reason=f"{mention.label} is {unlikely if least < UNLIKELY_BELOW else asked}",
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


def _judged(
    clause: Clause, scene: Scene, answers: Answers, taken: Mapping[int, Clause]
) -> Mention | Passed | None:
    """Return the mention that a clause makes, why it makes none, or None for no candidate."""
    rule = scene.rule(clause)
    if rule is None:
        reason = reason_of_silence(clause, scene)
        return _passed(clause, reason) if reason else None
    sides = scene.sides(clause, rule)
    against = reason_against(clause, rule, sides, scene, taken)
    against = against or scene.glance(clause.sentence).reason
    return _passed(clause, against) if against else _weighed(clause, rule, sides, scene, answers)


def _weighed(
    clause: Clause, rule: Rule, sides: Sides, scene: Scene, answers: Answers
) -> Mention | Passed:
    act, label, why = acts_label(clause, rule, scene)
    verdict, elsewhere = answers.of(clause), answers.types_beside(clause, scene)
    expected = scene.coder.ontology.types[label.type].partner_expected
    alone = len(sides.actors) + len(sides.recipients) < 2
    lonely = answers.asked and expected and alone
    decision = weigh(label, rule.strength, verdict, elsewhere, one_sided=alone, lonely=lonely)
    agreed = verdict is not None and verdict.type == label.type
    if decision.label is not None and not agreed and scene.is_beside(clause, sides):
        return _passed(clause, f"{label} stands beside the sentence's main act, and weakly")
    if decision.label is None:
        return _passed(clause, " ".join(decision.reasons))
    first = (f"type: rule {rule.id}", *filter(None, [why]), *decision.reasons)
    named = verdict.contexts if verdict else None
    contexts = None if named is None else (*named, *rule.contexts)
    return mention(clause, sides, act, replace(decision, reasons=first, contexts=contexts), scene)


def _passed(clause: Clause, reason: str) -> Passed:
    return Passed(
        sentence=clause.sentence,
        start=clause.start,
        end=clause.end,
        text=clause.text,
        reason=reason,
    )
