"""The overlay: what the lexicon's tables add to the survey.

Regions and features, other spellings, short forms, and the countries under the names that the
actors' tables give them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from detente.errors import Fault, TableError
from detente.places.atlas import Site
from detente.places.names import abbreviation, is_short, key
from detente.places.survey import ALIAS, DEMONYM, NAME, SHORT, Survey
from detente.tables import Lexicon

__all__ = ["TABLES", "overlay"]

TABLES = (
    "places/regions.csv",
    "places/countries.csv",
    "places/aliases.csv",
    "places/abbreviations.csv",
    "actors/names.csv",
)
"""The lexicon's files that are read here."""

_TIES = {"adjective": DEMONYM, "inhabitant": DEMONYM, "name": NAME}
_LARGE = 100_000
"""Inhabitants from which a city that shares a by-name with its country is meant itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A row of `countries.csv`: a point near the middle of a country.

    `within` is the country that others count it to, None for a country of its own.
    """

    country: str
    latitude: float
    longitude: float
    within: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryName:
    """A row of the actors' `names.csv`; this room needs the first three columns and the last."""

    alias: str
    country: str
    how: str
    sector: str | None
    from_: date | None
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A row of `regions.csv`; `kind` is "region" or "feature"."""

    name: str
    aliases: tuple[str, ...]
    kind: str
    country: str | None
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """A row of `aliases.csv`: another name of the largest city called `name` in `country`."""

    alias: str
    name: str
    country: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Abbreviation:
    """A row of `abbreviations.csv`: a short form of a unit, given by its GeoNames code."""

    alias: str
    place: str


def overlay(found: Survey, lexicon: Lexicon) -> None:
    """Add the lexicon's places and names to `found`.

    Raises:
        TableError: rows of a table are wrong.
    """
    _regions(found, lexicon)
    _countries(found, lexicon)
    _aliases(found, lexicon)
    _abbreviations(found, lexicon)


def _regions(found: Survey, lexicon: Lexicon) -> None:
    """Add regions and features; one that is a unit of its country gives that its point."""
    by_name = {
        (form, found.sites[number].country): number
        for form, number, _ in found.names
        if found.sites[number].kind == "admin1"
    }
    for row in lexicon.rows("places/regions.csv", Region):
        unit = by_name.get((key(row.name), row.country))
        if unit is None:
            number = found.add(
                Site(
                    name=row.name,
                    kind=row.kind,
                    country=row.country,
                    latitude=row.latitude,
                    longitude=row.longitude,
                )
            )
        else:
            number = unit
            found.sites[unit] = replace(
                found.sites[unit],
                name=row.name,
                latitude=row.latitude,
                longitude=row.longitude,
            )
        found.names.extend((key(alias), number, NAME) for alias in row.aliases)


def _countries(found: Survey, lexicon: Lexicon) -> None:
    """Add countries, with the names, adjectives and inhabitants of the actors' tables.

    A part of a country that has a site of its own ("Scotland") does not stand for the whole.
    """
    own = {
        (form, found.sites[number].country)
        for form, number, _ in found.names
        if found.sites[number].kind != "city" or found.sites[number].population > _LARGE
    }
    points = {row.country: row for row in lexicon.rows("places/countries.csv", Point)}
    numbers: dict[str, int] = {}
    for row in lexicon.rows("actors/names.csv", CountryName):
        alias, country, how = row.alias, row.country, row.how
        if country not in points:
            continue
        if how == "capital":
            _mark_capital(found, alias, country)
        if how not in _TIES or (country in numbers and (key(alias), country) in own):
            continue
        if country not in numbers:
            numbers[country] = found.add(_country_site(alias, points[country]))
        number = numbers[country]
        form = abbreviation(alias) if is_short(alias) else key(alias)
        found.names.append((form, number, ALIAS if row.until else _TIES[how]))


def _country_site(name: str, point: Point) -> Site:
    return Site(
        name=name,
        kind="region" if point.within else "country",
        country=point.within or point.country,
        latitude=point.latitude,
        longitude=point.longitude,
    )


def _mark_capital(found: Survey, name: str, country: str) -> None:
    number = found.largest.get((key(name), country))
    if number is not None:
        found.sites[number] = replace(found.sites[number], capital=True)


def _aliases(found: Survey, lexicon: Lexicon) -> None:
    faults = []
    for path, line, row in lexicon.numbered_rows("places/aliases.csv", Alias):
        number = found.largest.get((key(row.name), row.country))
        if number is None:
            problem = f"no city {row.name!r} in {row.country}"
            faults.append(Fault(file=str(path), line=line, problem=problem))
            continue
        form = abbreviation(row.alias) if is_short(row.alias) else key(row.alias)
        found.names.append((form, number, NAME))
    if faults:
        raise TableError(faults)


def _abbreviations(found: Survey, lexicon: Lexicon) -> None:
    faults = []
    for path, line, row in lexicon.numbered_rows("places/abbreviations.csv", Abbreviation):
        number = found.units.get(row.place)
        if number is None:
            problem = f"no administrative unit has the code {row.place!r}"
            faults.append(Fault(file=str(path), line=line, problem=problem))
            continue
        found.names.append((abbreviation(row.alias), number, SHORT))
    if faults:
        raise TableError(faults)
