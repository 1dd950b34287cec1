"""PLOVER's JSON records: read as rows for every pair of parties, and written whole."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice, product
from typing import TYPE_CHECKING, Any

from detente.formats.definition import Format
from detente.formats.objects import objects
from detente.formats.openings import Member
from detente.formats.rows import BadRow, Batch
from detente.tables import Lexicon

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["KEPT", "Paths", "load_paths", "plover_batches"]

Json = Mapping[str, Any]
Cells = dict[str, str]

KEPT = ("record",)
"""What is kept of a record: the whole of it, as one cell of its first row."""

_AT_ONCE = 5_000
_UNREAL = {"future": "planned", "hypothetical": "hypothetical", "historical": "historical"}
_NEGATED = "negation"


@dataclass(frozen=True, slots=True)
class PathRow:
    """One column of the format and a path in a record where it may stand."""

    column: str
    path: str


@dataclass(frozen=True, slots=True)
class Paths:
    """Where each column stands in a record: the paths to try, in order.

    `mutual` are the types whose events are two-sided when they name no recipient.
    """

    of: Mapping[str, tuple[tuple[str, ...], ...]]
    mutual: frozenset[str]

    def find(self, column: str, record: Json) -> Any:  # noqa: ANN401 (whatever JSON holds)
        """Return what stands at the first path of a column that leads to something, else None."""
        for path in self.of.get(column, ()):
            found = _at(record, path)
            if found not in (None, "", "NULL", [], {}):
                return found
        return None


def load_paths(lexicon: Lexicon, mutual: Iterable[str]) -> Paths:
    """Return where the columns of PLOVER's JSON stand in a record.

    Raises:
        TableError: the table is wrong; all faults are listed.
    """
    found: dict[str, list[tuple[str, ...]]] = {}
    for row in lexicon.rows("formats/plover-paths.csv", PathRow):
        found.setdefault(row.column, []).append(tuple(row.path.split(".")))
    return Paths({name: tuple(paths) for name, paths in found.items()}, frozenset(mutual))


def _at(record: Any, path: Sequence[str]) -> Any:  # noqa: ANN401 (whatever JSON holds)
    """Return what stands at a path, of a list its first element; None where it leads nowhere."""
    for name in path:
        if isinstance(record, list):
            record = record[0] if record else None
        if not isinstance(record, Mapping):
            return None
        record = record.get(name)
    return record


def plover_batches(member: Member, form: Format, paths: Paths) -> Iterator[Batch]:
    """Yield the records of a file as rows, one for each pair of parties; what is none is named."""
    found = objects(member.stream)
    while held := list(islice(found, _AT_ONCE)):
        rows: list[tuple[int, int, Cells]] = []
        bad: list[BadRow] = []
        for one in held:
            if isinstance(one, BadRow):
                bad.append(one)
            elif not _text(paths.find("event", one[1])):
                bad.append(BadRow(one[0], "names no event", json.dumps(one[1])))
            else:
                pairs = enumerate(_rows(one[1], paths))
                rows.extend((one[0], part, cells) for part, cells in pairs)
        yield Batch(_table(rows, form), tuple(bad))


def _table(rows: Sequence[tuple[int, int, Cells]], form: Format) -> pa.Table:
    import pyarrow as pa

    columns = {
        f"c{i}": pa.array([cells.get(name, "") for _, _, cells in rows], pa.string())
        for i, name in enumerate(form.names)
    }
    lines = pa.array([line for line, _, _ in rows], pa.int64())
    parts = pa.array([part for _, part, _ in rows], pa.int32())
    whole = [cells["record"] for _, _, cells in rows]
    kept = [json.dumps([one], ensure_ascii=False) if one else None for one in whole]
    more = {"line": lines, "part": parts, "cells": pa.array(kept, pa.string())}
    return pa.table(columns | more)


def _rows(record: Json, paths: Paths) -> Iterator[Cells]:
    """Yield the cells of each pair of a record; the record itself stands in the first."""
    shared = {name: _text(paths.find(name, record)) for name in paths.of}
    shared |= _event(record, paths) | _contexts(record, paths)
    actors, recipients = _parties("actor", record, paths), _parties("recipient", record, paths)
    if not actors:
        actors = _protesters(record, paths)
    mutual = not recipients and len(actors) > 1 and shared["event"] in paths.mutual
    pairs = combinations(actors, 2) if mutual else product(actors or [{}], recipients or [{}])
    whole = json.dumps(record, ensure_ascii=False)
    for actor, recipient in pairs:
        yield {
            **shared,
            **{f"actor.{name}": text for name, text in actor.items()},
            **{f"recipient.{name}": text for name, text in recipient.items()},
            "reciprocal": "true" if mutual else "false",
            "record": whole,
        }
        whole = ""


def _event(record: Json, paths: Paths) -> Cells:
    """Return the type, or under another name the CAMEO code that stands in its place."""
    text = _text(paths.find("event", record))
    return {"event": "", "cameo": text} if text.isdigit() else {"event": text, "cameo": ""}


def _contexts(record: Json, paths: Paths) -> Cells:
    """Return contexts and modes without the auxiliary modes, which say how real the event is."""
    contexts = _texts(paths.find("context", record))
    modes = _texts(paths.find("mode", record))
    words = {*contexts, *modes}
    auxiliary = {*_UNREAL, _NEGATED}
    return {
        "context": "|".join(one for one in contexts if one not in auxiliary),
        "mode": next((one for one in modes if one not in auxiliary), ""),
        "status": next((_UNREAL[one] for one in _UNREAL if one in words), ""),
        "polarity": "negated" if _NEGATED in words else "",
    }


def _parties(side: str, record: Json, paths: Paths) -> list[Cells]:
    given = paths.find(side, record)
    return [
        _party(one, paths)
        for one in (given if isinstance(given, list) else [given])
        if isinstance(one, Mapping)
    ]


def _party(entity: Json, paths: Paths) -> Cells:
    columns = [name for name in paths.of if name.startswith("entity.")]
    cells = {name.removeprefix("entity."): _text(paths.find(name, entity)) for name in columns}
    sectors = _texts(paths.find("entity.sector", entity))
    return cells | {"sector": sectors[0] if sectors else "", "sectors": "|".join(sectors)}


def _protesters(record: Json, paths: Paths) -> list[Cells]:
    """Return the party that records made from ICEWS write as `name: sectors: country`."""
    text = _text(paths.find("protesters", record))
    parts = [part.strip() for part in text.split(": ")]
    if len(parts) != len(("name", "sectors", "country")):
        return [{"identifier_text": text}] if text else []
    country = "" if parts[2] == "NULL" else parts[2]
    return [{"identifier_text": parts[0], "sector": parts[1], "code": country}]


def _texts(value: Any) -> list[str]:  # noqa: ANN401 (whatever JSON holds)
    """Return a list of texts from a list, or from one text that parts them by spaces or signs."""
    if isinstance(value, list):
        return [text for one in value if (text := _text(one))]
    return _text(value).replace(";", " ").replace(",", " ").split()


def _text(value: Any) -> str:  # noqa: ANN401 (whatever JSON holds)
    if value is None or isinstance(value, (dict, list)):
        return ""
    return value if isinstance(value, str) else json.dumps(value)
