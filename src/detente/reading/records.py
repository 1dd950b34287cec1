"""What reading yields beside documents: what stayed unread, and remarks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from detente.errors import InputError
from detente.model import Document

__all__ = ["Origin", "Reading", "Remark", "Unread", "UnreadableError"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """An input, or a row of one, that could not be read: a failed document in the run's report.

    `source` is the path as the user would write it; `line` counts from 1 (in Parquet: the row;
    in a table or JSON file the line where the row begins), None when the whole input is meant.
    `count` is how many rows it stands for.
    """

    source: str
    line: int | None = None
    problem: str
    remedy: str = ""
    count: int = 1

    def __str__(self) -> str:
        """Return `source:line: problem; remedy`."""
        return _sentence(self.source, self.line, self.problem, self.remedy)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something about an input that its reader should know; the text itself was read.

    It is yielded before the document it is about. `line` is as in `Unread`.
    """

    source: str
    line: int | None = None
    problem: str

    def __str__(self) -> str:
        """Return `source:line: problem`."""
        return _sentence(self.source, self.line, self.problem)


Reading: TypeAlias = Document | Unread | Remark


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One input: its `name` for messages, its `stem` for ids, and the date it falls back on."""

    name: str
    stem: str
    published: date | None = None

    def unread(self, line: int | None, problem: str, remedy: str = "", *, count: int = 1) -> Unread:
        """Return an `Unread` about this input."""
        return Unread(source=self.name, line=line, problem=problem, remedy=remedy, count=count)

    def remark(self, line: int | None, problem: str) -> Remark:
        """Return a `Remark` about this input."""
        return Remark(source=self.name, line=line, problem=problem)


class UnreadableError(InputError):
    """A whole input cannot be read.

    Raised to the user when it is the only input; among others it becomes its `unread`.
    """

    def __init__(self, origin: Origin, problem: str, remedy: str = "") -> None:
        """Keep the fault as an `Unread`, whose text is the message."""
        self.unread = origin.unread(None, problem, remedy)
        super().__init__(str(self.unread))


def _sentence(source: str, line: int | None, problem: str, remedy: str = "") -> str:
    place = source if line is None else f"{source}:{line}"
    return f"{place}: {problem}" + (f"; {remedy}" if remedy else "")
