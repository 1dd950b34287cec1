"""Numbers in words and figures: "at least 20", "dozens", "nearly half a million"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from detente.model import Token
from detente.tables import Lexicon

__all__ = ["Estimate", "Numbers", "load_numbers", "read_number"]

_FIGURE = re.compile(r"\d{1,3}(?:[,.\u00a0 ]\d{3})+|\d+(?:\.\d+)?")
_JOINING = frozenset({"and", "-", "of", "a"})
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
    """A number word and the range it means, both ends included."""

    word: str
    low: float
    high: float


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


def read_number(tokens: Sequence[Token], numbers: Numbers) -> tuple[Estimate, int, int] | None:
    """Return the first number in `tokens` with its start and end offsets, None if there is none."""
    for at in range(len(tokens)):
        found = _number_at(tokens, at, numbers)
        if found is None:
            continue
        estimate, end = found
        other = _range_end(tokens, end, numbers)
        if other is not None:
            estimate, end = Estimate(estimate.low, None, other[0].high), other[1]
        first, bound = _bound_before(tokens, at, numbers)
        return _bounded(estimate, bound), tokens[first].start, tokens[end - 1].end
    return None


def _number_at(tokens: Sequence[Token], at: int, numbers: Numbers) -> tuple[Estimate, int] | None:
    """Return the number that begins at a token, and the position after it."""
    low = high = total_low = total_high = 0.0
    end, seen = at, False
    for position in range(at, len(tokens)):
        value = _value(tokens[position], numbers)
        if value is None:
            if seen and tokens[position].text.lower() in _JOINING:
                continue
            break
        if tokens[position].text.lower() in {"a", "an"} and not _scales(tokens, position, numbers):
            if seen:
                continue
            return (Estimate(1, 1, 1), at + 1) if position == at and _counts(tokens, at) else None
        low, high, total_low, total_high = _add(value, low, high, total_low, total_high)
        end, seen = position + 1, True
    if not seen:
        return None
    low, high = int(total_low + low), int(total_high + high)
    return Estimate(low, low if low == high else None, high), end


def _add(
    value: tuple[float, float], low: float, high: float, total_low: float, total_high: float
) -> tuple[float, float, float, float]:
    """Fold the next word of a number in: "two hundred" multiplies, "forty five" adds."""
    if value[0] >= 100 and (low or high):
        low, high = low * value[0], high * value[1]
        if value[0] >= 1000:
            return 0.0, 0.0, total_low + low, total_high + high
        return low, high, total_low, total_high
    if value[0] == 12 and 0 < low < 12:
        return low * 12, high * 12, total_low, total_high
    return low + value[0], high + value[1], total_low, total_high


def _value(token: Token, numbers: Numbers) -> tuple[float, float] | None:
    word = token.text.lower()
    if _FIGURE.fullmatch(word):
        plain = re.sub(r"[,\u00a0 ](?=\d{3})", "", word)
        return float(plain), float(plain)
    row = numbers.words.get(word)
    if row is None and "-" in word:
        parts = [numbers.words.get(part) for part in word.split("-")]
        if all(parts):
            return sum(p.low for p in parts if p), sum(p.high for p in parts if p)
    return (row.low, row.high) if row else None


def _scales(tokens: Sequence[Token], position: int, numbers: Numbers) -> bool:
    """Tell whether "a" stands before a word of number: "a dozen", "a half million"."""
    after = tokens[position + 1] if position + 1 < len(tokens) else None
    return after is not None and _value(after, numbers) is not None


def _counts(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].text.lower() in {"a", "an"} and any(t.tag == "NN" for t in tokens[at + 1 :])


def _range_end(tokens: Sequence[Token], end: int, numbers: Numbers) -> tuple[Estimate, int] | None:
    if end + 1 < len(tokens) and tokens[end].text.lower() in _RANGE:
        return _number_at(tokens, end + 1, numbers)
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
