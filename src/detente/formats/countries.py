"""Countries as other systems write them: FIPS and CAMEO codes, numbers, and names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.actors.rows import BodyRow, CountryRow, NameRow
from detente.formats.walk import Crosswalk
from detente.tables import Lexicon

__all__ = ["CountryCodes", "country_crosswalks"]


@dataclass(frozen=True, slots=True)
class CountryCodes:
    """What other systems call one country; of several codes the first is written.

    `fips` is FIPS 10-4 with the changes that GDELT keeps, `cameo` CAMEO's and GDELT's code of
    actors, `cow` and `gw` the numbers of the Correlates of War and of Gleditsch and Ward.
    `icews`, `acled` and `ucdp` are names, None where they are those of `actors/countries.csv`.
    """

    country: str
    iso2: str | None = None
    numeric: str | None = None
    fips: tuple[str, ...] = ()
    cameo: tuple[str, ...] = ()
    cow: tuple[str, ...] = ()
    gw: tuple[str, ...] = ()
    icews: str | None = None
    acled: str | None = None
    ucdp: str | None = None


_NAMES = ("icews", "acled", "ucdp")
_CODES = ("numeric", "fips", "cameo", "cow", "gw")


def country_crosswalks(lexicon: Lexicon) -> Iterator[Crosswalk]:
    """Yield `country.X` and `state.X` for every system X, `name`, and `body`.

    `country` keeps a dependency as it is, for places; `state` folds it into its sovereign, for
    actors. `name` reads any English name of a country, `body` the name of an organisation.

    Raises:
        TableError: a table is wrong; all faults are listed.
    """
    codes = lexicon.rows("formats/countries.csv", CountryCodes)
    rows = {row.country: row for row in lexicon.rows("actors/countries.csv", CountryRow)}
    aliases = [row for row in lexicon.rows("actors/names.csv", NameRow) if row.how == "name"]
    sovereigns = {code: row.sovereign or code for code, row in rows.items()}
    for prefix, folded in (("country", _itself), ("state", _folding(sovereigns))):
        for system in _CODES:
            yield _numbered(f"{prefix}.{system}", system, codes, folded)
        for system in (*_NAMES, "iso"):
            yield _named(f"{prefix}.{system}", system, codes, rows, aliases, folded)
    yield _named("name", "iso", codes, rows, aliases, _folding(sovereigns))
    yield _bodies(lexicon)


def _itself(code: str) -> str:
    return code


def _folding(sovereigns: Mapping[str, str]) -> Callable[[str], str]:
    return lambda code: sovereigns.get(code, code)


def _numbered(
    name: str, system: str, codes: Sequence[CountryCodes], folded: Callable[[str], str]
) -> Crosswalk:
    walk = Crosswalk(name)
    for row in codes:
        value = getattr(row, system) or ()
        for code in (value,) if isinstance(value, str) else value:
            walk.reads(code, folded(row.country))
            walk.writes(row.country, code)
    return walk


def _named(
    name: str,
    system: str,
    codes: Sequence[CountryCodes],
    rows: Mapping[str, CountryRow],
    aliases: Sequence[NameRow],
    folded: Callable[[str], str],
) -> Crosswalk:
    walk = Crosswalk(name, folded=True)
    for row in codes:
        usual = rows[row.country].name if row.country in rows else row.country
        written = row.country if system == "iso" else getattr(row, system) or usual
        walk.writes(row.country, written)
        for code in (written, usual, row.country, *(row.cameo if system == "iso" else ())):
            walk.reads(code, folded(row.country))
    for alias in aliases:
        walk.reads(alias.alias, folded(alias.country))
    for system_name in _NAMES:
        for row in codes:
            other = getattr(row, system_name)
            if other:
                walk.reads(other, folded(row.country))
    return walk


def _bodies(lexicon: Lexicon) -> Crosswalk:
    walk = Crosswalk("body", folded=True)
    for row in lexicon.rows("actors/organisations.csv", BodyRow):
        for alias in (row.name, *row.aliases):
            walk.reads(alias, row.country)
    return walk
