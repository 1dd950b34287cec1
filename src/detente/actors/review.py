"""The actor tables held against themselves: codes, dates, offices and names that clash.

Reading the tables finds cells that cannot be read. This finds rows that can be read and are
wrong: a code that nothing defines, a term that ends before it starts, two people in one
office at once, a name that one row hides from another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from detente.actors.holders import office_of
from detente.actors.listed import BODIES
from detente.actors.names import is_acronym, words_of
from detente.actors.rows import (
    AgentRow,
    BodyRow,
    CodeRow,
    CountryRow,
    MembersRow,
    ModifierRow,
    NameRow,
    PeopleRow,
    RankRow,
    RegionRow,
    RoleRow,
)
from detente.errors import Fault
from detente.tables import Lexicon

__all__ = ["review"]

TABLES: Mapping[str, type[Any]] = {
    "countries": CountryRow,
    "names": NameRow,
    "regions": RegionRow,
    **dict.fromkeys(BODIES, BodyRow),
    "peoples": PeopleRow,
    "members": MembersRow,
    "agents": AgentRow,
    "modifiers": ModifierRow,
    "roles/*": RoleRow,
}
"""The row type of each table that holds codes or dates."""

SLACK_DAYS = {"day": 1, "month": 31, "year": 366}
"""How long two terms may overlap, by how exact their dates are: a handover is no clash."""

PRECISIONS = tuple(SLACK_DAYS)
FAR_PAST = date.min + timedelta(days=400)
FAR_AHEAD = date.max - timedelta(days=400)


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of any table with its place."""

    path: Path
    line: int
    row: Any

    def fault(self, problem: str, remedy: str) -> Fault:
        return Fault(file=str(self.path), line=self.line, problem=problem, remedy=remedy)

    @property
    def where(self) -> str:
        return f"{self.path.name}:{self.line}"


def review(lexicon: Lexicon) -> list[Fault]:
    """Return what is wrong in the actor tables of a lexicon, in the order of the tables.

    Raises:
        TableError: rows cannot be read at all.
    """
    lines = {
        table: [
            _Line(path, line, row)
            for path, line, row in lexicon.numbered_rows(f"actors/{table}.csv", kind)
        ]
        for table, kind in TABLES.items()
    }
    every = [line for table in lines.values() for line in table]
    seats = [line for line in lines["names"] if line.row.how == "seat"]
    return [
        *_unknown_codes(every, lexicon),
        *_wrong_dates(every),
        *_shared_offices(lines["roles/*"], lexicon),
        *_repeated_aliases(every),
        *_clashing_names([*seats, *(line for table in BODIES for line in lines[table])]),
        *_unknown_bodies(lines["members"], lines["organisations"]),
    ]


def _unknown_codes(every: Iterable[_Line], lexicon: Lexicon) -> Iterator[Fault]:
    codes = {row.country for row in lexicon.rows("actors/countries.csv", CountryRow)}
    codes |= {row.code for row in lexicon.rows("actors/codes.csv", CodeRow)}
    sectors = {row.code for row in lexicon.rows("actors/sectors.csv", CodeRow)}
    for line in every:
        for code in _countries_of(line.row):
            if code not in codes:
                yield line.fault(
                    f"unknown country code {code!r}", "give one of countries.csv or codes.csv"
                )
        for code in _many(getattr(line.row, "sector", ())):
            if code not in sectors:
                yield line.fault(f"unknown sector {code!r}", "give one of sectors.csv")


def _countries_of(row: object) -> Iterator[str]:
    for field in ("country", "countries", "sovereign"):
        yield from _many(getattr(row, field, ()))


def _many(value: str | Sequence[str] | None) -> Sequence[str]:
    return (value,) if isinstance(value, str) else value or ()


def _wrong_dates(every: Iterable[_Line]) -> Iterator[Fault]:
    for line in every:
        from_, until = getattr(line.row, "from_", None), getattr(line.row, "until", None)
        if from_ and until and until < from_:
            yield line.fault(f"ends {until}, before it starts {from_}", "swap or mend the dates")
        precision = getattr(line.row, "precision", None)
        if precision not in (None, *PRECISIONS):
            yield line.fault(f"unknown precision {precision!r}", "give day, month or year")


def _shared_offices(roles: Iterable[_Line], lexicon: Lexicon) -> Iterator[Fault]:
    """Yield a fault for each pair of people who hold one unique office at the same time."""
    unique = {r.office for r in lexicon.rows("actors/ranks.csv", RankRow) if r.unique}
    terms: defaultdict[tuple[str, str], list[_Line]] = defaultdict(list)
    for line in roles:
        title = line.row.title.casefold()
        if office_of(title) in unique and not title.startswith("acting "):
            terms[title, line.row.country or ""].append(line)
    for held in terms.values():
        held.sort(key=lambda one: one.row.from_ or FAR_PAST)
        for at, one in enumerate(held):
            for other in held[at + 1 :]:
                days = _days_together(one.row, other.row)
                if one.row.person != other.row.person and days > 0:
                    yield other.fault(
                        f"{other.row.person} is {other.row.title} while {one.row.person} still is "
                        f"({one.where})",
                        "mend the dates of one of them",
                    )


def _days_together(one: RoleRow, other: RoleRow) -> int:
    """Return for how many days two terms overlap beyond what their precision leaves open."""
    start = max(one.from_ or FAR_PAST, other.from_ or FAR_PAST)
    end = min(one.until or FAR_AHEAD, other.until or FAR_AHEAD)
    slack = max(SLACK_DAYS.get(row.precision or "day", 1) for row in (one, other))
    return (end - start).days + 1 - slack


def _repeated_aliases(every: Iterable[_Line]) -> Iterator[Fault]:
    """Yield a fault for each alias that a row gives twice."""
    for line in every:
        first = getattr(line.row, "name", None) or getattr(line.row, "person", None)
        seen = {first}
        for alias in _many(getattr(line.row, "aliases", ())):
            if alias in seen:
                yield line.fault(f"alias {alias!r} stands there twice", "drop one of them")
            seen.add(alias)


def _shape(name: str) -> tuple[object, ...]:
    """Return all of a name that decides which texts it fits."""
    first = next((letter for letter in name if letter.isalpha()), "")
    return words_of(name), is_acronym(name), first.isupper(), name.endswith("-")


def _clashing_names(bodies: Iterable[_Line]) -> Iterator[Fault]:
    """Yield a fault for each name that two bodies of one country have at the same time.

    Two rows of `names.csv` are spellings of one word and no clash, and a row of a later folder
    replaces an earlier folder's.
    """
    known: defaultdict[tuple[object, ...], list[_Line]] = defaultdict(list)
    for line in bodies:
        keys = {(*_shape(name), line.row.country): name for name in _names_of(line.row)}
        for key, name in keys.items():
            for other in known[key]:
                spellings = isinstance(line.row, NameRow) and isinstance(other.row, NameRow)
                together = line.path.parent == other.path.parent
                if together and not spellings and _at_once(line.row, other.row):
                    yield line.fault(
                        f"{name!r} stands for something else already ({other.where})",
                        "drop it from one of them, or part them by their dates",
                    )
            known[key].append(line)


def _names_of(row: BodyRow | NameRow) -> tuple[str, ...]:
    if isinstance(row, NameRow):
        return (row.alias,)
    return (row.name, *row.aliases)


def _at_once(one: BodyRow | NameRow, other: BodyRow | NameRow) -> bool:
    start = max(one.from_ or FAR_PAST, other.from_ or FAR_PAST)
    return start <= min(one.until or FAR_AHEAD, other.until or FAR_AHEAD)


def _unknown_bodies(members: Iterable[_Line], bodies: Iterable[_Line]) -> Iterator[Fault]:
    names = {line.row.name for line in bodies}
    for line in members:
        if line.row.body not in names:
            yield line.fault(
                f"unknown body {line.row.body!r}", "give a name of organisations.csv as it stands"
            )
