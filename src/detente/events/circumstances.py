"""What stands around an act: the day, the place, and the voices that tell it.

A time belongs to the clause that it hangs on in the parse. An act takes those of its own clause,
else those of the clause that only carries it (a light verb, a coordinated partner, the main
clause of a participle), else those after a partner that follows. What hangs on a reporting verb
or on the content of an act says nothing about the act itself. Which of a sentence's places is the
act's is weighed (`places.happening`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.language import Tree
from detente.model import (
    Annotation,
    Attribution,
    Clause,
    Day,
    Party,
    Place,
    Sentence,
    Time,
    Token,
    Voice,
)
from detente.places import Scale, place_of

__all__ = ["Surroundings", "surroundings", "voices_of"]

_WANTED = frozenset({"promises", "asks"})
"""Stances that say what somebody wants done: nobody vouches by them that it was."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The times of a document by the clause that each hangs on, and its places."""

    item: Annotation
    times: Mapping[int, tuple[Time, ...]]
    places: tuple[Place, ...]
    scale: Scale

    def day(self, clause: Clause) -> tuple[Day | None, str | None]:
        """Return the day of an act and why; None where the sentence does not say."""
        for carrier in self._carriers(clause):
            for time in self.times.get(carrier.index, ()):
                if time.earliest and time.latest:
                    return _day(time), f"day: {time.text!r}, {time.reason}"
        for time in self._after_all(clause):
            return _day(time), f"day: {time.text!r}, {time.reason}, said of both acts"
        for time in self._of_the_report(clause):
            return _day(time), f"day: {time.text!r}, when it was reported"
        return None, None

    def _after_all(self, clause: Clause) -> Iterator[Time]:
        """Yield the day after an act that follows: "killed six and fled on Friday"."""
        text = self.item.document.text
        for other in self.item.clauses[clause.index + 1 :]:
            joined = other.relation == "coordinate" and other.governor == clause.index
            alike = joined and other.tense == clause.tense and _same_subject(other, clause)
            if alike and "," not in text[clause.end : other.start]:
                told = self.times.get(other.index, ())
                yield from (t for t in told if t.start > other.end and t.earliest and t.latest)

    def _of_the_report(self, clause: Clause) -> Iterator[Time]:
        """Yield the day on which the clause is told, where it has no day of its own."""
        if clause.relation == "complement" and clause.governor is not None and clause.tense:
            told = self.times.get(clause.governor, ())
            yield from (time for time in told if time.earliest and time.latest)

    def place(self, clause: Clause, sides: Sequence[Party]) -> tuple[Place | None, str | None]:
        """Return where an act happened and why; None where the sentence does not say.

        What stands for one of the parties is no place.
        """
        free = [
            place
            for place in self.places
            if not any(p.start <= place.start and place.end <= p.end for p in sides)
        ]
        found = place_of(self.item, clause, free, self.scale)
        if found is None:
            return None, None
        place, likelihood = found
        return place, f"place: {place.text!r}, {likelihood:.2f} likely; {place.reason}"

    def _carriers(self, clause: Clause) -> Iterator[Clause]:
        """Yield the clause and those above it whose circumstances are its own."""
        seen: set[int] = set()
        while clause.index not in seen:
            seen.add(clause.index)
            yield clause
            if clause.governor is None:
                return
            above = self.item.clauses[clause.governor]
            noun = clause.kind == "noun" and clause.relation in {"subject", "object"}
            shared = noun and (clause.light is not None or clause.relation == "subject")
            participle = clause.relation == "adverbial" and clause.tense is None
            joined = clause.relation == "coordinate" and _same_subject(clause, above)
            if not (shared or joined or participle):
                return
            clause = above


def _same_subject(one: Clause, other: Clause) -> bool:
    """Tell whether two coordinated clauses tell of one subject."""
    return [p.head for p in one.subject] == [p.head for p in other.subject]


def surroundings(item: Annotation, scale: Scale) -> Surroundings:
    """Return the times of a document by the clause that each hangs on, and its places."""
    dated = [t for t in item.times if t.kind in {"date", "time"}]
    return Surroundings(item, _attached(item, dated), item.places, scale)


def _attached(item: Annotation, found: Iterable[Time]) -> dict[int, tuple[Time, ...]]:
    """Return times by the clause that each hangs on."""
    heads = {(c.sentence, c.head): c.index for c in item.clauses}
    trees: dict[int, Tree] = {}
    kept: dict[int, list[Time]] = defaultdict(list)
    for one in found:
        tree = trees.setdefault(one.sentence, Tree(item.sentences[one.sentence]))
        path = _path(tree, item.sentences[one.sentence], one.start, one.end)
        clause = next((heads[one.sentence, t.index] for t in path if _is(heads, one, t)), None)
        if clause is not None:
            kept[clause].append(one)
    return {clause: tuple(ones) for clause, ones in kept.items()}


def _is(heads: Mapping[tuple[int, int], int], one: Time, token: Token) -> bool:
    inside = one.start <= token.start and token.end <= one.end
    return (one.sentence, token.index) in heads and not inside


def _path(tree: Tree, sentence: Sentence, start: int, end: int) -> list[Token]:
    """Return the topmost token of a span and all above it."""
    inside = [t for t in sentence.tokens if t.start < end and start < t.end]
    top = next((t for t in inside if tree.tokens[t.head] not in inside or t.head == t.index), None)
    return [top, *tree.ancestors(top)] if top else []


def _day(time: Time) -> Day | None:
    if time.earliest is None or time.latest is None:
        return None
    return Day(
        earliest=time.earliest,
        latest=time.latest,
        precision=time.precision or "day",
        start=time.start,
        end=time.end,
        text=time.text,
    )


def voices_of(item: Annotation, clause: Clause) -> tuple[Voice, ...]:
    """Return who asserts a clause, the outermost voice first; empty for the writer."""
    around = [a for a in item.attributions if a.holds(clause.start, clause.end)]
    around = [a for a in around if not a.cue.overlaps(clause.start, clause.end)]
    around = [a for a in around if a.stance not in _WANTED and not _is_wish(a)]
    return tuple(_voice(item, a) for a in _outermost_first(around))


def _is_wish(one: Attribution) -> bool:
    """Tell whether a thought is about what to do ("voted to extend"), not about what is so."""
    return one.stance == "believes" and one.content.text.startswith("to ")


def _outermost_first(found: Iterable[Attribution]) -> list[Attribution]:
    return sorted(found, key=lambda a: (a.content.start - a.content.end, a.cue.start))


def _voice(item: Annotation, one: Attribution) -> Voice:
    party = item.parties[one.party] if one.party is not None else None
    return Voice(source=party or one.source, cue=one.cue.text, stance=one.stance)
