"""The directory: every name, person and agent noun of the tables, indexed for look-up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from detente.actors.entries import Agent, Entry, Person, Term
from detente.actors.names import sound_of, surname_of, words_of
from detente.actors.rows import (
    AgentRow,
    BodyRow,
    CountryRow,
    ModifierRow,
    NameRow,
    PeopleRow,
    RankRow,
    RegionRow,
    RoleRow,
)
from detente.tables import Lexicon, Row, collector_paused

__all__ = ["Directory", "load_directory"]

BODIES = {
    "organisations": "organisation",
    "groups": "group",
    "parties": "party",
    "forces": "force",
    "institutions": "institution",
}
"""The tables of named bodies, and what their entries are called."""

LESSER_RANK = 3
"""The rank of the president of a party or region: known by the surname, no head of state."""

LOWEST_RANK = 9
"""The rank of an office that `ranks.csv` does not name."""


@dataclass(frozen=True)
class Directory:
    """What the coder knows of actors; loaded once a worker and never changed.

    `names` maps folded words to the meanings of that name, `longest` a name's first word to
    the number of words of the longest such name. `surnames` maps a folded surname to people,
    `agents` the words of an agent noun to its entry. `words` maps an effect to the words of
    `modifiers.csv` that have it, with the sectors they give. `countries` are by code.
    """

    names: Mapping[tuple[str, ...], tuple[Entry, ...]]
    longest: Mapping[str, int]
    surnames: Mapping[str, tuple[Person, ...]]
    agents: Mapping[tuple[str, ...], Agent]
    words: Mapping[str, Mapping[str, tuple[str, ...]]]
    countries: Mapping[str, CountryRow]
    holders: Mapping[str, tuple[Person, ...]]

    @cached_property
    def sounds(self) -> Mapping[str, tuple[Person, ...]]:
        """Return people by the sound of their surnames (`names.sound_of`)."""
        index: defaultdict[str, dict[str, Person]] = defaultdict(dict)
        for surname, people in self.surnames.items():
            index[sound_of(surname)].update({person.name: person for person in people})
        return {sound: tuple(found.values()) for sound, found in index.items()}

    @property
    def naming(self) -> frozenset[str]:
        """The words that carry an agent noun, in lower case: what names a party without a name.

        The last one of each, and the first of those like "minister of defence", which may stand in
        the plural.
        """
        long = {words[0] for words in self.agents if len(words) > 2}
        return frozenset(long | {words[-1] for words in self.agents})

    def has(self, effect: str, word: str) -> bool:
        """Tell whether `word` has `effect` in `modifiers.csv`."""
        return word in self.words.get(effect, ())

    def sectors(self, effect: str, word: str) -> tuple[str, ...]:
        """Return the sectors that `word` gives by `effect`, empty when it has none."""
        return self.words.get(effect, {}).get(word, ())

    def country_name(self, code: str | None) -> str:
        """Return the English name of a country code, the code itself if the table lacks it."""
        row = self.countries.get(code or "")
        return row.name if row else (code or "")


@collector_paused()
def load_directory(lexicon: Lexicon) -> Directory:
    """Return the directory of all actor tables of a lexicon.

    Raises:
        TableError: rows are wrong; all faults of a file are listed.
    """
    countries = {row.country: row for row in lexicon.rows("actors/countries.csv", CountryRow)}
    words = _words(lexicon)
    ranks = {row.office: row.rank for row in lexicon.rows("actors/ranks.csv", RankRow)}
    people = _people(lexicon, countries, ranks, _own_names(lexicon))
    entries = [
        *(_no_actor(name) for name in words.get("place", {})),
        *_country_entries(lexicon, countries),
        *_region_entries(lexicon),
        *_body_entries(lexicon, countries),
        *_people_entries(lexicon, countries),
        *_person_entries(people),
    ]
    names, longest = _index(entries)
    found = [person for person, _ in people]
    return Directory(
        names=names,
        longest=longest,
        surnames=_by_surname(people, words),
        agents=_agents(lexicon, words.get("carries", {})),
        words=words,
        countries=countries,
        holders=_by_country(found),
    )


def _words(lexicon: Lexicon) -> dict[str, dict[str, tuple[str, ...]]]:
    words: defaultdict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for row in lexicon.rows("actors/modifiers.csv", ModifierRow):
        words[row.effect][row.word] = row.sector
    return dict(words)


def _no_actor(name: str) -> Entry:
    return Entry(name, "nothing", name, None, (), None, None, "modifiers.csv")


def _folded(
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
        code, status = _folded(row.country, countries)
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
            code, status = _folded(row.country, countries)
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
                home, status = _folded(code, countries)
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


def _own_names(lexicon: Lexicon) -> frozenset[tuple[str, tuple[str, ...]]]:
    """Return every country's code with each of its names, folded, and its bare adjectives."""
    rows = lexicon.rows("actors/names.csv", NameRow)
    return frozenset((row.country, words_of(row.alias)) for row in rows)


def _people(
    lexicon: Lexicon,
    countries: Mapping[str, CountryRow],
    ranks: Mapping[str, int],
    own_names: Container[tuple[str, tuple[str, ...]]],
) -> list[tuple[Person, tuple[str, ...]]]:
    """Return every person with all spellings of the name, the canonical one first."""
    terms: defaultdict[str, list[Term]] = defaultdict(list)
    aliases: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for path, line, row in lexicon.numbered_rows("actors/roles/*.csv", RoleRow):
        term = _term(row, path, line, countries, ranks)
        if term.rank == 0 and _is_lesser(row, own_names, countries):
            term = replace(term, rank=LESSER_RANK, lesser=True)
        terms[row.person].append(term)
        aliases[row.person].update(dict.fromkeys((row.person, *row.aliases)))
    return [
        (
            Person(name, tuple(sorted(terms[name], key=lambda t: t.from_ or date.min))),
            tuple(aliases[name]),
        )
        for name in terms
    ]


def _is_lesser(
    row: RoleRow,
    own_names: Container[tuple[str, tuple[str, ...]]],
    countries: Mapping[str, CountryRow],
) -> bool:
    """Tell whether an office is a party's or region's ("President of the Congress Party")."""
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
        country=_folded(row.country, countries)[0],
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


def _person_entries(people: Iterable[tuple[Person, tuple[str, ...]]]) -> list[Entry]:
    return [
        Entry(alias, "person", person.name, None, (), None, None, "roles", person)
        for person, aliases in people
        for alias in aliases
    ]


def _index(
    entries: Iterable[Entry],
) -> tuple[dict[tuple[str, ...], tuple[Entry, ...]], dict[str, int]]:
    names: defaultdict[tuple[str, ...], list[Entry]] = defaultdict(list)
    longest: dict[str, int] = {}
    for entry in entries:
        words = words_of(entry.written)
        if words:
            names[words].append(entry)
            longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return {words: tuple(found) for words, found in names.items()}, longest


def _by_surname(
    people: Iterable[tuple[Person, tuple[str, ...]]],
    effects: Mapping[str, Mapping[str, tuple[str, ...]]],
) -> dict[str, tuple[Person, ...]]:
    first, suffixes = effects.get("surname-first", {}), effects.get("suffix", {})
    index: defaultdict[str, dict[str, Person]] = defaultdict(dict)
    for person, aliases in people:
        leading = any(term.country in first for term in person.terms)
        for alias in aliases:
            word = surname_of(alias, suffixes, leading=leading)
            if word is not None:
                index[word][person.name] = person
    return {word: tuple(found.values()) for word, found in index.items()}


def _by_country(people: Sequence[Person]) -> dict[str, tuple[Person, ...]]:
    index: defaultdict[str, dict[str, Person]] = defaultdict(dict)
    for person in people:
        for term in person.terms:
            if term.country:
                index[term.country][person.name] = person
    return {code: tuple(found.values()) for code, found in index.items()}


def _agents(
    lexicon: Lexicon, carries: Mapping[str, tuple[str, ...]]
) -> dict[tuple[str, ...], Agent]:
    made: dict[tuple[str, ...], Agent] = {}
    for row in lexicon.rows("actors/agents.csv", AgentRow):
        words = words_of(row.noun)
        generic = "generic" in (row.note or "")
        agent = Agent(row.noun, row.sector, row.kind, generic or words[-1] in carries)
        made[words] = agent
    return made
