"""Spans against spans: equal, touching, or so many characters in common."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from detente.evaluation.scores import Score, exact

__all__ = ["Range", "by_overlap", "characters", "common", "hull", "nearest", "strictly"]

Range = tuple[int, int]
"""Start, included, and end, excluded, in Unicode code points."""


def common(one: Range, other: Range) -> int:
    """Return how many characters two spans share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def strictly(said: Collection[Range], gold: Collection[Range]) -> Score:
    """Return the score of sets of spans where only equal ones agree."""
    return exact(len(set(said) & set(gold)), len(set(said)), len(set(gold)))


def by_overlap(said: Collection[Range], gold: Collection[Range]) -> Score:
    """Return the score of sets of spans where one shared character is enough.

    Each side is counted by itself: a long span may find two of the gold.
    """
    return Score(
        said=len(set(said)),
        gold=len(set(gold)),
        right=sum(any(common(one, other) for other in gold) for one in set(said)),
        found=sum(any(common(one, other) for other in said) for one in set(gold)),
    )


def nearest(gold: Range, said: Sequence[Range]) -> int | None:
    """Return the number of the span that shares most with `gold`, the first of equals.

    None when none shares a character.
    """
    best = max(range(len(said)), key=lambda n: common(gold, said[n]), default=None)
    return best if best is not None and common(gold, said[best]) else None


def hull(spans: Sequence[Range]) -> Range | None:
    """Return the span from the first start to the last end, None for no spans."""
    if not spans:
        return None
    return min(start for start, _ in spans), max(end for _, end in spans)


def characters(spans: Iterable[Range]) -> frozenset[int]:
    """Return the offsets of all characters that lie in any of the spans."""
    return frozenset(at for start, end in spans for at in range(start, end))
