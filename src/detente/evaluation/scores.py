"""Precision, recall, F1 and what is built on them; counts in, figures out, nothing else.

A share of nothing is None, not 0: who says nothing has no precision, and a label that the gold
lacks has no recall. F1 is 0 where one of the two is missing, None where both are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

__all__ = [
    "Score",
    "accuracy",
    "confusion",
    "exact",
    "label_scores",
    "macro_f1",
    "mean",
    "share",
    "total",
]


@dataclass(frozen=True, slots=True)
class Score:
    """Four counts: how many were `said`, how many are in the `gold`, and how many of each agree.

    `right` counts those said that are right, `found` those of the gold that were found. They
    differ where one may touch several, as spans do that are compared by overlap.
    """

    said: int
    gold: int
    right: int
    found: int

    def __add__(self, other: Score) -> Score:
        """Return the counts of both together."""
        return Score(
            self.said + other.said,
            self.gold + other.gold,
            self.right + other.right,
            self.found + other.found,
        )

    @property
    def precision(self) -> float | None:
        """The share of what was said that is right, 0 to 1; None when nothing was said."""
        return share(self.right, self.said)

    @property
    def recall(self) -> float | None:
        """The share of the gold that was found, 0 to 1; None when the gold is empty."""
        return share(self.found, self.gold)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; None when nothing was said nor in the gold."""
        if not (self.said or self.gold):
            return None
        precision, recall = self.precision or 0.0, self.recall or 0.0
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def exact(right: int, said: int, gold: int) -> Score:
    """Return the score where each thing said answers to one thing of the gold at most."""
    return Score(said=said, gold=gold, right=right, found=right)


def total(scores: Iterable[Score]) -> Score:
    """Return all counts together, which gives micro-averaged figures."""
    return sum(scores, Score(0, 0, 0, 0))


def share(part: float, whole: float) -> float | None:
    """Return `part` of `whole`, None when there is no whole."""
    return part / whole if whole else None


def mean(values: Iterable[float | None]) -> float | None:
    """Return the mean of the values that are known, None when none is."""
    known = [value for value in values if value is not None]
    return share(sum(known), len(known))


def accuracy(gold: Sequence[str], said: Sequence[str]) -> float | None:
    """Return the share of labels that agree, None when there are none.

    Raises:
        ValueError: there are not as many of one as of the other.
    """
    return share(sum(a == b for a, b in zip(gold, said, strict=True)), len(gold))


def label_scores(gold: Sequence[str], said: Sequence[str]) -> Mapping[str, Score]:
    """Return the score of every label in either sequence, labels in alphabetical order.

    Raises:
        ValueError: there are not as many of one as of the other.
    """
    hits = Counter(a for a, b in zip(gold, said, strict=True) if a == b)
    wanted, given = Counter(gold), Counter(said)
    return {
        label: exact(hits[label], given[label], wanted[label])
        for label in sorted(wanted.keys() | given.keys())
    }


def macro_f1(gold: Sequence[str], said: Sequence[str]) -> float | None:
    """Return the mean F1 of the labels that the gold has, each of the same weight.

    A label that is only said has no row of its own: what it took away is missing from the recall
    of the right label. None when the gold is empty.

    Raises:
        ValueError: there are not as many of one as of the other.
    """
    return mean(score.f1 for score in label_scores(gold, said).values() if score.gold)


def confusion(
    gold: Sequence[str], said: Sequence[str]
) -> tuple[tuple[str, ...], tuple[tuple[str, tuple[int, ...]], ...]]:
    """Return the labels said, and for each gold label how often it was called each of them.

    The columns begin with the gold labels in alphabetical order, so that what is right stands on
    the diagonal; labels that are only said follow.

    Raises:
        ValueError: there are not as many of one as of the other.
    """
    counts = Counter(zip(gold, said, strict=True))
    rows = sorted(set(gold))
    columns = (*rows, *sorted(set(said) - set(rows)))
    return columns, tuple((row, tuple(counts[row, name] for name in columns)) for row in rows)
