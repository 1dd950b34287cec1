"""What the gazetteer knows of a name by itself, ranked, with the reason for the first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.places.containment import contain
from detente.places.gazetteer import Gazetteer, Sense
from detente.places.names import is_short
from detente.places.resolve import prior, resolve
from detente.places.spot import Spot
from detente.places.survey import ALIAS, BARE, DEMONYM, NAME, SHORT

__all__ = ["Candidate", "look_up"]

TIES = {
    NAME: "its own name",
    ALIAS: "another name",
    BARE: "its name without its kind",
    DEMONYM: "its adjective or inhabitants",
    SHORT: "a short form",
}
"""How each tie between a name and a site is told."""

PART = re.compile(r"[^,;]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that a name can mean.

    `kind` is a `Place.precision`. `renown` tells how well known it is by itself, where 1 more is
    ten times the inhabitants; a capital, a country or a sea stands above its size. `tie` says
    how it comes by the name. `chosen` marks the one that a text with these words would mean,
    and `reason` says why; the others have none.
    """

    name: str
    kind: str
    country: str | None
    admin1: str | None
    admin2: str | None
    latitude: float
    longitude: float
    population: int
    geonames: int | None
    renown: float
    tie: str
    chosen: bool
    reason: str | None


def look_up(name: str, gazetteer: Gazetteer, *, beside: Sequence[str] = ()) -> list[Candidate]:
    """Return the places that `name` can mean, the likeliest first; empty for an unknown name.

    What follows a comma is where it lies ("Springfield, Ohio"). `beside` are other names of the
    same text, which pull the choice towards their neighbourhood.
    """
    text = "; ".join((name, *beside))
    found = list(_spots(text, gazetteer))
    if not (name.strip() and found):
        return []
    narrowed, holders = contain(found, text)
    choice = resolve(narrowed, holders)[0]
    unique: dict[int, Sense] = {}
    for sense in narrowed[0].senses:
        known = unique.get(sense.number)
        if known is None or prior(sense) > prior(known):
            unique[sense.number] = sense
    best = choice.sense.number if choice else None
    reason = choice.reason if choice else None
    ranked = sorted(unique.values(), key=lambda s: (s.number != best, -prior(s), s.number))
    return [_candidate(s, gazetteer, reason if s.number == best else None) for s in ranked]


def _spots(text: str, gazetteer: Gazetteer) -> Iterator[Spot]:
    """Yield a spot for every part of the text between commas and semicolons."""
    for number, part in enumerate(PART.finditer(text)):
        words = part[0].strip()
        if not words:
            continue
        start = part.start() + part[0].index(words)
        short = gazetteer.short_senses(words) if is_short(words) else ()
        yield Spot(
            sentence=0,
            first=number,
            last=number + 1,
            start=start,
            end=start + len(words),
            text=words,
            senses=(*gazetteer.senses(words.removeprefix("the ")), *short),
        )


def _candidate(sense: Sense, gazetteer: Gazetteer, reason: str | None) -> Candidate:
    site = sense.site
    return Candidate(
        name=site.name,
        kind=site.kind,
        country=site.country,
        admin1=_name_of(site.admin1, gazetteer),
        admin2=_name_of(site.admin2, gazetteer),
        latitude=site.latitude,
        longitude=site.longitude,
        population=site.population,
        geonames=site.geonames,
        renown=round(prior(sense), 2),
        tie=TIES[sense.tie],
        chosen=reason is not None,
        reason=reason,
    )


def _name_of(number: int | None, gazetteer: Gazetteer) -> str | None:
    return gazetteer.site(number).name if number is not None else None
