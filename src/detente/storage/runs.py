"""Which program made a row: version, and digests of code, lexicon and model."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from detente import __version__
from detente.tables import Lexicon

__all__ = ["Run", "describe_run"]


@dataclass(frozen=True, slots=True)
class Run:
    """What coded a document; two runs with the same `id` give the same rows."""

    id: str
    version: str
    code: str
    lexicon: str
    model: str


def describe_run(lexicon: Lexicon, model: str) -> Run:
    """Return the run of this program with `lexicon` and the models named."""
    parts = (__version__, _code_digest(), lexicon.digest, model)
    return Run(_digest("\x1f".join(parts).encode()), *parts)


@cache
def _code_digest() -> str:
    """Return sixteen hexadecimal digits that change with any line of the program."""
    root = Path(str(resources.files("detente")))
    sources = sorted(root.rglob("*.py"))
    return _digest(b"".join(path.read_bytes() for path in sources))


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=8).hexdigest()
