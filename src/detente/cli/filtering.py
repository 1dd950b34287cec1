"""Options that are filters: made from the one table, and handed to a command as what is asked."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Annotated, Any

import typer

from detente.cli.options import day
from detente.model import Asked, Filter, including

__all__ = ["filtered"]

_INCLUDE = Annotated[
    list[str] | None,
    typer.Option(
        "--include",
        help="Short for --status: count planned, hypothetical, historical or negated events too.",
        metavar="STATUS",
    ),
]
_REPORTED = Annotated[bool, typer.Option("--reported", help="Short for --no-claimed.")]
_SHORTHANDS = {"include": (_INCLUDE, None), "reported": (_REPORTED, False)}
_OLDER = {"confidence": ("--min-confidence",)}

Command = Callable[..., None]


def filtered(
    table: Iterable[Filter], *, shorthands: bool = True, older: bool = False
) -> Callable[[Command], Command]:
    """Give a command an option for each filter; it gets them together, as its argument `asked`.

    `shorthands` adds --include and --reported, `older` the names that a filter had before.
    """
    rows = tuple(table)

    def made(command: Command) -> Command:
        def run(**given: Any) -> None:  # noqa: ANN401 (whatever options hold)
            asked = _asked(rows, given)
            if shorthands:
                include, reported = given.pop("include"), given.pop("reported")
                asked = including(asked, include or (), reported=reported)
            command(**given, asked=asked)

        options = [_option(row, older=older) for row in rows]
        if shorthands:
            options += [_parameter(name, *given) for name, given in _SHORTHANDS.items()]
        return _signed(run, command, options)

    return made


def _asked(rows: Iterable[Filter], given: dict[str, Any]) -> Asked:
    """Take the filters out of the options given.

    Raises:
        SettingError: a day is no ISO date.
    """
    values = {row: given.pop(row.name) for row in rows}
    return Asked(**{row.name: _value(row, value) for row, value in values.items()})


def _value(row: Filter, value: Any) -> Any:  # noqa: ANN401 (of the filter's kind)
    if row.kind is date:
        return day(value, f"--{row.name}")
    return tuple(value or ()) if row.several else value


def _option(row: Filter, *, older: bool) -> inspect.Parameter:
    """Return a filter as a parameter that typer makes an option of."""
    name = f"--{row.name}" + (f"/--no-{row.name}" if row.kind is bool and row.default else "")
    names = (name, *(_OLDER.get(row.name, ()) if older else ()))
    told = row.said.means + (" May be repeated." if row.several else "")
    option = typer.Option(*names, help=told, metavar=row.said.metavar)
    kind: Any = str if row.kind is date else row.kind
    if row.several:
        return _parameter(row.name, Annotated[list[kind] | None, option], None)
    return _parameter(
        row.name, Annotated[kind | None if row.kind is date else kind, option], row.default
    )


def _parameter(name: str, kind: Any, default: Any) -> inspect.Parameter:  # noqa: ANN401
    only = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(name, only, default=default, annotation=kind)


def _signed(run: Command, command: Command, options: Iterable[inspect.Parameter]) -> Command:
    """Return `run` under the name of `command`, with options where that has `asked`."""
    parameters: list[inspect.Parameter] = []
    for parameter in inspect.signature(command, eval_str=True).parameters.values():
        if parameter.name == "asked":
            parameters += options
        else:
            parameters.append(parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY))
    shown: Mapping[str, Any] = {one.name: one.annotation for one in parameters}
    run.__name__, run.__doc__ = command.__name__, command.__doc__
    run.__annotations__ = dict(shown)
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return run
