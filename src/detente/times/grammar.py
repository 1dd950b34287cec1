"""Patterns over pieces: what a time expression may look like, and who reads it.

A pattern is a line of elements: a word in lower case stands for itself, a class in capitals
for any piece with that sense, `|` parts alternatives, `?` marks what may be missing. All
patterns are laid into one tree, so a sentence is read once, whatever their number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from detente.times.anchor import Anchor
from detente.times.splitting import Piece
from detente.times.values import Meaning
from detente.times.words import Calendar, Value

__all__ = ["Found", "Grammar", "Rule", "counted", "stated", "told"]

Bound = tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Pieces that fit a pattern: numbers `first` to `last` (excluded) of a sentence.

    `edge` is what narrows it ("early": START), `part` the part of the day that follows it;
    `entity` is the parser's label of a word that may be a name.
    """

    rule: Rule
    calendar: Calendar
    pieces: Sequence[Piece]
    first: int
    last: int
    bound: Bound
    core: int
    edge: str | None = None
    part: str | None = None
    entity: str | None = None

    @property
    def start(self) -> int:
        """Where the expression begins in the document."""
        return self.pieces[self.first].start

    @property
    def end(self) -> int:
        """Where it ends, excluded."""
        return self.pieces[self.last - 1].end

    @property
    def senses(self) -> frozenset[str]:
        """The classes that its pieces were read as."""
        return frozenset(name for name, _ in self.bound)

    def value(self, *senses: str) -> Value | None:
        """Return the value of the first piece read as one of `senses`, None without one."""
        return next((value for name, value in self.bound if name in senses), None)

    def whole(self, *senses: str) -> int:
        """Return that value as a whole number; 0 without one."""
        return int(self.value(*senses) or 0)

    def wholes(self, sense: str) -> list[int]:
        """Return the whole numbers of all pieces read as `sense`."""
        return [int(value) for name, value in self.bound if name == sense]

    def name(self, *senses: str) -> str:
        """Return that value as text; empty without one."""
        return str(self.value(*senses) or "")

    def before(self, distance: int = 1) -> str:
        """Return the word so many pieces before the expression, empty at the sentence's start."""
        at = self.first - distance
        return self.pieces[at].word if at >= 0 else ""

    def after(self, distance: int = 1) -> str:
        """Return the word so many pieces after it, empty at the sentence's end."""
        at = self.last + distance - 1
        return self.pieces[at].word if at < len(self.pieces) else ""

    def follows(self, *cues: str) -> bool:
        """Tell whether the word before it is one of a kind that the table of cues lists."""
        return any(self.before() in self.calendar.cues[cue] for cue in cues)

    def precedes(self, *cues: str) -> bool:
        """Tell whether the word after it is one of a kind that the table of cues lists."""
        return any(self.after() in self.calendar.cues[cue] for cue in cues)


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and what it means.

    `base` says what the meaning is counted from: "text" (the expression says it all), "now"
    (the day of speaking) or "story" (what the text spoke of last). `late` rules wait until
    the rest of their sentence is resolved: "8 p.m." needs its day.
    """

    pattern: str
    meaning: Callable[[Found, Anchor | None], Meaning | None]
    base: str
    kind: str = "date"
    late: bool = False


def stated(
    *patterns: str, meaning: Callable[[Found], Meaning | None], kind: str = "date"
) -> tuple[Rule, ...]:
    """Return rules for expressions that say all about their time; None is "no time after all"."""
    return tuple(Rule(line, lambda found, _: meaning(found), "text", kind) for line in patterns)


def counted(
    *patterns: str, meaning: Callable[[Found, Anchor], Meaning | None], kind: str = "date"
) -> tuple[Rule, ...]:
    """Return rules for expressions counted from the day of speaking."""
    return tuple(Rule(line, _with_anchor(meaning), "now", kind) for line in patterns)


def told(
    *patterns: str,
    meaning: Callable[[Found, Anchor], Meaning | None],
    kind: str = "date",
    late: bool = False,
) -> tuple[Rule, ...]:
    """Return rules for expressions counted from what the text spoke of last."""
    return tuple(Rule(line, _with_anchor(meaning), "story", kind, late) for line in patterns)


def _with_anchor(
    meaning: Callable[[Found, Anchor], Meaning | None],
) -> Callable[[Found, Anchor | None], Meaning | None]:
    return lambda found, anchor: None if anchor is None else meaning(found, anchor)


@dataclass(slots=True)
class Node:
    """A point in the tree of patterns."""

    after: dict[str, Node] = field(default_factory=dict)
    rules: list[Rule] = field(default_factory=list)


class Grammar:
    """Rules laid into a tree."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        """Lay out `rules`; where two fit the same pieces, the earlier one is tried first."""
        self.root = Node()
        for rule in rules:
            for line in _lines(rule.pattern):
                node = self.root
                for element in line:
                    node = node.after.setdefault(element, Node())
                if rule not in node.rules:
                    node.rules.append(rule)

    def at(self, pieces: Sequence[Piece], first: int) -> list[tuple[int, Rule, Bound]]:
        """Return what fits from piece `first`: end, rule and values; the longest first."""
        fits = [
            (last, rule, bound)
            for last, node, bound in self._paths(pieces, first, self.root, ())
            for rule in node.rules
        ]
        return sorted(fits, key=lambda fit: -fit[0])

    def _paths(
        self, pieces: Sequence[Piece], at: int, node: Node, bound: Bound
    ) -> Iterator[tuple[int, Node, Bound]]:
        if node.rules:
            yield at, node, bound
        if at == len(pieces) or not node.after:
            return
        piece = pieces[at]
        if follower := node.after.get(piece.word):
            yield from self._paths(pieces, at + 1, follower, bound)
        for sense, value in piece.senses.items():
            if follower := node.after.get(sense):
                yield from self._paths(pieces, at + 1, follower, (*bound, (sense, value)))


def _lines(pattern: str) -> Iterator[tuple[str, ...]]:
    choices = []
    for element in pattern.split():
        options = element.rstrip("?").split("|") if element != "?" else [element]
        choices.append([*options, ""] if element.endswith("?") else options)
    for line in product(*choices):
        yield tuple(element for element in line if element)
