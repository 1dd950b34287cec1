"""Mentions found again after their text was coded anew, so that what a person said of them holds.

Another lexicon or model may code the same act by other words, or cut sentences elsewhere. A
mention is first looked for where it stood; else it is the nearest of those that overlap its
sentence and either stand on its words or tell of its type of act with a party that it has. What
cannot be told is left open: a decision on the wrong mention is worse than none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from detente.linking.tellings import Key
from detente.linking.wording import stem

__all__ = ["AMBIGUOUS", "GONE", "Mark", "Sighting", "recognise"]

GONE = "it is coded no more"
AMBIGUOUS = "it cannot be told which mention it is now"

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """A mention as it was when a person spoke of it, or as it is now.

    `type` and `mode` are those of its label, `parties` their countries, else their names. Where an
    older store did not note them they are None and none, and the trigger is at -1. `beside` are
    the places of the triggers that stood in its sentence and were other mentions: none of them is
    this one.
    """

    key: Key
    type: str | None = None
    mode: str | None = None
    parties: frozenset[str] = frozenset()
    beside: frozenset[int] = frozenset()

    def overlaps(self, other: Mark) -> bool:
        """Tell whether the sentences share a character."""
        return self.key.start < other.key.end and other.key.start < self.key.end

    def stands_on(self, other: Mark) -> bool:
        """Tell whether the triggers share a character."""
        mine, its = self.key, other.key
        if mine.at < 0:
            return False
        return mine.at < its.at + len(its.trigger) and its.at < mine.at + len(mine.trigger)

    def tells_as(self, other: Mark) -> bool:
        """Tell whether both tell of one type of act, with a party in common or without any."""
        known = self.type is not None and self.type == other.type
        return known and bool(self.parties & other.parties or not (self.parties | other.parties))


@dataclass(frozen=True, slots=True)
class Sighting:
    """What a mark is now: mentions by number, more than one only where they stood at one place.

    `problem` says why there is none, else it is None.
    """

    mentions: tuple[int, ...] = ()
    problem: str | None = None


def recognise(marks: Sequence[Mark], mentions: Sequence[Mark]) -> tuple[Sighting, ...]:
    """Return what each mark of a text is among the mentions that are coded of it now.

    A mention that stands where one mark did is no other mark's. The rest are paired one to one,
    each with what is nearer to it than anything else.
    """
    at: dict[Key, list[int]] = {}
    for number, mention in enumerate(mentions):
        at.setdefault(mention.key, []).append(number)
    exact = {mark.key for mark in marks} & at.keys()
    moved = [n for n, mark in enumerate(marks) if mark.key not in exact]
    free = [n for n, mention in enumerate(mentions) if mention.key not in exact]
    near = {
        (m, n): points for m in moved for n in free if (points := _nearness(marks[m], mentions[n]))
    }
    found, left = _paired(near)
    return tuple(
        Sighting(tuple(at[mark.key]))
        if mark.key in exact
        else Sighting((found[m],))
        if m in found
        else Sighting(problem=AMBIGUOUS if m in left else GONE)
        for m, mark in enumerate(marks)
    )


def _nearness(mark: Mark, mention: Mark) -> float:
    """Return how near a mention is to what it may be, 0 where it cannot be it."""
    on_it, as_it = mark.stands_on(mention), mark.tells_as(mention)
    if not mark.overlaps(mention) or mention.key.at in mark.beside or not (on_it or as_it):
        return 0.0
    both = mark.parties | mention.parties
    alike = len(mark.parties & mention.parties) / len(both) if both else 0.0
    same_word = stem(mark.key.trigger.lower()) == stem(mention.key.trigger.lower())
    labels = 2 * (mark.type == mention.type) + (mark.mode == mention.mode)
    return 4 * on_it + labels + same_word + 2 * alike


def _paired(near: Mapping[Pair, float]) -> tuple[dict[int, int], frozenset[int]]:
    """Return the pairs that are surer than any other of either side, and who is left undecided."""
    found: dict[int, int] = {}
    while sure := [pair for pair in near if _stands_out(pair, near)]:
        found |= dict(sure)
        taken = set(found.values())
        near = {(m, n): p for (m, n), p in near.items() if m not in found and n not in taken}
    return found, frozenset(m for m, _ in near)


def _stands_out(pair: Pair, near: Mapping[Pair, float]) -> bool:
    rivals = (p for other, p in near.items() if other != pair and _meet(other, pair))
    return all(near[pair] > points for points in rivals)


def _meet(one: Pair, other: Pair) -> bool:
    return one[0] == other[0] or one[1] == other[1]
