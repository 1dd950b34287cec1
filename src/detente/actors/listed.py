"""The names of states, regions, bodies and peoples in the tables, as entries of the directory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from detente.actors.entries import Entry
from detente.actors.rows import BodyRow, CountryRow, NameRow, PeopleRow, RegionRow
from detente.tables import Lexicon, Row

__all__ = ["BODIES", "folded", "listed_entries"]

BODIES = {
    "organisations": "organisation",
    "groups": "group",
    "parties": "party",
    "forces": "force",
    "institutions": "institution",
}
"""The tables of named bodies, and what their entries are called."""


def listed_entries(lexicon: Lexicon, countries: Mapping[str, CountryRow]) -> list[Entry]:
    """Return an entry for each way to write a state, region, body or people."""
    return [
        *_country_entries(lexicon, countries),
        *_region_entries(lexicon),
        *_body_entries(lexicon, countries),
        *_people_entries(lexicon, countries),
    ]


def folded(
    code: str | None, countries: Mapping[str, CountryRow]
) -> tuple[str | None, tuple[str, ...]]:
    """Return the sovereign of a country code and the sector its status gives."""
    row = countries.get(code or "")
    if row is None:
        return code, ()
    return row.sovereign or row.country, (row.sector,) if row.sector else ()


def _merged(*groups: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sector for group in groups for sector in group))


def _latest_first(lexicon: Lexicon, path: str, row_type: type[Row]) -> list[tuple[int, Row]]:
    """Return a table's rows with their lines, those of later folders first: the first wins."""
    return [
        (line, row)
        for folder in reversed(lexicon.folders)
        for _, line, row in Lexicon((folder,)).numbered_rows(path, row_type)
    ]


def _country_entries(lexicon: Lexicon, countries: Mapping[str, CountryRow]) -> list[Entry]:
    made = []
    for line, row in _latest_first(lexicon, "actors/names.csv", NameRow):
        code, status = folded(row.country, countries)
        name = countries[row.country].name if row.country in countries else row.alias
        made.append(
            Entry(
                written=row.alias,
                how=row.how,
                name=row.alias if row.how == "seat" else name,
                country=code,
                sectors=_merged(row.sector, status),
                from_=row.from_,
                until=row.until,
                file="names.csv",
                line=line,
            )
        )
    return made


def _region_entries(lexicon: Lexicon) -> list[Entry]:
    rows = lexicon.numbered_rows("actors/regions.csv", RegionRow)
    return [
        Entry(
            row.alias, "region", row.alias, row.country, ("GOV",), None, None, "regions.csv", line=n
        )
        for _, n, row in rows
    ]


def _body_entries(lexicon: Lexicon, countries: Mapping[str, CountryRow]) -> list[Entry]:
    made: list[Entry] = []
    for table, how in BODIES.items():
        for line, row in _latest_first(lexicon, f"actors/{table}.csv", BodyRow):
            code, status = folded(row.country, countries)
            sectors = _merged(row.sector or (("PTY",) if how == "party" else ()), status)
            made.extend(
                Entry(
                    written=alias,
                    how=how,
                    name=row.name,
                    country=code,
                    sectors=sectors,
                    from_=row.from_,
                    until=row.until,
                    file=f"{table}.csv",
                    line=line,
                    precision=row.precision,
                )
                for alias in (row.name, *row.aliases)
            )
    return made


def _people_entries(lexicon: Lexicon, countries: Mapping[str, CountryRow]) -> list[Entry]:
    """Return the entries of ethnic and religious groups.

    A group at home in several countries has an entry without a country, which stands when the
    text decides for none, and one for each of them.
    """
    made: list[Entry] = []
    for line, row in _latest_first(lexicon, "actors/peoples.csv", PeopleRow):
        homes = row.country if len(row.country) == 1 else (None, *row.country)
        for alias in (row.name, *row.aliases):
            for code in homes:
                home, status = folded(code, countries)
                sectors = _merged(row.sector, status)
                made.append(
                    Entry(
                        alias,
                        "people",
                        row.name,
                        home,
                        sectors,
                        None,
                        None,
                        "peoples.csv",
                        line=line,
                    )
                )
    return made
