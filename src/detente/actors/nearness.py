"""Which countries stand near a name: what tells bodies apart that share one.

There are Socialist Parties in France and in Portugal, and Kurds in four states. The words
beside a name decide, then the place that the sentence names, then the article as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from detente.actors import states
from detente.actors.directory import Directory
from detente.actors.entries import Entry
from detente.actors.phrases import Reading
from detente.actors.spot import Match, Part, Scene

__all__ = ["choose_near", "located_country"]

BESIDE_TOKENS = 3
"""How many tokens may lie between a name and its country ("Germany's main Green Party")."""

NATIONS = ("name", "adjective", "nickname", "inhabitant", "capital")
"""The ways of naming a country that say whose a body beside them is."""


def choose_near(reading: Reading, match: Match | Part, *, prefer: str = "") -> Entry | None:
    """Return the meaning of a name that holds on the day and fits the countries around it."""
    near = tuple(_near(reading, match)) if states.is_shared(match.entries) else ()
    return states.choose(match.entries, reading.day, prefer=prefer, near=near)


def located_country(scene: Scene, directory: Directory, day: date | None) -> str | None:
    """Return the one country in which the sentence places things, None when none or several."""
    codes = set()
    for match in scene.matches:
        entry = states.choose(match.entries, day)
        if entry is None or entry.how not in ("name", *states.CITIES):
            continue
        if states.is_located(scene, scene.tokens[match.head], directory):
            codes.add(entry.country)
    return codes.pop() if len(codes) == 1 else None


def _near(reading: Reading, match: Match | Part) -> Iterator[str]:
    """Yield the countries around a name, the surest first."""
    if isinstance(match, Match):
        yield from _beside(reading, match)
    place = located_country(reading.scene, reading.directory, reading.day)
    if place is not None:
        yield place
    for code, _ in reading.memory.countries.most_common():
        yield code


def _beside(reading: Reading, match: Match) -> Iterator[str]:
    """Yield the countries named just before a name or just after it, the nearest first."""
    gaps = (
        (max(match.first - other.last, other.first - match.last) - 1, other.first, other)
        for other in reading.scene.matches
        if other is not match
    )
    for gap, _, other in sorted(gaps, key=lambda beside: beside[:2]):
        if not 0 <= gap <= BESIDE_TOKENS:
            continue
        entry = states.choose(other.entries, reading.day, prefer="adjective")
        if entry is not None and entry.how in NATIONS and entry.country:
            yield entry.country
