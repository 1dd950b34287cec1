"""Détente: reads news and codes political events.

`detente.code(text, published=...)` gives the events of one text, `detente.annotate` the text with
every layer; `detente.open_store` opens what `detente code` has stored.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from detente.model import Annotation, Event
    from detente.pipeline import Stage
    from detente.storage import Store

__all__ = ["__version__", "annotate", "code", "open_store"]

__version__ = "0.1.0"


def code(
    text: str, *, published: date | str | None = None, lexicons: tuple[str, ...] = ()
) -> list[Event]:
    """Return the events that `text` tells of, in the order of their first mention.

    `published` is the day of printing, a date or "2016-10-14"; without it relative dates stay
    unresolved. `lexicons` are folders of your own tables. The first call loads the models.

    Raises:
        InputError: `text` cannot be coded (empty, or not English).
        SettingError: `published` is no date.
        TableError: a table of a lexicon is wrong.
    """
    return list(annotate(text, published=published, lexicons=lexicons).events)


def annotate(
    text: str, *, published: date | str | None = None, lexicons: tuple[str, ...] = ()
) -> Annotation:
    """Return `text` with every layer; see `code` for the arguments and what is raised."""
    from detente import pipeline
    from detente.errors import InputError
    from detente.reading import from_text

    document = from_text(text, id="text", published=_day(published))
    (item,) = pipeline.annotate([document], _stages(lexicons))
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


@cache
def _stages(lexicons: tuple[str, ...]) -> tuple[Stage, ...]:
    from detente.pipeline import load_stages
    from detente.tables import open_lexicon

    return load_stages(open_lexicon(lexicons))


def _day(published: date | str | None) -> date | None:
    from detente.errors import SettingError

    if not isinstance(published, str):
        return published
    try:
        return date.fromisoformat(published)
    except ValueError:
        raise SettingError(f"published {published!r} is not a date like 2016-10-14") from None
