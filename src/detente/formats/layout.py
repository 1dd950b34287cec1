"""How a table of others is laid out: what parts its cells, and which columns it has."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass

from detente.errors import InputError
from detente.formats.definition import Format

__all__ = ["Layout", "cells_of", "detect"]

_SIGNS = ("\t", ",", ";", "|")
_ENOUGH = 0.5  # the share of known names that makes a first row a header


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a file, what parts them, and whether quotes bind them.

    `header` tells whether the first row names the columns; `least` is the number of cells that
    a row must have, the number of names the most.
    """

    names: tuple[str, ...]
    delimiter: str
    quoted: bool
    header: bool
    least: int

    def fits(self, cells: Sequence[str]) -> bool:
        """Tell whether a row has as many cells as belong."""
        return self.least <= len(cells) <= len(self.names)


def cells_of(line: str, delimiter: str, *, quoted: bool) -> list[str]:
    """Return the cells of one line, none where quotes cannot be made sense of."""
    if not quoted:
        return line.split(delimiter)
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def detect(lines: Sequence[str], form: Format, name: str) -> Layout:
    """Return the layout of a file from its first lines: by its header, else by its width.

    Raises:
        InputError: no delimiter gives the columns of the format.
    """
    found = _by_header(lines[0], form) or _by_width(lines, form)
    if found is None:
        width = len(cells_of(lines[0], form.delimiter, quoted=form.quoted))
        raise InputError(
            f"{name}: is no {form.title}: its first row has {width} cells and no known names, "
            f"where {len(form.names)} columns belong"
        )
    held = {column.casefold() for column in found.names}
    for column in form.columns:
        if column.needed and column.name.casefold() not in held:
            raise InputError(f"{name}: has no column {column.name!r}, which {form.title} needs")
    return found


def _by_header(line: str, form: Format) -> Layout | None:
    known = {name.casefold() for name in form.names}
    best, most = None, 0
    for sign in dict.fromkeys((form.delimiter, *_SIGNS)):
        quoted = form.quoted or sign != form.delimiter or line.startswith('"')
        names = [name.strip() for name in cells_of(line, sign, quoted=quoted)]
        met = sum(name.casefold() in known for name in names)
        if met > most and met >= _ENOUGH * len(names) and (met > 1 or len(known) == 1):
            best, most = _layout(_distinct(names), sign, quoted=quoted, header=True), met
    return best


def _by_width(lines: Sequence[str], form: Format) -> Layout | None:
    most = len(form.names)
    least = most - form.optional
    for sign in dict.fromkeys((form.delimiter, *_SIGNS)):
        quoted = form.quoted or sign != form.delimiter
        widths = [len(cells_of(line, sign, quoted=quoted)) for line in lines]
        if any(least <= width <= most for width in widths):
            return _layout(form.names, sign, quoted=quoted, header=False, least=least)
    return None


def _layout(
    names: tuple[str, ...], sign: str, *, quoted: bool, header: bool, least: int | None = None
) -> Layout:
    return Layout(names, sign, quoted, header, len(names) if least is None else least)


def _distinct(names: Sequence[str]) -> tuple[str, ...]:
    """Return names with a number behind each that stood there before, so that none is lost."""
    made: dict[str, str] = {}
    for name in names:
        count, fresh = 1, name
        while fresh.casefold() in made:
            count += 1
            fresh = f"{name} ({count})"
        made[fresh.casefold()] = fresh
    return tuple(made.values())
