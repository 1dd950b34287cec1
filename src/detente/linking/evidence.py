"""What speaks for and against two accounts telling of one happening, each piece by its name.

Every piece is a name and a strength from 0 to 1 (for a few, above); what a piece of that name
weighs stands in a table. Nothing here decides. The form is that of record linkage (Fellegi and
Sunter 1969): independent pieces of evidence whose weights add up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.linking.tellings import Account, Toll, Where, Who
from detente.linking.wording import Words
from detente.places.distance import km

__all__ = ["EVIDENCE", "Found", "evidence_of"]

Found = tuple[str, float]

_PARTY_RANKS = (
    "same-name",
    "like-name",
    "same-country-and-sector",
    "same-country",
    "same-noun",
    "unlike-noun",
    "other-name",
    "other-country",
)
"""How two parties of a side compare, the likest first."""

EVIDENCE = frozenset(
    {
        *("other-type", "same-mode", "other-mode", "same-word", "same-rule", "other-word"),
        *("spoken-of", "done-and-undone", "other-time", "other-reality"),
        *_PARTY_RANKS,
        "other-side",
        *("same-day", "day-fits", "printed-together", "printed-apart", "days-near", "days-apart"),
        *("same-place", "far-place", "other-land"),
        *("same-number", "same-small-number", "near-number", "risen-number", "other-number"),
        *("copied-words", "shared-words", "shared-story"),
    }
)
"""Every piece of evidence there is; the table of weights must name each."""

_NEAR_KM, _APART_KM = 25.0, 120.0
_FEW = 3
_COPIED = 0.8


def evidence_of(one: Account, other: Account, words: Words) -> Iterator[Found]:
    """Yield the pieces of evidence of a pair, in a fixed order; a piece may come twice.

    `other` must not come before `one` in the order of printing.
    """
    yield from _of_kind(one, other)
    yield from _of_sides(one, other)
    yield from _of_day(one, other)
    yield from _of_place(one.place, other.place)
    for mine, theirs in _shared_kinds(one.tolls, other.tolls):
        yield _of_toll(mine, theirs)
    yield from _of_words(one, other, words)


def _of_kind(one: Account, other: Account) -> Iterator[Found]:
    """Compare what was done: type, mode, word, and how real it is."""
    if one.type != other.type:
        yield "other-type", 1.0
    if one.modes & other.modes:
        yield "same-mode", 1.0
    elif one.modes and other.modes:
        yield "other-mode", 1.0
    if one.triggers & other.triggers:
        yield "same-word", 1.0
    elif one.rules & other.rules:
        yield "same-rule", 1.0
    elif one.type == other.type and not (one.modes and other.modes):
        yield "other-word", 1.0
    if one.spoken != other.spoken:
        direct = other if one.spoken else one
        yield ("done-and-undone" if "actual" in direct.statuses else "spoken-of"), 1.0
    if not one.statuses & other.statuses:
        unreal = "hypothetical" in one.statuses | other.statuses
        yield ("other-reality" if unreal else "other-time"), 1.0


def _of_sides(one: Account, other: Account) -> Iterator[Found]:
    """Compare who did it to whom; parties that act together are compared as one side."""
    if one.mutual or other.mutual:
        pooled = ((*one.actors, *one.recipients), (*other.actors, *other.recipients))
        yield from _of_side(*pooled)
        return
    yield from _of_side(one.actors, other.actors)
    yield from _of_side(one.recipients, other.recipients)
    if not (one.actors and other.actors) and not (one.recipients and other.recipients):
        crossed = ((*one.actors, *one.recipients), (*other.actors, *other.recipients))
        if any(found[0].startswith("same") for found in _of_side(*crossed)):
            yield "other-side", 1.0


def _of_side(mine: Sequence[Who], theirs: Sequence[Who]) -> Iterator[Found]:
    """Yield how alike the likest two parties of a side are; nothing where a side is not told."""
    if not mine or not theirs:
        return
    ranks = [_alike(a, b) for a in mine for b in theirs]
    yield min(ranks, key=_PARTY_RANKS.index), 1.0


def _alike(one: Who, other: Who) -> str:
    if one.proper and other.proper:
        if one.proper == other.proper:
            return "same-name"
        if set(one.proper.split()) & set(other.proper.split()):
            return "like-name"
    if one.country and other.country and one.country != other.country:
        return "other-country"
    if one.proper and other.proper and one.kind == other.kind:
        return "other-name"
    if one.country and other.country:
        return "same-country-and-sector" if one.sector == other.sector else "same-country"
    return "same-noun" if _noun(one) == _noun(other) else "unlike-noun"


def _noun(who: Who) -> str:
    return who.name.partition(" (")[0].casefold()


def _of_day(one: Account, other: Account) -> Iterator[Found]:
    """Compare the days; a day that follows from printing alone counts for less."""
    if one.day is None or other.day is None:
        return
    told = one.day.told + other.day.told
    gap = one.day.gap_days(other.day)
    if told == 0:
        printed = abs((one.day.latest - other.day.latest).days)
        yield ("printed-together" if printed <= 1 else "printed-apart"), 1.0
    elif gap:
        yield ("days-apart" if told == 2 else "days-near"), float(gap)
    elif told == 1:
        yield "day-fits", 1.0
    else:
        yield "same-day", 1 / max(one.day.count, other.day.count) ** 0.5


def _of_place(one: Where | None, other: Where | None) -> Iterator[Found]:
    if one is None or other is None:
        return
    if one.country and other.country and one.country != other.country:
        yield "other-land", 1.0
    elif one.precise and other.precise:
        distance_km = _distance_km(one, other)
        if one.name == other.name or distance_km <= _NEAR_KM:
            yield "same-place", 1.0
        elif distance_km > _APART_KM:
            yield "far-place", 1.0


def _distance_km(one: Where, other: Where) -> float:
    """Return how far apart two places are; without coordinates they are far."""
    if None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return float("inf")
    return km(
        one.latitude or 0.0, one.longitude or 0.0, other.latitude or 0.0, other.longitude or 0.0
    )


def _shared_kinds(mine: Sequence[Toll], theirs: Sequence[Toll]) -> Iterator[tuple[Toll, Toll]]:
    yield from ((a, b) for a in mine for b in theirs if a.kind == b.kind and a.best and b.best)


def _of_toll(earlier: Toll, later: Toll) -> Found:
    """Compare two numbers; a later one may be higher, for tolls rise as news comes in."""
    first, second = earlier.best or 0, later.best or 0
    if first == second:
        return ("same-number", 1.0) if first > _FEW else ("same-small-number", 1.0)
    low, high = min(first, second), max(first, second)
    within = (earlier.low or first) <= second <= (earlier.high or first)
    if within or high <= low * 1.5:
        return "near-number", 1.0
    return ("risen-number" if second > first else "other-number"), 1.0


def _of_words(one: Account, other: Account, words: Words) -> Iterator[Found]:
    """Compare the wording of the sentences and what the documents are about."""
    alike = words.likeness(one.words, other.words)
    if one.origin == other.origin and alike >= _COPIED:
        yield "copied-words", 1.0
    yield "shared-words", alike
    yield "shared-story", words.likeness(one.story, other.story)
