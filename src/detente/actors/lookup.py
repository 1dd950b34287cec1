"""What the tables say of a name on a day, row by row, and which of it a text would mean.

The meaning is chosen by the same rules that read texts; the rows show why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from detente.actors import people, states
from detente.actors.directory import Directory
from detente.actors.entries import Entry, Identity, Person, Term
from detente.actors.names import words_of

__all__ = ["Answer", "Finding", "look_up"]

NATIONS = ("name", "adjective", "nickname")
"""The ways of naming a country that may stand before or after an office."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One row of the tables that a name stands for.

    `row` is its file below `actors/` and its line, `how` what sort of name it is ("person",
    "party", "capital"). `standing` tells whether it holds on the day asked for: "holds",
    "over", "not yet", or "undated" where no day was given. `chosen` marks the row that a text
    of that day would mean.
    """

    row: str
    name: str
    how: str
    title: str | None
    country: str | None
    sectors: tuple[str, ...]
    from_: date | None
    until: date | None
    precision: str | None
    standing: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What a name means on a day: None in `identity` where the tables leave it open.

    `reason` says why it means that, or why nothing is chosen.
    """

    asked: str
    day: date | None
    identity: Identity | None
    reason: str
    findings: tuple[Finding, ...]


def look_up(
    name: str, directory: Directory, day: date | None, *, country: str | None = None
) -> Answer:
    """Return what the tables say of `name` on `day`; `country` is one that the text is about.

    Understands names of people, bodies and countries, surnames with and without a title
    ("Chancellor Merkel"), offices ("president of France", "French president") and agent nouns.
    """
    ask = _Asked(_bare(words_of(name)), directory, day, country)
    for find in (_by_name, _by_office, _by_surname, _by_agent):
        found = find(ask)
        if found is not None:
            identity, reason, findings = found
            return Answer(name, day, identity, reason, tuple(dict.fromkeys(findings)))
    return Answer(name, day, None, "no table lists this name", ())


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question: folded words, where to look, the day, and the country of the text."""

    words: tuple[str, ...]
    directory: Directory
    day: date | None
    country: str | None


Told = tuple[Identity | None, str, Sequence[Finding]]


def _bare(words: tuple[str, ...]) -> tuple[str, ...]:
    return words[1:] if words[:1] == ("the",) and len(words) > 1 else words


def _by_name(ask: _Asked) -> Told | None:
    """Return what a name in the tables means; a person goes before a body, as in texts."""
    entries = ask.directory.names.get(ask.words, ())
    persons = _unique(entry.person for entry in entries if entry.person is not None)
    if persons:
        person = people.of_entries(entries, ask.day, ask.country)
        others = [_of_entry(e, ask.day, None) for e in entries if e.person is None]
        return _told(persons, person, ask.day, others)
    near = (ask.country,) if ask.country else ()
    chosen = states.choose(entries, ask.day, near=near)
    if chosen is None:
        return None
    identity = states.identity_of(chosen, ask.directory)
    findings = [_of_entry(entry, ask.day, chosen) for entry in entries]
    return identity, _why(chosen, entries, ask), findings


def _why(chosen: Entry, entries: Sequence[Entry], ask: _Asked) -> str:
    codes = {entry.country for entry in entries}
    if len(codes) == 1:
        return (
            "the only row" if len({_place(e) for e in entries}) == 1 else "all are of one country"
        )
    if states.is_undecided(chosen):
        return "several countries are possible; that of the text decides"
    if ask.country is not None and chosen.country == ask.country:
        return f"the row of {ask.country}"
    if ask.day is not None and _standing(ask.day, chosen.from_, chosen.until) == "holds":
        return "the first row that holds on the day; the countries of the text may decide otherwise"
    return "the nearest row in time"


def _by_surname(ask: _Asked) -> Told | None:
    """Return whom a surname means, with what stands before it: a title, a nation, given names."""
    if not ask.words:
        return None
    surname = ask.words[-1]
    persons = ask.directory.surnames.get(surname, ())
    if not persons:
        return None
    code, lead = _nation_and_rest(ask.words[:-1], ask.directory)
    country = ask.country or code
    agent = ask.directory.agents.get(lead)
    if agent is not None and agent.kind == "title":
        person = people.by_surname(
            (surname,), ask.directory, ask.day, country, title=lead, named=ask.directory.holders
        )
    else:
        person = people.by_surname((*lead, surname), ask.directory, ask.day, country)
    if lead and person is None and agent is None:
        return None
    return _told(persons, person, ask.day, ())


def _by_office(ask: _Asked) -> Told | None:
    """Return who held an office that is named with its country."""
    code, office = _office(ask)
    found = [
        (person, term)
        for person in ask.directory.holders.get(code or "", ())
        for term in person.terms
        if term.office == office and term.country == code
    ]
    if code is None or not found:
        return None
    found.sort(key=lambda pair: pair[1].from_ or date.min)
    person = people.by_office(office, code, ask.directory, ask.day)
    identity = people.described(person, ask.day, None) if person else None
    reason = identity.reason if identity else "no one holder of that office on that day"
    findings = [
        _of_term(one, term, ask.day, chosen=one is person and _holds(term, ask.day))
        for one, term in found
    ]
    return identity, reason, findings


def _office(ask: _Asked) -> tuple[str | None, tuple[str, ...]]:
    """Return the country and the office of "French president" or "president of France"."""
    code, office = _nation_and_rest(ask.words, ask.directory)
    for at in (k for k, word in enumerate(ask.words) if word == "of" and code is None):
        named, rest = _nation_and_rest(_bare(ask.words[at + 1 :]), ask.directory)
        if named is not None and not rest:
            code, office = named, ask.words[:at]
    return code or ask.country, office


def _by_agent(ask: _Asked) -> Told | None:
    """Return the sectors of an agent noun, of the text's country if one is given."""
    agent = ask.directory.agents.get(ask.words)
    if agent is None:
        return None
    reason = f"agents.csv: {agent.noun}; its country is that of the text"
    kind = "organisation" if agent.kind == "collective" else "people"
    return Identity(agent.noun, kind, ask.country, agent.sectors, reason=reason), reason, ()


def _nation_and_rest(
    words: tuple[str, ...], directory: Directory
) -> tuple[str | None, tuple[str, ...]]:
    """Return the country that opens a phrase and the words after it ("French president")."""
    for size in range(min(4, len(words)), 0, -1):
        for entry in directory.names.get(words[:size], ()):
            if entry.how in NATIONS and entry.until is None:
                rest = words[size:]
                return entry.country, rest[1:] if rest[:1] == ("s",) else rest
    return None, words


def _told(
    persons: Sequence[Person], person: Person | None, day: date | None, others: Iterable[Finding]
) -> Told:
    identity = people.described(person, day, None) if person else None
    best = None
    if person is not None:
        best = people.in_office(person, day) or people.highest(person)
    findings = [
        _of_term(one, term, day, chosen=one is person and term is best)
        for one in sorted(persons, key=lambda p: p is not person)
        for term in one.terms
    ]
    reason = identity.reason if identity else "several bear that name and none plainly stands out"
    return identity, reason, [*findings, *others]


def _of_term(person: Person, term: Term, day: date | None, *, chosen: bool) -> Finding:
    return Finding(
        row=f"{term.file}:{term.line}",
        name=person.name,
        how="person",
        title=term.title,
        country=term.country,
        sectors=term.sectors,
        from_=term.from_,
        until=term.until,
        precision=term.precision,
        standing=_standing(day, term.from_, term.until),
        chosen=chosen,
    )


def _of_entry(entry: Entry, day: date | None, chosen: Entry | None) -> Finding:
    return Finding(
        row=f"{entry.file}:{entry.line}" if entry.line else entry.file,
        name=entry.name,
        how=entry.how,
        title=None,
        country=entry.country,
        sectors=entry.sectors,
        from_=entry.from_,
        until=entry.until,
        precision=entry.precision,
        standing=_standing(day, entry.from_, entry.until),
        chosen=chosen is not None and _place(entry) == _place(chosen),
    )


def _place(entry: Entry) -> tuple[str, int, str | None]:
    return entry.file, entry.line, entry.country


def _holds(term: Term, day: date | None) -> bool:
    return _standing(day, term.from_, term.until) == "holds"


def _standing(day: date | None, from_: date | None, until: date | None) -> str:
    if day is None:
        return "undated"
    if from_ is not None and day < from_:
        return "not yet"
    return "over" if until is not None and until < day else "holds"


def _unique(persons: Iterator[Person]) -> list[Person]:
    return list({person.name: person for person in persons}.values())
