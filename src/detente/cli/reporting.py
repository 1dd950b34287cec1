"""What a command says on standard error: progress, remarks and the run's report."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from detente.model import Document
from detente.reading import Reading, Remark, Unread

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

__all__ = ["Counter", "Report", "note", "progress", "sure_enough"]


def note(text: str) -> None:
    """Print a line to standard error."""
    print(text.encode("utf-8", "replace").decode("utf-8"), file=sys.stderr)


@dataclass(slots=True)
class Report:
    """What became of a run's inputs."""

    read: int = 0
    failures: list[str] = field(default_factory=list)

    def documents(self, readings: Iterable[Reading]) -> Iterator[Document]:
        """Yield the documents among `readings`; keep count of the rest and say it aloud."""
        for reading in readings:
            if isinstance(reading, Document):
                self.read += 1
                yield reading
            elif isinstance(reading, Remark):
                note(f"note: {reading}")
            elif isinstance(reading, Unread):
                self.fail(str(reading))

    def fail(self, text: str) -> None:
        """Count a failed document and name it."""
        self.failures.append(text)
        note(f"failed: {text}")

    def close(self, summary: str) -> int:
        """Print the summary and return the exit code: 3 when something failed, else 0."""
        if self.failures:
            summary += f"; {len(self.failures)} failed, named above"
        note(summary)
        return 3 if self.failures else 0


def sure_enough(shapes: Iterable[Mapping[str, Any]], least: float) -> Iterator[Mapping[str, Any]]:
    """Yield the events or mentions of at least that confidence; say how many were left out."""
    left_out = 0
    for shape in shapes:
        if shape["confidence"] >= least:
            yield shape
        else:
            left_out += 1
    if left_out:
        note(f"left out {left_out:,} that are less sure than {least:g}")


@contextmanager
def progress(label: str, *, unit: str = "documents") -> Iterator[Counter]:
    """Show a running count of documents, or what `unit` names, on standard error.

    It is shown in a terminal only.
    """
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description} {task.completed} " + unit),
        TimeElapsedColumn(),
    )
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bars:
        yield Counter(bars, bars.add_task(label, total=None))


@dataclass(frozen=True, slots=True)
class Counter:
    """A count that is shown as it grows."""

    bars: Progress
    task: TaskID

    def reach(self, count: int) -> None:
        """Show that `count` of them are done."""
        self.bars.update(self.task, completed=count)
