"""`detente reactions`: who of two sides answers whom, how soon, and in kind or not."""

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
        "by": "by",
        "action": "action",
        "of": "answered by",
        "reaction": "with",
        "actions": "days",
        "answered": "answered",
        "share": "share",
        "low": "low",
        "high": "high",
        "usual": "usual",
        "chance": "chance",
        "days": "after days",
    },
    digits=2,
)


@filtered(COUNTED)
def command(
    one: One,
    other: Other,
    asked: Asked,
    window: Annotated[
        int, typer.Option(min=1, max=366, help="Days within which an answer counts as one.")
    ] = 7,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="Write a .csv or .jsonl file.")
    ] = None,
    store: StoreFile = None,
    wait: Wait = DEFAULT_WAIT_S,
    lexicon: Lexicons = None,
) -> None:
    """Show who of A and B answers whom, how often, how soon, and how often that is so anyway.

    Usual is the share of all days that are so followed; chance, how often as much would seem
    answered if neither heeded the other. The band is one of 90 %.

    Example: detente reactions FRA Russia --window 14
    """
    from detente import analysis

    with opened_dyad(store, wait, (one, other), asked, lexicon) as dyad:
        found = analysis.reactions(
            dyad.store,
            dyad.one,
            dyad.other,
            window_days=window,
            filters=dyad.filters,
            since=asked.since,
            until=asked.until,
        )
    put(found, _HEADINGS, out)
    names = {side.key: side.name for side in (dyad.one, dyad.other)}
    for said in analysis.describe_reactions(found, names):
        note(said)
    note(f"{dyad.one.name} and {dyad.other.name}: {dyad.filters.describe()}")
