"""What can go wrong, in one tree.

Everything detente raises on purpose is a `DetenteError`; each child is also the matching
builtin, so `except ValueError` works as well. The message is one or more sentences for a
person: what is wrong, where, and what would be right. A text that cannot be coded is not an
error: it becomes a `Passed` or a failed document in the run's report.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = [
    "DetenteError",
    "Fault",
    "InputError",
    "OutputError",
    "SettingError",
    "StoreError",
    "StoreInUseError",
    "TableError",
]


class DetenteError(Exception):
    """Anything detente raises on purpose."""


class InputError(DetenteError, ValueError):
    """A path or text given to detente cannot be read as documents."""


class OutputError(DetenteError, OSError):
    """A file cannot be written; whatever stood there before still does."""


class SettingError(DetenteError, ValueError):
    """An option or argument has a value that cannot be used."""


class StoreError(DetenteError, OSError):
    """A store cannot be opened, read or written."""


class StoreInUseError(StoreError):
    """A store is open in another process; the message names it where the system does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong in a table: where it stands, what is wrong, what would be right.

    `line` counts from 1; None when the fault is about the whole file.
    """

    file: str
    line: int | None
    problem: str
    remedy: str = ""

    def __str__(self) -> str:
        """Return `file:line: problem; remedy`."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.problem}" + (f"; {self.remedy}" if self.remedy else "")


class TableError(DetenteError, ValueError):
    """Rows of a lexicon are wrong; `faults` lists all of them."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        """Keep `faults` and make them the message, one a line."""
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))

    def __reduce__(self) -> tuple[type[TableError], tuple[tuple[Fault, ...]]]:
        """Let the error come whole from another process."""
        return TableError, (self.faults,)
