"""`detente tension`: tension and warmth of two sides, and their turning points."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.dyads import HalfLife, One, Other, opened_dyad
from detente.cli.filtering import filtered
from detente.cli.options import DEFAULT_WAIT_S, Lexicons, StoreFile, Wait
from detente.cli.reporting import note
from detente.cli.tabling import Headings, put
from detente.model import MEASURED, Asked

if TYPE_CHECKING:
    from detente.analysis import Reading, TurningPoint

__all__ = ["command"]

_HEADINGS = Headings(
    {
        "day": "day",
        "documents": "read",
        "tension": "tension",
        "low": "low",
        "high": "high",
        "warmth": "warmth",
        "warmth_low": "low",
        "warmth_high": "high",
    }
)


@filtered(MEASURED)
def command(
    one: One,
    other: Other,
    asked: Asked,
    half_life: HalfLife = 30.0,
    period: Annotated[
        str, typer.Option(help="Show the last day of each day, week or month.")
    ] = "week",
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="Write a .csv or .jsonl file.")
    ] = None,
    store: StoreFile = None,
    wait: Wait = DEFAULT_WAIT_S,
    lexicon: Lexicons = None,
) -> None:
    """Show tension between A and B in points per 100 documents read, with its 90 % band.

    Warmth is the same for cooperation. ? stands for unknown: too little was read. Turning
    points come last, on standard error.

    Example: detente tension FRA Russia --half-life 14 --since 2016-01-01
    """
    from detente import analysis

    with opened_dyad(store, wait, (one, other), asked, lexicon) as dyad:
        readings = analysis.tension(
            dyad.store,
            dyad.one,
            dyad.other,
            filters=dyad.filters,
            half_life_days=half_life,
            since=asked.since,
            until=asked.until,
        )
        turning = analysis.turning_points(
            dyad.store, dyad.one, dyad.other, filters=dyad.filters, until=asked.until
        )
    put(_last_of_each(readings, period), _HEADINGS, out)
    for turn in turning:
        if asked.since is None or turn.day >= asked.since:
            note(_turn_line(turn))
    note(f"{dyad.one.name} and {dyad.other.name}: {dyad.filters.describe()}")


def _last_of_each(readings: tuple[Reading, ...], period: str) -> list[Reading]:
    from detente.analysis import start_of

    return list({start_of(reading.day, period): reading for reading in readings}.values())


def _turn_line(turn: TurningPoint) -> str:
    causes = ", ".join(f"{item.type} {item.actor} to {item.recipient}" for item in turn.events)
    rates = f"hostility {turn.hostility_before:.1f} to {turn.hostility_after:.1f}, "
    rates += f"cooperation {turn.cooperation_before:.1f} to {turn.cooperation_after:.1f}"
    return f"turning point {turn.day}: {turn.direction}; {rates}" + (
        f" ({causes})" if causes else ""
    )
