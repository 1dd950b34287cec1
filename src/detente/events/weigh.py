"""Lexicon and model together: who decides the type of an act.

The lexicon proposes and explains; the relation model, where it is sure, decides. The bounds below,
probabilities of the model, say how sure it must be, and one which rules it may not overrule; they
were set on development data.
"""

from __future__ import annotations

from dataclasses import dataclass

from detente.events.ontology import Ontology
from detente.events.relation import NOTHING, Verdict
from detente.model import Label

__all__ = [
    "AGREED",
    "ALONE_ABOVE",
    "DOUBTED",
    "DROP_ABOVE",
    "OUTWEIGHS_BY",
    "RETYPED",
    "RETYPE_ABOVE",
    "RULE",
    "STRONG_RULE",
    "TAGGED",
    "TAGGED_ABOVE",
    "TAGGED_NOTHING_BELOW",
    "TAUGHT",
    "WAYS",
    "Decision",
    "propose",
    "propose_tagged",
    "weigh",
]

DROP_ABOVE = 0.97
"""Above this probability of "no event" no act of the lexicon is coded, however strong its rule."""

OUTWEIGHS_BY = 0.15
"""Nor is it where "no event" is likelier by this than its rule is strong."""

RETYPE_ABOVE = 0.4
"""Above this probability the model's type replaces the lexicon's."""

ALONE_ABOVE = 0.9
"""An act that names one side only is coded if its rule is at least this strong."""

STRONG_RULE = 0.85
"""A rule of at least this strength keeps its type against the model."""

TAGGED_NOTHING_BELOW = 0.5
"""The main act of a sentence, by its tagged phrases, is coded if "no event" is less likely."""

TAGGED_ABOVE = 0.4
"""So likely its type, and so sure its tagged phrases, must at least be together.

Below it four in five were wrong in articles of Wikinews that were read by hand.
"""


RULE, AGREED, DOUBTED, RETYPED = (
    "rule alone",
    "rule and model",
    "rule against model",
    "model against rule",
)
TAGGED, TAUGHT = "tagged", "taught"
WAYS = (RULE, AGREED, DOUBTED, RETYPED, TAGGED, TAUGHT)
"""Who decided: see `Decision.way`."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The label's name that an act gets (None: it is not coded), why, and how sure that is.

    `confidence` is what decided says of itself, 0 to 1; `way` tells what that was: a rule, the
    model asked of no such pair; both; a rule that the model doubts; the model, of a rule's act, or
    of the sentence's tagged phrases; a type that the user taught.
    `of_model` tells that the model chose the label, reading the sentence with its negations.
    `contexts` are those that the model names, None where it was not asked.
    """

    label: str | None
    reasons: tuple[str, ...]
    confidence: float
    way: str = RULE
    of_model: bool = False
    contexts: tuple[str, ...] | None = None


def weigh(
    label: Label,
    strength: float,
    verdict: Verdict | None,
    elsewhere: frozenset[str],
    *,
    one_sided: bool = False,
    lonely: bool = False,
) -> Decision:
    """Return what an act of the lexicon is coded as.

    `elsewhere` holds the types that the lexicon gives other acts of the same pair in the sentence:
    the model speaks of the pair, not of the word, so such a type is no argument against this one.
    Of a `one_sided` act the model may say that it is none, but not that it is another. A `lonely`
    one, of a type that should have a partner, rests on a strong rule or on the model's agreement.
    """
    agreed = verdict is not None and verdict.type == label.type
    if lonely and strength < ALONE_ABOVE and not agreed:
        return Decision(None, (f"names one side only, and its rule is weak ({strength:.2f})",), 0.0)
    if verdict is None:
        return Decision(str(label), (), round(strength, 2))
    if verdict.learned:
        return _taught(label, strength, verdict, elsewhere)
    if verdict.type == label.type:
        sure = min(0.99, round(1 - (1 - strength) * (1 - verdict.probability), 2))
        agrees = f"type: the model agrees ({verdict.probability:.2f})"
        return Decision(str(label), (agrees,), sure, AGREED)
    if verdict.type == NOTHING:
        if verdict.nothing > min(strength + OUTWEIGHS_BY, DROP_ABOVE):
            return Decision(None, (f"the model sees no event ({verdict.nothing:.2f})",), 0.0)
    elif not one_sided and _retypes(verdict, strength) and verdict.type not in elsewhere:
        reason = f"type: the model's {verdict.label} ({verdict.probability:.2f}) for {label}"
        likely = round(verdict.probability, 2)
        return Decision(verdict.label, (reason,), likely, RETYPED, of_model=True)
    doubt = round(strength * (1 - verdict.probability / 2), 2)
    return Decision(str(label), (f"type: the model would say {verdict.type}",), doubt, DOUBTED)


def _taught(label: Label, strength: float, verdict: Verdict, elsewhere: frozenset[str]) -> Decision:
    """Return what an act of a pair of a learned type is coded as: that type.

    A strong rule keeps its own where the pair does something else too, which may be what was
    learned; so does any rule where another act of the pair is of the learned type already.
    """
    kept = verdict.type in elsewhere or (bool(elsewhere) and strength >= STRONG_RULE)
    if kept and verdict.type != label.type:
        doubt = round(strength * (1 - verdict.probability / 2), 2)
        why = f"type: {verdict.label} as learned, of another act"
        return Decision(str(label), (why,), doubt, DOUBTED)
    reason = f"type: {verdict.label} as learned ({verdict.probability:.2f}) for {label}"
    likely = round(verdict.probability, 2)
    return Decision(verdict.label, (reason,), likely, TAUGHT, of_model=True)


def _retypes(verdict: Verdict, strength: float) -> bool:
    return verdict.probability > RETYPE_ABOVE and strength < STRONG_RULE


def propose(verdict: Verdict | None, ontology: Ontology) -> Decision | None:
    """Return what an act that no rule knows is coded as: a type that the user taught, or None."""
    if verdict is None or not verdict.learned or verdict.type not in ontology.types:
        return None
    reason = f"type: as learned, {verdict.label} ({verdict.probability:.2f})"
    return Decision(
        verdict.label,
        (reason,),
        round(verdict.probability, 2),
        TAUGHT,
        of_model=True,
        contexts=verdict.contexts,
    )


def propose_tagged(verdict: Verdict | None, sure: float, ontology: Ontology) -> Decision | None:
    """Return what the tagged main act of a sentence is coded as, None for nothing.

    `sure` is the probability of the least sure tagged phrase.
    """
    if verdict is None or verdict.nothing >= TAGGED_NOTHING_BELOW:
        return None
    if verdict.likeliest not in ontology.types:
        return None
    mode = verdict.mode_of_likeliest
    label = f"{verdict.likeliest}/{mode}" if mode else verdict.likeliest
    likely = round(verdict.of_likeliest * sure, 2)
    if likely < TAGGED_ABOVE:
        return None
    reason = f"type: the model, of the tagged pair: {label} ({verdict.of_likeliest:.2f})"
    return Decision(label, (reason,), likely, TAGGED, of_model=True, contexts=verdict.contexts)
