"""What a person has decided: mentions that are one event whatever linking says, or are not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from detente.linking.tellings import Account, Key, Telling

__all__ = ["Bonds", "Decision"]


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision, by the mentions that it speaks of now.

    A "merge" holds all mentions of `left` and `right` together. A "split" holds those of `left`
    together and apart from those of `right`. A higher `number` was taken later and wins.
    """

    number: int
    kind: str
    left: frozenset[Key]
    right: frozenset[Key]

    def says(self, one: Key, other: Key) -> bool | None:
        """Return True for together, False for apart, None where it says nothing of the two."""
        if self.kind == "merge":
            every = self.left | self.right
            return True if one in every and other in every else None
        if one in self.left and other in self.left:
            return True
        crossed = (one in self.left and other in self.right) or (
            other in self.left and one in self.right
        )
        return False if crossed else None


@dataclass(frozen=True)
class Bonds:
    """All decisions, the latest first to be asked."""

    decisions: tuple[Decision, ...] = ()

    @cached_property
    def _of_key(self) -> Mapping[Key, tuple[Decision, ...]]:
        found: dict[Key, list[Decision]] = defaultdict(list)
        for decision in sorted(self.decisions, key=lambda d: d.number, reverse=True):
            for key in decision.left | decision.right:
                found[key].append(decision)
        return {key: tuple(ones) for key, ones in found.items()}

    def says(self, one: Key, other: Key) -> bool | None:
        """Return True for together, False for apart, None where nothing was decided."""
        if one not in self._of_key or other not in self._of_key:
            return None
        verdicts = (decision.says(one, other) for decision in self._of_key[one])
        return next((verdict for verdict in verdicts if verdict is not None), None)

    def concern(self, account: Account) -> bool:
        """Tell whether any decision speaks of a telling of `account`."""
        return any(telling.key in self._of_key for telling in account.tellings)

    def parted(self, one: Account, other: Account) -> bool:
        """Tell whether tellings of two accounts were decided to be apart."""
        return any(self.says(a.key, b.key) is False for a in one.tellings for b in other.tellings)

    def parts(self, tellings: Sequence[Telling]) -> list[list[Telling]]:
        """Return the tellings of one document's event, parted where a decision parts them."""
        parts: list[list[Telling]] = []
        for telling in tellings:
            fitting = (part for part in parts if not self._parts_from(telling, part))
            part = next(fitting, None)
            if part is None:
                parts.append([telling])
            else:
                part.append(telling)
        return parts

    def _parts_from(self, telling: Telling, part: Iterable[Telling]) -> bool:
        return any(self.says(telling.key, other.key) is False for other in part)

    def held(self, accounts: Sequence[Account]) -> list[tuple[int, int]]:
        """Return the pairs of accounts, by number, that decisions hold together."""
        at: dict[Key, list[int]] = defaultdict(list)
        for number, account in enumerate(accounts):
            for telling in account.tellings:
                at[telling.key].append(number)
        pairs = set()
        for decision in self.decisions:
            group = decision.left if decision.kind == "split" else decision.left | decision.right
            keys = [key for key in sorted(group) if key in at]
            for one, other in pairwise(keys):
                if self.says(one, other):
                    pairs |= {(min(a, b), max(a, b)) for a in at[one] for b in at[other] if a != b}
        return sorted(pairs)
