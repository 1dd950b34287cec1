"""What a person asked for in an address: blanks left by a form mean nothing was asked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from detente.errors import SettingError
from detente.model import read_day
from detente.web.queries import EventQuery

if TYPE_CHECKING:
    from starlette.requests import Request

__all__ = ["day_of", "days_of", "link", "number_of", "query_of", "text_of"]

_SEVERAL = ("party", "actor", "recipient", "place", "source")
"""Fields in which a person may write several values with commas between."""


def text_of(request: Request, name: str, most: int = 200) -> str:
    """Return a text, "" when none was given.

    Raises:
        SettingError: it is longer than `most` characters.
    """
    text = request.query_params.get(name, "").strip()
    if len(text) > most:
        raise SettingError(f"{name} may have {most} characters at most")
    return text


def day_of(request: Request, name: str) -> date | None:
    """Return a day, None when none was given.

    Raises:
        SettingError: it is no ISO date of the years 1000 to 2999.
    """
    text = text_of(request, name)
    try:
        return read_day(text) if text else None
    except ValueError as error:
        raise SettingError(f"{name} {error}") from None


def days_of(request: Request) -> tuple[date | None, date | None]:
    """Return the first and last day asked for.

    Raises:
        SettingError: one is no date, or they are the wrong way round.
    """
    since, until = day_of(request, "since"), day_of(request, "until")
    if since and until and until < since:
        raise SettingError(f"until {until} lies before since {since}")
    return since, until


def number_of(request: Request, name: str, default: float, low: float, high: float) -> float:
    """Return a number from `low` to `high`, `default` when none was given.

    Raises:
        SettingError: it is no such number.
    """
    text = text_of(request, name)
    try:
        value = float(text) if text else default
    except ValueError:
        value = float("nan")
    if not low <= value <= high:
        raise SettingError(f"{name} {text!r} is not a number from {low:g} to {high:g}")
    return value


def query_of(request: Request) -> EventQuery:
    """Return the events that the fields of the Data page mean.

    Raises:
        SettingError: a field has a value that there cannot be.
    """
    from pydantic import ValidationError

    asked: dict[str, Any] = {}
    for name, value in request.query_params.multi_items():
        if value.strip() and name in EventQuery.model_fields:
            asked.setdefault(name, []).append(value.strip())
    for name in _SEVERAL:
        if name in asked:
            cells = (cell.strip() for value in asked[name] for cell in value.split(","))
            asked[name] = [cell for cell in cells if cell]
    for name in asked.keys() - {"type", "mode", "quad", "status", "polarity", "sector", *_SEVERAL}:
        if name not in ("run", "document"):
            asked[name] = asked[name][-1]
    try:
        return EventQuery.model_validate(asked)
    except ValidationError as error:
        wrong = error.errors()[0]
        where = ".".join(str(part) for part in wrong["loc"])
        raise SettingError(f"{where}: {wrong['msg']}") from None


def link(request: Request, **changed: str | None) -> str:
    """Return this page's address with parameters changed, or left out where None."""
    kept = [
        (name, value)
        for name, value in request.query_params.multi_items()
        if name not in changed and value
    ]
    added = [(name, value) for name, value in changed.items() if value is not None]
    return f"{request.url.path}?{urlencode([*kept, *added])}"
