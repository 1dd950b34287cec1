"""People: which one a name means, and what office they held on a day."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from datetime import date

from detente.actors.directory import Directory
from detente.actors.entries import Entry, Identity, Person, Term, within
from detente.actors.names import words_of

__all__ = [
    "by_office",
    "by_surname",
    "country_of_namesakes",
    "described",
    "highest",
    "in_office",
    "of_entries",
    "of_namesakes",
]

REMEMBERED_DAYS = 12 * 365
"""How long after office a leader is still called by the surname alone."""

WELL_KNOWN = 3
"""The lowest rank of office whose holders are called by their surname alone."""

FOLLOWED = 1 / 30
"""How many people the tables hold of a state whose leaders readers elsewhere know, at least, in
parts of those that they hold of the state they hold most of."""


PARTISAN = ("PTY", "OPP")
"""The sectors of offices in a party, whose holders stay politicians when they leave them."""


def in_office(person: Person, day: date | None) -> Term | None:
    """Return the highest office that a person held on `day`, None when none or no day."""
    if day is None:
        return None
    held = [term for term in person.terms if within(day, term.from_, term.until)]
    return min(held, key=lambda t: t.rank) if held else None


def highest(person: Person) -> Term:
    """Return the highest office a person ever held, the latest of equals."""
    return min(reversed(person.terms), key=lambda t: t.rank)


def described(person: Person, day: date | None, stated: Identity | None) -> Identity:
    """Return a person of the tables as what they were on `day`.

    In office: that country and sector. After the last term: ELI. In between: the sector that
    the text's own words (`stated`) give, else PTY or OPP if the last office was a party's, else
    ELI. Before the first: the country, with the text's sector. Without a day: the sector of the
    text's words, else of the highest office ever held.
    """
    term = in_office(person, day)
    if term is not None and not _is_called_former(term, stated):
        return _with_term(person, term, f"{_span(term)}")
    best = highest(person)
    if stated is not None and stated.sectors and _is_elsewhere(person, stated):
        return _stated(person, stated, best)
    if day is None:
        if stated is not None and stated.sectors:
            return _stated(person, stated, best)
        return _with_term(person, best, "highest office, no date")
    if term is not None or _is_over(person, day):
        role = stated.role if stated else None
        return Identity(
            person.name,
            "person",
            best.country,
            ("ELI",),
            role or f"former {best.title}",
            f"{best.file}: {best.title}, ended before the date",
        )
    if stated is not None and stated.sectors:
        return _stated(person, stated, best)
    return _out_of_office(person, day, best)


def _out_of_office(person: Person, day: date, best: Term) -> Identity:
    """Return someone before the first term or between two; party people stay party people."""
    past = [term for term in person.terms if term.until is not None and term.until < day]
    last = max(past, key=lambda t: t.until or day, default=None)
    if last is None:
        reason = f"{best.file}: outside every term of {best.title}"
        return Identity(person.name, "person", best.country, reason=reason)
    loyal = tuple(sector for sector in last.sectors if sector in PARTISAN)
    reason = f"{last.file}: {last.title}, ended before the date, another begins after it"
    return Identity(
        person.name, "person", last.country, loyal or ("ELI",), f"former {last.title}", reason
    )


def _is_called_former(term: Term, stated: Identity | None) -> bool:
    """Tell whether the text calls someone the former holder of the office in the table."""
    called = stated is not None and stated.sectors == ("ELI",) and stated.role is not None
    if not called or stated is None:
        return False
    return words_of(stated.role or "")[-len(term.office) :] == term.office


def _is_elsewhere(person: Person, stated: Identity) -> bool:
    """Tell whether the text gives an office that the tables do not know of this person."""
    if "ELI" in stated.sectors or not stated.role:
        return False
    if not _in_country(person, stated.country):
        return True
    offices = {term.office for term in person.terms}
    return words_of(stated.role) not in offices


def _with_term(person: Person, term: Term, note: str) -> Identity:
    reason = f"{term.file}: {term.title} {note}"
    return Identity(
        person.name, "person", term.country, term.sectors, term.title, reason, term.office
    )


def _stated(person: Person, stated: Identity, best: Term) -> Identity:
    return Identity(
        person.name,
        "person",
        stated.country or best.country,
        stated.sectors,
        stated.role,
        f"{best.file}: {person.name}; {stated.reason}",
    )


def _span(term: Term) -> str:
    return f"{term.from_ or ''}..{term.until or ''}"


def _is_over(person: Person, day: date) -> bool:
    return all(term.until is not None and term.until < day for term in person.terms)


def of_entries(entries: Iterable[Entry], day: date | None, country: str | None) -> Person | None:
    """Return the person among a name's meanings, by country and then by who holds office."""
    people = {entry.person.name: entry.person for entry in entries if entry.person is not None}
    return _pick(list(people.values()), day, country)


def by_surname(
    words: Sequence[str],
    directory: Directory,
    day: date | None,
    country: str | None,
    *,
    title: Sequence[str] = (),
    named: Container[str] = (),
) -> Person | None:
    """Return the person whom a name's last word means, None when that is not plain.

    With more than one word, the others must fit the person's given names. A bare surname
    needs the `title` of an office that the person held, or to be that of someone high in
    office on `day`, or of just one person of the tables who led a country not long before; and
    that country is much in the news, or one of those that the article has `named`.
    """
    people = [p for p in directory.surnames.get(words[-1], ()) if _in_country(p, country)]
    if len(words) > 1:
        given = [w for w in words[:-1] if len(w) > 1 and not directory.has("particle", w)]
        return _pick([p for p in people if set(given) & set(words_of(p.name))], day, country)
    if title:
        people = [p for p in people if any(t.office[-1:] == title[-1:] for t in p.terms)]
    else:
        leaders = [p for p in people if highest(p).rank == 0]
        people = [p for p in people if _is_known_by_surname(p, day, alone=leaders == [p])]
        people = [p for p in people if _is_followed(p, directory, named)]
    return _pick(people, day, country)


def country_of_namesakes(surname: str, title: Sequence[str], directory: Directory) -> str | None:
    """Return the country of all who bore a surname in such an office, None unless it is one."""
    codes = {
        term.country
        for person in directory.surnames.get(surname, ())
        for term in person.terms
        if title and term.office[-1:] == tuple(title[-1:])
    }
    return codes.pop() if len(codes) == 1 else None


def of_namesakes(name: str, people: Iterable[Person], day: date | None) -> Identity | None:
    """Return what is plain of a leader's bare surname where several led one country.

    "Assad" is of Syria and "Bush" of the United States, whichever is meant. None where one alone
    or nobody led, or where they led different countries, and on a day when none of them was heard
    of. The sector is that of office without a day or while one may be in office, else ELI.
    """
    leaders = {p.name: highest(p) for p in people if highest(p).rank == 0}
    known = [term for term in leaders.values() if day is None or _is_remembered(term, day)]
    codes = {term.country for term in known}
    if len(leaders) < 2 or len(codes) != 1:
        return None
    serving = day is None or any(within(day, term.from_, term.until) for term in known)
    sectors = {term.sectors for term in known} if serving else {("ELI",)}
    return Identity(
        name,
        "person",
        codes.pop(),
        sectors.pop() if len(sectors) == 1 else (),
        reason=f"{known[0].file}: {' or '.join(sorted(leaders))}, of one country",
    )


def _is_remembered(term: Term, day: date) -> bool:
    """Tell whether a leader's term had begun, and ended not long before a day."""
    begun = term.from_ is None or term.from_ <= day
    return begun and _is_recent(term, day)


def _is_recent(term: Term, day: date) -> bool:
    """Tell whether a term is not over, or not for long."""
    return term.until is None or (day - term.until).days <= REMEMBERED_DAYS


def _is_known_by_surname(person: Person, day: date | None, *, alone: bool) -> bool:
    term = in_office(person, day)
    if term is not None and term.rank <= WELL_KNOWN:
        return True
    best = highest(person)
    first = person.terms[0].from_
    recent = day is None or (_is_recent(best, day) and (first is None or first <= day))
    return alone and best.rank == 0 and recent


def _is_followed(person: Person, directory: Directory, named: Container[str]) -> bool:
    """Tell whether readers know who is meant by a surname: not by one of a small state's leader."""
    codes = {term.country for term in person.terms}
    if any(code is None or code in named for code in codes):
        return True
    most = max(map(len, directory.holders.values()))
    return any(len(directory.holders.get(code or "", ())) >= FOLLOWED * most for code in codes)


def _in_country(person: Person, country: str | None) -> bool:
    return country is None or any(term.country == country for term in person.terms)


def _pick(people: Sequence[Person], day: date | None, country: str | None) -> Person | None:
    """Return the highest in office on `day`; without any, the highest there ever was.

    None when two are equally high.
    """
    fitting = [p for p in people if _in_country(p, country)] or list(people)
    serving = [(term.rank, p) for p in fitting if (term := in_office(p, day)) is not None]
    ranked = serving or [(highest(p).rank, p) for p in fitting]
    if not ranked:
        return None
    best = min(rank for rank, _ in ranked)
    top = [person for rank, person in ranked if rank == best]
    return top[0] if len(top) == 1 else None


def by_office(
    office: tuple[str, ...], country: str, directory: Directory, day: date | None
) -> Person | None:
    """Return who held an office ("president") of a country on `day`, None unless just one did."""
    if day is None:
        return None
    found = [
        person
        for person in directory.holders.get(country, ())
        for term in person.terms
        if term.country == country and term.office == office and not term.lesser
        if within(day, term.from_, term.until)
    ]
    return found[0] if len(found) == 1 else None
