"""What the actor tables hold: one frozen row type for each file of `data/actors/`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = [
    "AgentRow",
    "BodyRow",
    "CodeRow",
    "CountryRow",
    "MembersRow",
    "ModifierRow",
    "NameRow",
    "PeopleRow",
    "RankRow",
    "RegionRow",
    "RoleRow",
]


@dataclass(frozen=True, slots=True)
class CountryRow:
    """A country code: its name, the years it existed, and whom it folds into."""

    country: str
    name: str
    kind: str
    from_: date | None = None
    until: date | None = None
    sovereign: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class NameRow:
    """A word for a country: its name, adjective, inhabitant, capital, seat or nickname."""

    alias: str
    country: str
    how: str
    sector: tuple[str, ...] = ()
    from_: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class BodyRow:
    """An organisation, armed group, political party, force or institution with its other names.

    `precision` tells how exact the dates are: "day", "month" or "year"; None where it is not
    known. A year stands as its first or last day.
    """

    name: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    sector: tuple[str, ...] = ()
    kind: str | None = None
    from_: date | None = None
    until: date | None = None
    precision: str | None = None


@dataclass(frozen=True, slots=True)
class PeopleRow:
    """An ethnic or religious group with its other names.

    `country` holds every country where it is at home; the text decides among several.
    """

    name: str
    aliases: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MembersRow:
    """Countries that belonged to an international body over the same time."""

    body: str
    countries: tuple[str, ...]
    from_: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class AgentRow:
    """A common noun for people who act: its sector, and whether it is a title."""

    noun: str
    sector: tuple[str, ...] = ()
    kind: str = "agent"
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ModifierRow:
    """A small word and its effect on the phrase that it stands in.

    `effect` says which list the word belongs to; `sector` is the sector it gives, if any.
    """

    word: str
    effect: str
    sector: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RoleRow:
    """One term of one person in one office; both days are included."""

    person: str
    aliases: tuple[str, ...]
    title: str
    country: str | None = None
    sector: tuple[str, ...] = ()
    from_: date | None = None
    until: date | None = None
    precision: str | None = None


@dataclass(frozen=True, slots=True)
class RankRow:
    """How high an office is: 0 is head of state or government, larger is lower.

    `unique` is "yes" for an office that one person of a country holds at a time.
    """

    office: str
    rank: int
    unique: str | None = None


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A code of PLOVER that is no country's, or a sector, and what it stands for."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A province or city that the news names without its country, and that country."""

    alias: str
    country: str
