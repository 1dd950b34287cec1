"""A text coded on request, in a process of its own that can be stopped when it takes too long."""

from __future__ import annotations

from datetime import date
from typing import Any, Protocol

__all__ = ["TextCoder"]

Shape = dict[str, Any]


class TextCoder(Protocol):
    """What codes a text for "Try it"."""

    def code(self, text: str, *, title: str | None = None, published: date | None = None) -> Shape:
        """Return the text with every layer, as `detente annotate` writes it.

        Raises:
            InputError: it cannot be coded, is too long, or takes too long.
        """
