"""Sentences that tell no act, known by the lower half of the network before they are parsed.

A linear head over the mean and the largest of the lower states of a sentence's tokens. Its bound
is set so that hardly any sentence in which the coder would find an act is lost; see the model card.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.events.heads import Head, load_head
from detente.events.network import LONGEST, Network
from detente.tables import Lexicon

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["ACT", "FILE", "Gate", "load_gate", "pooled"]

FILE = "gate.npz"
ACT = "act"
"""What the one logit of the head speaks for, its bound already in the bias."""


@dataclass(frozen=True, slots=True)
class Gate:
    """A network, and the head that reads its lower states."""

    network: Network
    head: Head

    def is_idle(self, sentence: str) -> bool:
        """Tell whether a sentence surely tells no act; never of one too long to be read whole."""
        states = self.network.states(sentence)
        return len(states) < LONGEST and float(self.head.logits(pooled(states))[0]) < 0


def pooled(states: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Return the mean and the largest of states of shape (tokens, width), shape (2 * width,)."""
    import numpy as np

    return np.concatenate([states.mean(axis=0), states.max(axis=0)])


def load_gate(lexicon: Lexicon, network: Network) -> Gate | None:
    """Return the gate of the last folder of the lexicon that has one for this network, else None.

    Raises:
        ModelError: the file is damaged.
    """
    head = load_head(lexicon, network, FILE)
    return None if head is None else Gate(network, head)
