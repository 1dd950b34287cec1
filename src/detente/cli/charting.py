"""`detente chart`: tension, events and coverage of two sides as a picture."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.dyads import HalfLife, One, Other, opened_dyad
from detente.cli.filtering import filtered
from detente.cli.options import DEFAULT_WAIT_S, Lexicons, StoreFile, Wait
from detente.cli.reporting import note
from detente.errors import SettingError
from detente.model import MEASURED, Asked

__all__ = ["command"]


@filtered(MEASURED)
def command(
    one: One,
    other: Other,
    asked: Asked,
    out: Annotated[Path, typer.Option("-o", "--out", help="The .html or .svg file to write.")],
    half_life: HalfLife = 30.0,
    store: StoreFile = None,
    wait: Wait = DEFAULT_WAIT_S,
    lexicon: Lexicons = None,
) -> None:
    """Draw tension between A and B with its band, their events, and what was read.

    The page needs neither scripts nor a network, and holds the figures in a table too.

    Example: detente chart FRA Russia -o france-russia.html
    """
    from detente import analysis
    from detente.formats import opened

    if out.suffix not in (".html", ".svg"):
        raise SettingError(f"{out}: cannot tell the format from {out.suffix!r}; use .html or .svg")
    with opened_dyad(store, wait, (one, other), asked, lexicon) as dyad:
        shown = analysis.picture(
            dyad.store,
            dyad.one,
            dyad.other,
            since=asked.since,
            until=asked.until,
            filters=dyad.filters,
            half_life_days=half_life,
        )
    if not shown.readings:
        raise SettingError("no document of these days is in the store: there is nothing to draw")
    with opened(out) as handle:
        handle.write(analysis.chart_html(shown) if out.suffix == ".html" else analysis.draw(shown))
    note(f"wrote {out}")
