"""The stages in their order, and the check that each finds what it needs."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from detente.errors import SettingError
from detente.model import Batch
from detente.tables import Lexicon, open_lexicon

if TYPE_CHECKING:
    from detente.events import Coder

__all__ = ["Stage", "check_order", "load_stages", "shared_stages"]


@dataclass(frozen=True, slots=True)
class Stage:
    """One step: a batch in, a fuller batch out; `needs` and `gives` name layers."""

    name: str
    needs: frozenset[str]
    gives: frozenset[str]
    work: Callable[[Batch], Batch]


def load_stages(
    lexicon: Lexicon,
    *,
    pipeline: str | None = None,
    relations: bool = True,
    min_confidence: float = 0.0,
    sparing: bool = False,
) -> tuple[Stage, ...]:
    """Return the stages from text to events with their tables and models loaded.

    `pipeline` names another installed spaCy pipeline. Without `relations` the lexicon codes alone
    and the relation model is not asked. Mentions of less than `min_confidence`, 0 to 1, are passed
    over with that reason, and so are, with `sparing`, unparsed, sentences that name nobody or that
    the lower half of the network knows to tell no act.

    Raises:
        TableError: a table of the lexicon is wrong.
        SettingError: the spaCy pipeline is not installed.
    """
    from detente.events import load_coder
    from detente.language import DEFAULT_PIPELINE

    with _without_collecting():
        coder = load_coder(lexicon, relations=relations, min_confidence=min_confidence)
        return _load(lexicon, pipeline or DEFAULT_PIPELINE, coder, sparing=sparing)


@cache
def shared_stages(folders: tuple[str, ...] = (), *, sparing: bool = False) -> tuple[Stage, ...]:
    """Return the stages over the shipped tables and those of `folders`, loaded once a process.

    `sparing` is that of `load_stages`.

    Raises:
        TableError: a table is wrong.
        InputError: a folder does not exist.
    """
    return load_stages(open_lexicon(folders), sparing=sparing)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Let no garbage be looked for: what is loaded is hundreds of thousands of objects to stay."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _load(lexicon: Lexicon, pipeline: str, coder: Coder, *, sparing: bool) -> tuple[Stage, ...]:
    from detente import actors, events, language, linking, places, times, voices

    grammar = language.load_grammar(lexicon, nouns=coder.table.nouns, verbs=coder.table.verbs)
    directory = actors.load_directory(lexicon)
    naming = actors.PRONOUNS | directory.naming if sparing else None
    parser = language.load_parser(
        pipeline,
        lemmas=grammar.lemmas,
        known=grammar.common,
        naming=naming,
        is_idle=_idle(lexicon, coder),
    )
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
            "mentions reactions passed",
            lambda b: events.code(b, coder),
        ),
        _stage("linking", "mentions", "events", linking.link),
    )


def _idle(lexicon: Lexicon, coder: Coder) -> Callable[[str], bool] | None:
    """Return what tells idle sentences; None where types are coded that it was not trained on."""
    from detente import events

    if coder.relations is None or coder.relations.is_taught:
        return None
    gate = events.load_gate(lexicon, coder.relations.network)
    return gate.is_idle if gate else None


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
