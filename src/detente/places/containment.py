"""Containment: places that the text itself puts inside others, as in "Springfield, Ohio"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from detente.places.distance import km
from detente.places.gazetteer import Sense
from detente.places.spot import Spot
from detente.places.survey import DEMONYM, NAME, SHORT

__all__ = ["contain", "holds"]

_LINK = re.compile(
    r"\s*(?:,|\(|,? in|,? (?:a|the) [a-z -]{3,40} (?:in|of)|,? in (?:the )?[a-z -]{3,30} of)"
    r"\s*(?:the )?(?:(?:north|south|east|west|central|mid)[a-z-]* )?\s*"
)
_LIST = re.compile(r"\s*(?:,\s*)?(?:and|or|,)\s*")
_NEAR_KM = 700.0
"""How far a place may lie from the middle of the region that holds it."""


def contain(found: Sequence[Spot], text: str) -> tuple[list[Spot], dict[int, str]]:
    """Return the spots with their senses narrowed to what the text says of where they lie.

    The second value gives for the start of each narrowed spot the name of what holds it.
    """
    narrowed, holders = list(found), {}
    for at in range(len(narrowed) - 2, -1, -1):
        inner, outer = narrowed[at], narrowed[at + 1]
        if not (inner.senses and outer.senses) or inner.demonym or outer.demonym:
            continue
        if not _LINK.fullmatch(text, inner.end, outer.start):
            continue
        inside, around = _pairs(inner, outer)
        if inside and not _is_list(narrowed, at, text):
            narrowed[at] = replace(inner, senses=inside)
            narrowed[at + 1] = replace(outer, senses=around)
            holders[inner.start] = outer.text
            holders.setdefault(outer.start, "")
    return narrowed, holders


def _is_list(found: Sequence[Spot], at: int, text: str) -> bool:
    """Tell whether two neighbours are items of a list: "Oklahoma, Pennsylvania and Ohio"."""
    inner, outer = found[at], found[at + 1]
    level = _level(inner)
    if level is None or level != _level(outer):
        return False
    if level == "country":
        return True
    before = found[at - 1] if at else None
    after = found[at + 2] if at + 2 < len(found) else None
    return bool(
        (before and _level(before) == level and _LIST.fullmatch(text, before.end, inner.start))
        or (after and _level(after) == level and _LIST.fullmatch(text, outer.end, after.start))
    )


def _level(spot: Spot) -> str | None:
    kinds = {sense.site.kind for sense in spot.senses if sense.tie in {NAME, SHORT}}
    return next((kind for kind in ("country", "admin1") if kind in kinds), None)


def _pairs(inner: Spot, outer: Spot) -> tuple[tuple[Sense, ...], tuple[Sense, ...]]:
    pairs = [(a, b) for a in inner.senses for b in outer.senses if holds(b, a)]
    inside = {a.number for a, _ in pairs}
    around = {b.number for _, b in pairs}
    return (
        tuple(s for s in inner.senses if s.number in inside),
        tuple(s for s in outer.senses if s.number in around),
    )


def holds(outer: Sense, inner: Sense) -> bool:
    """Tell whether the place `inner` lies in the place `outer`."""
    big, small = outer.site, inner.site
    if outer.number == inner.number or DEMONYM in {outer.tie, inner.tie}:
        return False
    if big.kind == "country":
        return small.kind != "country" and small.country == big.country
    if big.kind in {"admin1", "admin2"}:
        return outer.number in {small.admin1, small.admin2}
    if big.kind == "region" and small.kind in {"city", "admin1", "admin2"}:
        near = km(big.latitude, big.longitude, small.latitude, small.longitude) <= _NEAR_KM
        return near and (big.country is None or big.country == small.country)
    return False
