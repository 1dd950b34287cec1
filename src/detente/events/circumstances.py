"""What stands around an act: the day, the place, and the voices that tell it."""

from __future__ import annotations

from collections.abc import Iterable

from detente.model import Annotation, Attribution, Clause, Day, Place, Time, Voice

__all__ = ["day_of", "place_of", "voices_of"]


def day_of(item: Annotation, clause: Clause) -> tuple[Day | None, str | None]:
    """Return the day of an act and why; None where the sentence does not say."""
    dated = [t for t in item.times if t.sentence == clause.sentence and t.earliest]
    dated = [t for t in dated if t.kind in {"date", "time"}]
    if not dated:
        return None, None
    nearest = min(dated, key=lambda t: (_distance(item, clause, t), t.start))
    if nearest.earliest is None or nearest.latest is None:
        return None, None
    return (
        Day(
            earliest=nearest.earliest,
            latest=nearest.latest,
            precision=nearest.precision or "day",
            start=nearest.start,
            end=nearest.end,
            text=nearest.text,
        ),
        f"day: {nearest.text!r}, {nearest.reason}",
    )


def place_of(item: Annotation, clause: Clause) -> tuple[Place | None, str | None]:
    """Return the place where an act happened and why; None where the sentence does not say."""
    named = [p for p in item.places if p.sentence == clause.sentence and not p.demonym]
    near = [p for p in named if _in_obliques(p, clause)]
    if not near:
        return None, None
    chosen = min(near, key=lambda p: (abs(p.start - clause.end), p.start))
    return chosen, f"place: {chosen.text!r}, {chosen.reason}"


_WHERE = frozenset(
    {"in", "at", "near", "outside", "inside", "around", "over", "across", "on", "to"}
)


def _in_obliques(place: Place, clause: Clause) -> bool:
    return any(
        phrase.start <= place.start and place.end <= phrase.end
        for phrase in clause.obliques
        if phrase.preposition in _WHERE
    )


def _distance(item: Annotation, clause: Clause, time: Time) -> int:
    """Count the clause boundaries and characters between an act and a time expression."""
    own = [c for c in item.clauses if c.sentence == clause.sentence and c.kind == "verb"]
    between = sum(
        min(clause.start, time.start) < c.start < max(clause.start, time.start) for c in own
    )
    return between * 1000 + abs(time.start - clause.start)


def voices_of(item: Annotation, clause: Clause) -> tuple[Voice, ...]:
    """Return who asserts a clause, the outermost voice first; empty for the writer."""
    around = [a for a in item.attributions if a.content.overlaps(clause.start, clause.end)]
    around = [a for a in around if not a.cue.overlaps(clause.start, clause.end)]
    return tuple(_voice(item, a) for a in _outermost_first(around))


def _outermost_first(found: Iterable[Attribution]) -> list[Attribution]:
    return sorted(found, key=lambda a: (a.content.start - a.content.end, a.cue.start))


def _voice(item: Annotation, one: Attribution) -> Voice:
    party = item.parties[one.party] if one.party is not None else None
    return Voice(source=party or one.source, cue=one.cue.text, stance=one.stance)
