"""What works on a batch: the stages, loaded when first needed, and what is made of the results."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from detente.model import Annotation, Document
from detente.pipeline.correcting import with_corrections
from detente.pipeline.stages import Stage, load_stages
from detente.pipeline.work import worked
from detente.storage import Correction
from detente.tables import Lexicon

__all__ = ["Bench", "Order", "Tools"]

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Tools:
    """What the stages are loaded from; see `load_stages`.

    It can be sent to another process, but not with stages that are `loaded` already.
    """

    lexicon: Lexicon
    pipeline: str | None = None
    min_confidence: float = 0.0
    sparing: bool = False
    loaded: Sequence[Stage] | None = None

    def stages(self) -> Sequence[Stage]:
        """Return the stages with their tables and models loaded."""
        if self.loaded is not None:
            return self.loaded
        return load_stages(
            self.lexicon,
            pipeline=self.pipeline,
            min_confidence=self.min_confidence,
            sparing=self.sparing,
        )


@dataclass(frozen=True, slots=True)
class Order:
    """A batch of documents to be annotated, with a person's corrections by document's digest."""

    documents: tuple[Document, ...]
    corrections: Mapping[str, Sequence[Correction]] = field(default_factory=dict)


class Bench(Generic[Result]):
    """Stages that are loaded once, and `finish`, which makes the result of an annotation."""

    def __init__(self, tools: Tools, finish: Callable[[Annotation], Result]) -> None:
        """Keep what is needed; nothing is loaded yet."""
        self._tools = tools
        self._finish = finish
        self._stages: Sequence[Stage] = ()

    def load(self) -> None:
        """Load the stages.

        Raises:
            TableError: a table of the lexicon is wrong.
            SettingError: the spaCy pipeline is not installed.
        """
        if not self._stages:
            self._stages = self._tools.stages()

    def do(self, order: Order, timeout_s: float | None) -> tuple[Result, ...]:
        """Return the results of an order's documents; see `worked` for `timeout_s`.

        Raises:
            TableError, SettingError: as in `load`, or a correction cannot be put in force.
        """
        if not order.documents:
            return ()
        self.load()
        stages = with_corrections(self._stages, order.corrections, self._tools.lexicon)
        items = worked(order.documents, stages, timeout_s=timeout_s)
        return tuple(self._finish(item) for item in items)
