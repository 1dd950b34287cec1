"""Arguments and options of the commands that look at two sides, and how they are read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.opening import store_at

if TYPE_CHECKING:
    from detente.analysis import Filters, Side
    from detente.model import Asked
    from detente.storage import Store

__all__ = ["Dyad", "HalfLife", "One", "Other", "opened_dyad"]

One = Annotated[str, typer.Argument(metavar="A", help="A code (FRA) or a name (France).")]
Other = Annotated[str, typer.Argument(metavar="B", help="The other side, likewise.")]
HalfLife = Annotated[
    float, typer.Option("--half-life", help="Days after which an event weighs half.")
]


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
    asked: Asked,
    lexicon: list[Path] | None,
) -> Iterator[Dyad]:
    """Open the store to read and give it with the sides and filters that the options mean.

    Raises:
        SettingError: a side or filter is none; the message names what would be right.
        StoreError: there is no such store.
    """
    from detente import analysis
    from detente.tables import open_lexicon

    tables = open_lexicon(lexicon or ())
    with store_at(store, wait_s, read_only=True) as opened:
        filters = analysis.filters_of(asked, opened, tables)
        one, other = (analysis.side_in(opened, text, tables) for text in sides)
        yield Dyad(opened, one, other, filters)
