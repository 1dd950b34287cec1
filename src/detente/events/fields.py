"""Which field of news a sentence is from: politics, or sport, business, culture, science, life.

Reports of sport and markets speak the language of war ("Brazil crushed Germany"). A linear head
over what the shipped network makes of a sentence tells the fields apart; what stands in a
sentence that is rather from another field than politics is not coded. See the model card.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.events.heads import Head, load_head
from detente.events.network import ModelError, Network, softmax
from detente.tables import Lexicon

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["ELSEWHERE_ABOVE", "FILE", "POLITICS", "Field", "FieldsHead", "load_fields"]

POLITICS = "politics"
"""The field whose events are coded."""

ELSEWHERE_ABOVE = 0.4
"""Above this probability of being from another field nothing in a sentence is coded."""

FILE = "fields.npz"


@dataclass(frozen=True, slots=True)
class Field:
    """The likeliest other field of a sentence, and how likely it is not politics, 0 to 1."""

    name: str
    elsewhere: float

    @property
    def is_elsewhere(self) -> bool:
        """Tell whether a sentence is from another field."""
        return self.elsewhere > ELSEWHERE_ABOVE

    @property
    def reason(self) -> str:
        """Why nothing is coded here."""
        return f"the sentence reads as {self.name}, not as politics ({self.elsewhere:.2f})"


@dataclass(frozen=True, slots=True)
class FieldsHead:
    """The head whose logits are those of the fields."""

    head: Head

    def read(self, features: npt.NDArray[Any]) -> Field:
        """Return the field of a sentence by the features of its plain reading."""
        likely = softmax(self.head.logits(features))
        by_name = {name: float(p) for name, p in zip(self.head.names, likely, strict=True)}
        politics = by_name.pop(POLITICS)
        other = max(sorted(by_name), key=lambda name: by_name[name])
        return Field(other, round(1 - politics, 4))


def load_fields(lexicon: Lexicon, network: Network) -> FieldsHead | None:
    """Return the head of the last folder of the lexicon that has one for this network.

    None where none has: then no sentence is held to be from another field.

    Raises:
        ModelError: the file is damaged, or knows no politics.
    """
    head = load_head(lexicon, network, FILE)
    if head is not None and POLITICS not in head.names:
        raise ModelError(f"{FILE}: knows no field called {POLITICS!r}; train it again")
    return None if head is None else FieldsHead(head)
