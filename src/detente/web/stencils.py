"""Drawings with their data left out: Bokeh makes each once, and every page fills it with figures.

To make a drawing of models, have each of its properties checked and written takes Bokeh longer
than all that is measured for it; to write the data alone takes a few milliseconds. The same data
give the same bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bokeh.model import Model

__all__ = ["NOTHING", "Slot", "Stencil", "columns", "empty", "moment", "stencil_of"]

_MARK = "\0"
_GAP = re.compile(r'"\\u0000(\w+)"')
_ID = re.compile(r'"(p\d+)"')
_EPOCH = date(1970, 1, 1).toordinal()
_DAY_MS, _HOUR_MS = 86_400_000, 3_600_000

NOTHING = {"type": "number", "value": "nan"}
"""What stands in a column of numbers where there is none: a line breaks off there."""


@dataclass(frozen=True, slots=True)
class Slot:
    """What a page fills in: a property of a model, or with `column` a column of its data."""

    model: Model
    attribute: str
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Stencil:
    """The JSON that BokehJS embeds, in pieces; between them comes what `names` says."""

    pieces: tuple[str, ...]
    names: tuple[str, ...]

    def filled(self, values: Mapping[str, object]) -> str:
        """Return the drawing with `values` as JSON.

        Raises:
            KeyError: a name has no value, or there is a value that has no place.
        """
        if strange := values.keys() ^ set(self.names):
            raise KeyError(*sorted(strange))
        written = [_written(values[name]) for name in self.names]
        pairs = zip_longest(self.pieces, written, fillvalue="")
        return "".join(part for pair in pairs for part in pair)


def stencil_of(name: str, model: Model, slots: Mapping[str, Slot]) -> Stencil:
    """Return the drawing of `model` without what stands in `slots`.

    Models are numbered in it from 1 behind `name`, which no other drawing of a page may have.
    """
    from bokeh.embed import json_item

    item = json.loads(json.dumps(json_item(model)))
    _mark(item, slots)
    text = json.dumps(item, separators=(",", ":"), ensure_ascii=True)
    numbers = {id_: k for k, id_ in enumerate(dict.fromkeys(_ID.findall(text)), 1)}
    text = _ID.sub(lambda found: f'"{name}-{numbers[found[1]]}"', text)
    pieces = _GAP.split(text)
    return Stencil(tuple(pieces[::2]), tuple(pieces[1::2]))


def _mark(node: object, slots: Mapping[str, Slot]) -> None:
    """Put marks where slots are in a drawing."""
    if isinstance(node, dict):
        for name, slot in slots.items():
            if node.get("id") == slot.model.id and node.get("type") == "object":
                _put(node.setdefault("attributes", {}), slot, f"{_MARK}{name}")
        for value in node.values():
            _mark(value, slots)
    elif isinstance(node, list):
        for value in node:
            _mark(value, slots)


def _put(attributes: dict[str, Any], slot: Slot, mark: str) -> None:
    if slot.column is None:
        attributes[slot.attribute] = mark
        return
    for entry in attributes[slot.attribute]["entries"]:
        if entry[0] == slot.column:
            entry[1] = mark


def empty(*names: str) -> dict[str, list[object]]:
    """Return columns without rows, to draw glyphs of."""
    return {name: [] for name in names}


def columns(values: Mapping[Any, object]) -> dict[str, object]:
    """Return a table, or any mapping, as Bokeh writes it, its keys in order."""
    return {"type": "map", "entries": [[key, value] for key, value in values.items()]}


def moment(day: date, hours: int = 0) -> int:
    """Return a time of a day (UTC) as Bokeh has it: milliseconds since 1970."""
    return (day.toordinal() - _EPOCH) * _DAY_MS + hours * _HOUR_MS


def _written(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
