"""Which program made a row: version and digests of code, lexicon and model."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from detente import __version__
from detente.tables import Lexicon

__all__ = ["Run", "describe_run"]


@dataclass(frozen=True, slots=True)
class Run:
    """What coded a document; two runs with the same `id` give the same rows."""

    id: str
    version: str
    lexicon: str
    model: str


def describe_run(lexicon: Lexicon, model: str) -> Run:
    """Return the run of this version of the program with `lexicon` and the model named."""
    key = "\x1f".join((__version__, lexicon.digest, model))
    identity = hashlib.blake2b(key.encode(), digest_size=8).hexdigest()
    return Run(identity, __version__, lexicon.digest, model)
