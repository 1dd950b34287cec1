"""How likely a sentence tells an act at all, by what the network makes of it as a whole.

Most sentences of real news tell none, though they name governments and hold words of war. A linear
head over the features of a sentence's plain reading, trained on news that was read by hand; see
the model card.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.events.gate import ACT
from detente.events.heads import Head, load_head
from detente.events.network import ModelError, Network
from detente.tables import Lexicon

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["FILE", "UNLIKELY_BELOW", "ActsHead", "load_acts"]

FILE = "acts.npz"

UNLIKELY_BELOW = 0.03
"""Below this probability nothing in a sentence is coded.

In held-out news two in three sentences without an act lay below, and one in a hundred of those
with one.
"""


@dataclass(frozen=True, slots=True)
class ActsHead:
    """The head whose one logit is that of an act."""

    head: Head

    def read(self, features: npt.NDArray[Any]) -> float:
        """Return how likely a sentence tells an act, 0 to 1, by the features of its reading."""
        import math

        return round(1 / (1 + math.exp(-float(self.head.logits(features)[0]))), 4)


def load_acts(lexicon: Lexicon, network: Network) -> ActsHead | None:
    """Return the head of the last folder of the lexicon that has one for this network.

    None where none has: then no sentence is held to tell no act.

    Raises:
        ModelError: the file is damaged, or speaks of something else.
    """
    head = load_head(lexicon, network, FILE)
    if head is not None and head.names != (ACT,):
        raise ModelError(f"{FILE}: does not speak of {ACT!r} alone; train it again")
    return None if head is None else ActsHead(head)
