"""The directory: every name, person and agent noun of the tables, indexed for look-up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from detente.actors.entries import Agent, Entry, Person
from detente.actors.holders import by_country, by_surname, load_people, person_entries
from detente.actors.listed import listed_entries
from detente.actors.names import sound_of, words_of
from detente.actors.rows import AgentRow, CountryRow, ModifierRow
from detente.tables import Lexicon, collector_paused

__all__ = ["Directory", "load_directory"]


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
    people = load_people(lexicon, countries)
    nobody = (
        Entry(name, "nothing", name, None, (), None, None, "modifiers.csv")
        for name in words.get("place", {})
    )
    names, longest = _index([*nobody, *listed_entries(lexicon, countries), *person_entries(people)])
    return Directory(
        names=names,
        longest=longest,
        surnames=by_surname(people, words),
        agents=_agents(lexicon, words.get("carries", {})),
        words=words,
        countries=countries,
        holders=by_country(people),
    )


def _words(lexicon: Lexicon) -> dict[str, dict[str, tuple[str, ...]]]:
    words: defaultdict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for row in lexicon.rows("actors/modifiers.csv", ModifierRow):
        words[row.effect][row.word] = row.sector
    return dict(words)


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
