"""What a lexicon has learned, and whether it still fits its relation model."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from detente.events import load_relations
from detente.events.learned import Card, cards
from detente.tables import Lexicon

__all__ = ["FRESH", "STALE", "Status", "statuses"]

FRESH = "ok"
STALE = "stale"


@dataclass(frozen=True, slots=True)
class Status:
    """A learned type: its card, the card's file, and its state.

    "ok": made with the relation model that the lexicon has; "stale": made with another, and then it
    must be learned again before anything is coded with it.
    """

    card: Card
    file: Path
    state: str


def statuses(lexicon: Lexicon) -> list[Status]:
    """Return the learned types of a lexicon's folders, in order.

    Raises:
        TableError: cards are wrong; all faults are listed.
        ModelError: the relation model's files do not belong together.
    """
    found = cards(lexicon)
    model = load_relations(lexicon) if found else None
    digest = model.digest if model else None
    return [Status(card, file, FRESH if card.encoder == digest else STALE) for file, card in found]
