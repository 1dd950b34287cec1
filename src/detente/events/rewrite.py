"""PLOVER's rewriting: what a planned act is coded as."""

from __future__ import annotations

from detente.events.ontology import Ontology
from detente.model import Label, Reality

__all__ = ["rewritten"]


def rewritten(act: Label, reality: Reality, ontology: Ontology) -> tuple[Label, str | None]:
    """Return the label that the ontology gives a planned act, and the reason; else `act` itself.

    A future CONSULT, SUPPORT, COOPERATE or AID is AGREE by PLOVER, a future RETREAT CONCEDE; what
    the actor says it will not do is a refusal.
    """
    row = ontology.types[act.type]
    if reality.status != "planned":
        return act, None
    if reality.polarity == "negated":
        if row.refused is None:
            return act, None
        why = f"type: a {act.type} that is not to be is {row.refused}"
        return ontology.label(row.refused, act.contexts), why
    if row.future is None:
        return act, None
    return ontology.label(row.future, act.contexts), f"type: a planned {act.type} is {row.future}"
