"""The stages in their order, the check that each finds what it needs, and the work itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from detente.errors import DetenteError, SettingError
from detente.model import Annotation, Batch, Document
from detente.tables import Lexicon

__all__ = ["Stage", "annotate", "check_order", "load_stages"]

Item = TypeVar("Item")

BATCH_SIZE = 16
"""Documents worked on together; large enough to keep the parser busy."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One step: a batch in, a fuller batch out; `needs` and `gives` name layers."""

    name: str
    needs: frozenset[str]
    gives: frozenset[str]
    work: Callable[[Batch], Batch]


def load_stages(lexicon: Lexicon, *, pipeline: str | None = None) -> tuple[Stage, ...]:
    """Return the stages from text to events with their tables and models loaded.

    `pipeline` names another installed spaCy pipeline.

    Raises:
        TableError: a table of the lexicon is wrong.
        SettingError: the spaCy pipeline is not installed.
    """
    from detente import actors, events, language, linking, places, times, voices

    coder = events.load_coder(lexicon)
    grammar = language.load_grammar(lexicon, nouns=coder.table.nouns, verbs=coder.table.verbs)
    parser = language.load_parser(
        pipeline or language.DEFAULT_PIPELINE, lemmas=grammar.lemmas, known=grammar.common
    )
    directory = actors.load_directory(lexicon)
    gazetteer = places.load_gazetteer(lexicon)
    calendar = times.load_calendar(lexicon)
    cues = voices.load_cues(lexicon)
    reality = events.load_reality(lexicon)
    return (
        _stage("parse", "document", "sentences", parser.parse),
        _stage("clauses", "sentences", "clauses", lambda b: language.find_clauses(b, grammar)),
        _stage("actors", "sentences", "parties", lambda b: actors.find(b, directory)),
        _stage("places", "sentences parties", "places", lambda b: places.find(b, gazetteer)),
        _stage("times", "sentences", "times", lambda b: times.find(b, calendar)),
        _stage("voices", "clauses parties", "quotes attributions", lambda b: voices.find(b, cues)),
        _stage("reality", "clauses times", "realities", lambda b: events.assess(b, reality)),
        _stage(
            "events",
            "clauses parties places times attributions realities",
            "mentions passed",
            lambda b: events.code(b, coder),
        ),
        _stage("linking", "mentions", "events", linking.link),
    )


def _stage(name: str, needs: str, gives: str, work: Callable[[Batch], Batch]) -> Stage:
    return Stage(name, frozenset(needs.split()), frozenset(gives.split()), work)


def check_order(stages: Sequence[Stage]) -> None:
    """Refuse stages that come before what they need.

    Raises:
        SettingError: a stage needs a layer that no earlier stage gives.
    """
    given = {"document"}
    for stage in stages:
        missing = sorted(stage.needs - given)
        if missing:
            raise SettingError(
                f"stage {stage.name!r} needs {', '.join(missing)}, which no stage before it gives"
            )
        given |= stage.gives


def annotate(documents: Iterable[Document], stages: Sequence[Stage]) -> Iterator[Annotation]:
    """Yield every document with the layers of all stages, in order.

    A document that cannot be worked on keeps only its `failure`; the others are not touched.

    Raises:
        SettingError: the stages are in an impossible order.
    """
    check_order(stages)
    for batch in _batches(map(_screened, documents), BATCH_SIZE):
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


def _batches(items: Iterable[Item], size: int) -> Iterator[tuple[Item, ...]]:
    source = iter(items)
    while batch := tuple(islice(source, size)):
        yield batch
