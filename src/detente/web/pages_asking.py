"""What a person asked for in an address: blanks left by a form mean nothing was asked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from detente.errors import SettingError
from detente.model import EVERY_FILTER, FILTERS, Asked, Filter, including, read_day
from detente.storage import every_dataset
from detente.web.queries import FilterQuery, asked_of

if TYPE_CHECKING:
    from starlette.requests import Request

    from detente.storage import Store

__all__ = [
    "address",
    "asked_in",
    "datasets_of",
    "day_of",
    "link",
    "number_of",
    "text_of",
]

_PARTED = ("party", "actor", "recipient", "type", "mode", "sector", "place", "source")
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


def asked_in(request: Request, table: Iterable[Filter] = FILTERS) -> Asked:
    """Return what the filters of a page's form ask for; those not of `table` are no matter.

    Raises:
        SettingError: a field has a value that there cannot be.
    """
    from pydantic import ValidationError

    given = {row.name: value for row in table if (value := _given(request, row))}
    try:
        asked = asked_of(FilterQuery.model_validate(given))
    except ValidationError as error:
        name = str(error.errors()[0]["loc"][0])
        row = next(row for row in EVERY_FILTER if row.name == name)
        wrong = str(error.errors()[0]["input"])[:40]
        raise SettingError(f"{name} {wrong!r} is not {_wanted(row)}") from None
    older = request.query_params.getlist("include")
    return including(asked, older, reported=text_of(request, "reported") == "true")


def _given(request: Request, row: Filter) -> list[str] | str:
    """Return the values of a field, one where one alone can be meant; empty for none."""
    values = request.query_params.getlist(row.name)
    if row.name in _PARTED:
        values = [cell for value in values for cell in value.split(",")]
    cells = [value.strip() for value in values if value.strip()]
    return cells if row.several else "".join(cells[-1:])


def _wanted(row: Filter) -> str:
    """Say what the values of a filter look like."""
    if row.said.choices:
        return "one of " + ", ".join(map(str, row.said.choices))
    kinds = {
        date: "a date like 2016-10-14 of the years 1000 to 2999",
        float: "a number from 0 to 1",
        bool: "true or false",
    }
    return kinds.get(row.kind, "one of at most 50 texts of at most 200 characters")


def datasets_of(store: Store) -> tuple[str, ...]:
    """Return the names of a store's datasets, ours first; for `Context.kept`."""
    return tuple(row.dataset for row in every_dataset(store.connection))


def address(path: str, fields: Iterable[tuple[str, str]]) -> str:
    """Return an address with its fields."""
    told = urlencode(list(fields))
    return f"{path}?{told}" if told else path


def link(request: Request, **changed: str | None) -> str:
    """Return this page's address with parameters changed, or left out where None."""
    kept = [
        (name, value)
        for name, value in request.query_params.multi_items()
        if name not in changed and value
    ]
    added = [(name, value) for name, value in changed.items() if value is not None]
    return f"{request.url.path}?{urlencode([*kept, *added])}"
