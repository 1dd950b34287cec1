"""`detente anomalies`: periods more hostile than the past of two sides explains."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.dyads import One, Other, opened_dyad
from detente.cli.filtering import filtered
from detente.cli.options import DEFAULT_WAIT_S, Lexicons, StoreFile, Wait
from detente.cli.reporting import note
from detente.cli.tabling import Headings, put
from detente.model import COUNTED, Asked

__all__ = ["command"]

_HEADINGS = Headings(
    {
        "start": "from",
        "documents": "read",
        "conflicts": "conflicts",
        "expected": "expected",
        "probability": "probability",
        "anomalous": "anomalous",
    },
    digits=3,
)


@filtered(COUNTED)
def command(
    one: One,
    other: Other,
    asked: Asked,
    period: Annotated[str, typer.Option(help="day, week or month.")] = "week",
    history: Annotated[
        int, typer.Option(min=1, max=1000, help="Held against so many periods before it.")
    ] = 52,
    threshold: Annotated[
        float, typer.Option(metavar="0..1", help="Anomalous is what is less probable.")
    ] = 0.01,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="Write a .csv or .jsonl file.")
    ] = None,
    store: StoreFile = None,
    wait: Wait = DEFAULT_WAIT_S,
    lexicon: Lexicons = None,
) -> None:
    """Show in which days, weeks or months A and B were more hostile than their past explains.

    Probability is that of as many conflicts or more, given as much reading. ? stands for unknown:
    too little was read.

    Example: detente anomalies FRA Russia --period month --since 2016-01-01
    """
    from detente import analysis

    with opened_dyad(store, wait, (one, other), asked, lexicon) as dyad:
        found = analysis.anomalies(
            dyad.store,
            dyad.one,
            dyad.other,
            period=period,
            filters=dyad.filters,
            history=history,
            threshold=threshold,
            since=asked.since,
            until=asked.until,
        )
    put(found, _HEADINGS, out)
    note(analysis.describe_anomalies(found, period)[0])
    note(f"{dyad.one.name} and {dyad.other.name}: {dyad.filters.describe()}")
