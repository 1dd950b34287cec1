"""The people of the tables: who held which office when, under which spellings of the name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from detente.actors.entries import Entry, Person, Term
from detente.actors.listed import folded
from detente.actors.names import surname_of, words_of
from detente.actors.rows import CountryRow, NameRow, RankRow, RoleRow
from detente.tables import Lexicon

__all__ = ["by_country", "by_surname", "load_people", "office_of", "person_entries"]

LESSER_RANK = 3
"""The rank of the president of a party or region: known by the surname, no head of state."""

LOWEST_RANK = 9
"""The rank of an office that `ranks.csv` does not name."""

Spelled = tuple[Person, tuple[str, ...]]
"""A person and all spellings of the name."""


def load_people(lexicon: Lexicon, countries: Mapping[str, CountryRow]) -> list[Spelled]:
    """Return every person with all spellings of the name, the canonical one first."""
    ranks = {row.office: row.rank for row in lexicon.rows("actors/ranks.csv", RankRow)}
    own_names = _own_names(lexicon)
    terms: defaultdict[str, list[Term]] = defaultdict(list)
    aliases: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for path, line, row in lexicon.numbered_rows("actors/roles/*.csv", RoleRow):
        term = _term(row, path, line, countries, ranks)
        if _is_lesser(row, own_names, countries):
            term = replace(term, rank=term.rank or LESSER_RANK, lesser=True)
        terms[row.person].append(term)
        aliases[row.person].update(dict.fromkeys((row.person, *row.aliases)))
    return [
        (
            Person(name, tuple(sorted(terms[name], key=lambda t: t.from_ or date.min))),
            tuple(aliases[name]),
        )
        for name in terms
    ]


def _own_names(lexicon: Lexicon) -> frozenset[tuple[str, tuple[str, ...]]]:
    """Return every country's code with each of its names, folded, and its bare adjectives.

    A capital stands for its state in the news, but its mayor holds no office of the state.
    """
    rows = lexicon.rows("actors/names.csv", NameRow)
    return frozenset((row.country, words_of(row.alias)) for row in rows if row.how != "capital")


def _is_lesser(
    row: RoleRow,
    own_names: Container[tuple[str, tuple[str, ...]]],
    countries: Mapping[str, CountryRow],
) -> bool:
    """Tell whether an office is a party's, town's or region's ("Mayor of Istanbul")."""
    of = words_of(row.title.rpartition(" of ")[2])
    bare = of[1:] if of[:1] == ("the",) else of
    titled = " of " in row.title and row.country in countries
    return titled and (row.country, bare) not in own_names


def _term(
    row: RoleRow,
    path: Path,
    line: int,
    countries: Mapping[str, CountryRow],
    ranks: Mapping[str, int],
) -> Term:
    office = office_of(row.title)
    return Term(
        title=row.title,
        office=words_of(office),
        country=folded(row.country, countries)[0],
        sectors=row.sector,
        from_=row.from_,
        until=row.until,
        rank=ranks.get(office, LOWEST_RANK),
        file=f"roles/{path.name}",
        line=line,
        precision=row.precision,
    )


def office_of(title: str) -> str:
    """Return the office in a title: "Acting President of Russia" gives "president"."""
    title = title.casefold().removeprefix("acting ")
    return title.rpartition(" of ")[0] or title


def person_entries(people: Iterable[Spelled]) -> list[Entry]:
    """Return an entry for each spelling of each person's name."""
    return [
        Entry(alias, "person", person.name, None, (), None, None, "roles", person)
        for person, aliases in people
        for alias in aliases
    ]


def by_surname(
    people: Iterable[Spelled],
    effects: Mapping[str, Mapping[str, tuple[str, ...]]],
) -> dict[str, tuple[Person, ...]]:
    """Return people by their folded surnames; `effects` are those of `modifiers.csv`."""
    first, suffixes = effects.get("surname-first", {}), effects.get("suffix", {})
    index: defaultdict[str, dict[str, Person]] = defaultdict(dict)
    for person, aliases in people:
        leading = any(term.country in first for term in person.terms)
        for alias in aliases:
            word = surname_of(alias, suffixes, leading=leading)
            if word is not None:
                index[word][person.name] = person
    return {word: tuple(found.values()) for word, found in index.items()}


def by_country(people: Iterable[Spelled]) -> dict[str, tuple[Person, ...]]:
    """Return the people who held an office of each country."""
    index: defaultdict[str, dict[str, Person]] = defaultdict(dict)
    for person, _ in people:
        for term in person.terms:
            if term.country:
                index[term.country][person.name] = person
    return {code: tuple(found.values()) for code, found in index.items()}
