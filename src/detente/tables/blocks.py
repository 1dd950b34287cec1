"""TOML tables: arrays of blocks, each turned into a frozen row of a declared type."""

from __future__ import annotations

import re
import tomllib
import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from detente.errors import Fault

__all__ = ["Block", "build", "read_toml"]

Block = TypeVar("Block")


def read_toml(
    path: Path, name: str, block_type: type[Block], faults: list[Fault]
) -> list[tuple[int, Block]]:
    """Return the `[[name]]` blocks of a TOML file as `block_type`, with their line numbers.

    Keys are the dataclass's fields; a list becomes a tuple, a nested table the dataclass that
    the field declares. Whatever is wrong is added to `faults` and the block left out.
    """
    source = path.read_text(encoding="utf-8")
    try:
        content = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else None
        faults.append(Fault(file=str(path), line=line, problem=f"not valid TOML: {error}"))
        return []
    header = re.compile(rf"^[^\S\n]*\[\[\s*{re.escape(name)}\s*\]\]", re.MULTILINE)
    lines = [source.count("\n", 0, match.start()) + 1 for match in header.finditer(source)]
    made: list[tuple[int, Block]] = []
    for line, block in zip(lines, content.get(name, []), strict=False):
        try:
            made.append((line, build(block_type, block)))
        except ValueError as error:
            faults.append(Fault(file=str(path), line=line, problem=str(error)))
    return made


def build(block_type: type[Block], values: Mapping[str, object]) -> Block:
    """Return a `block_type` made from the keys of a TOML table.

    Raises:
        ValueError: a key is unknown or missing, or a value has the wrong type.
    """
    hints = _hints(block_type)
    where = f"in {values['id']!r}: " if "id" in values else ""
    names = [f.name for f in fields(block_type)]  # type: ignore[arg-type]  # is a dataclass
    keys = {key.replace("-", "_"): value for key, value in values.items()}
    for key in keys:
        if key not in names:
            near = get_close_matches(key, names, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"the keys are {', '.join(names)}"
            raise ValueError(f"{where}unknown key {key!r}; {hint}")
    for f in fields(block_type):  # type: ignore[arg-type]  # is a dataclass
        if f.default is MISSING and f.default_factory is MISSING and f.name not in keys:
            raise ValueError(f"{where}key {f.name!r} is missing")
    return block_type(**{key: _fit(key, hints[key], v, where) for key, v in keys.items()})


_KNOWN_HINTS: dict[type, dict[str, Any]] = {}


def _hints(block_type: type) -> dict[str, Any]:
    """Return the types of a dataclass's fields, worked out once for thousands of blocks."""
    if block_type not in _KNOWN_HINTS:
        _KNOWN_HINTS[block_type] = typing.get_type_hints(block_type)
    return _KNOWN_HINTS[block_type]


def _fit(key: str, hint: Any, value: object, where: str) -> object:  # noqa: ANN401 (type form)
    options = typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
    wanted = next(option for option in options if option is not type(None))
    if typing.get_origin(wanted) is tuple:
        inner = typing.get_args(wanted)[0]
        items = value if isinstance(value, list) else [value]
        return tuple(_fit(key, inner, item, where) for item in items)
    if typing.get_origin(wanted) is Mapping or wanted is Mapping:
        if isinstance(value, dict):
            inner = typing.get_args(wanted)[1]
            return {k: _fit(f"{key}.{k}", inner, v, where) for k, v in value.items()}
        raise ValueError(f"{where}{key!r} must be a table")
    if is_dataclass(wanted) and isinstance(value, dict):
        return build(typing.cast(type, wanted), value)
    if wanted is float and isinstance(value, int):
        return float(value)
    if isinstance(wanted, type) and not isinstance(value, wanted):
        raise ValueError(f"{where}{key!r} is {value!r}, not of type {wanted.__name__}")
    return value
