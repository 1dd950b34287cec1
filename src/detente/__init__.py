"""Détente: reads news and codes political events.

`detente.code(text, published=...)` gives the events of one text, `detente.annotate` the text with
every layer; `detente.open_store` opens what `detente code` has stored, and `detente.dyad` draws
what two sides of it did to each other. In a notebook all of them show themselves.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from detente.model import Events, draw_with

if TYPE_CHECKING:
    from pathlib import Path

    from detente.analysis import Filters, Picture
    from detente.model import Annotation
    from detente.storage import Store

__all__ = ["Events", "__version__", "annotate", "code", "dyad", "open_store"]

__version__ = "0.1.0"


def code(
    text: str, *, published: date | str | None = None, lexicons: tuple[str, ...] = ()
) -> Events:
    """Return the events that `text` tells of, in the order of their first mention.

    `published` is the day of printing, a date or "2016-10-14"; without it relative dates stay
    unresolved. `lexicons` are folders of your own tables. The first call loads the models. As in
    the command of that name, sentences that hold no act are set aside before parsing.

    Raises:
        InputError: `text` cannot be coded (empty, or not English).
        SettingError: `published` is no date of the years 1000 to 2999.
        TableError: a table of a lexicon is wrong.
    """
    return Events(_read(text, published, lexicons, sparing=True).events)


def annotate(
    text: str, *, published: date | str | None = None, lexicons: tuple[str, ...] = ()
) -> Annotation:
    """Return `text` with every layer; see `code` for the arguments and what is raised.

    Every sentence is parsed, so that the layers are those of the whole text.
    """
    return _read(text, published, lexicons, sparing=False)


def _read(
    text: str, published: date | str | None, lexicons: tuple[str, ...], *, sparing: bool
) -> Annotation:
    from detente import pipeline
    from detente.errors import InputError
    from detente.reading import day_given, from_text

    document = from_text(text, id="text", published=day_given(published))
    stages = pipeline.shared_stages(lexicons, sparing=sparing)
    (item,) = pipeline.annotate([document], stages)
    if item.failure:
        raise InputError(f"the text {item.failure}")
    return item


def open_store(path: str | Path | None = None) -> Store:
    """Return the store at `path`, by default the one in your data folder.

    Raises:
        StoreError: the file is no store or cannot be opened.
    """
    from detente import storage

    return storage.open_store(path or storage.default_path())


def dyad(
    store: Store,
    one: str,
    other: str,
    *,
    since: date | str | None = None,
    until: date | str | None = None,
    filters: Filters | None = None,
    lexicons: tuple[str, ...] = (),
) -> Picture:
    """Return what two sides did to each other, day by day, as the chart that a notebook shows.

    `one` and `other` are codes or names ("FRA", "Russia", "Hezbollah"). Its `readings` are the
    tension of every day, its `points` the counts by day, week or month, its `turning` the turning
    points; without any document read in these days they are empty. `filters` says which events
    count; `detente.analysis` has the same and more.

    Raises:
        SettingError: the tables know no such side, or a day is no date.
        TableError: a table of a lexicon is wrong.
    """
    from detente import analysis
    from detente.reading import day_given
    from detente.tables import open_lexicon

    tables = open_lexicon(lexicons)
    sides = [analysis.side_of(name, tables) for name in (one, other)]
    first, last = day_given(since, "since"), day_given(until, "until")
    return analysis.picture(store, *sides, since=first, until=last, filters=filters)


def _drawn(record: object) -> str | None:
    """Return a record as HTML; the room that knows how is loaded when the first is shown."""
    from detente.rendering import html_of

    return html_of(record)


draw_with(_drawn)
