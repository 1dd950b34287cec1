"""Records that a notebook shows as HTML: they know that they can be shown, not how.

How is told to them by `draw_with`, once, from where every room can be seen.
"""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["Shown", "draw_with"]

Drawer = Callable[[object], str | None]

_drawer: Drawer | None = None


def draw_with(drawer: Drawer) -> None:
    """Have records shown by `drawer`: a piece of HTML, or None for plain text."""
    global _drawer
    _drawer = drawer


class Shown:
    """A record with the method that Jupyter and its like ask for HTML."""

    __slots__ = ()

    def _repr_html_(self) -> str | None:
        """Return the record as HTML, None where nobody has said how."""
        return _drawer(self) if _drawer else None
