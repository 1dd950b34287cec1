"""Documents through all stages, in batches; one bad text does not lose the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TypeVar

from detente.errors import DetenteError
from detente.model import Annotation, Batch, Document
from detente.pipeline.stages import Stage, check_order

__all__ = ["BATCH_SIZE", "annotate", "batches"]

Item = TypeVar("Item")

BATCH_SIZE = 16
"""Documents worked on together; large enough to keep the parser busy."""


def annotate(documents: Iterable[Document], stages: Sequence[Stage]) -> Iterator[Annotation]:
    """Yield every document with the layers of all stages, in order.

    A document that cannot be worked on keeps only its `failure`; the others are not touched.

    Raises:
        SettingError: the stages are in an impossible order.
    """
    check_order(stages)
    for batch in batches(map(_screened, documents), BATCH_SIZE):
        sound = tuple(item for item in batch if item.failure is None)
        worked = iter(_worked(sound, stages))
        for item in batch:
            yield item if item.failure else next(worked)


def _screened(document: Document) -> Annotation:
    """Mark a document that cannot be coded at all."""
    failure = None
    if not document.text.strip():
        failure = "has no text"
    elif (document.language or "en")[:2].lower() != "en":
        failure = f"is in language {document.language!r}; détente reads English"
    return Annotation(document=document, failure=failure)


def _worked(batch: Batch, stages: Sequence[Stage]) -> Batch:
    """Return the batch after all stages; when it fails, its documents are worked on singly."""
    try:
        for stage in stages:
            batch = stage.work(batch)
    except DetenteError:
        raise
    except Exception as error:  # noqa: BLE001 (one bad text must not lose the others)
        if len(batch) > 1:
            return tuple(done for item in batch for done in _worked(_bare(item), stages))
        failure = f"could not be coded: {type(error).__name__}: {error}"
        return tuple(replace(item, failure=failure) for item in _bare(batch[0]))
    return batch


def _bare(item: Annotation) -> Batch:
    return (Annotation(document=item.document),)


def batches(items: Iterable[Item], size: int) -> Iterator[tuple[Item, ...]]:
    """Yield tuples of up to `size` items, in order."""
    source = iter(items)
    while batch := tuple(islice(source, size)):
        yield batch
