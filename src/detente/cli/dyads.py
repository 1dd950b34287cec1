"""Arguments and options of the commands that look at two sides, and how they are read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.opening import store_at
from detente.cli.options import day
from detente.errors import SettingError

if TYPE_CHECKING:
    from detente.analysis import Filters, Side
    from detente.storage import Store

__all__ = [
    "Confidence",
    "Dataset",
    "Dyad",
    "HalfLife",
    "Including",
    "One",
    "Other",
    "Reported",
    "Since",
    "Sources",
    "Types",
    "Until",
    "Weighed",
    "bounds",
    "opened_dyad",
]

One = Annotated[str, typer.Argument(metavar="A", help="A code (FRA) or a name (France).")]
Other = Annotated[str, typer.Argument(metavar="B", help="The other side, likewise.")]
Since = Annotated[str | None, typer.Option(help="The first day shown.", metavar="YYYY-MM-DD")]
Until = Annotated[str | None, typer.Option(help="The last day shown.", metavar="YYYY-MM-DD")]
Including = Annotated[
    list[str] | None,
    typer.Option(
        "--include",
        help="Count planned, hypothetical, historical or negated events too; may be repeated.",
        metavar="STATUS",
    ),
]
Reported = Annotated[bool, typer.Option("--reported", help="Leave out what only one voice claims.")]
Confidence = Annotated[
    float, typer.Option("--confidence", help="Leave out events of less confidence.", metavar="0..1")
]
Weighed = Annotated[
    bool,
    typer.Option("--weighed", help="Let an event count for less, the less sure it is."),
]
Types = Annotated[
    list[str] | None,
    typer.Option("--type", help="Only events of this type; may be repeated.", metavar="TYPE"),
]
Sources = Annotated[
    list[str] | None,
    typer.Option("--source", help="Only documents of this source; may be repeated."),
]
Dataset = Annotated[
    str, typer.Option(help="An imported dataset in place of our own events.", metavar="NAME")
]
HalfLife = Annotated[
    float, typer.Option("--half-life", help="Days after which an event weighs half.")
]

_NEGATED = "negated"


@dataclass(frozen=True, slots=True)
class Dyad:
    """An open store, two sides of it, and the filters asked for."""

    store: Store
    one: Side
    other: Side
    filters: Filters


@contextmanager
def opened_dyad(
    store: Path | None,
    wait_s: float,
    sides: tuple[str, str],
    lexicon: list[Path] | None,
    *,
    including: list[str] | None = None,
    reported: bool = False,
    confidence: float = 0.0,
    weighed: bool = False,
    types: list[str] | None = None,
    sources: list[str] | None = None,
    dataset: str = "own",
) -> Iterator[Dyad]:
    """Open the store to read and give it with the sides and filters that the options mean.

    Raises:
        SettingError: an actor, status, type or confidence is none.
        StoreError: there is no such store.
    """
    from detente import analysis
    from detente.events import load_ontology
    from detente.tables import open_lexicon

    tables = open_lexicon(lexicon or ())
    asked = [name.strip().lower() for name in including or ()]
    filters = analysis.Filters(
        statuses=("actual", *(name for name in asked if name != _NEGATED)),
        negated=_NEGATED in asked,
        claimed=not reported,
        minimum_confidence=confidence,
        weighed=weighed,
        types=tuple(types or ()),
        sources=tuple(sources or ()),
        dataset=dataset,
    )
    ontology = load_ontology(tables)
    if fault := next((said for name in types or () if (said := ontology.fault(name))), None):
        raise SettingError(fault)
    one, other = (analysis.side_of(text, tables) for text in sides)
    with store_at(store, wait_s, read_only=True) as opened:
        yield Dyad(opened, one, other, filters)


def bounds(since: str | None, until: str | None) -> tuple[date | None, date | None]:
    """Return the days that `--since` and `--until` give.

    Raises:
        SettingError: one is no ISO date, or they are the wrong way round.
    """
    first, last = day(since, "--since"), day(until, "--until")
    if first and last and last < first:
        raise SettingError(f"--until {last} lies before --since {first}")
    return first, last
