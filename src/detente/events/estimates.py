"""Numbers in words and figures: "at least 20", "dozens", "nearly half a million"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from detente.model import Token
from detente.tables import Lexicon

__all__ = ["Estimate", "Numbers", "load_numbers", "read_number"]

_FIGURE = re.compile(r"\d{1,3}(?:[,.\u00a0 ]\d{3})+|\d+(?:\.\d+)?")
_RANGE = frozenset({"to", "and", "-", "–", "or"})


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number as told: `best` None when only bounds are given, bounds None when open."""

    low: int | None
    best: int | None
    high: int | None

    def plus(self, other: Estimate) -> Estimate:
        """Return the sum, unknown where either is."""
        return Estimate(
            _sum(self.low, other.low), _sum(self.best, other.best), _sum(self.high, other.high)
        )


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


@dataclass(frozen=True, slots=True)
class NumberRow:
    """A number word and the range it means, both ends included.

    `scale` is what it multiplies a number before it by; None for words that are added.
    """

    word: str
    low: float
    high: float
    scale: float | None = None


@dataclass(frozen=True, slots=True)
class BoundRow:
    """Words before a number that make it a bound: "low", "high" or "about"."""

    phrase: str
    bound: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """Number words, and words before a number by their length in words, longest first."""

    words: Mapping[str, NumberRow]
    bounds: Sequence[tuple[tuple[str, ...], str]]


def load_numbers(lexicon: Lexicon) -> Numbers:
    """Return the number words of a lexicon.

    Raises:
        TableError: a table is wrong; all faults are listed.
    """
    bounds = [
        (tuple(row.phrase.split()), row.bound) for row in lexicon.rows("cues/bounds.csv", BoundRow)
    ]
    return Numbers(
        words={row.word: row for row in lexicon.rows("cues/numbers.csv", NumberRow)},
        bounds=sorted(bounds, key=lambda pair: -len(pair[0])),
    )


def read_number(
    tokens: Sequence[Token], numbers: Numbers, *, start: int = 0
) -> tuple[Estimate, int, int] | None:
    """Return the first number in `tokens` with its start and end offsets, None if there is none.

    Numbers before position `start` are left alone; words that bound a number may stand there.
    """
    for at in range(start, len(tokens)):
        found = _number_at(tokens, at, numbers, first=start)
        if found is None:
            continue
        estimate, end = found
        other = _range_end(tokens, end, numbers)
        if other is not None:
            estimate, end = Estimate(estimate.low, None, other[0].high), other[1]
        first, bound = _bound_before(tokens, at, numbers)
        return _bounded(estimate, bound), tokens[first].start, tokens[end - 1].end
    return None


@dataclass(frozen=True, slots=True)
class _Range:
    """A number being read: what is done with thousands, and what is being added up."""

    total: tuple[float, float] = (0.0, 0.0)
    low: float = 0.0
    high: float = 0.0

    def then(self, row: NumberRow) -> _Range:
        """Return the number with one more word: a scale multiplies, the rest is added."""
        if row.scale is None or not self.high:
            return replace(self, low=self.low + row.low, high=self.high + row.high)
        low, high = self.low * row.scale, self.high * row.scale
        if row.scale < 1000:
            return replace(self, low=low, high=high)
        return _Range((self.total[0] + low, self.total[1] + high))

    def estimate(self) -> Estimate | None:
        """Return what was read; None when it comes to nothing."""
        low, high = int(self.total[0] + self.low), int(self.total[1] + self.high)
        if not high:
            return None
        return Estimate(low, low if low == high else None, high)


def _number_at(
    tokens: Sequence[Token], at: int, numbers: Numbers, *, first: int = 0
) -> tuple[Estimate, int] | None:
    """Return the number that begins at a token, and the position after it."""
    if _is_article(tokens[at]) and not _continues(tokens, at, numbers):
        singular = any(t.tag == "NN" for t in tokens[at + 1 :])
        return (Estimate(1, 1, 1), at + 1) if at == first and singular else None
    read, end = _Range(), at
    for position in range(at, len(tokens)):
        row = _value(tokens[position], numbers)
        if row is None:
            if not _joins(tokens, position, at, numbers):
                break
            continue
        if read.high and row.scale is None and row.low >= read.high and read.high < 100:
            break
        read, end = read.then(row), position + 1
    estimate = read.estimate()
    return (estimate, end) if estimate else None


def _is_article(token: Token) -> bool:
    return token.text.lower() in {"a", "an"}


def _continues(tokens: Sequence[Token], position: int, numbers: Numbers) -> bool:
    """Tell whether a word of number stands right after a position."""
    after = tokens[position + 1] if position + 1 < len(tokens) else None
    return after is not None and _value(after, numbers) is not None


def _joins(tokens: Sequence[Token], position: int, at: int, numbers: Numbers) -> bool:
    """Tell whether a word stands inside a number: "half a million", "two hundred and ten"."""
    word = tokens[position].text.lower()
    if not _continues(tokens, position, numbers):
        return False
    before = _value(tokens[position - 1], numbers) if position > at else None
    after = _value(tokens[position + 1], numbers)
    if word == "and":
        return before is not None and before.scale is not None and _is_small(after)
    if word == "of":
        return before is not None and after is not None and after.scale is not None
    return word in {"a", "an", "-"}


def _is_small(row: NumberRow | None) -> bool:
    return row is not None and row.scale is None and row.high < 100


def _value(token: Token, numbers: Numbers) -> NumberRow | None:
    word = token.text.lower()
    if _FIGURE.fullmatch(word):
        plain = float(re.sub(r"[,\u00a0 ](?=\d{3})", "", word))
        return NumberRow(word, plain, plain)
    if "-" not in word:
        return numbers.words.get(word)
    parts = [numbers.words.get(part) for part in word.split("-")]
    known = [part for part in parts if part]
    if len(known) < len(parts):
        return None
    return NumberRow(word, sum(p.low for p in known), sum(p.high for p in known))


def _range_end(tokens: Sequence[Token], end: int, numbers: Numbers) -> tuple[Estimate, int] | None:
    if end + 1 < len(tokens) and tokens[end].text.lower() in _RANGE:
        return _number_at(tokens, end + 1, numbers) if _continues(tokens, end, numbers) else None
    return None


def _bound_before(tokens: Sequence[Token], at: int, numbers: Numbers) -> tuple[int, str | None]:
    words = [t.text.lower() for t in tokens[:at]]
    for phrase, bound in numbers.bounds:
        if tuple(words[-len(phrase) :]) == phrase:
            return at - len(phrase), bound
    return at, None


def _bounded(estimate: Estimate, bound: str | None) -> Estimate:
    if bound == "low":
        return replace(estimate, high=None)
    if bound == "high":
        return replace(estimate, low=None)
    if bound == "about":
        return Estimate(None, estimate.best, None) if estimate.best else estimate
    return estimate
