"""A benchmark read: what is to be judged, and how the answers are scored.

There are two kinds: marked pairs, which the relation model types, and texts, which go through the
pipeline. Neither model nor pipeline is known here; whoever has them hands in the answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from detente.evaluation.results import Outcome
from detente.model import Annotation, Document

__all__ = ["Benchmark", "Guess", "Pairs", "Texts"]


@dataclass(frozen=True, slots=True)
class Guess:
    """What a model makes of a marked pair.

    `type` is its answer, "NONE" allowed, with `mode` and `confidence` (0 to 1); `event` is the
    likeliest type that is an event, with a confidence of its own.
    """

    type: str
    mode: str | None
    confidence: float
    event: str
    event_confidence: float


@dataclass(frozen=True, slots=True)
class Pairs:
    """Sentences with actor and recipient marked, and the function that scores a guess for each.

    `files` are those that were read, in order.
    """

    files: tuple[Path, ...]
    sentences: tuple[str, ...]
    score: Callable[[Sequence[Guess]], Outcome]


@dataclass(frozen=True, slots=True)
class Texts:
    """Documents, the layers needed of them, and the function that scores their annotations.

    The annotations are handed in one for each document and in the same order; one that failed
    counts as one in which nothing was found.
    """

    files: tuple[Path, ...]
    documents: tuple[Document, ...]
    layers: frozenset[str]
    score: Callable[[Iterable[Annotation]], Outcome]


Benchmark = Pairs | Texts
