"""Whether voices differ on what happened: some assert an event, others deny it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from detente.model import Dispute

__all__ = ["Word", "dispute"]

_TOLD = frozenset({"actual", "historical"})


@dataclass(frozen=True, slots=True)
class Word:
    """What a mention says of an event; `voice` names whoever asserts it at last."""

    mention: str
    voice: str
    status: str
    polarity: str


def dispute(words: Iterable[Word]) -> Dispute | None:
    """Return who says that it was so and who that it was not; None where no voices differ.

    Plans and suppositions dispute nothing, nor does a voice that takes back its own word.
    """
    told = [word for word in words if word.status in _TOLD]
    denied = [word for word in told if word.polarity == "negated"]
    asserted = [word for word in told if word.polarity == "positive"]
    if not denied or {word.voice for word in asserted} <= {word.voice for word in denied}:
        return None
    return Dispute(
        asserted=tuple(word.mention for word in asserted),
        denied=tuple(word.mention for word in denied),
    )
