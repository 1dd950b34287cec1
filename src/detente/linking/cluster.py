"""Accounts into events: the surest pairs first, and nothing joined that does not fit the rest.

What comes out depends on the accounts, the pairs and the decisions alone. The order in which
they were read plays no part: accounts are ranked by date of printing, document and place in it,
pairs by their points and then by that rank.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from detente.linking.decisions import Bonds
from detente.linking.tellings import Account, order_of
from detente.linking.weights import Scale

__all__ = ["Edge", "Group", "Tie", "cluster", "edges_of"]

_SPEAKERS = 10
_DECIMALS = 6
_DECIDED = "joined by decision"


@dataclass(frozen=True, slots=True)
class Edge:
    """Two accounts, by id, that may well tell of one happening, and the points for it."""

    points: float
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Tie:
    """Why an account belongs to its event: the account that it was joined to, and the reason.

    `to` is None for the account that the event begins with.
    """

    account: str
    to: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Group:
    """Accounts of one happening in the order of printing, a tie for each, and their story.

    A story is what pairs connect, directly or over others: it can be linked anew by itself.
    """

    accounts: tuple[Account, ...]
    ties: tuple[Tie, ...]
    story: str


@dataclass(slots=True)
class _Forest:
    """Disjoint sets of accounts by number; a set is named by its lowest number."""

    parent: list[int]
    members: dict[int, list[int]] = field(default_factory=dict)

    def find(self, number: int) -> int:
        while self.parent[number] != number:
            self.parent[number] = self.parent[self.parent[number]]
            number = self.parent[number]
        return number

    def of(self, number: int) -> list[int]:
        return self.members.get(self.find(number), [number])

    def join(self, one: int, other: int) -> None:
        low, high = sorted((self.find(one), self.find(other)))
        merged = sorted({*self.of(low), *self.of(high)})
        self.parent[high] = low
        self.members.pop(high, None)
        self.members[low] = merged


def cluster(
    accounts: Iterable[Account], edges: Iterable[Edge], scale: Scale, bonds: Bonds | None = None
) -> list[Group]:
    """Return the events that accounts make, in the order of their first telling.

    Conservative: two groups join by their surest edge only if no pair of them has a veto and
    all their pairs reach the limit "group" on average. Of groups of more than ten the ten
    fullest accounts are asked. What `bonds` hold together or apart stays so.
    """
    bonds = bonds or Bonds()
    ranked = sorted(accounts, key=lambda account: order_of(account.tellings[0]))
    held = bonds.held(ranked)
    surest = _surest_first(ranked, edges)
    whole = _Forest(list(range(len(ranked))))
    for one, other in (*held, *((one, other) for _, one, other in surest)):
        whole.join(one, other)
    joiner = _Joiner(ranked, scale, bonds)
    for one, other in held:
        joiner.hold(one, other)
    for points, one, other in surest:
        joiner.offer(points, one, other)
    return [
        Group(tuple(ranked[n] for n in members), joiner.ties(members), ranked[whole.find(root)].id)
        for root, members in joiner.groups()
    ]


def edges_of(pairs: Iterable[tuple[Account, Account]], scale: Scale) -> Iterator[Edge]:
    """Yield the pairs that reach the limit "pair".

    Pairs of one document are passed over, for linking within it has judged them.
    """
    for one, other in pairs:
        if one.document != other.document:
            points = round(scale.points(one, other), _DECIMALS)
            if points >= scale.limits["pair"]:
                yield Edge(points, one.id, other.id)


def _surest_first(ranked: Sequence[Account], edges: Iterable[Edge]) -> list[tuple[float, int, int]]:
    """Return edges by the numbers of their accounts, each once, those of most points first."""
    numbers = {account.id: number for number, account in enumerate(ranked)}
    known = {(*sorted((numbers[edge.one], numbers[edge.other])),): edge.points for edge in edges}
    found = [(points, one, other) for (one, other), points in known.items()]
    return sorted(found, key=lambda edge: (-edge[0], *edge[1:]))


class _Joiner:
    """Groups as they grow, and the ties that made them."""

    def __init__(self, ranked: Sequence[Account], scale: Scale, bonds: Bonds) -> None:
        self.ranked, self.scale, self.bonds = ranked, scale, bonds
        self.forest = _Forest(list(range(len(ranked))))
        self.tied: dict[int, list[tuple[int, str]]] = {}
        self.decided = {n for n, account in enumerate(ranked) if bonds.concern(account)}
        self.known: dict[tuple[int, int], float] = {}

    def hold(self, one: int, other: int) -> None:
        """Join what a decision holds together, unless a later one parts it."""
        if self.forest.find(one) != self.forest.find(other) and not self._parted(one, other):
            self._join(one, other, _DECIDED)

    def offer(self, points: float, one: int, other: int) -> None:
        """Join the groups of a pair if they fit each other."""
        if self.forest.find(one) == self.forest.find(other):
            return
        self.known[one, other] = points
        if self._fit(one, other) and not self._parted(one, other):
            self._join(one, other, str(self.scale.verdict(self.ranked[one], self.ranked[other])))

    def groups(self) -> list[tuple[int, list[int]]]:
        """Return the groups by their lowest number, in order."""
        roots = sorted({self.forest.find(n) for n in range(len(self.ranked))})
        return [(root, self.forest.of(root)) for root in roots]

    def ties(self, members: Sequence[int]) -> tuple[Tie, ...]:
        """Return how the members hang together, from the first telling outwards."""
        found = {members[0]: Tie(self.ranked[members[0]].id, None, "the first to tell it")}
        reached = [members[0]]
        for one in reached:
            for other, reason in sorted(self.tied.get(one, ())):
                if other not in found:
                    found[other] = Tie(self.ranked[other].id, self.ranked[one].id, reason)
                    reached.append(other)
        return tuple(found[member] for member in members)

    def _join(self, one: int, other: int, reason: str) -> None:
        self.tied.setdefault(one, []).append((other, reason))
        self.tied.setdefault(other, []).append((one, reason))
        self.forest.join(one, other)

    def _fit(self, one: int, other: int) -> bool:
        mine, theirs = (self._speakers(self.forest.of(n)) for n in (one, other))
        points = [self._points(a, b) for a in mine for b in theirs]
        return sum(points) / len(points) >= self.scale.limits["group"]

    def _speakers(self, members: Sequence[int]) -> Sequence[int]:
        """Return the accounts that say most, the earlier of equals first."""
        if len(members) <= _SPEAKERS:
            return members
        fullest = sorted(members, key=lambda n: (-_fullness(self.ranked[n]), n))
        return sorted(fullest[:_SPEAKERS])

    def _points(self, one: int, other: int) -> float:
        pair = min(one, other), max(one, other)
        if pair not in self.known:
            self.known[pair] = self.scale.points(self.ranked[pair[0]], self.ranked[pair[1]])
        return self.known[pair]

    def _parted(self, one: int, other: int) -> bool:
        mine, theirs = (self.decided.intersection(self.forest.of(n)) for n in (one, other))
        return any(self.bonds.parted(self.ranked[a], self.ranked[b]) for a in mine for b in theirs)


def _fullness(account: Account) -> int:
    """Count what an account tells that others can be compared with."""
    told = (account.actors, account.recipients, account.place, account.tolls, account.modes)
    return sum(map(bool, told)) + (account.day is not None and account.day.told)
