"""`detente correlate`: whether two datasets tell the same course of two sides."""

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
        "measure": "measure",
        "points": "periods",
        "only_one": "only here",
        "only_other": "only there",
        "mean_one": "mean",
        "mean_other": "mean there",
        "pearson": "Pearson",
        "low": "low",
        "high": "high",
        "spearman": "Spearman",
    },
    digits=2,
)


@filtered(MEASURED)
def command(
    one: One,
    other: Other,
    asked: Asked,
    against: Annotated[str, typer.Argument(help="The dataset held against it, as in: icews.")],
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
    """Correlate what two datasets count of A and B, period by period, in every measure.

    Periods of which one of them knows nothing are left out. The band is one of 90 %.

    Example: detente correlate FRA Russia icews --period week
    """
    from detente import analysis

    with opened_dyad(store, wait, (one, other), asked, lexicon) as dyad:
        found = analysis.agreements(
            dyad.store,
            dyad.one,
            dyad.other,
            against=against,
            period=period,
            directed=not both,
            filters=dyad.filters,
            since=asked.since,
            until=asked.until,
        )
    put(found, _HEADINGS, out)
    arrow = "and" if both else "to"
    note(
        f"{dyad.one.name} {arrow} {dyad.other.name}, {asked.dataset} and {against}: "
        f"{dyad.filters.describe()}"
    )
