"""Documents through all stages, in batches; one bad text does not lose the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from detente.errors import DetenteError
from detente.model import Annotation, Batch, Document
from detente.pipeline.limit import OverTime, within
from detente.pipeline.stages import Stage, check_order

__all__ = ["BATCH_CHARACTERS", "BATCH_SIZE", "annotate", "batches", "worked"]

BATCH_SIZE = 16
"""Documents worked on together at most; enough to keep the parser busy."""

BATCH_CHARACTERS = 200_000
"""Characters after which a batch is closed: what a batch takes of memory is bounded by its text."""


def annotate(documents: Iterable[Document], stages: Sequence[Stage]) -> Iterator[Annotation]:
    """Yield every document with the layers of all stages, in order.

    A document that cannot be worked on keeps only its `failure`; the others are not touched.

    Raises:
        SettingError: the stages are in an impossible order.
    """
    check_order(stages)
    for batch in batches(documents):
        yield from worked(batch, stages)


def worked(
    documents: Sequence[Document], stages: Sequence[Stage], *, timeout_s: float | None = None
) -> list[Annotation]:
    """Return one batch of documents with the layers of all stages, in order.

    A batch that takes longer than `timeout_s` is worked on again document by document, each
    within that time; None sets no limit. See `detente.pipeline.limit` for what it cannot stop.
    """
    screened = [_screened(document) for document in documents]
    sound = tuple(item for item in screened if item.failure is None)
    done = iter(_worked(sound, stages, timeout_s))
    return [item if item.failure else next(done) for item in screened]


def _screened(document: Document) -> Annotation:
    """Mark a document that cannot be coded at all."""
    failure = None
    if not document.text.strip():
        failure = "has no text"
    elif (document.language or "en")[:2].lower() != "en":
        failure = f"is in language {document.language!r}; détente reads English"
    return Annotation(document=document, failure=failure)


def _worked(batch: Batch, stages: Sequence[Stage], timeout_s: float | None) -> Batch:
    """Return the batch after all stages; when it fails, its documents are worked on singly."""
    try:
        with within(timeout_s):
            for stage in stages:
                batch = stage.work(batch)
    except DetenteError:
        raise
    except (Exception, OverTime) as error:  # noqa: BLE001 (one bad text must not lose the others)
        if len(batch) > 1:
            bare = (_bare(item) for item in batch)
            return tuple(done for one in bare for done in _worked(one, stages, timeout_s))
        return tuple(replace(item, failure=_reason(error)) for item in _bare(batch[0]))
    return batch


def _reason(error: BaseException) -> str:
    if isinstance(error, OverTime):
        return f"could not be coded: {error}"
    return f"could not be coded: {type(error).__name__}: {error}"


def _bare(item: Annotation) -> Batch:
    return (Annotation(document=item.document),)


def batches(documents: Iterable[Document]) -> Iterator[tuple[Document, ...]]:
    """Yield documents in order, as many at a time as are worked on together."""
    batch: list[Document] = []
    characters = 0
    for document in documents:
        batch.append(document)
        characters += len(document.text)
        if len(batch) == BATCH_SIZE or characters >= BATCH_CHARACTERS:
            yield tuple(batch)
            batch, characters = [], 0
    if batch:
        yield tuple(batch)
