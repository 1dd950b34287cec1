"""What a command says on standard error: progress, remarks and the run's report."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from detente.model import Document
from detente.reading import Reading, Remark, Unread

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

__all__ = ["Counter", "Report", "note", "progress"]


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


@contextmanager
def progress(label: str) -> Iterator[Counter]:
    """Show a running count on standard error, in a terminal only."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description} {task.completed} documents"),
        TimeElapsedColumn(),
    )
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bars:
        yield Counter(bars, bars.add_task(label, total=None))


@dataclass(frozen=True, slots=True)
class Counter:
    """A count of documents that is shown as it grows."""

    bars: Progress
    task: TaskID

    def reach(self, count: int) -> None:
        """Show that `count` documents are done."""
        self.bars.update(self.task, completed=count)
