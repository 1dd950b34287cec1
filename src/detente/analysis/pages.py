"""Briefs and charts as pages: HTML that needs no script and no network, and Markdown."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from detente.analysis.brief import Brief
from detente.analysis.chart import INKS, Picture, draw
from detente.analysis.occurrences import Occurrence
from detente.analysis.plain import markdown, visible
from detente.analysis.series import Point
from detente.analysis.sheet import MOST_LINES, sheet_of
from detente.analysis.tension import Reading
from detente.analysis.wording import QUADS, counted, day_text, figure, lead, month_text

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["brief_html", "brief_markdown", "chart_html", "table_of"]


def brief_html(brief: Brief) -> str:
    """Return a brief as one HTML page: light and dark, for screen readers, and on one sheet of A4.

    On paper stand the chart and the most telling events, voices and sources, and how much does not.
    """
    said = lead(brief)
    sheet = sheet_of(brief, said)
    return _html("brief.html", brief=brief, lead=said, sheet=sheet, **_drawn(brief.picture))


def brief_markdown(brief: Brief, chart: str | None = None) -> str:
    """Return a brief as Markdown; `chart` is the name of an image file to show, if any."""
    template = _environment().overlay(autoescape=False, finalize=_shown).get_template("brief.md")
    return template.render(brief=brief, lead=lead(brief), chart=chart, rows=table_of(brief.picture))


def chart_html(picture: Picture) -> str:
    """Return a chart as one HTML page, with its figures in a table."""
    return _html("chart.html", **_drawn(picture))


def _html(name: str, **values: Any) -> str:  # noqa: ANN401 (what the template asks for)
    return _environment().get_template(name).render(values, inks=INKS, most_lines=MOST_LINES)


def _drawn(picture: Picture) -> dict[str, Any]:
    from markupsafe import Markup

    shapes = ("wide", "narrow", "flat")
    wide, narrow, flat = (draw(picture, shape=shape, themed=True) for shape in shapes)
    return {
        "picture": picture,
        "rows": table_of(picture),
        "wide": Markup(wide),  # drawn here, its words escaped by `draw`
        "narrow": Markup(narrow),
        "flat": Markup(flat),
    }


def table_of(picture: Picture) -> list[tuple[Point, Reading | None]]:
    """Return the points that say something, each with the last reading within it."""
    known = [reading for reading in picture.readings if reading.tension is not None]
    days = [reading.day for reading in known]
    rows = []
    for point, after in zip_longest(picture.points, picture.points[1:]):
        first = bisect_left(days, point.start)
        end = bisect_left(days, after.start) if after else len(days)
        if point.documents or point.events:
            rows.append((point, known[end - 1] if end > first else None))
    return rows


def _seen(value: object) -> object:
    """Return text with its hidden marks made visible; what is markup already stays as it is."""
    return visible(value) if type(value) is str else value


def _shown(value: object) -> str:
    return markdown(value)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("detente.analysis", "templates"),
        autoescape=True,
        finalize=_seen,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        QUADS=QUADS, counted=counted, month_text=month_text, label=_label, standing=_standing,
        chain=_chain,
    )  # fmt: skip
    environment.filters.update(day=day_text, figure=figure)
    return environment


def _label(item: Occurrence) -> str:
    """Return type and mode in small letters: "reject: meet"."""
    words = item.type.lower() + (f": {item.mode}" if item.mode else "")
    return words.replace("-", " ")


def _standing(item: Occurrence) -> str:
    """Return how an event stands: reported, claimed, planned or denied, say."""
    if item.polarity == "negated":
        return "said not to have happened" if item.status == "actual" else f"{item.status}, negated"
    if item.status != "actual":
        return item.status
    return "claimed" if item.claimed else "reported"


def _chain(voices: Sequence[str]) -> str:
    return ", who cites ".join(voices)
