"""A list of events that shows itself as a table."""

from __future__ import annotations

from typing import SupportsIndex, overload

from detente.model.coding import Event
from detente.model.showing import Shown

__all__ = ["Events"]

_MOST_LINES = 20


class Events(list[Event], Shown):
    """A list of events; a slice of it is one too."""

    @overload
    def __getitem__(self, key: SupportsIndex) -> Event: ...

    @overload
    def __getitem__(self, key: slice) -> Events: ...

    def __getitem__(self, key: SupportsIndex | slice) -> Event | Events:
        """Return an event, or the events of a slice."""
        if isinstance(key, slice):
            return Events(super().__getitem__(key))
        return super().__getitem__(key)

    def __repr__(self) -> str:
        """Return a line for each event, and how many more there are."""
        lines = [f"  {event.summary}" for event in self[:_MOST_LINES]]
        if len(self) > _MOST_LINES:
            lines.append(f"  … {len(self) - _MOST_LINES:,} more")
        return "\n".join([f"Events({len(self):,})", *lines])
