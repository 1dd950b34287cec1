"""Blocks gathered into a store, in the order of the input."""

from __future__ import annotations

from collections.abc import Iterator

from detente.model import Document
from detente.reading import Ids, Reading, Unread, told_apart
from detente.scaling.blocks import Plan, read_block
from detente.storage import Entry, document_of

__all__ = ["Gathering"]


class Gathering:
    """The documents of a plan's blocks, and what was made of each.

    `readings` and `take` are what `code_into` asks for as `documents` and `ready`. Ids that come
    again in another block are told apart as in one input; such a document got its number only
    here, so it is coded here.
    """

    def __init__(self, plan: Plan) -> None:
        """Keep the plan; one block is in memory at a time, beside what is not taken yet."""
        self._plan = plan
        self._made: dict[str, Entry] = {}

    def readings(self) -> Iterator[Reading]:
        """Yield what the parts held; of a part without a block an `Unread` that says so.

        Raises:
            StoreError: a block is damaged.
        """
        ids = Ids()
        yield from self._plan.remarks
        for part in self._plan.parts:
            place = self._plan.block(part)
            if not place.exists():
                problem = "this part was not coded, as said above"
                line = part.before + 1 if part.start is not None else None
                yield Unread(source=part.name, line=line, problem=problem, remedy="run again")
                continue
            block = read_block(place)
            yield from block.remarks
            yield from block.unread
            for entry in block.entries:
                document = document_of(entry)
                for reading in told_apart(document, ids, part.name):
                    if reading is document:
                        self._made[document.id] = entry
                    yield reading

    def take(self, document: Document) -> Entry | None:
        """Return what was made of a document, once."""
        return self._made.pop(document.id, None)
