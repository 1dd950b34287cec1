"""One crosswalk: what is read for a code, and the code that is written for a value."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Crosswalk"]


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """Codes of another system and our values.

    `read` maps a code to our value, None for a code that has no counterpart. `written` maps our
    value to the code to write. `rank` orders codes where one cell holds several. The codes of
    a `folded` crosswalk are names: they are met whatever their case.
    """

    name: str
    read: dict[str, str | None] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    rank: dict[str, int] = field(default_factory=dict)
    folded: bool = False

    def reads(self, code: str, value: str | None, rank: int | None = None) -> None:
        """Read `value` for `code`, unless another value was given before."""
        key = code.lower() if self.folded else code
        self.read.setdefault(key, value)
        if rank is not None:
            self.rank.setdefault(key, rank)

    def writes(self, value: str, code: str) -> None:
        """Write `code` for `value`, unless another code was given before."""
        self.written.setdefault(value, code)
