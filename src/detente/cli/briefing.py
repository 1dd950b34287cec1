"""`detente brief`: a one-page situation report on two sides."""

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


@filtered(row for row in MEASURED if row.name not in ("since", "until"))
def command(
    one: One,
    other: Other,
    asked: Asked,
    month: Annotated[str, typer.Option(help="The month reported on.", metavar="YYYY-MM")],
    out: Annotated[Path, typer.Option("-o", "--out", help="The .html or .md file to write.")],
    half_life: HalfLife = 30.0,
    store: StoreFile = None,
    wait: Wait = DEFAULT_WAIT_S,
    lexicon: Lexicons = None,
) -> None:
    """Write a situation report: tension, chart, events with their words, who says what, sources.

    Printed, an HTML report is one sheet of A4 and says how much of it stands elsewhere. A Markdown
    report has its chart in an .svg file of the same name beside it.

    Example: detente brief FRA RUS --month 2016-10 -o brief.html
    """
    from detente import analysis
    from detente.formats import opened

    first, last = analysis.month_of(month)
    if out.suffix not in (".html", ".md"):
        raise SettingError(f"{out}: cannot tell the format from {out.suffix!r}; use .html or .md")
    with opened_dyad(store, wait, (one, other), asked, lexicon) as dyad:
        report = analysis.brief(
            dyad.store,
            dyad.one,
            dyad.other,
            first,
            last,
            filters=dyad.filters,
            half_life_days=half_life,
        )
    if out.suffix == ".html":
        text, chart = analysis.brief_html(report), None
    else:
        chart = out.with_suffix(".svg") if report.picture.readings else None
        text = analysis.brief_markdown(report, chart.name if chart else None)
    with opened(out) as handle:
        handle.write(text)
    if chart:
        with opened(chart) as handle:
            handle.write(analysis.draw(report.picture))
    note(f"wrote {out}" + (f" and {chart}" if chart else ""))
