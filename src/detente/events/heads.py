"""Linear heads over what the shipped network makes of a sentence: weights in a file of numpy's.

A head belongs to one network, which it names by its digest: beside another it is not read.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.events.network import ModelError, Network
from detente.tables import Lexicon

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["Head", "load_head", "save_head"]

LARGEST_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Head:
    """Names, and the weights of each: shape (names, width + 1), the bias last."""

    names: tuple[str, ...]
    weights: npt.NDArray[Any]

    def logits(self, features: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Return one number a name for features of shape (width,)."""
        import numpy as np

        return np.asarray(self.weights[:, :-1] @ features + self.weights[:, -1])


def load_head(lexicon: Lexicon, network: Network, file: str) -> Head | None:
    """Return the head of the last folder of the lexicon that has one for this network, else None.

    Raises:
        ModelError: the file is damaged.
    """
    found = [path for f in lexicon.folders if (path := f / "model" / file).is_file()]
    for path in reversed(found):
        encoder, head = _read(path)
        if encoder == network.digest:
            return head
    return None


def save_head(path: Path, head: Head, network: Network) -> None:
    """Write a head that belongs to a network."""
    import numpy as np

    np.savez(
        path,
        names=np.array(head.names),
        weights=head.weights.astype(np.float32),
        encoder=np.array(network.digest),
    )


def _read(path: Path) -> tuple[str, Head]:
    """Return the digest of the network that a head belongs to, and the head."""
    from zipfile import BadZipFile

    import numpy as np

    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise ValueError(f"is larger than {LARGEST_BYTES:,} bytes")
        with path.open("rb") as handle, np.load(handle, allow_pickle=False) as held:
            names = tuple(str(name) for name in held["names"])
            head = Head(names, np.asarray(held["weights"], dtype=np.float32))
            encoder = str(held["encoder"])
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile) as error:
        raise ModelError(f"{path}: holds no weights: {error}; train it again") from None
    if head.weights.shape[:1] != (len(names),):
        raise ModelError(f"{path}: its names and weights do not belong together; train it again")
    return encoder, head
