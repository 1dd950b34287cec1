"""Lexicon and model together: who decides the type of an act.

The lexicon proposes and explains; the relation model, where it is sure, decides. Three bounds, all
probabilities of the model, say how sure it must be; they were set on development data.
"""

from __future__ import annotations

from dataclasses import dataclass

from detente.events.relation import NOTHING, Pair, Verdict
from detente.events.scene import Scene, Sides
from detente.model import Clause, Label, Party

__all__ = ["DROP_ABOVE", "Decision", "PROPOSE_ABOVE", "RETYPE_ABOVE", "pair_of", "weigh"]

DROP_ABOVE = 0.95
"""Above this probability of "no event" an act of the lexicon is not coded."""

RETYPE_ABOVE = 0.85
"""Above this probability the model's type replaces the lexicon's."""

PROPOSE_ABOVE = 0.9
"""Above this probability the model's type is coded where the lexicon knows none."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The label's name that an act gets (None: it is not coded), why, and how sure that is."""

    label: str | None
    reason: str
    confidence: float


def pair_of(clause: Clause, sides: Sides, scene: Scene) -> Pair | None:
    """Return the pair of parties that the model is asked about; None when there are not two."""
    first, second = _two(sides)
    if first is None or second is None:
        return None
    here = scene.item.sentences[clause.sentence]
    inside = all(here.start <= p.start and p.end <= here.end for p in (first, second))
    apart = first.end <= second.start or second.end <= first.start
    if not (inside and apart):
        return None
    return Pair(
        here.text,
        (first.start - here.start, first.end - here.start),
        (second.start - here.start, second.end - here.start),
    )


def _two(sides: Sides) -> tuple[Party | None, Party | None]:
    """Return one party of each side; of a mutual act its first two."""
    if sides.recipients:
        return next(iter(sides.actors), None), sides.recipients[0]
    if len(sides.actors) > 1:
        return sides.actors[0], sides.actors[1]
    return None, None


def weigh(
    label: Label, strength: float, verdict: Verdict | None, elsewhere: frozenset[str]
) -> Decision:
    """Return what an act of the lexicon is coded as.

    `elsewhere` holds the types that the lexicon gives other acts of the same pair in the sentence:
    the model speaks of the pair, not of the word, so such a type is no argument against this one.
    """
    if verdict is None:
        return Decision(str(label), "", strength)
    if verdict.type == label.type:
        name = str(label) if label.mode else verdict.label
        sure = round(1 - (1 - strength) * (1 - verdict.probability), 2)
        return Decision(name, f"type: the model agrees ({verdict.probability:.2f})", sure)
    if verdict.type == NOTHING:
        if verdict.nothing > DROP_ABOVE:
            return Decision(None, f"the model sees no event ({verdict.nothing:.2f})", 0.0)
    elif verdict.probability > RETYPE_ABOVE and verdict.type not in elsewhere:
        reason = f"type: the model, {verdict.label} ({verdict.probability:.2f}) for {label}"
        return Decision(verdict.label, reason, verdict.probability)
    doubt = round(strength * (1 - verdict.probability / 2), 2)
    return Decision(str(label), f"type: the model would say {verdict.type}", doubt)
