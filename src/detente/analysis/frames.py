"""Records as an Arrow table, from which pandas and polars frames are one call away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from detente.errors import SettingError

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["columns_of", "frame"]

_KINDS = {"str": "string", "int": "int64", "float": "float64", "bool": "bool", "date": "date32"}


def columns_of(record_type: type[Any]) -> tuple[str, ...]:
    """Return the names of the fields that hold one plain value each, in their order."""
    return tuple(field.name for field in fields(record_type) if _kind(field.type) in _KINDS)


def frame(records: Sequence[Any]) -> pa.Table:
    """Return a table of records of one kind: a column for each field with a plain value.

    Points, readings, surprises, reactions, actors, ties and occurrences all qualify; of a
    turning point the explaining events are left out. `.to_pandas()` and polars' `from_arrow`
    make frames of it.

    Raises:
        SettingError: there are no records, so that the columns are unknown.
    """
    import pyarrow as pa

    if not records:
        raise SettingError("a table of no records has no columns")
    kind = type(records[0])
    kinds = {field.name: _KINDS.get(_kind(field.type)) for field in fields(kind)}
    return pa.table(
        {
            name: pa.array(
                [getattr(record, name) for record in records], pa.type_for_alias(kinds[name])
            )
            for name in columns_of(kind)
        }
    )


def _kind(annotation: object) -> str:
    """Return the plain type that a field's annotation names, None aside."""
    return str(annotation).removesuffix(" | None")
