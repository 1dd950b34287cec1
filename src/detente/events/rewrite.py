"""PLOVER's rewriting: what a planned act is coded as."""

from __future__ import annotations

from detente.events.ontology import Ontology
from detente.model import Label, Reality

__all__ = ["rewritten"]


def rewritten(act: Label, reality: Reality, ontology: Ontology) -> tuple[Label, str | None]:
    """Return the label that the ontology gives a planned act, and the reason; else `act` itself.

    By PLOVER a future CONSULT, SUPPORT, COOPERATE or AID is AGREE, a future RETREAT CONCEDE.
    A plan that is dropped keeps its own label.
    """
    future = ontology.types[act.type].future
    if reality.status != "planned" or reality.polarity == "negated" or not future:
        return act, None
    return ontology.label(future, act.contexts), f"type: a planned {act.type} is {future}"
