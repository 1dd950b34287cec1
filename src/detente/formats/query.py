"""Putting a query together: parameters, joins with the crosswalks, quoted names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from detente.formats.walk import Crosswalk

__all__ = ["Query", "quoted"]


def quoted(name: str) -> str:
    """Return a name as an identifier of SQL."""
    escaped = name.replace('"', '""')
    return f'"{escaped}"'


@dataclass(slots=True)
class Query:
    """What the pieces of one query share: its parameters, its joins, what it computes first."""

    walks: Mapping[str, Crosswalk]
    parameters: dict[str, object] = field(default_factory=dict)
    joins: dict[tuple[str, str, str], str] = field(default_factory=dict)
    parts: list[str] = field(default_factory=list)

    def value(self, value: object) -> str:
        """Return the parameter that stands for `value`."""
        for name, known in self.parameters.items():
            if known == value and type(known) is type(value):
                return f"${name}"
        name = f"p{len(self.parameters)}"
        self.parameters[name] = value
        return f"${name}"

    def read(self, walk: str, cell: str, *, known: bool = False) -> str:
        """Return what a crosswalk reads for a cell; with `known` the code itself if it has it."""
        folded = f"lower({cell})" if self.walks[walk].folded else cell
        alias = self._joined("code_read", "code", walk, folded)
        return f"{alias}.code" if known else f"{alias}.value"

    def written(self, walk: str, value: str) -> str:
        """Return the code that a crosswalk writes for a value."""
        return f"{self._joined('code_written', 'value', walk, value)}.code"

    def _joined(self, table: str, on: str, walk: str, expression: str) -> str:
        key = (table, walk, expression)
        if key not in self.joins:
            alias = f"j{len(self.joins) + len(self.parts)}"
            name = self.value(walk)
            self.joins[key] = alias
            self.parts.append(
                f"LEFT JOIN {table} AS {alias}"
                f" ON {alias}.walk = {name} AND {alias}.{on} = {expression}"
            )
        return self.joins[key]

    def among(self, walk: str, cell: str, separator: str, table: str) -> str:
        """Return what a crosswalk reads for the first in rank of the codes in one cell.

        Codes of one rank count in the order of the cell. The query over `table` finds each
        different cell's value once.
        """
        key = ("among", walk, cell)
        if key not in self.joins:
            alias = f"j{len(self.joins) + len(self.parts)}"
            name, sign = self.value(walk), self.value(separator)
            self.joins[key] = alias
            self.parts.append(
                f"LEFT JOIN (SELECT cell, arg_min(value, 1000 * rank + turn) AS value FROM ("
                f"SELECT cell, trim(unnest(split(cell, {sign}))) AS code,"
                f" unnest(range(len(split(cell, {sign})))) AS turn"
                f" FROM (SELECT DISTINCT {cell} AS cell FROM {table})"
                f") JOIN code_read USING (code) WHERE walk = {name} GROUP BY cell"
                f") AS {alias} ON {alias}.cell = {cell}"
            )
        return f"{self.joins[key]}.value"

    def joined(self) -> str:
        """Return the joins that were asked for so far and forget them."""
        text = "\n".join(self.parts)
        self.parts.clear()
        self.joins.clear()
        return text
