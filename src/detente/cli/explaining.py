"""`detente explain`: how one sentence is read, what was coded and passed and why; or an event."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.belonging import explain_event
from detente.cli.options import (
    DEFAULT_WAIT_S,
    Lexicons,
    MinConfidence,
    Pipeline,
    Published,
    StoreFile,
    Wait,
    day,
)
from detente.errors import SettingError

if TYPE_CHECKING:
    from detente.model import Annotation, Clause, Mention, Party, Place

__all__ = ["command"]


def command(
    sentence: Annotated[str | None, typer.Argument(help="One or more sentences.")] = None,
    published: Published = None,
    lexicon: Lexicons = None,
    pipeline: Pipeline = None,
    min_confidence: MinConfidence = 0.0,
    event: Annotated[
        str | None,
        typer.Option(help="An event of the store by its id: why do its mentions belong?"),
    ] = None,
    store: StoreFile = None,
    wait: Wait = DEFAULT_WAIT_S,
) -> None:
    """Show the parse of a sentence, the parties, what was coded and what was passed, and why.

    With --event, show the mentions of an event of the store and why each of them belongs to it.

    Example: detente explain "Poland expelled two diplomats on Monday." --published 2016-10-14
    """
    if event is not None:
        explain_event(event, store, wait)
    elif sentence is not None:
        _explain_sentence(sentence, published, lexicon, pipeline, min_confidence)
    else:
        raise SettingError("give a sentence, or an event of the store with --event ID")


def _explain_sentence(
    sentence: str,
    published: str | None,
    lexicon: list[Path] | None,
    pipeline: str | None,
    min_confidence: float,
) -> None:
    from rich.console import Console

    from detente.errors import InputError
    from detente.model import Document
    from detente.pipeline import annotate, load_stages
    from detente.tables import open_lexicon

    document = Document(id="sentence", text=sentence, published=day(published))
    tables = open_lexicon(lexicon or ())
    stages = load_stages(tables, pipeline=pipeline, min_confidence=min_confidence)
    (item,) = annotate([document], stages)
    if item.failure:
        raise InputError(f"the sentence {item.failure}")
    console = Console(highlight=False)
    for title, lines in _parts(item):
        console.print(f"[bold]{title}[/bold]")
        for line in lines or ["nothing"]:
            console.print(f"  {line}", markup=False)


def _parts(item: Annotation) -> list[tuple[str, list[str]]]:
    pairs = zip(item.clauses, item.realities, strict=True)
    return [
        ("Clauses", [_clause(c, f"{r.status}, {r.polarity}", r.reasons) for c, r in pairs]),
        ("Parties", [_party(p) for p in item.parties]),
        ("Places", [_place(p) for p in item.places]),
        ("Times", [f"{t.text}: {t.value} – {t.reason}" for t in item.times]),
        (
            "According to",
            [
                f"{a.source.text if a.source else '?'} {a.stance}: {a.content.text}"
                for a in item.attributions
            ],
        ),
        ("Coded", [line for m in item.mentions for line in _mention(m)]),
        ("Passed", [f"{p.text}: {p.reason}" for p in item.passed]),
    ]


def _clause(clause: Clause, reality: str, reasons: tuple[str, ...]) -> str:
    words = " ".join(filter(None, [clause.lemma, clause.particle]))
    slots = [("who", clause.subject), ("whom", clause.object), ("", clause.obliques)]
    told = "; ".join(
        " ".join(filter(None, [name or phrase.preposition, phrase.text]))
        for name, phrases in slots
        for phrase in phrases
    )
    why = f" ({', '.join(reasons)})" if reasons else ""
    return f"{words} [{clause.kind}] {told} – {reality}{why}"


def _party(party: Party) -> str:
    code = " ".join(filter(None, [party.country, *party.sectors])) or "no country"
    role = f", {party.role}" if party.role else ""
    return f"{party.text}: {party.name} ({code}{role}) – {party.reason}"


def _place(place: Place) -> str:
    known = place.latitude is not None
    at = f"{place.latitude:.2f}, {place.longitude:.2f}" if known else "without coordinates"
    return f"{place.text}: {place.name} ({place.country}) {at} – {place.reason}"


def _mention(mention: Mention) -> list[str]:
    from detente.pipeline import notation

    head = f"{notation(mention)}  ({mention.trigger.text}, confidence {mention.confidence})"
    return [head, *(f"    {reason}" for reason in mention.trace)]
