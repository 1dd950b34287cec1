"""How real: status and polarity of every clause."""

from __future__ import annotations

from dataclasses import dataclass, replace

from detente.model import Annotation, Batch, Reality
from detente.tables import Lexicon

__all__ = ["RealityCues", "assess", "load_reality"]


@dataclass(frozen=True, slots=True)
class RealityCues:
    """Words that tell how real an act is."""


def load_reality(lexicon: Lexicon) -> RealityCues:
    """Return the cues of a lexicon."""
    return RealityCues()


def assess(batch: Batch, cues: RealityCues) -> Batch:
    """Return the batch with `realities` filled, one for each clause."""
    return tuple(replace(item, realities=tuple(_all(item))) for item in batch)


def _all(item: Annotation) -> list[Reality]:
    made = []
    for clause in item.clauses:
        status = "planned" if clause.tense == "future" else "actual"
        if clause.modal:
            status = "hypothetical"
        made.append(Reality(status, "negated" if clause.negation else "positive"))
    return made
