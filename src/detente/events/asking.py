"""Asking the relation model about every pair of parties that a clause joins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from detente.events.relation import Pair, RelationModel, Verdict
from detente.events.rules import NO_EVENT
from detente.events.scene import Scene, Sides
from detente.events.tagged import pair_of
from detente.events.tell import acts_label
from detente.model import Clause, Party, Sentence

__all__ = ["Answers", "ask"]

_ACTING = ("subject",)
_RECEIVING = ("object", "against", "with", "to", "on", "for", "from", "of")


class Opinions:
    """What the model says of pairs: each is read when it is first asked about, and only once."""

    def __init__(self, model: RelationModel) -> None:
        """Begin with nothing read."""
        self._model = model
        self._known: dict[Pair, Verdict] = {}

    def of(self, pair: Pair) -> Verdict:
        """Return the model's verdict on a pair."""
        if pair not in self._known:
            (self._known[pair],) = self._model.judge([pair])
        return self._known[pair]


@dataclass(frozen=True, slots=True)
class Answers:
    """What the model says of the pairs of one document, by clause.

    `opinions` is None where there is no model to ask. `pairs` are those that may be asked about;
    `unknown` the clauses that no rule fits, with their sides. `tagged` holds the tagged pair of
    each sentence that has one, by the sentence's number.
    """

    opinions: Opinions | None = None
    pairs: Mapping[int, Pair] = field(default_factory=dict)
    unknown: Sequence[tuple[Clause, Sides]] = ()
    tagged: Mapping[int, Pair] = field(default_factory=dict)

    @property
    def asked(self) -> bool:
        """Tell whether there is a model to ask."""
        return self.opinions is not None

    def of(self, clause: Clause) -> Verdict | None:
        """Return the verdict on a clause's pair, None when it has none or nobody can be asked."""
        return self._on(self.pairs.get(clause.index))

    def of_tagged(self, sentence: int) -> Verdict | None:
        """Return the verdict on the tagged pair of a sentence, None when it has none."""
        return self._on(self.tagged.get(sentence))

    def _on(self, pair: Pair | None) -> Verdict | None:
        return None if pair is None or self.opinions is None else self.opinions.of(pair)

    def types_beside(self, clause: Clause, scene: Scene) -> frozenset[str]:
        """Return the types that speak of other words than this clause's, though of the same pair.

        They are those that rules give other clauses, and of what is denied to have been done the
        types of refusals: to deny a deed is not to refuse it.
        """
        pair = self.pairs.get(clause.index)
        others = [k for k, p in self.pairs.items() if p == pair and k != clause.index]
        clauses = [scene.item.clauses[k] for k in others]
        labels = (
            acts_label(c, rule, scene)[1] for c in clauses if (rule := scene.rule(c)) is not None
        )
        told = frozenset(label.type for label in labels)
        return told | scene.coder.ontology.refusals if scene.is_denied(clause) else told


def ask(scenes: Sequence[Scene], model: RelationModel | None) -> list[Answers]:
    """Return the model's answers for each scene; empty ones without a model."""
    if model is None:
        return [Answers() for _ in scenes]
    opinions, answers = Opinions(model), []
    for scene in scenes:
        pairs, unknown = _pairs(scene, taught=model.is_taught)
        answers.append(Answers(opinions, pairs, unknown, _tagged(scene)))
    return answers


def _tagged(scene: Scene) -> dict[int, Pair]:
    """Return the tagged pair of each sentence that has one."""
    made = ((k, pair_of(marks, scene.item.sentences[k])) for k, marks in scene.marks.items())
    return {number: pair for number, pair in made if pair is not None}


def _pairs(scene: Scene, *, taught: bool) -> tuple[dict[int, Pair], list[tuple[Clause, Sides]]]:
    """Return the pairs of clauses, and the clauses that no rule fits; those only if `taught`.

    Of clauses that no rule knows the shipped types alone found nothing that the tagged phrases
    did not find, and they are a quarter of all pairs.
    """
    pairs: dict[int, Pair] = {}
    unknown: list[tuple[Clause, Sides]] = []
    for clause in scene.item.clauses:
        rule = scene.rule(clause)
        if rule is None and not taught:
            continue
        if rule is not None and rule.type == NO_EVENT:
            continue
        sides = scene.sides(clause, rule) if rule else _default_sides(clause, scene)
        pair = _pair(clause, sides, scene)
        if pair is not None:
            pairs[clause.index] = pair
            if rule is None and pair.recipient is not None:
                unknown.append((clause, sides))
    return pairs, unknown


def _default_sides(clause: Clause, scene: Scene) -> Sides:
    """Return who stands in a clause's own slots; only parties that are the head of a phrase."""
    actors = scene.cast.filling(_ACTING, clause, (), every=False)
    recipients = scene.cast.filling(_RECEIVING, clause, (), every=False, acting=actors)
    heads = {p.head for p in (*clause.subject, *clause.object, *clause.obliques)}
    if not all(party.head in heads for party in (*actors, *recipients)):
        return Sides((), ())
    if not {p.country for p in actors} ^ {p.country for p in recipients} - {None}:
        return Sides((), ())
    return Sides(tuple(actors), tuple(recipients))


def _pair(clause: Clause, sides: Sides, scene: Scene) -> Pair | None:
    """Return what the model is asked about; None when the sentence does not name who acts."""
    first, second = _two(sides)
    here = scene.item.sentences[clause.sentence]
    if first is None or not sides.known or not _within(first, here):
        return None
    actor = (first.start - here.start, first.end - here.start)
    if second is None:
        return Pair(here.text, actor, None)
    apart = first.end <= second.start or second.end <= first.start
    if not (apart and _within(second, here)):
        return None
    return Pair(here.text, actor, (second.start - here.start, second.end - here.start))


def _within(party: Party, sentence: Sentence) -> bool:
    return sentence.start <= party.start and party.end <= sentence.end


def _two(sides: Sides) -> tuple[Party | None, Party | None]:
    """Return one party of each side; of a mutual act its first two; None for a missing one."""
    if sides.recipients:
        return next(iter(sides.actors), None), sides.recipients[0]
    if len(sides.actors) > 1:
        return sides.actors[0], sides.actors[1]
    return next(iter(sides.actors), None), None
