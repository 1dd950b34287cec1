"""What a name can stand for: entries of the directory, people with their terms, identities."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = ["Agent", "Entry", "Identity", "Person", "Term", "within"]


def within(day: date | None, from_: date | None, until: date | None) -> bool:
    """Tell whether `day` lies in an interval, both ends included; None is an open end."""
    if day is None:
        return until is None
    return (from_ is None or from_ <= day) and (until is None or day <= until)


@dataclass(frozen=True, slots=True)
class Term:
    """One stay in an office.

    `office` is the title's own words without its country ("foreign", "minister"); `rank` orders
    offices: 0 is head of state or government. `lesser` offices are a
    party's, town's or region's: they are not found by the country's name. `line` is the row's
    place in `file`.
    """

    title: str
    office: tuple[str, ...]
    country: str | None
    sectors: tuple[str, ...]
    from_: date | None
    until: date | None
    rank: int
    file: str
    line: int = 0
    precision: str | None = None
    lesser: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Someone in the tables of roles, with all terms in order of time."""

    name: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning of a name. `how` is the tables' word for it: "adjective", "capital" and so on.

    `written` is the name as the table writes it, against which the text's capitals are held.
    `precision` tells how exact the dates are, `line` where in `file` the row stands.
    """

    written: str
    how: str
    name: str
    country: str | None
    sectors: tuple[str, ...]
    from_: date | None
    until: date | None
    file: str
    person: Person | None = None
    line: int = 0
    precision: str | None = None


@dataclass(frozen=True, slots=True)
class Agent:
    """A common noun that denotes actors. `carries`: it takes its owner's sector."""

    noun: str
    sectors: tuple[str, ...]
    kind: str
    carries: bool = False


@dataclass(frozen=True, slots=True)
class Identity:
    """What a phrase stands for, apart from where it stands: the resolved part of a `Party`.

    `office` is the office held on the day, in folded words without its country.
    """

    name: str
    kind: str
    country: str | None = None
    sectors: tuple[str, ...] = ()
    role: str | None = None
    reason: str = ""
    office: tuple[str, ...] = ()
