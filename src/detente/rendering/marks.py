"""Text cut into segments where something begins or ends, so that layers may overlap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

__all__ = ["Mark", "Segment", "cut", "marks_of_mention"]

Shape = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to be marked in a text, from `start` to `end`; `title` says what it is."""

    start: int
    end: int
    role: str
    title: str = ""
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text with the roles that it plays; `opening` are those that begin with it."""

    text: str
    roles: tuple[str, ...] = ()
    opening: tuple[str, ...] = ()
    title: str = ""
    link: str | None = None


def cut(text: str, marks: Iterable[Mark]) -> list[Segment]:
    """Return `text` as segments; together they are just that text. What lies outside is cut off."""
    end = len(text)
    kept = [mark for mark in marks if mark.start < end and mark.end > max(0, mark.start)]
    kept.sort(key=lambda mark: (mark.start, -mark.end, mark.role))
    edges = {0, end} | {min(max(edge, 0), end) for m in kept for edge in (m.start, m.end)}
    segments = []
    waiting, live = list(reversed(kept)), list[Mark]()
    for left, right in pairwise(sorted(edges)):
        live = [mark for mark in live if mark.end > left]
        while waiting and waiting[-1].start <= left:
            live.append(waiting.pop())
        segments.append(_segment(text[left:right], left, live))
    return segments


def _segment(text: str, left: int, live: Sequence[Mark]) -> Segment:
    return Segment(
        text,
        tuple(dict.fromkeys(mark.role for mark in live)),
        tuple(dict.fromkeys(m.role for m in live if max(m.start, 0) == left)),
        "; ".join(dict.fromkeys(mark.title for mark in live if mark.title)),
        next((mark.link for mark in reversed(live) if mark.link), None),
    )


def marks_of_mention(mention: Shape, offset: int = 0) -> list[Mark]:
    """Return what a mention points at: who, did what, to whom, where, when, how many.

    Places count from `offset` in the document, the start of its sentence as a rule.
    """
    trigger = mention["trigger"]
    marks = [Mark(trigger["start"] - offset, trigger["end"] - offset, "trigger")]
    for role, spans in (
        ("actor", mention["actors"]),
        ("recipient", mention["recipients"]),
        ("quantity", mention["quantities"]),
        ("place", [mention["place"]]),
        ("day", [mention["day"]]),
    ):
        marks += [
            Mark(span["start"] - offset, span["end"] - offset, role)
            for span in spans
            if span is not None and span["start"] is not None
        ]
    return marks
