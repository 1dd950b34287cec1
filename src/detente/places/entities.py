"""Entities: the runs of tokens that the tagger takes for one name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.model import Token

__all__ = ["PLACE_LABELS", "Entity", "entities"]

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})


@dataclass(frozen=True, slots=True)
class Entity:
    """A run of tokens with one entity label; `last` is excluded."""

    first: int
    last: int
    label: str


def entities(tokens: Sequence[Token]) -> list[Entity | None]:
    """Return for each token the entity it belongs to."""
    found: list[Entity | None] = [None] * len(tokens)
    at = 0
    while at < len(tokens):
        label, end = tokens[at].entity, at + 1
        if label is not None:
            while end < len(tokens) and _continues(tokens[end], label):
                end += 1
            found[at:end] = [Entity(at, end, label)] * (end - at)
        at = end
    return found


def _continues(token: Token, label: str) -> bool:
    return token.entity == label and not token.entity_start
