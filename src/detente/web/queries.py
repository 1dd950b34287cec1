"""The filters as parameters of an address: models made from the one table of filters."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, create_model

from detente import analysis
from detente.analysis import Filters
from detente.model import (
    COUNTED,
    EARLIEST,
    EVERY_FILTER,
    FILTERS,
    LATEST,
    MEASURED,
    Asked,
    Filter,
)
from detente.storage import Selection

if TYPE_CHECKING:
    from detente.web.context import Context

__all__ = [
    "CountQuery",
    "Day",
    "EventQuery",
    "FilterQuery",
    "MeasureQuery",
    "PlainText",
    "asked_of",
    "filters_of",
    "selection_of",
]

Model = TypeVar("Model", bound=BaseModel)

Day = Annotated[date, Field(ge=EARLIEST, le=LATEST)]
PlainText = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
_MOST = 50


def _filtered(table: Iterable[Filter]) -> Callable[[type[Model]], type[Model]]:
    """Give a model a field for each filter of a table."""

    def made(model: type[Model]) -> type[Model]:
        given: dict[str, Any] = {row.name: (_kind(row), _field(row)) for row in table}
        return create_model(
            model.__name__,
            __base__=model,
            __module__=model.__module__,
            __doc__=model.__doc__,
            **given,
        )

    return made


def _kind(row: Filter) -> Any:  # noqa: ANN401 (a type, or what stands for one)
    """Return the type of a filter's values as it stands in an address."""
    if row.kind is date:
        return Day | None
    one: Any = PlainText if row.kind is str else row.kind
    if row.kind is float:
        return Annotated[float, Field(ge=0, le=1)]
    if row.said.choices:
        low, high = min(row.said.choices), max(row.said.choices)
        whole = Annotated[int, Field(ge=low, le=high)] if row.kind is int else None
        one = whole or Literal[row.said.choices]
    most = len(row.said.choices) or _MOST
    return Annotated[list[one], Field(max_length=most)] if row.several else one


def _field(row: Filter) -> Any:  # noqa: ANN401 (what pydantic makes of it)
    default = list(row.default) if row.several else row.default
    return Field(default, description=row.said.means)


@_filtered(MEASURED)
class MeasureQuery(BaseModel):
    """What a measure counts; of several values of one parameter any will do."""

    model_config = ConfigDict(extra="forbid")


@_filtered(COUNTED)
class CountQuery(BaseModel):
    """What a measure counts that only counts; of several values of one parameter any will do."""

    model_config = ConfigDict(extra="forbid")


@_filtered(FILTERS)
class EventQuery(BaseModel):
    """Which events are wanted; of several values of one parameter any will do."""

    model_config = ConfigDict(extra="forbid")


@_filtered(EVERY_FILTER)
class FilterQuery(BaseModel):
    """Every filter that there is, whoever takes it."""

    model_config = ConfigDict(extra="forbid")


def asked_of(query: BaseModel) -> Asked:
    """Return what the filters among the parameters ask for."""
    rows = [row for row in EVERY_FILTER if hasattr(query, row.name)]
    given: dict[str, Any] = {row.name: getattr(query, row.name) for row in rows}
    return Asked(**given | {row.name: tuple(given[row.name]) for row in rows if row.several})


def selection_of(query: BaseModel, context: Context) -> Selection:
    """Return the selection that parameters mean.

    Raises:
        SettingError: a value is none that there is; the message names what would be right.
    """
    with context.reader() as store:
        return analysis.selection_of(asked_of(query), store, context.lexicon)


def filters_of(query: BaseModel, context: Context) -> Filters:
    """Return the filters of a measure that parameters mean: what is actual, unless they say more.

    Raises:
        SettingError: a value is none that there is; the message names what would be right.
    """
    with context.reader() as store:
        return analysis.filters_of(asked_of(query), store, context.lexicon)
