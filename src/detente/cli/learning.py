"""`detente learn`: a type or mode of one's own, from labelled sentences."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.options import Lexicons
from detente.cli.reporting import note
from detente.errors import SettingError

if TYPE_CHECKING:
    from detente.events import Card

__all__ = ["command"]


def command(
    name: Annotated[
        str | None, typer.Argument(help="The new type (or mode), as in: boycott.")
    ] = None,
    examples: Annotated[
        Path | None,
        typer.Argument(
            help="A .csv with columns sentence (marked with <s>actor</s>, <t>recipient</t>) and "
            "label (yes, no or a type); default: the examples kept in the folder."
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="The lexicon folder that keeps the type.")
    ] = None,
    mode_of: Annotated[
        str | None, typer.Option("--mode-of", help="Learn a mode of this type.", metavar="TYPE")
    ] = None,
    quad: Annotated[
        int | None, typer.Option(help="1 to 4; default: as the type that the examples are nearest.")
    ] = None,
    intensity: Annotated[
        float | None, typer.Option(help="-10 to 10; default: as that type.")
    ] = None,
    cameo: Annotated[
        str | None, typer.Option(help="The nearest CAMEO code; default: as that type.")
    ] = None,
    definition: Annotated[str | None, typer.Option(help="What the type is, in a sentence.")] = None,
    instead_of: Annotated[
        list[str] | None,
        typer.Option(
            help="A type or mode whose cases the new one takes over; may be given several times.",
            metavar="LABEL",
        ),
    ] = None,
    status: Annotated[
        bool, typer.Option("--status", help="Show what the lexicon folders have learned.")
    ] = False,
    lexicon: Lexicons = None,
) -> None:
    """Learn a new event type from some twenty sentences, into a lexicon folder.

    Every command then takes the folder with --lexicon. The figures shown come from five-fold
    cross-validation on your sentences and the shipped ones of other types.

    Example: detente learn boycott examples.csv -o my-lexicon
    """
    from detente.learning import Wish, label_of, teach
    from detente.tables import open_lexicon

    if status:
        _show_status(lexicon or [])
        return
    if name is None or out is None:
        raise SettingError("say what to learn and where: detente learn NAME examples.csv -o FOLDER")
    if out.exists() and not out.is_dir():
        raise SettingError(f"-o {out} is a file; name a folder")
    folders = [*(lexicon or []), *([out] if out.is_dir() and out not in (lexicon or []) else [])]
    wish = Wish(quad=quad, intensity=intensity, cameo=cameo, definition=definition)
    taught = teach(
        label_of(name, mode_of),
        examples,
        open_lexicon(folders),
        out,
        wish=wish,
        instead_of=instead_of or (),
    )
    for remark in taught.remarks:
        note(remark)
    print(_figures(taught.card))
    note(f"use it with --lexicon {out}")


def _show_status(lexicon: list[Path]) -> None:
    from detente.learning import STALE, statuses
    from detente.tables import open_lexicon

    found = statuses(open_lexicon(lexicon))
    for status in found:
        print(_figures(status.card))
        again = f"; learn it again: detente learn {status.card.id} -o {status.file.parents[1]}"
        print(f"  relation model: {status.state}{again if status.state == STALE else ''}")
    if not found:
        print("nothing was learned; teach a type with: detente learn NAME examples.csv -o FOLDER")


def _figures(card: Card) -> str:
    told = f"{card.examples} examples, {card.others} of other kinds, {card.background} shipped"
    scores = f"precision {card.precision:.2f}, recall {card.recall:.2f}, F1 {card.f1:.2f}"
    return f"{card.id}: {told}; cross-validated {scores}"
