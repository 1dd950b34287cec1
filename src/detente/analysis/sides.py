"""Sides of a dyad: what a person types ("FRA", "France", "Islamic State") as a key of the store."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from detente.actors import load_directory
from detente.actors.directory import Directory
from detente.actors.entries import Entry
from detente.actors.names import words_of
from detente.actors.rows import CodeRow, CountryRow
from detente.errors import SettingError
from detente.tables import Lexicon, open_lexicon

__all__ = ["Side", "find_side", "names_of_codes", "side_of"]

_NAMED = frozenset({"organisation", "group", "party", "person"})
"""Ways of naming in the actor tables that mean one body or person, not its whole country."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a dyad.

    `key` is a country code of the contract (ISO 3166 alpha-3, IGO, UNO …) when `by` is
    "country", and the canonical name of a party when `by` is "name". `name` is for people.
    """

    key: str
    name: str
    by: str = "country"

    def __str__(self) -> str:
        """Return the name."""
        return self.name


def side_of(text: str, lexicon: Lexicon | None = None) -> Side:
    """Return the side that a code or name means: "FRA", "France", "Russian", "Islamic State".

    A country's names, adjective, capital and seats of government give the country;
    organisations, groups, parties and people give themselves. Of several bearers of a name the
    one that exists today wins.

    Raises:
        SettingError: the tables know no such code or name; the message names the nearest ones.
    """
    lexicon = lexicon or open_lexicon()
    side = find_side(text, lexicon)
    if side is None:
        raise SettingError(_unknown(text, _directory(lexicon)))
    return side


def find_side(text: str, lexicon: Lexicon) -> Side | None:
    """Return the side that a code or name means, as `side_of`; None when the tables know none."""
    names = names_of_codes(lexicon)
    if (code := _sovereign(lexicon, text.strip().upper())) in names:
        return Side(code, names[code])
    entry = _best(_directory(lexicon).names.get(words_of(text.strip().removeprefix("the ")), ()))
    if entry is None:
        return None
    code = entry.country or ""
    if entry.how not in _NAMED or names.get(code) == entry.name:
        return Side(code, names.get(code, code))
    return Side(entry.name, entry.name, "name")


def _best(entries: Iterable[Entry]) -> Entry | None:
    known = [entry for entry in entries if entry.how != "nothing"]
    ranked = sorted(known, key=lambda e: (e.until is not None, e.how != "name"))
    return ranked[0] if ranked else None


def _unknown(text: str, directory: Directory) -> str:
    named = {" ".join(words): words for words in directory.names}
    near = get_close_matches(" ".join(words_of(text)), named, n=3)
    written = [directory.names[named[name]][0].written for name in near]
    hint = f"did you mean {' or '.join(map(repr, written))}?" if near else "use a name or a code"
    return f"no actor {text!r} in the tables; {hint}"


@cache
def _countries(lexicon: Lexicon) -> dict[str, CountryRow]:
    return {row.country: row for row in lexicon.rows("actors/countries.csv", CountryRow)}


def _sovereign(lexicon: Lexicon, code: str) -> str:
    """Return the code that a country's events are stored under: its sovereign's, if any."""
    row = _countries(lexicon).get(code)
    return (row.sovereign or code) if row else code


@cache
def names_of_codes(lexicon: Lexicon) -> dict[str, str]:
    """Return the name of every code that a party can have, countries and others."""
    countries = {code: row.name for code, row in _countries(lexicon).items()}
    return countries | {row.code: row.name for row in lexicon.rows("actors/codes.csv", CodeRow)}


@cache
def _directory(lexicon: Lexicon) -> Directory:
    return load_directory(lexicon)
