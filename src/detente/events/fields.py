"""Which field of news a sentence is from: politics, or sport, business, culture, science, life.

Reports of sport and markets speak the language of war ("Brazil crushed Germany"). A linear head
over what the shipped network makes of a sentence tells the fields apart; what stands in a
sentence that is rather from another field than politics is not coded. See the model card.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.events.network import ModelError, Network, softmax
from detente.tables import Lexicon

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["ELSEWHERE_ABOVE", "FILE", "POLITICS", "Field", "FieldsHead", "load_fields"]

POLITICS = "politics"
"""The field whose events are coded."""

ELSEWHERE_ABOVE = 0.5
"""Above this probability of being from another field nothing in a sentence is coded."""

FILE = "fields.npz"
LARGEST_BYTES = 1024 * 1024


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
    """Weights of the fields over a network's features: shape (fields, width + 1), the bias last."""

    names: tuple[str, ...]
    weights: npt.NDArray[Any]

    def read(self, features: npt.NDArray[Any]) -> Field:
        """Return the field of a sentence by the features of its plain reading."""
        likely = softmax(self.weights[:, :-1] @ features + self.weights[:, -1])
        by_name = {name: float(p) for name, p in zip(self.names, likely, strict=True)}
        politics = by_name.pop(POLITICS)
        other = max(sorted(by_name), key=lambda name: by_name[name])
        return Field(other, round(1 - politics, 4))


def load_fields(lexicon: Lexicon, network: Network) -> FieldsHead | None:
    """Return the head of the last folder of the lexicon that has one for this network.

    None where none has: then no sentence is held to be from another field.

    Raises:
        ModelError: the file is damaged.
    """
    found = [path for f in lexicon.folders if (path := f / "model" / FILE).is_file()]
    for path in reversed(found):
        encoder, head = _read(path)
        if encoder == network.digest:
            return head
    return None


def _read(path: Path) -> tuple[str, FieldsHead]:
    """Return the digest of the network that a head belongs to, and the head."""
    from zipfile import BadZipFile

    import numpy as np

    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise ValueError(f"is larger than {LARGEST_BYTES:,} bytes")
        with path.open("rb") as handle, np.load(handle, allow_pickle=False) as held:
            names = tuple(str(name) for name in held["names"])
            head = FieldsHead(names, np.asarray(held["weights"], dtype=np.float32))
            encoder = str(held["encoder"])
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile) as error:
        raise ModelError(f"{path}: holds no fields: {error}; train it again") from None
    if POLITICS not in names or head.weights.shape[0] != len(names):
        raise ModelError(f"{path}: its names and weights do not belong together; train it again")
    return encoder, head
