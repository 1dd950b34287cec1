"""`detente series`: what two sides did to each other, period by period."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.dyads import One, Other, opened_dyad
from detente.cli.filtering import filtered
from detente.cli.options import DEFAULT_WAIT_S, Lexicons, StoreFile, Wait
from detente.cli.reporting import note
from detente.cli.tabling import Headings, put
from detente.model import MEASURED, Asked

__all__ = ["command"]

_HEADINGS = Headings(
    {
        "start": "from",
        "documents": "read",
        "events": "events",
        "verbal_cooperation": "verb.coop",
        "material_cooperation": "mat.coop",
        "verbal_conflict": "verb.conf",
        "material_conflict": "mat.conf",
        "intensity": "intensity",
    }
)


@filtered(MEASURED)
def command(
    one: One,
    other: Other,
    asked: Asked,
    period: Annotated[str, typer.Option(help="day, week or month.")] = "month",
    both: Annotated[
        bool, typer.Option("--both", help="Add up both directions; default: what A does to B.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="Write a .csv or .jsonl file.")
    ] = None,
    store: StoreFile = None,
    wait: Wait = DEFAULT_WAIT_S,
    lexicon: Lexicons = None,
) -> None:
    """Count what A did to B by day, week or month; ? stands for unknown: nothing was read.

    Example: detente series FRA Russia --period week --since 2016-01-01
    """
    from detente import analysis

    with opened_dyad(store, wait, (one, other), asked, lexicon) as dyad:
        points = analysis.series(
            dyad.store,
            dyad.one,
            dyad.other,
            period=period,
            directed=not both,
            filters=dyad.filters,
            since=asked.since,
            until=asked.until,
        )
    put(points, _HEADINGS, out)
    arrow = "and" if both else "to"
    note(f"{dyad.one.name} {arrow} {dyad.other.name}: {dyad.filters.describe()}")
