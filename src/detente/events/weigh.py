"""Lexicon and model together: who decides the type of an act.

The lexicon proposes and explains; the relation model, where it is sure, decides. Three bounds, all
probabilities of the model, say how sure it must be, and a fourth which rules it may not overrule;
they were set on development data.
"""

from __future__ import annotations

from dataclasses import dataclass

from detente.events.ontology import Ontology
from detente.events.relation import NOTHING, Verdict
from detente.model import Label

__all__ = [
    "ALONE_ABOVE",
    "DROP_ABOVE",
    "PROPOSE_ABOVE",
    "RETYPE_ABOVE",
    "STRONG_RULE",
    "Decision",
    "propose",
    "weigh",
]

DROP_ABOVE = 0.8
"""Above this probability of "no event" an act of the lexicon is not coded."""

RETYPE_ABOVE = 0.95
"""Above this probability the model's type replaces the lexicon's."""

ALONE_ABOVE = 0.7
"""An act that names one side only is coded if its rule is at least this strong."""

STRONG_RULE = 0.85
"""A rule of at least this strength keeps its type against the model."""

PROPOSE_ABOVE = 0.98
"""Above this probability the model's type is coded where the lexicon knows none."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The label's name that an act gets (None: it is not coded), why, and how sure that is.

    `of_model` tells that the model chose the label, reading the sentence with its negations.
    """

    label: str | None
    reasons: tuple[str, ...]
    confidence: float
    of_model: bool = False


def weigh(
    label: Label,
    strength: float,
    verdict: Verdict | None,
    elsewhere: frozenset[str],
    *,
    one_sided: bool = False,
) -> Decision:
    """Return what an act of the lexicon is coded as.

    `elsewhere` holds the types that the lexicon gives other acts of the same pair in the sentence:
    the model speaks of the pair, not of the word, so such a type is no argument against this one.
    A `one_sided` act, of which the model cannot be asked, rests on its rule alone.
    """
    if one_sided and strength < ALONE_ABOVE:
        return Decision(None, (f"names one side only, and its rule is weak ({strength:.2f})",), 0.0)
    if verdict is None:
        return Decision(str(label), (), round(strength, 2))
    if verdict.type == label.type:
        sure = min(0.99, round(1 - (1 - strength) * (1 - verdict.probability), 2))
        return Decision(str(label), (f"type: the model agrees ({verdict.probability:.2f})",), sure)
    if verdict.type == NOTHING:
        if verdict.nothing > DROP_ABOVE:
            return Decision(None, (f"the model sees no event ({verdict.nothing:.2f})",), 0.0)
    elif _retypes(verdict, strength) and verdict.type not in elsewhere:
        reason = f"type: the model's {verdict.label} ({verdict.probability:.2f}) for {label}"
        return Decision(verdict.label, (reason,), round(verdict.probability, 2), of_model=True)
    doubt = round(strength * (1 - verdict.probability / 2), 2)
    return Decision(str(label), (f"type: the model would say {verdict.type}",), doubt)


def _retypes(verdict: Verdict, strength: float) -> bool:
    return verdict.probability > RETYPE_ABOVE and strength < STRONG_RULE


def propose(verdict: Verdict | None, ontology: Ontology) -> Decision | None:
    """Return what an act that no rule knows is coded as by the model alone, None for nothing."""
    if verdict is None or verdict.type == NOTHING or verdict.probability <= PROPOSE_ABOVE:
        return None
    if verdict.type not in ontology.types:
        return None
    reason = f"type: the model alone, {verdict.label} ({verdict.probability:.2f})"
    return Decision(verdict.label, (reason,), round(verdict.probability, 2), of_model=True)
