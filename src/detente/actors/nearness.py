"""Which countries stand near a name: what tells bodies apart that share one.

There are Socialist Parties in France and in Portugal, and Kurds in four states. The words
beside a name decide, then the place that the sentence names, then the article as a whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from detente.actors import states
from detente.actors.directory import Directory
from detente.actors.entries import Entry
from detente.actors.phrases import Reading
from detente.actors.spot import Match, Part, Scene

__all__ = ["choose_near", "located_country", "named_countries", "prevailing"]

BESIDE_TOKENS = 3
"""How many tokens may lie between a name and its country ("Germany's main Green Party")."""

NATIONS = ("name", "adjective", "nickname", "inhabitant", "capital")
"""The ways of naming a country that say whose a body beside them is."""

_OWN = ("name", "adjective", "inhabitant", "region")
"""The ways of naming a country that name no other as well."""


def choose_near(reading: Reading, match: Match | Part, *, prefer: str = "") -> Entry | None:
    """Return the meaning of a name that holds on the day and fits the countries around it."""
    if states.is_homonym(match.entries):
        return _homonym(reading, match)
    near = tuple(_near(reading, match)) if states.is_shared(match.entries) else ()
    return states.choose(match.entries, reading.day, prefer=prefer, near=near)


def _homonym(reading: Reading, match: Match | Part) -> Entry | None:
    """Return a state, or the province of another that bears its name ("Georgia's governor").

    It is the province beside an office that only provinces have, or where the sentence names
    another province of that country.
    """
    regions = [entry for entry in match.entries if entry.how == "region"]
    others = [other for other in reading.scene.matches if other.entries != match.entries]
    named = {e.country for other in others for e in other.entries if e.how == "region"}
    after = reading.scene.tokens[match.last + 1 :][:2] if isinstance(match, Match) else ()
    governed = any(reading.directory.has("provincial", token.lemma) for token in after)
    for region in regions:
        if governed or region.country in named:
            return region
    return states.choose(tuple(e for e in match.entries if e.how != "region"), reading.day)


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


def named_countries(scene: Scene, day: date | None) -> Iterator[str]:
    """Yield the countries that a sentence names, once for each time."""
    for match in scene.matches:
        entry = None if states.is_homonym(match.entries) else states.choose(match.entries, day)
        if entry is not None and entry.how in _OWN and entry.country:
            yield entry.country


def prevailing(reading: Reading, match: Match) -> str | None:
    """Return the country that most of the sentence's other names are of, None when none is."""
    codes: Counter[str] = Counter()
    for other in reading.scene.matches:
        entry = states.choose(other.entries, reading.day) if other is not match else None
        if entry is not None and entry.how in NATIONS and entry.country:
            codes[entry.country] += 1
    most = codes.most_common(1)
    return most[0][0] if most and 2 * most[0][1] > codes.total() else None


def _near(reading: Reading, match: Match | Part) -> Iterator[str]:
    """Yield the countries around a name, the surest first."""
    if isinstance(match, Match):
        yield from _beside(reading, match)
    place = located_country(reading.scene, reading.directory, reading.day)
    if place is not None:
        yield place
    for counts in (reading.memory.countries, reading.memory.named):
        for code, _ in counts.most_common():
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
