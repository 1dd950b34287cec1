"""What codes one part after the other on a machine of the cluster."""

from __future__ import annotations

import json
import platform
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from detente.errors import DetenteError, SettingError
from detente.model import Document
from detente.pipeline import Order, Tools, Workshop, batches, models_used
from detente.reading import Part, Remark, Unread, read_part
from detente.scaling.blocks import Block, write_block
from detente.storage import Entry, Run, describe_run, entry_of

__all__ = ["Done", "Hand", "Task"]

_TRIES = 3
_PAUSE_S = 2.0
"""Seconds before a part is tried again; storage over a network has its moments."""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one part: its documents, and how many of them failed.

    `problem` says why it has no block, empty when it has one; `hopeless` tells that no other part
    can fare better.
    """

    documents: int
    failed: int
    problem: str = ""
    hopeless: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """What every part is worked on with."""

    tools: Tools
    run: Run
    published: date | None
    timeout_s: float | None


class Hand:
    """An actor: it loads models once and calls are parts.

    The work is done by a process of its own, so that a document that hangs or crashes costs the
    document and not the actor.
    """

    def __init__(self, task: Task) -> None:
        """Keep the task; the process starts with the first part."""
        self._task = task
        finish = partial(entry_of, run=task.run)
        self._shop: Workshop[Entry] = Workshop(task.tools, finish, 1, task.timeout_s)

    def __call__(self, row: dict[str, Any]) -> dict[str, Any]:
        """Write the block of the part that the row names, and return what became of it.

        `part` is the part as JSON and `block` where its block goes; what comes back are the
        fields of `Done`.
        """
        part, place = Part(**json.loads(row["part"])), Path(row["block"])
        try:
            self._check_version()
            return asdict(self._done(part, place))
        except DetenteError as error:  # of the tables or the installation: no part will do better
            return asdict(Done(0, 0, problem=str(error), hopeless=True))

    def _check_version(self) -> None:
        """Refuse to work where another program would give other results."""
        tools = self._task.tools
        here = describe_run(tools.lexicon, models_used(tools.lexicon, tools.pipeline))
        if here.id != self._task.run.id:
            raise SettingError(
                f"{platform.node()} has another version of detente, its models or the lexicon than "
                "the machine that started the run; install the same on all"
            )

    def _done(self, part: Part, place: Path) -> Done:
        problem = ""
        for turn in range(_TRIES):
            time.sleep(turn * _PAUSE_S)
            try:
                block = self._block(part)
                write_block(place, block)
            except OSError as error:
                problem = f"{part.name}: {error.strerror or error}"
            else:
                return Done(len(block.entries), sum(bool(one.failure) for one in block.entries))
        return Done(0, 0, problem)

    def _block(self, part: Part) -> Block:
        unread: list[Unread] = []
        remarks: list[Remark] = []

        def documents() -> Iterator[Document]:
            for reading in read_part(part, published=self._task.published):
                if isinstance(reading, Document):
                    yield reading
                elif isinstance(reading, Unread):
                    unread.append(reading)
                else:
                    remarks.append(reading)

        jobs = [self._shop.begin(Order(batch)) for batch in batches(documents())]
        entries = [entry for job in jobs for entry in self._shop.end(job)]
        return Block(entries, unread, remarks)
