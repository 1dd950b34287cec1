"""`detente decisions`: what a person has decided, and where it applies no more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.opening import store_at
from detente.cli.options import DEFAULT_WAIT_S, StoreFile, Wait
from detente.cli.reporting import note

if TYPE_CHECKING:
    from detente.storage import Correction, Store
    from detente.storage.standing import Standing, Taken

__all__ = ["decisions", "note_lost"]


def decisions(
    lost: Annotated[
        bool, typer.Option("--lost", help="Only those that apply no more, or in part.")
    ] = False,
    store: StoreFile = None,
    wait: Wait = DEFAULT_WAIT_S,
) -> None:
    """List what was decided of events and mentions: splits, merges and corrections.

    Each says whether it still holds, and which mentions it has lost by coding anew, and why.

    Example: detente decisions --lost --store news.duckdb
    """
    from detente.storage import every_correction
    from detente.storage.standing import HOLDS, every_decision

    with store_at(store, wait, read_only=True) as opened:
        taken = every_decision(opened.connection)
        said = every_correction(opened.connection)
    for one in (one for one in taken if not lost or one.state != HOLDS):
        for line in _lines(one):
            print(line)
    for correction in (one for one in said if not lost or one.problem):
        print(_line(correction))
    unheld = sum(one.state != HOLDS for one in taken) + sum(bool(one.problem) for one in said)
    note(f"{len(taken) + len(said)} decisions, {unheld} of them apply no more or in part")


def note_lost(store: Store) -> None:
    """Say how many decisions of a store apply no more or in part; nothing where all hold."""
    from detente.storage import every_correction
    from detente.storage.standing import HOLDS, every_decision

    lost = sum(one.state != HOLDS for one in every_decision(store.connection))
    lost += sum(one.problem is not None for one in every_correction(store.connection))
    if lost:
        count = "1 decision applies" if lost == 1 else f"{lost} decisions apply"
        note(f"{count} no more or in part; 'detente decisions --lost' names what was lost")


def _lines(taken: Taken) -> Iterator[str]:
    yield f"{taken.kind} {taken.number} of {taken.taken:%Y-%m-%d %H:%M}: {taken.state}"
    for one in taken.mentions:
        now = one.problem or f"is {', '.join(one.mentions)}"
        yield f"    {one.side:5}  {_where(one)}  {now}"


def _where(one: Standing) -> str:
    key = one.mark.key
    label = "/".join(filter(None, (one.mark.type, one.mark.mode)))
    at = f"{one.document}:{key.at}" if one.document else f"text {key.digest}"
    return " ".join(filter(None, (at, repr(key.trigger), label)))


def _line(said: Correction) -> str:
    verdict = f"is {said.label}" if said.verdict == "retyped" else f"is {said.verdict}"
    where = f"{said.document}:{said.trigger_start} {said.trigger!r} {said.coded_as} {verdict}"
    return f"correct {said.mention}: {said.problem or 'holds'}\n    {where}"
